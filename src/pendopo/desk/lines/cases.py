"""Cases that need somebody: to be verified, to be answered, to be read again; late ones first (R32)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import queries as cases
from pendopo.serve.cases.queries import Line as CaseLine
from pendopo.serve.cases.states import CaseState

SHOWN: Final = 10
NEAR_DAYS: Final = 1


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """One's own cases and those nobody keeps, what is due first on top; before them what one decides."""
    if not member.may(Permission.HANDLE_CASES):
        return
    decides = member.may(Permission.COORDINATE_CASES)
    to_decide = cases.to_decide(member, now=now, most=SHOWN) if decides else ()
    yield from (_decision(one) for one in to_decide)
    decided = {one.case.pk for one in to_decide}
    for one in cases.to_do(member, now=now, most=SHOWN):
        if one.case.pk in decided:
            continue
        title, action, icon = _next(one.case.state)
        waits = one.case.state == CaseState.WAITING_UNIT
        is_near = one.days_left is not None and one.days_left <= NEAR_DAYS
        yield Line(
            group=Group.NOW if one.is_late or is_near else Group.OTHERS if waits else Group.TODAY,
            urgency=Urgency.LAW,
            title=title % {"code": one.case.code},
            detail=one.title,
            action=action,
            url=reverse("cases:case", args=[one.case.pk]),
            icon=icon,
            sign="danger" if one.is_late else "warning",
            due_at=one.case.resolve_by,
        )


def _decision(one: CaseLine) -> Line:
    unit = one.case.unit if one.case.state == CaseState.WAITING_UNIT else None
    words = {"code": one.case.code, "unit": unit.called if unit else ""}
    return Line(
        group=Group.NOW,
        urgency=Urgency.LAW,
        title=(
            _("%(unit)s has let the time of case %(code)s pass")
            if unit
            else _("Units have sent case %(code)s back")
        )
        % words,
        detail=one.title,
        action=_("Decide who answers"),
        url=reverse("cases:refer", args=[one.case.pk]),
        icon="units",
        sign="danger",
        due_at=one.case.resolve_by,
    )


def _next(state: str) -> tuple[str, str, str]:
    match state:
        case CaseState.NEW:
            return _("Case %(code)s is to be verified"), _("Verify it"), "check"
        case CaseState.WAITING_UNIT:
            return _("A unit is asked about case %(code)s"), _("Remind the unit"), "units"
        case CaseState.ANSWERED:
            return _("The citizen of case %(code)s wrote after the answer"), _("Read it"), "citizen"
        case _:
            return _("Case %(code)s waits for its answer"), _("Answer it"), "reply"
