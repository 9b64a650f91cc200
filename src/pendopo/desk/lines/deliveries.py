"""What publishing asks a person: deliveries that go on only by a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy

from pendopo.broadcast.publishing import queries as publishing
from pendopo.broadcast.publishing.models import Delivery
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

# What is done to words that stand already is called by what is done; theirs are not what the network refused.
WORDLESS: Final = {
    Kind.HIDE: gettext_lazy("hiding a message"),
    Kind.SHOW: gettext_lazy("showing a message"),
    Kind.BLOCK: gettext_lazy("blocking a citizen"),
    Kind.UNBLOCK: gettext_lazy("lifting the block of a citizen"),
    Kind.TAKEDOWN: gettext_lazy("taking a post down"),
}


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """What waits for a decision; only for those who may decide it."""
    del now
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
            title=f"{asks.words}: {WORDLESS.get(Kind(delivery.kind)) or delivery}",
            detail=" · ".join(filter(None, [str(delivery.account), _what_it_changes(delivery)])),
            action=str(asks.action),
            url=reverse("publishing:delivery", args=[delivery.pk]),
            icon=asks.icon,
            sign=asks.sign,
            due_at=delivery.planned_for,
        )


def _what_it_changes(delivery: Delivery) -> str:
    return delivery.title if Kind(delivery.kind) in WORDLESS else ""
