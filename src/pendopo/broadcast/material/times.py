"""The time a unit has, its steps, and for how long its link lasts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pendopo.broadcast.material.models import MaterialRequest
from pendopo.foundation.clock import WorkingCalendar
from pendopo.institution.links import actions as links
from pendopo.institution.links.actions import Purpose
from pendopo.institution.models import Rung
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure

WHOLE: Final = 100
# Percent of the time, and who is written to then. A request for material is no complaint: one rung less than there,
# and never the leadership, who read how it went in a report.
STEPS: Final[dict[int, tuple[Rung, ...]]] = {
    50: (Rung.LIAISON,),
    80: (Rung.LIAISON, Rung.HEAD),
    WHOLE: (Rung.LIAISON, Rung.HEAD, Rung.SECRETARY),
}
DAYS_USUAL: Final = 5  # working days
# Long enough to see the post that came of it, and what it did.
LINK_LASTS: Final = timedelta(days=180)


def calendar_of(request: MaterialRequest) -> WorkingCalendar:
    """The working calendar of the request's institution."""
    return structure.calendar_of(request.institution)


def percent(request: MaterialRequest, now: datetime) -> int:
    """How much of its office hours are used in this round; may pass 100."""
    calendar = calendar_of(request)
    whole = calendar.office_time_between(request.round_at, request.answer_by)
    if not whole:
        return WHOLE if now >= request.answer_by else 0
    return int(calendar.office_time_between(request.round_at, now) * WHOLE / whole)


def instant_of(request: MaterialRequest, step: int) -> datetime:
    """When a step of this round is reached."""
    calendar = calendar_of(request)
    whole = calendar.office_time_between(request.round_at, request.answer_by)
    return calendar.add_office_time(request.round_at, whole * step / WHOLE)


def days(request: MaterialRequest, now: datetime) -> tuple[int, int]:
    """Working days used and given, for the bar."""
    calendar = calendar_of(request)
    given = max(calendar.business_days_between(request.round_at, request.answer_by), 1)
    return max(calendar.business_days_between(request.round_at, min(now, request.answer_by)), 0), given


def token(request: MaterialRequest, *, by: Member | None, now: datetime) -> str:
    """A new link to one request."""
    return links.give_link(
        purpose=Purpose.MATERIAL,
        subject=request,
        institution_id=request.institution_id,
        by=by,
        lasts=LINK_LASTS,
        now=now,
    )
