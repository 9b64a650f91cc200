"""When the reason for an objection arose, and until when it may be made (UU 14/2008 art. 35-36, R52)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import prefetch_related_objects

from pendopo.foundation.clock import Due
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import in_force
from pendopo.serve.openness.models import Objection, PublicInfoRequest
from pendopo.serve.openness.states import (
    OBJECTABLE,
    Decision,
    ObjectionReason,
    ObjectionState,
    RequestState,
    Verdict,
)


def arose_on(request: PublicInfoRequest, reason: ObjectionReason) -> date | None:
    """The day on which this reason arose for this request; None where it did not, or was objected to already."""
    said = [one for one in request.objections.all() if one.state != ObjectionState.WITHDRAWN]
    arose = _arose_on(request, reason, said)
    if arose and any(one.reason == reason and one.arose_on >= arose for one in said):
        return None  # the superior hears it once; after that it is the Information Commission's
    return arose


def _arose_on(request: PublicInfoRequest, reason: ObjectionReason, said: Sequence[Objection]) -> date | None:
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
            # What a superior granted is broken, if at all, after that answer and not after the first notice.
            promised = [
                zone.day_of(one.answered_at)
                for one in said
                if one.answered_at and one.verdict in {Verdict.UPHELD, Verdict.PARTLY}
            ]
            return (given or max([*promised, *filter(None, [noticed])], default=None)) if granted else None
        case ObjectionReason.F:
            return noticed if request.cost else None
        case ObjectionReason.G:
            return (given or noticed) if passed else None


def open_reasons(request: PublicInfoRequest, today: date) -> dict[ObjectionReason, Due]:
    """What may be objected to today, each with the end of its window."""
    if request.state not in OBJECTABLE or request.clock_version is None:
        return {}
    prefetch_related_objects([request], "objections")  # asked for once, and not for every reason
    calendar = structure.calendar_of(request.institution)
    window = in_force.clock_of(request.institution_id, request.clock_version).objection_window
    found = {}
    for reason in ObjectionReason:
        arose = arose_on(request, reason)
        if arose and (ends := calendar.add_business_days(arose, window)).on >= today:
            found[reason] = ends
    return found


def _is_late(request: PublicInfoRequest) -> bool:
    return bool(request.notified_at and request.due_at and request.notified_at > request.due_at)
