"""Versions of the clocks, and what a proposed one would do to the cases that are open now (R32)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from pendopo.foundation.clock.versions import Preview, previewed
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases.clocks import Terms, reckoned
from pendopo.serve.cases.models import Case, ClockVersion, Wait
from pendopo.serve.cases.states import CaseState, WaitFor

LOOKED_AT: Final = 1000  # open cases, those that are due first


def clock_versions(member: Member) -> Sequence[ClockVersion]:
    """The office's versions, the newest first; proposals among them."""
    return list(ClockVersion.objects.seen_by(member).select_related("made_by__person"))


def preview(version: ClockVersion, member: Member, *, now: datetime) -> Preview:
    """Every open case under another version, waits for its citizen counted."""
    calendar = structure.calendar_of(structure.institution(member.institution_id))
    terms = Terms.read(version.terms)
    cases = list(
        Case.objects.seen_by(member)
        .not_closed()
        .exclude(state=CaseState.ANSWERED)
        .order_by("resolve_by", "pk")[:LOOKED_AT]
    )
    waits: dict[int, list[tuple[datetime, datetime]]] = {}
    for wait in Wait.objects.filter(case__in=cases, for_whom=WaitFor.CITIZEN, ended_at__isnull=False):
        if wait.ended_at is not None:
            waits.setdefault(wait.case_id, []).append((wait.began_at, wait.ended_at))
    return previewed(
        (
            (
                case.code,
                reverse("cases:case", args=[case.pk]),
                case.resolve_by,
                reckoned(
                    terms,
                    calendar,
                    received_at=case.received_at,
                    kind=case.kind,
                    supervisory=case.supervisory_content,
                    waits=waits.get(case.pk, ()),
                    reopened_at=case.reopened_at,
                ).resolve_by,
            )
            for case in cases
        ),
        now=now,
    )
