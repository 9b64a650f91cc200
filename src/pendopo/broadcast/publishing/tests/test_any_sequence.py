"""Whatever a network does, in whatever order, and whenever workers die: never twice, never lost, never claimed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.broadcast.publishing import actions, sending
from pendopo.broadcast.publishing.states import ON_ITS_WAY
from pendopo.broadcast.publishing.states import DeliveryState as D
from pendopo.broadcast.publishing.tests import networks
from pendopo.broadcast.publishing.tests.conftest import Clock
from pendopo.networks.contract import Later, NotReachable, ReconnectNeeded, Refused, Unknown

WHEN_TOLD = (
    "takes it",
    "takes it in silence",
    "loses it in silence",
    "takes it, and the worker dies",
    "the worker dies first",
    "takes it, and our connector breaks",
    "asks to wait",
    "works on it",
    "refuses it",
    "knows us no more",
)
WHEN_LOOKED = ("answers", "cannot be reached", "knows us no more", "cannot tell", "the worker dies", "breaks")
# Every mood can be had once in a while, and in the end every network answers.
HONEST = ("takes it", "answers")


@dataclass
class MoodyNetwork(networks.Network):
    """Does what its script says, and what is honest when the script has ended."""

    moods: list[tuple[str, str]] = field(default_factory=list)

    def _mood(self, side: int) -> str:
        return self.moods.pop(0)[side] if self.moods else HONEST[side]

    def publish(self, draft, *, key, progress=""):
        match self._mood(0):
            case "takes it":
                return self.take(draft, key)
            case "takes it in silence":
                self.take(draft, key)
                return Unknown(why="Silence.")
            case "loses it in silence":
                return Unknown(why="Silence.")
            case "takes it, and the worker dies":
                self.take(draft, key)
                raise networks.WorkerDies
            case "the worker dies first":
                raise networks.WorkerDies
            case "takes it, and our connector breaks":
                self.take(draft, key)
                raise KeyError(key)
            case "asks to wait":
                return Later(why="Too much.")
            case "works on it":
                self.take(draft, key)
                return Later(why="Working.", handle=f"r-{key}", wait=timedelta(seconds=3))
            case "refuses it":
                return Refused(why="Too long.")
            case _:
                return Refused(why="Connect again.", reconnect=True)

    def find(self, draft, *, key, since, progress=""):
        match self._mood(1):
            case "answers":
                return super().find(draft, key=key, since=since)
            case "cannot be reached":
                raise NotReachable("Not reached.")
            case "knows us no more":
                raise ReconnectNeeded
            case "cannot tell":
                return Unknown(why="It cannot be searched.")
            case "the worker dies":
                raise networks.WorkerDies
            case _:
                raise KeyError(key)


def stands(network: networks.Network) -> int:
    return sum(len(drafts) for drafts in network.standing.values())


@given(moods=st.lists(st.tuples(st.sampled_from(WHEN_TOLD), st.sampled_from(WHEN_LOOKED)), max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_sequence_ends_with_one_post(moods, a_delivery, at_the_door, account, approver):
    with transaction.atomic():
        _tell_and_look(moods, a_delivery, at_the_door, account, approver)
        transaction.set_rollback(True)


def _tell_and_look(moods: Sequence[tuple[str, str]], a_delivery, at_the_door, account, approver) -> None:
    network, clock = at_the_door(MoodyNetwork(moods=list(moods))), Clock()
    delivery = a_delivery(late_minutes=600_000)
    for _turn in range(80):
        with suppress(networks.WorkerDies):
            sending.run_queue(delivery.institution_id, account.pk, delivery.queue, clock=clock)
        delivery.refresh_from_db()
        assert stands(network) <= 1
        assert delivery.state != D.PUBLISHED or stands(network) == 1
        if delivery.state == D.PUBLISHED:
            return
        now = clock.passes(hours=1)
        sending.worker_is_gone(delivery.institution_id, delivery.pk, now=now)
        delivery.refresh_from_db()
        match D(delivery.state):
            case D.UNSURE:  # a person looks, and sees what is true
                actions.decide_unsure(delivery=delivery, stands=stands(network) == 1, by=approver, now=now)
            case D.REFUSED:
                assert stands(network) == 0
                actions.try_now(delivery=delivery, by=approver, now=now)
            case D.RECONNECT:
                type(account).objects.filter(pk=account.pk).update(state=account.state)
                actions.release(delivery.institution_id, account.pk)
            case state:
                assert state in ON_ITS_WAY | {D.PUBLISHED}
        delivery.refresh_from_db()
        if delivery.state == D.PUBLISHED:
            assert stands(network) == 1
            return
    pytest.fail(f"still {delivery.state}")
