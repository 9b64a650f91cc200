"""An office's own clocks, and what a proposed one would do to the requests and objections that are open now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from pendopo.foundation.clock.versions import Preview, previewed
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness.in_force import clock_as
from pendopo.serve.openness.models import Objection, OwnClock, PublicInfoRequest
from pendopo.serve.openness.states import UNDECIDED

LOOKED_AT: Final = 1000  # of each kind, those that are due first


def own_clocks(member: Member) -> Sequence[OwnClock]:
    """The office's versions, the newest first; proposals among them."""
    return list(OwnClock.objects.seen_by(member).select_related("made_by__person"))


def clock_preview(version: OwnClock, member: Member, *, now: datetime) -> Preview:
    """Everything that waits for the office under another version."""
    return previewed(_open_under(version, member), now=now)


def _open_under(version: OwnClock, member: Member) -> Iterator[tuple[str, str, datetime, datetime]]:
    calendar, clock = structure.calendar_of(structure.institution(member.institution_id)), clock_as(version)
    requests = PublicInfoRequest.objects.seen_by(member).filter(state__in=sorted(UNDECIDED)).by_deadline()
    for one in requests[:LOOKED_AT]:
        if one.due_at is None or one.completed_at is None:
            continue
        reckon = clock.extended_due if one.extended_at else clock.notice_due
        yield (
            one.register_number,
            reverse("openness:request", args=[one.pk]),
            one.due_at,
            reckon(calendar, one.completed_at).at,
        )
    for objection in Objection.objects.seen_by(member).waiting().order_by("due_at", "pk")[:LOOKED_AT]:
        yield (
            objection.register_number,
            reverse("openness:objection", args=[objection.pk]),
            objection.due_at,
            calendar.add_business_days(objection.filed_at, clock.objection_answer).at,
        )
