"""One batch of a trial: which of the messages in it a version would have touched."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.models import Message
from pendopo.listen.rules.conditions import fits
from pendopo.listen.rules.facts import facts_of
from pendopo.listen.rules.models import Touched, Trial

A_BATCH: Final = 500


@transaction.atomic
def go_on_trying(*, institution_id: int, trial_id: int, now: datetime) -> bool:
    """Look at one more batch, the newest first; true while there is more.

    Place, count and what was found are written together: a worker that dies looks at the same batch again.
    """
    trial = (
        Trial.objects.select_for_update(of=("self",))
        .select_related("version", "institution")
        .filter(institution_id=institution_id, pk=trial_id, finished_at__isnull=True)
        .first()
    )
    if trial is None:
        return False
    batch = list(
        Message.objects.filter(
            institution_id=institution_id,
            direction=Message.Direction.IN,
            said_at__gte=trial.since,
            said_at__lte=trial.at,
        )
        .exclude(said_at=trial.at, pk__gte=trial.at_number or 2**62)
        .order_by("-said_at", "-id")
        .values_list("pk", "said_at")[:A_BATCH]
    )
    when = trial.version.condition
    calendar, zone = structure.calendar_of(trial.institution), structure.zone_of(trial.institution)
    found = [
        facts.message_id
        for facts in facts_of(institution_id, [pk for pk, _at in batch])
        if fits(when, facts, calendar=calendar, zone=zone)
    ]
    Touched.objects.bulk_create(
        [Touched(institution_id=institution_id, trial=trial, message_id=pk) for pk in found],
        ignore_conflicts=True,
    )
    is_over = len(batch) < A_BATCH
    last_number, last_at = batch[-1] if batch else (trial.at_number, trial.at)
    Trial.objects.filter(pk=trial.pk).update(
        at=last_at,
        at_number=last_number,
        looked_at=F("looked_at") + len(batch),
        touched=F("touched") + len(found),
        finished_at=now if is_over else None,
    )
    return not is_over
