"""What units sent and nobody has taken in yet: whoever took the trouble should not wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.broadcast.material import queries as material
from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission

SHOWN: Final = 5


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """The latest first."""
    del now
    if not member.may(Permission.ASK_MATERIAL):
        return
    for one in material.page(member, view="masuk")[:SHOWN]:
        yield Line(
            group=Group.TODAY,
            urgency=Urgency.COLLEAGUE,
            title=_("%(unit)s has sent material for “%(title)s”")
            % {"unit": one.unit.called, "title": one.title},
            detail=one.said_by,
            action=_("Take it into a draft"),
            url=reverse("material:request", args=[one.pk]),
            icon="units",
            sign="info",
            due_at=one.answered_at,
        )
