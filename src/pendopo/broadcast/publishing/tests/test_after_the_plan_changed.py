"""Called off, moved, decided late: what stands half-way comes down, what waits moves along, the seal's time holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now as real_now

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.content.events import Rescheduled, Withdrawn
from pendopo.broadcast.content.queries import ApprovedContent, ApprovedPlacement
from pendopo.broadcast.publishing import actions, comparing, jobs
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState as D
from pendopo.broadcast.publishing.states import Kind
from pendopo.broadcast.publishing.tests import networks
from pendopo.broadcast.publishing.tests.conftest import NOW
from pendopo.foundation.errors import Refused
from pendopo.networks.contract import Later, NotThere

ITEM, VERSION = 7, 70


class HalfWayNetwork(networks.Network):
    """Takes the first two parts of a thread and asks to wait with the rest."""

    def publish(self, draft, *, key, progress=""):
        self.asked.append(f"publish after {progress or 'nothing'}")
        return Later(why="Too much.", wait=timedelta(minutes=5), progress="satu dua")

    def delete(self, remote_id, *, part_ids=()):
        self.down |= {remote_id, *part_ids}
        return super().delete(remote_id)


@pytest.fixture
def approved(monkeypatch, account, office):
    """Content whose approval holds for a window around its time."""

    def say(*, due_at=NOW, begin=NOW - timedelta(hours=1), end=NOW + timedelta(days=1), late_minutes=30):
        place = ApprovedPlacement(account_id=account.pk, due_at=due_at, seal="", order=0)
        found = ApprovedContent(
            item_id=ITEM,
            version_id=VERSION,
            title="Posyandu",
            late_minutes=late_minutes,
            lane="routine",
            placements=(place,),
        )
        monkeypatch.setattr(content, "approved", lambda *_: found)
        monkeypatch.setattr(content, "window_of", lambda *_: (begin, end))
        return Rescheduled(institution_id=office.pk, item_id=ITEM)

    return say


@pytest.fixture
def of_item(a_delivery):
    """A post of approved content, in a state."""

    def make(state=D.PLANNED, **fields):
        delivery = a_delivery(origin="content.item", origin_id=ITEM, version_id=VERSION)
        Delivery.objects.filter(pk=delivery.pk).update(state=state, **fields)
        delivery.refresh_from_db()
        return delivery

    return make


def test_a_half_said_thread_that_is_called_off_comes_down_again(
    a_delivery, at_the_door, work, clock, approver
):
    network = at_the_door(HalfWayNetwork())
    delivery = work(a_delivery())
    assert (delivery.state, delivery.progress) == (D.WAITING, "satu dua")
    actions.cancel(delivery=delivery, why="Jadwal berubah.", by=approver, now=clock())
    takedown = delivery.takedowns.get()
    assert work(takedown).state == D.PUBLISHED
    delivery.refresh_from_db()
    assert (network.down, delivery.state) == ({"satu", "dua"}, D.CANCELLED)


def test_a_half_said_thread_of_withdrawn_content_comes_down_again(
    a_delivery, at_the_door, work, clock, office
):
    network = at_the_door(HalfWayNetwork())
    delivery = work(a_delivery(origin="content.item"))
    actions.call_off_what_changed(Withdrawn(institution_id=office.pk, item_id=1))
    clock.passes(days=3650)  # what is heard carries the real time
    work(delivery.takedowns.get())
    assert network.down == {"satu", "dua"}


def test_what_was_never_said_leaves_nothing_to_take_down(a_delivery, clock, approver):
    delivery = a_delivery()
    actions.cancel(delivery=delivery, why="Jadwal berubah.", by=approver, now=clock())
    assert not delivery.takedowns.exists()


def test_calling_off_lets_what_stood_behind_it_go(a_delivery, at_the_door, work, clock, approver):
    at_the_door(networks.BusyNetwork())
    first, second = a_delivery("satu"), a_delivery("dua", origin_id=2)
    assert work(first).state == D.WAITING
    assert work(second).state == D.PLANNED
    actions.cancel(delivery=first, why="Jadwal berubah.", by=approver, now=clock())
    assert work(second).state == D.PUBLISHED


@pytest.mark.parametrize("state", [D.PLANNED, D.WAITING, D.HELD, D.RECONNECT])
def test_what_waits_moves_with_its_item(approved, of_item, state):
    delivery, later = of_item(state), NOW + timedelta(hours=3)
    actions.move_with_item(approved(due_at=later))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.planned_for, delivery.due_at) == (state, later, later)
    assert delivery.cutoff_at == later + timedelta(minutes=30)


def test_choosing_another_time_answers_what_was_too_late(approved, of_item):
    delivery, later = of_item(D.LATE), NOW + timedelta(hours=3)
    actions.move_with_item(approved(due_at=later))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.due_at) == (D.PLANNED, later)


def test_a_network_that_asked_to_wait_is_waited_for_though_its_item_moved(approved, of_item):
    delivery = of_item(D.WAITING, due_at=NOW + timedelta(minutes=40))
    actions.move_with_item(approved(due_at=NOW + timedelta(minutes=10)))
    delivery.refresh_from_db()
    assert delivery.due_at == NOW + timedelta(minutes=40)


@pytest.mark.parametrize("state", [D.SENDING, D.FINDING, D.PROCESSING, D.PUBLISHED, D.BY_HAND])
def test_what_is_on_its_way_or_stands_does_not_move(approved, of_item, state):
    delivery = of_item(state, sending_since=NOW, published_at=NOW, handle="h")
    actions.move_with_item(approved(due_at=NOW + timedelta(hours=3)))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.planned_for) == (state, NOW)


def test_what_was_moved_while_it_was_held_goes_out_at_its_new_time(
    approved, of_item, approver, clock, office
):
    actions.stop_all(why="Gempa", by=approver, now=clock())
    delivery, later = of_item(D.HELD), NOW + timedelta(hours=3)
    actions.move_with_item(approved(due_at=later))
    actions.resume(releases={delivery.pk}, by=approver, now=clock())
    delivery.refresh_from_db()
    assert (delivery.state, delivery.due_at) == (D.PLANNED, later)
    assert delivery.cutoff_at is not None


@pytest.mark.parametrize("hours", [-0.5, 30])
def test_a_late_decision_keeps_to_the_time_that_was_approved(approved, of_item, approver, hours):
    approved(begin=NOW, end=NOW + timedelta(days=1))
    delivery = of_item(D.LATE)
    with pytest.raises(Refused) as no:
        actions.decide_late(
            delivery=delivery, at=NOW + timedelta(hours=hours), by=approver, now=NOW - timedelta(hours=1)
        )
    assert (no.value.rule, no.value.field) == ("R11", "at")
    delivery.refresh_from_db()
    assert delivery.state == D.LATE


def test_a_late_decision_inside_the_approved_time_is_taken(approved, of_item, approver):
    approved()
    delivery = of_item(D.LATE)
    actions.decide_late(delivery=delivery, at=NOW + timedelta(hours=5), by=approver, now=NOW)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.due_at) == (D.PLANNED, NOW + timedelta(hours=5))


def test_after_the_approved_time_nothing_goes_out_without_a_question(approved, of_item, at_the_door, work):
    network = at_the_door(networks.Network())
    approved(begin=NOW - timedelta(days=3), end=NOW - timedelta(days=1))
    assert work(of_item(cutoff_at=None)).state == D.LATE
    assert network.asked == []


def test_what_only_a_person_saw_gets_its_name_and_can_be_taken_down(
    a_delivery, at_the_door, work, clock, approver
):
    network = at_the_door(networks.UnsearchableNetwork())
    delivery = work(a_delivery())
    clock.passes(minutes=2)
    work(delivery)
    actions.decide_unsure(delivery=delivery, stands=True, by=approver, now=clock())
    assert delivery.remote_id == ""
    at_the_door(networks.Network(standing=network.standing))
    comparing.compare(delivery.institution_id, delivery.pk, now=clock.passes(minutes=5))
    delivery.refresh_from_db()
    assert (delivery.remote_id, delivery.differs) == (f"r-{delivery.key}", "")
    assert (
        work(actions.take_down(delivery=delivery, why="Keliru.", by=approver, now=clock())).state
        == D.PUBLISHED
    )


def test_what_nobody_can_find_stays_as_the_person_saw_it(a_delivery, at_the_door, clock, approver):
    class Blind(networks.Network):
        def find(self, draft, *, key, since, progress=""):
            return NotThere()

    at_the_door(Blind())
    delivery = a_delivery()
    Delivery.objects.filter(pk=delivery.pk).update(state=D.UNSURE, sending_since=NOW)
    actions.decide_unsure(
        delivery=delivery, stands=True, url="https://contoh.example/1", by=approver, now=clock()
    )
    comparing.compare(delivery.institution_id, delivery.pk, now=clock.passes(minutes=5))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_id, delivery.url) == (
        D.PUBLISHED,
        "",
        "https://contoh.example/1",
    )


def test_what_has_no_name_is_taken_down_by_a_person_who_says_so(
    a_delivery, at_the_door, work, clock, approver
):
    network = at_the_door(networks.Network())
    delivery = a_delivery()
    Delivery.objects.filter(pk=delivery.pk).update(state=D.PUBLISHED, published_at=NOW)
    takedown = work(actions.take_down(delivery=delivery, why="Keliru.", by=approver, now=clock()))
    delivery.refresh_from_db()
    assert (takedown.state, takedown.why, delivery.state) == (D.BY_HAND, "", D.PUBLISHED)
    assert network.asked == []
    actions.confirm_by_hand(delivery=takedown, by=approver, now=clock())
    delivery.refresh_from_db()
    assert (takedown.state, delivery.state, delivery.why) == (D.PUBLISHED, D.TAKEN_DOWN, "Keliru.")


def test_what_was_withdrawn_while_it_was_on_its_way_is_told(
    approved, of_item, at_the_door, clock, monkeypatch
):
    at_the_door(networks.Network())
    approved()
    delivery = of_item(D.PUBLISHED, published_at=NOW, remote_id="r-1")
    monkeypatch.setattr(content, "window_of", lambda *_: None)
    comparing.compare(delivery.institution_id, delivery.pk, now=clock.passes(minutes=5))
    delivery.refresh_from_db()
    assert delivery.differs == comparing.NO_LONGER_APPROVED


def test_workers_share_the_clock_of_the_database(office):
    assert abs(jobs.clock() - real_now()) < timedelta(seconds=5)
    assert jobs.clock() <= jobs.clock()


def test_a_takedown_is_promised_in_its_own_queue(a_delivery, at_the_door, work, clock, approver):
    at_the_door(HalfWayNetwork())
    delivery = work(a_delivery())
    actions.cancel(delivery=delivery, why="Jadwal berubah.", by=approver, now=clock())
    takedown = delivery.takedowns.get()
    assert (takedown.kind, takedown.queue, takedown.by) == (Kind.TAKEDOWN, "takedown:satu", approver)
