"""Versions of the clocks, and what a proposed one would do to the cases that are open now (R32)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases.clocks import Terms, reckoned
from pendopo.serve.cases.models import Case, ClockVersion, Wait
from pendopo.serve.cases.states import CaseState, WaitFor

LOOKED_AT: Final = 1000  # open cases, those that are due first
SHOWN: Final = 25


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One open case, and when it would be due under another version."""

    case: Case
    due_at: datetime
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a version would do if it counted for the cases that are open now; they keep their own."""

    looked_at: int
    earlier: int
    later: int
    late_now: int
    late_then: int
    moved: tuple[Moved, ...]


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
    moved = []
    for case in cases:
        due = reckoned(
            terms,
            calendar,
            received_at=case.received_at,
            kind=case.kind,
            supervisory=case.supervisory_content,
            waits=waits.get(case.pk, ()),
            reopened_at=case.reopened_at,
        )
        moved.append(Moved(case=case, due_at=due.resolve_by, is_late=due.resolve_by < now))
    return Preview(
        looked_at=len(moved),
        earlier=sum(one.due_at < one.case.resolve_by for one in moved),
        later=sum(one.due_at > one.case.resolve_by for one in moved),
        late_now=sum(one.case.resolve_by < now for one in moved),
        late_then=sum(one.is_late for one in moved),
        moved=tuple(sorted(moved, key=lambda one: one.due_at)[:SHOWN]),
    )
