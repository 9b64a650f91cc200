"""What publishing asks a person: the stop that holds, and deliveries that go on only by a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.publishing import queries as publishing
from pendopo.broadcast.publishing.states import DeliveryState, Kind
from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission

SHOWN: Final = 20


class _Asks(NamedTuple):
    words: object
    action: object
    icon: str
    sign: str


ASKS: Final = {
    DeliveryState.UNSURE: _Asks(
        gettext_lazy("Nobody knows whether it stands"), gettext_lazy("Look and decide"), "unsure", "danger"
    ),
    DeliveryState.LATE: _Asks(
        gettext_lazy("It was not published in time"), gettext_lazy("Decide"), "late", "danger"
    ),
    DeliveryState.BY_HAND: _Asks(
        gettext_lazy("It has to be posted by hand"), gettext_lazy("Post it"), "hand", "warning"
    ),
    DeliveryState.REFUSED: _Asks(
        gettext_lazy("The network refused it"), gettext_lazy("Look why"), "blocked", "danger"
    ),
}


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """The crisis and the stop first, then what waits for a decision; only for those who may decide it."""
    del now
    if member.may(Permission.STOP_ALL):
        yield from _switches(member)
    if not (member.may(Permission.SCHEDULE) or member.may(Permission.REPLY)):
        return
    for delivery in publishing.needs_a_person(member)[:SHOWN]:
        # An answer to a citizen is steered by those who answer.
        if not member.may(Permission.REPLY if delivery.said.get("in_reply_to") else Permission.SCHEDULE):
            continue
        if delivery.kind == Kind.REPLY and delivery.state == DeliveryState.REFUSED:
            continue  # its author has it back, and the citizen waits again: both have lines of their own
        asks = ASKS[DeliveryState(delivery.state)]
        yield Line(
            group=Group.NOW,
            urgency=Urgency.HARM if delivery.state == DeliveryState.UNSURE else Urgency.LAW,
            title=f"{asks.words}: {str(delivery) or delivery.get_kind_display()}",
            detail=str(delivery.account),
            action=str(asks.action),
            url=reverse("publishing:delivery", args=[delivery.pk]),
            icon=asks.icon,
            sign=asks.sign,
            due_at=delivery.planned_for,
        )


def _switches(member: Member) -> Iterator[Line]:
    if crisis := content.crisis(member.institution_id):
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
    if stop := publishing.stopped(member.institution_id):
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
