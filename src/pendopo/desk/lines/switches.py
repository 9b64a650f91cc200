"""The crisis and the stop that hold: they come before everything else."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.desk.switches import Switches
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


def lines(member: Member, switches: Switches) -> Iterator[Line]:
    """Only for those who may turn them off."""
    if not member.may(Permission.STOP_ALL):
        return
    if crisis := switches.crisis:
        yield Line(
            group=Group.NOW,
            urgency=Urgency.HARM,
            title=_("The crisis switch is on"),
            detail=crisis.why,
            action=_("Look what waits"),
            url=reverse("content:crisis"),
            icon="crisis",
            sign="danger",
            due_at=crisis.at,
        )
    if stop := switches.stop:
        yield Line(
            group=Group.NOW,
            urgency=Urgency.HARM,
            title=_("All publishing is stopped"),
            detail=stop.why,
            action=_("Look and resume"),
            url=reverse("publishing:stop"),
            icon="stop",
            sign="danger",
            due_at=stop.at,
        )
