"""R17: in a crisis an ordinary post is held at its time, and goes on when somebody let it through or it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.tests.builders import DUE, NOW, an_approved_item
from pendopo.broadcast.publishing import actions, jobs, sending
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import DeliveryState
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member

LATER = NOW + timedelta(hours=27)


@pytest.fixture(autouse=True)
def begun(approver):
    return content.begin_crisis(why="Kapal tenggelam", by=approver, now=NOW)


@pytest.fixture
def an_item(office, account, approver):
    """An ordinary post somebody else wrote."""
    author = a_member(office, Role.OPERATOR, name="Sari")
    return lambda **about: an_approved_item(author, account, approver=approver, **about)


def at_its_time(item, now=LATER) -> DeliveryState:
    """What becomes of its delivery when the worker looks at it."""
    delivery = Delivery.objects.get(origin_id=item.pk)
    sending.take(item.institution_id, delivery.account_id, delivery.queue, now=now)
    return its_state(item)


def its_state(item) -> DeliveryState:
    return DeliveryState(Delivery.objects.get(origin_id=item.pk).state)


def test_an_ordinary_post_is_held_and_says_why(an_item):
    item = an_item()
    assert at_its_time(item) == DeliveryState.HELD
    assert Attempt.objects.latest("id").why == "Kapal tenggelam"


def test_an_emergency_is_sent(an_item):
    assert at_its_time(an_item(lane="emergency"), now=DUE) == DeliveryState.SENDING


def test_the_sweep_lets_nothing_go_while_the_crisis_lasts(an_item):
    item = an_item()
    at_its_time(item)
    jobs.waiters(LATER.timestamp())
    assert its_state(item) == DeliveryState.HELD


def test_letting_it_through_wakes_it(an_item, approver):
    item, other = an_item(), an_item(title="Lain", text="Pasar buka lagi.")
    assert {at_its_time(item), at_its_time(other)} == {DeliveryState.HELD}
    content.let_through(item=item, by=approver, now=LATER)
    assert (its_state(item), its_state(other)) == (DeliveryState.PLANNED, DeliveryState.HELD)
    assert at_its_time(item) == DeliveryState.SENDING


def test_afterwards_it_goes_out_or_asks_where_it_is_too_late(an_item, approver):
    item, late = an_item(), an_item(title="Lain", text="Pasar buka lagi.")
    assert {at_its_time(item), at_its_time(late)} == {DeliveryState.HELD}
    Delivery.objects.filter(origin_id=late.pk).update(cutoff_at=LATER)
    content.end_crisis(why="Selesai", by=approver, now=LATER + timedelta(minutes=1))
    assert (its_state(item), its_state(late)) == (DeliveryState.PLANNED, DeliveryState.LATE)


def test_while_everything_is_stopped_the_end_of_a_crisis_releases_nothing(an_item, approver):
    item = an_item()
    at_its_time(item)
    actions.stop_all(why="Akun dicuri", by=approver, now=LATER)
    content.end_crisis(why="Selesai", by=approver, now=LATER)
    assert its_state(item) == DeliveryState.HELD


def test_whoever_resumes_everything_does_not_let_a_crisis_through(an_item, approver):
    item = an_item()
    at_its_time(item)
    stopped = LATER + timedelta(minutes=1)
    actions.stop_all(why="Akun dicuri", by=approver, now=stopped)
    delivery = Delivery.objects.get(origin_id=item.pk)
    actions.resume(releases={delivery.pk}, by=approver, now=stopped)
    assert at_its_time(item, now=stopped) == DeliveryState.HELD
