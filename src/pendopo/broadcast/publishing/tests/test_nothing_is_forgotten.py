"""What waits for something goes on, or asks: nothing is left standing where nobody looks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from pendopo.broadcast.content.events import Withdrawn
from pendopo.broadcast.publishing import actions, forms, jobs, sending
from pendopo.broadcast.publishing.events import DeliveryLate
from pendopo.broadcast.publishing.models import Attempt, Delivery, Stop
from pendopo.broadcast.publishing.states import DeliveryState as D
from pendopo.broadcast.publishing.states import Kind
from pendopo.broadcast.publishing.tests import networks
from pendopo.broadcast.publishing.tests.conftest import NOW
from pendopo.foundation import events
from pendopo.institution.accounts.states import AccountState
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.networks.contract import Unknown


class BreaksWhileLooking(networks.Network):
    """Says nothing clear, and whoever looks stumbles."""

    def publish(self, draft, *, key, progress=""):
        self.asked.append("publish")
        return Unknown(why="Nothing was heard.")

    def find(self, draft, *, key, since, progress=""):
        raise KeyError(key)


def test_a_mended_register_lets_go_on_what_waited(a_delivery, at_the_door, work, clock, account):
    at_the_door(networks.Network())
    owner = account.owner_unit
    type(account).objects.filter(pk=account.pk).update(owner_unit=None)
    delivery = work(a_delivery())
    jobs.waiters(clock.now.timestamp())
    assert work(delivery).state == D.RECONNECT
    type(account).objects.filter(pk=account.pk).update(owner_unit=owner)
    jobs.waiters(clock.now.timestamp())
    assert work(delivery).state == D.PUBLISHED


def test_what_waits_for_its_account_asks_at_its_cutoff(a_delivery, at_the_door, work, clock):
    at_the_door(networks.LockedNetwork())
    delivery, told = work(a_delivery(late_minutes=30)), []
    with events.heard_by({DeliveryLate: (told.append,)}):
        jobs.waiters(clock.passes(minutes=29).timestamp())
        assert not told
        jobs.waiters(clock.passes(minutes=2).timestamp())
    delivery.refresh_from_db()
    assert (delivery.state, len(told)) == (D.LATE, 1)


def test_what_a_worker_holds_just_after_somebody_resumed_goes_on(
    a_delivery, at_the_door, work, clock, approver
):
    at_the_door(networks.Network())
    actions.stop_all(why="Gempa", by=approver, now=clock())
    delivery, late = work(a_delivery()), work(a_delivery("dua", origin_id=2, late_minutes=30))
    # The worker saw the switch on; whoever resumed did not see yet what it held.
    Stop.objects.update(resumed_by=approver, resumed_at=clock())
    jobs.waiters(clock.passes(hours=1).timestamp())
    late.refresh_from_db()
    assert (work(delivery).state, late.state) == (D.PUBLISHED, D.LATE)


def test_the_sweep_lets_nothing_go_while_everything_is_stopped(
    a_delivery, at_the_door, work, clock, approver
):
    at_the_door(networks.Network())
    actions.stop_all(why="Gempa", by=approver, now=clock())
    delivery = work(a_delivery())
    jobs.waiters(clock.passes(minutes=1).timestamp())
    assert work(delivery).state == D.HELD


def test_what_may_stand_is_not_asked_about_as_late(a_delivery, at_the_door, clock, account):
    at_the_door(networks.Network())
    delivery = a_delivery(late_minutes=30)
    Delivery.objects.filter(pk=delivery.pk).update(state=D.RECONNECT, is_unclear=True)
    type(account).objects.filter(pk=account.pk).update(state=AccountState.RECONNECT)
    jobs.waiters(clock.passes(hours=1).timestamp())
    delivery.refresh_from_db()
    assert delivery.state == D.RECONNECT


def test_a_connector_that_breaks_while_looking_ends_with_a_person(a_delivery, at_the_door, work, clock):
    network = at_the_door(BreaksWhileLooking())
    delivery = a_delivery()
    for _look in range(20):
        work(delivery)
        clock.passes(minutes=40)
    assert (delivery.state, network.asked) == (D.UNSURE, ["publish"])


def test_a_takedown_by_hand_outlives_its_worker(work, clock, office):
    account = an_account(office, network="handoff", settings={"platform": "instagram"})
    delivery = actions.plan(
        kind=Kind.TAKEDOWN,
        about="x",
        institution_id=office.pk,
        account_id=account.pk,
        due_at=NOW,
        now=NOW,
        origin="test.thing",
        origin_id=1,
        said={"remote_id": "x", "part_ids": [], "why": "Salah jadwal."},
    )
    Delivery.objects.filter(pk=delivery.pk).update(state=D.SENDING, sending_since=NOW)
    sending.worker_is_gone(office.pk, delivery.pk, now=clock.passes(minutes=2))
    clock.passes(minutes=2)
    assert work(delivery).state == D.BY_HAND


def test_calling_off_is_noted_when_it_happens_and_not_when_it_was_due(a_delivery, office):
    before = timezone.now()
    delivery = a_delivery(due=before + timedelta(days=7), origin="content.item")
    actions.call_off_what_changed(Withdrawn(institution_id=office.pk, item_id=1))
    assert before <= Attempt.objects.get(delivery=delivery).at <= timezone.now()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x"])
def test_a_link_that_is_no_address_of_a_page_is_not_taken(url):
    assert "url" in forms.Unsure({"stands": "yes", "url": url}).errors
