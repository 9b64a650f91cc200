"""When the reason for an objection arose, and until when it may be made (UU 14/2008 art. 35-36, R52)."""

from __future__ import annotations

from datetime import date

from pendopo.foundation.clock import Due
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import clocks
from pendopo.serve.openness.models import PublicInfoRequest
from pendopo.serve.openness.states import OBJECTABLE, Decision, ObjectionReason, RequestState


def arose_on(request: PublicInfoRequest, reason: ObjectionReason) -> date | None:
    """The day on which this reason arose for this request; None where it did not."""
    zone = structure.zone_of(request.institution)
    noticed = zone.day_of(request.notified_at) if request.notified_at else None
    given = zone.day_of(request.given_at) if request.given_at else None
    passed = request.due_on if request.state == RequestState.UNANSWERED or _is_late(request) else None
    match reason:
        case ObjectionReason.A:
            kept_back = request.decision in {Decision.REFUSED, Decision.PARTIAL} and bool(request.ground)
            return noticed if kept_back else None
        case ObjectionReason.B:
            return noticed or passed
        case ObjectionReason.C:
            return passed if noticed is None else None
        case ObjectionReason.D:
            return given or noticed
        case ObjectionReason.E:
            granted = request.decision in {Decision.FULL, Decision.PARTIAL}
            return (given or noticed) if granted else None
        case ObjectionReason.F:
            return noticed if request.cost else None
        case ObjectionReason.G:
            return (given or noticed) if passed else None


def open_reasons(request: PublicInfoRequest, today: date) -> dict[ObjectionReason, Due]:
    """What may be objected to today, each with the end of its window."""
    if request.state not in OBJECTABLE or request.clock_version is None:
        return {}
    calendar = structure.calendar_of(request.institution)
    window = clocks.clock_of(request.clock_version).objection_window
    found = {}
    for reason in ObjectionReason:
        arose = arose_on(request, reason)
        if arose and (ends := calendar.add_business_days(arose, window)).on >= today:
            found[reason] = ends
    return found


def _is_late(request: PublicInfoRequest) -> bool:
    return bool(request.notified_at and request.due_at and request.notified_at > request.due_at)
