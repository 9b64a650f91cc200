"""Requests and objections whose legal clock runs, for whoever has to answer them (R50, R52)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import queries as openness
from pendopo.serve.openness.states import RequestState

SHOWN: Final = 10


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """What is late or near comes first; what still has time stands under today."""
    if member.may(Permission.HANDLE_INFORMATION):
        yield from _requests(member, now)
    if member.may(Permission.DECIDE_OBJECTIONS):
        yield from _objections(member, now)


def _requests(member: Member, now: datetime) -> Iterator[Line]:
    calendar = structure.calendar_of(member.institution)
    for one in openness.running_requests(member, most=SHOWN):
        clock = openness.clock_of_request(one, calendar, now=now)
        to_give = one.state == RequestState.NOTIFIED
        yield Line(
            group=Group.NOW if clock and clock.sign else Group.TODAY,
            urgency=Urgency.LAW,
            title=(
                _("Hand over the information of request %(number)s")
                if to_give
                else _("Answer information request %(number)s")
            )
            % {"number": one.register_number},
            detail=clock.words if clock else "",
            action=_("Hand over") if to_give else _("Decide"),
            url=reverse("openness:request", args=[one.pk]),
            icon="openness",
            sign=(clock.sign if clock else "") or "warning",
            due_at=one.due_at,
        )


def _objections(member: Member, now: datetime) -> Iterator[Line]:
    calendar = structure.calendar_of(member.institution)
    for one in openness.running_objections(member, most=SHOWN):
        clock = openness.clock_of_objection(one, calendar, now=now)
        yield Line(
            group=Group.NOW if clock and clock.sign else Group.TODAY,
            urgency=Urgency.LAW,
            title=_("Answer objection %(number)s") % {"number": one.register_number},
            detail=clock.words if clock else "",
            action=_("Answer the objection"),
            url=reverse("openness:objection", args=[one.pk]),
            icon="openness",
            sign=(clock.sign if clock else "") or "warning",
            due_at=one.due_at,
        )
