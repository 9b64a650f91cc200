"""What keeps its order, what the switch holds, what is taken down: promises beside each other."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest

from pendopo.broadcast.publishing import actions, jobs
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState as D
from pendopo.broadcast.publishing.tests import networks
from pendopo.foundation.errors import Stale
from pendopo.institution.accounts.tests.builders import an_account


def test_posts_of_an_account_keep_their_order_even_when_one_has_to_wait(a_delivery, at_the_door, work, clock):
    network = at_the_door(networks.BusyNetwork())
    first, second = a_delivery("satu"), a_delivery("dua", origin_id=2)
    work(first)
    assert (first.state, Delivery.objects.get(pk=second.pk).state) == (D.WAITING, D.PLANNED)
    clock.passes(minutes=5)
    work(first)
    assert [drafts[0].text for drafts in network.standing.values()] == ["satu", "dua"]


def test_a_delivery_that_waits_for_a_person_does_not_hold_up_those_behind_it(
    a_delivery, at_the_door, work, clock
):
    at_the_door(networks.UnsearchableNetwork())
    first = work(a_delivery("satu"))
    clock.passes(minutes=2)
    work(first)
    at_the_door(networks.Network())
    assert work(a_delivery("dua", origin_id=2)).state == D.PUBLISHED


def test_answers_do_not_wait_for_posts(a_delivery, an_answer, at_the_door, work):
    network = networks.BusyNetwork()
    network.times = 1
    at_the_door(network)
    work(a_delivery())
    assert work(an_answer()).state == D.PUBLISHED


def test_an_account_whose_network_hangs_keeps_its_hands_off_the_others(
    office, account, a_delivery, an_answer, at_the_door, monkeypatch
):
    network, woken = at_the_door(networks.Network()), []
    monkeypatch.setattr(jobs, "wake", lambda *queue, at: woken.append((*queue, at)))
    other = a_delivery("dua", account_id=an_account(office).pk, cutoff_at=None)
    waiting = an_answer()
    with contextlib.ExitStack() as hanging:
        # Answers in as many threads as one account may be worked at: each of them hears nothing.
        assert all(hanging.enter_context(jobs.hands.lent_to(account.pk)) for _thread in range(4))
        jobs.run_queue(office.pk, account.pk, waiting.queue)
        jobs.run_queue(office.pk, other.account_id, other.queue)
        assert network.asked == ["publish dua"]
        [(*queue, at)] = woken
        assert queue == [office.pk, account.pk, waiting.queue]
        assert at <= jobs.clock() + timedelta(seconds=1)
    jobs.run_queue(office.pk, account.pk, waiting.queue)
    assert network.asked[1:] == [f"publish {waiting.said['text']}"]


def test_a_stop_holds_posts_and_lets_answers_through(
    a_delivery, an_answer, at_the_door, work, clock, approver
):
    at_the_door(networks.Network())
    actions.stop_all(why="Gempa", by=approver, now=clock())
    assert work(a_delivery()).state == D.HELD
    assert work(an_answer()).state == D.PUBLISHED


def test_a_stop_can_hold_answers_too(an_answer, at_the_door, work, clock, approver):
    at_the_door(networks.Network())
    actions.stop_all(why="Akun dibajak", answers_too=True, by=approver, now=clock())
    assert work(an_answer()).state == D.HELD


def test_resuming_decides_about_each_held_post(a_delivery, at_the_door, work, clock, approver):
    network = at_the_door(networks.Network())
    one, two, three = (a_delivery(text, origin_id=n) for n, text in enumerate(("satu", "dua", "tiga")))
    actions.stop_all(why="Gempa", by=approver, now=clock())
    work(one)
    clock.passes(hours=5)
    actions.resume(releases={one.pk}, drops={two.pk}, by=approver, now=clock())
    for delivery in (one, two, three):
        work(delivery)
    assert [one.state, two.state, three.state] == [D.PUBLISHED, D.CANCELLED, D.LATE]
    assert len(network.standing) == 1


def test_everything_is_stopped_once(approver, clock):
    actions.stop_all(why="Gempa", by=approver, now=clock())
    with pytest.raises(Stale):
        actions.stop_all(why="Gempa", by=approver, now=clock())


def test_what_was_taken_down_keeps_its_copy_and_reason(a_delivery, at_the_door, work, clock, approver):
    network = at_the_door(networks.Network())
    delivery = work(a_delivery())
    takedown = actions.take_down(delivery=delivery, why="Angka keliru", by=approver, now=clock())
    assert work(takedown).state == D.PUBLISHED
    delivery.refresh_from_db()
    assert (delivery.state, delivery.why) == (D.TAKEN_DOWN, "Angka keliru")
    assert delivery.said["text"] == "Air bersih kembali mengalir."
    assert network.down == {delivery.remote_id}


def test_asking_twice_to_take_down_is_asking_once(a_delivery, at_the_door, work, clock, approver):
    at_the_door(networks.Network())
    delivery = work(a_delivery())
    first = actions.take_down(delivery=delivery, why="x", by=approver, now=clock())
    assert actions.take_down(delivery=delivery, why="x", by=approver, now=clock()).pk == first.pk


def test_hiding_is_done_by_the_same_promises(at_the_door, work, clock, office, account):
    network = at_the_door(networks.Network())
    hide = actions.plan_hide(
        institution_id=office.pk,
        account_id=account.pk,
        remote_id="c-9",
        thread_id="p-1",
        origin="test.message",
        origin_id=5,
        by_id=None,
        now=clock(),
    )
    assert work(hide).state == D.PUBLISHED
    assert network.asked == ["hide c-9"]
