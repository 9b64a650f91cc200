"""Trials: what a version would have touched in the last 30 days, found batch by batch, doing nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from pendopo.institution.people.models import Member
from pendopo.listen.rules import jobs, policies
from pendopo.listen.rules.models import RuleVersion, Trial

BACK: Final = timedelta(days=30)


@transaction.atomic
def begin_trial(*, version: RuleVersion, by: Member, now: datetime) -> Trial:
    """Try a version on what came in the last 30 days; the worker looks at it batch by batch. Raises Refused."""
    policies.require_may_manage(by, version, now=now)
    trial, is_new = Trial.objects.get_or_create(
        version=version,
        defaults={
            "institution_id": version.institution_id,
            "since": now - BACK,
            "until": now,
            "at": now,
            "at_number": 0,
            "by": by,
            "begun_at": now,
        },
    )
    if is_new:
        jobs.try_rule.defer(institution_id=version.institution_id, trial_id=trial.pk)
    return trial
