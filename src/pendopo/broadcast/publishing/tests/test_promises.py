"""Never twice, never lost: what each answer of a network, each death and each decision leads to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.broadcast.publishing import actions, queries, sending
from pendopo.broadcast.publishing.events import (
    DeliveryLate,
    DeliveryRefused,
    DeliverySent,
    DeliveryUnsure,
)
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import DeliveryState as D
from pendopo.broadcast.publishing.tests import networks
from pendopo.broadcast.publishing.tests.conftest import NOW
from pendopo.foundation import events
from pendopo.foundation.errors import Refused
from pendopo.institution.accounts.events import AccountConnected
from pendopo.institution.accounts.states import AccountState
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


def test_what_is_due_is_published_and_told(a_delivery, at_the_door, work):
    network, told = at_the_door(networks.Network()), []
    with events.heard_by({DeliverySent: (told.append,)}):
        delivery = work(a_delivery())
    assert delivery.state == D.PUBLISHED
    assert delivery.url == f"https://contoh.example/{delivery.key}"
    assert list(network.standing) == [str(delivery.key)]
    assert [one.delivery_id for one in told] == [delivery.pk]


def test_what_is_not_due_yet_is_left_alone(a_delivery, at_the_door, work):
    network = at_the_door(networks.Network())
    assert work(a_delivery(due=NOW + timedelta(seconds=1))).state == D.PLANNED
    assert network.asked == []


def test_a_job_that_finds_nothing_to_do_does_nothing(a_delivery, at_the_door, work):
    network = at_the_door(networks.Network())
    delivery = a_delivery()
    for _wake in range(3):
        work(delivery)
    assert len(network.asked) == 1


def test_a_worker_that_dies_while_sending_leaves_no_second_post(a_delivery, at_the_door, work, clock):
    network = at_the_door(networks.LethalNetwork())
    delivery = a_delivery()
    with pytest.raises(networks.WorkerDies):
        work(delivery)
    delivery.refresh_from_db()
    assert delivery.state == D.SENDING
    at_the_door(networks.Network(standing=network.standing))
    sending.worker_is_gone(delivery.institution_id, delivery.pk, now=clock.passes(minutes=3))
    clock.passes(minutes=2)
    assert work(delivery).state == D.PUBLISHED
    assert network.twice == []
    assert len(network.standing) == 1


def test_a_worker_that_dies_before_a_word_was_said_loses_nothing(a_delivery, at_the_door, work, clock):
    at_the_door(networks.DeafNetwork())
    delivery = a_delivery()
    with pytest.raises(networks.WorkerDies):
        work(delivery)
    network = at_the_door(networks.Network())
    sending.worker_is_gone(delivery.institution_id, delivery.pk, now=clock.passes(minutes=3))
    clock.passes(minutes=2)
    assert work(delivery).state == D.PUBLISHED
    assert network.twice == []


def test_a_worker_that_is_still_sending_is_left_alone(a_delivery, at_the_door, work, clock):
    at_the_door(networks.DeafNetwork())
    delivery = a_delivery()
    with pytest.raises(networks.WorkerDies):
        work(delivery)
    sending.worker_is_gone(delivery.institution_id, delivery.pk, now=clock.passes(seconds=30))
    delivery.refresh_from_db()
    assert delivery.state == D.SENDING


def test_an_unclear_answer_is_looked_for_and_not_repeated(a_delivery, at_the_door, work, clock):
    network = at_the_door(networks.AbsentMindedNetwork())
    delivery = work(a_delivery())
    assert delivery.state == D.FINDING
    assert network.asked == [f"publish {delivery.title}"]
    clock.passes(minutes=2)
    assert work(delivery).state == D.PUBLISHED
    assert network.asked[1:] == ["find"]
    assert network.twice == []


def test_what_is_certainly_not_there_is_sent_again(a_delivery, at_the_door, work, clock):
    network = at_the_door(networks.LosingNetwork())
    delivery = work(a_delivery())
    clock.passes(minutes=2)
    assert work(delivery).state == D.PUBLISHED
    assert network.twice == []


def test_where_nobody_can_look_a_person_decides(a_delivery, at_the_door, work, clock, approver):
    network, told = at_the_door(networks.UnsearchableNetwork()), []
    delivery = work(a_delivery())
    clock.passes(minutes=2)
    with events.heard_by({DeliveryUnsure: (told.append,)}):
        assert work(delivery).state == D.UNSURE
    assert len(told) == 1
    clock.passes(days=1)
    assert work(delivery).state == D.UNSURE
    actions.decide_unsure(
        delivery=delivery, stands=True, url="https://contoh.example/9", by=approver, now=clock()
    )
    assert delivery.state == D.PUBLISHED
    assert network.twice == []


def test_a_person_who_looked_and_found_nothing_has_it_sent_again(
    a_delivery, at_the_door, work, clock, approver
):
    at_the_door(networks.UnsearchableNetwork())
    delivery = work(a_delivery())
    clock.passes(minutes=2)
    work(delivery)
    network = at_the_door(networks.Network())
    actions.decide_unsure(delivery=delivery, stands=False, by=approver, now=clock())
    assert work(delivery).state == D.PUBLISHED
    assert len(network.standing) == 1


def test_while_nobody_can_look_nothing_is_sent(a_delivery, at_the_door, work, clock):
    network = at_the_door(networks.ShutNetwork())
    delivery = work(a_delivery())
    for _try in range(4):
        clock.passes(hours=1)
        assert work(delivery).state == D.FINDING
    network.shut = False
    clock.passes(hours=1)
    assert work(delivery).state == D.PUBLISHED
    assert network.twice == []


def test_a_mistake_of_our_own_while_sending_counts_as_unclear(a_delivery, at_the_door, work, clock):
    network = at_the_door(networks.BrokenNetwork())
    delivery = work(a_delivery())
    assert delivery.state == D.FINDING
    clock.passes(minutes=2)
    assert work(delivery).state == D.PUBLISHED
    assert network.twice == []


def test_a_network_that_asks_to_wait_is_asked_again_when_it_said(a_delivery, at_the_door, work, clock):
    network = networks.BusyNetwork()
    network.wait = timedelta(minutes=7)
    at_the_door(network)
    delivery = work(a_delivery())
    assert (delivery.state, delivery.due_at) == (D.WAITING, NOW + timedelta(minutes=7))
    clock.passes(minutes=6)
    assert work(delivery).state == D.WAITING
    clock.passes(minutes=2)
    assert work(delivery).state == D.PUBLISHED


def test_waiting_grows_and_differs_from_delivery_to_delivery(a_delivery, at_the_door, work, clock):
    network = networks.BusyNetwork()
    network.times = 5
    at_the_door(network)
    delivery, waits = a_delivery(late_minutes=100_000), []
    for _try in range(5):
        work(delivery)
        waits.append((delivery.due_at - clock()).total_seconds())
        clock.now = delivery.due_at
    assert waits == sorted(waits)
    assert 24 <= waits[0] <= 36


def test_a_slow_network_is_asked_how_far_it_is_by_its_handle(a_delivery, at_the_door, work, clock):
    network = at_the_door(networks.SlowNetwork())
    delivery = work(a_delivery())
    assert (delivery.state, delivery.handle) == (D.PROCESSING, "h-1")
    clock.passes(seconds=5)
    assert work(delivery).state == D.PUBLISHED
    assert network.asked == ["check"]
    assert network.twice == []


def test_a_refusal_is_final_and_told_in_words(a_delivery, at_the_door, work, clock):
    at_the_door(networks.ProudNetwork())
    told = []
    with events.heard_by({DeliveryRefused: (told.append,)}):
        delivery = work(a_delivery())
    assert (delivery.state, delivery.why) == (D.REFUSED, "The text is too long.")
    clock.passes(days=1)
    assert work(delivery).state == D.REFUSED
    assert len(told) == 1


def test_a_lost_permission_lets_it_wait_until_the_account_is_connected_again(
    a_delivery, at_the_door, work, clock, account
):
    network = at_the_door(networks.LockedNetwork())
    delivery = work(a_delivery())
    assert delivery.state == D.RECONNECT
    account.refresh_from_db()
    assert account.state == AccountState.RECONNECT
    network.locked = False
    type(account).objects.filter(pk=account.pk).update(state=AccountState.CONNECTED)
    actions.release_account(AccountConnected(institution_id=delivery.institution_id, account_id=account.pk))
    assert work(delivery).state == D.PUBLISHED


def test_what_waited_for_its_account_too_long_asks_first(a_delivery, at_the_door, work, clock, account):
    at_the_door(networks.LockedNetwork())
    delivery = work(a_delivery(late_minutes=30))
    type(account).objects.filter(pk=account.pk).update(state=AccountState.CONNECTED)
    clock.passes(hours=1)
    actions.release_account(AccountConnected(institution_id=delivery.institution_id, account_id=account.pk))
    assert work(delivery).state == D.LATE


def test_what_is_later_than_its_cutoff_asks_instead_of_going_out(
    a_delivery, at_the_door, work, clock, approver
):
    network, told = at_the_door(networks.Network()), []
    delivery = a_delivery(late_minutes=30)
    clock.passes(minutes=31)
    with events.heard_by({DeliveryLate: (told.append,)}):
        assert work(delivery).state == D.LATE
    assert len(told) == 1
    assert network.standing == {}
    actions.decide_late(delivery=delivery, at=clock(), by=approver, now=clock())
    assert work(delivery).state == D.PUBLISHED


def test_what_is_too_late_can_be_dropped_with_the_decision_on_record(
    a_delivery, at_the_door, work, clock, approver
):
    at_the_door(networks.Network())
    delivery = a_delivery(late_minutes=30)
    clock.passes(minutes=31)
    work(delivery)
    actions.decide_late(delivery=delivery, at=None, by=approver, now=clock())
    assert delivery.state == D.CANCELLED
    assert Attempt.objects.filter(delivery=delivery, what=Attempt.What.PERSON, by_name=approver.name).exists()


def test_the_sweep_sees_what_is_due_and_what_was_left_behind(a_delivery, at_the_door, work, clock, office):
    due, left = a_delivery("satu"), a_delivery("dua", origin_id=2)
    Delivery.objects.filter(pk=left.pk).update(state=D.SENDING, sending_since=NOW)
    later = clock.passes(minutes=10)
    assert (office.pk, due.account_id, due.queue) in queries.queues_with_due(later)
    assert queries.left_sending(later - sending.GIVEN_UP_AFTER) == [(office.pk, left.pk)]


def test_an_account_without_owner_publishes_nothing(a_delivery, at_the_door, work, account):
    network = at_the_door(networks.Network())
    type(account).objects.filter(pk=account.pk).update(owner_unit=None)
    assert work(a_delivery()).state == D.RECONNECT
    assert network.standing == {}


def test_what_lies_behind_the_end_of_a_permission_is_known(a_delivery, account):
    account.token_ends_at = NOW + timedelta(days=2)
    before, after = (
        a_delivery(due=NOW + timedelta(days=1)),
        a_delivery(due=NOW + timedelta(days=3), origin_id=2),
    )
    assert list(queries.behind_the_cliff(account)) == [after]
    assert before not in queries.behind_the_cliff(account)


def test_without_a_letter_nobody_decides_anything(a_delivery, office, clock):
    with pytest.raises(Refused) as no:
        actions.cancel(
            delivery=a_delivery(), why="Batal", by=a_member(office, Role.OPERATOR, letter=False), now=clock()
        )
    assert no.value.rule == "R02"
