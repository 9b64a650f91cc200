"""Who may do what here: every action for every role, as the house's one table says, with and without a letter."""

from __future__ import annotations

import pytest

from pendopo.broadcast.publishing import actions
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState as D
from pendopo.foundation.errors import Refused
from pendopo.institution.people.roles import NEEDS_LETTER, PERMISSIONS, Permission, Role
from pendopo.institution.tests.builders import a_member

# Each action with the state it is done in, and how it is done.
STEERING = {
    "cancel": (D.PLANNED, lambda one, **who: actions.cancel(delivery=one, why="Batal.", **who)),
    "decide unsure": (D.UNSURE, lambda one, **who: actions.decide_unsure(delivery=one, stands=False, **who)),
    "decide late": (D.LATE, lambda one, **who: actions.decide_late(delivery=one, at=None, **who)),
    "try again": (D.REFUSED, lambda one, **who: actions.try_now(delivery=one, **who)),
    "done by hand": (D.BY_HAND, lambda one, **who: actions.confirm_by_hand(delivery=one, **who)),
}
ACTIONS = {
    **{name: (Permission.SCHEDULE, {}, *rest) for name, rest in STEERING.items()},
    **{
        f"{name}, an answer": (Permission.REPLY, {"kind": "reply", "said": {"in_reply_to": "c-1"}}, *rest)
        for name, rest in STEERING.items()
    },
    "take down": (
        Permission.TAKE_DOWN,
        {},
        D.PUBLISHED,
        lambda one, **who: actions.take_down(delivery=one, why="Keliru.", **who),
    ),
    "stop all": (
        Permission.STOP_ALL,
        {},
        D.PLANNED,
        lambda _one, **who: actions.stop_all(why="Gempa", **who),
    ),
}


@pytest.mark.parametrize("letter", [True, False], ids=["letter", "no-letter"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", ACTIONS)
def test_the_one_table_decides(a_delivery, office, clock, action, role, letter):
    permission, fields, state, act = ACTIONS[action]
    delivery = a_delivery(**fields)
    Delivery.objects.filter(pk=delivery.pk).update(state=state, published_at=clock())
    delivery.refresh_from_db()
    member = a_member(office, role, letter=letter)
    if role in PERMISSIONS[permission] and (letter or permission not in NEEDS_LETTER):
        act(delivery, by=member, now=clock())
        return
    with pytest.raises(Refused):
        act(delivery, by=member, now=clock())
    delivery.refresh_from_db()
    assert (delivery.state, delivery.takedowns.count()) == (state, 0)


def test_another_institutions_member_does_nothing(a_delivery, clock, stranger):
    for permission, fields, state, act in ACTIONS.values():
        if permission == Permission.STOP_ALL:
            continue  # they stop their own
        delivery = a_delivery(**fields, origin_id=Delivery.objects.count() + 1)
        Delivery.objects.filter(pk=delivery.pk).update(state=state, published_at=clock())
        delivery.refresh_from_db()
        with pytest.raises(Refused):
            act(delivery, by=stranger, now=clock())
    assert not Delivery.objects.seen_by(stranger).exists()
