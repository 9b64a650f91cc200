"""A block that holds here is carried to the network and taken back there: promised in the row, done once (R39)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing import sending
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState as D
from pendopo.broadcast.publishing.states import Kind
from pendopo.broadcast.publishing.tests.networks import Network, WorkerDies
from pendopo.foundation.errors import Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.actions import carrying
from pendopo.listen.inbox.models import Barring, Block, Hiding, Reply
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, heard, its_message, taken_in
from pendopo.networks.contract import Later, Refused, Sent


@dataclass
class Doorman(Network):
    """Remembers who is kept away, and every time it was asked."""

    away: set[str] = field(default_factory=set)

    def block(self, author, *, said):
        self.asked.append(f"block {author}")
        self.away.add(author)
        return Sent(remote_id=author, url="")

    def unblock(self, author, *, said):
        self.asked.append(f"unblock {author}")
        self.away.discard(author)
        return Sent(remote_id=author, url="")


class LethalDoorman(Doorman):
    """Keeps them away, and takes the worker with it, once."""

    def block(self, author, *, said):
        super().block(author, said=said)
        if self.asked.count(f"block {author}") == 1:
            raise WorkerDies
        return Sent(remote_id=author, url="")


class DeafDoorman(Doorman):
    """The worker dies before a word has left the house, once."""

    dead = False

    def block(self, author, *, said):
        if not self.dead:
            self.dead = True
            raise WorkerDies
        return super().block(author, said=said)


class BusyDoorman(Doorman):
    """Asks to wait, once."""

    def block(self, author, *, said):
        if not self.asked:
            self.asked.append("wait")
            return Later(why="Too much.", wait=timedelta(minutes=5))
        return super().block(author, said=said)


class MumblingDoorman(Doorman):
    """Keeps them away, and the answer is lost, so that it will be asked again."""

    def block(self, author, *, said):
        super().block(author, said=said)
        return Later(why="Silence.")


class ProudDoorman(Doorman):
    """Keeps nobody away, and lets nobody near."""

    def block(self, author, *, said):
        return Refused(why="Programs may not block here.")

    def unblock(self, author, *, said):
        return Refused(why="Programs may not unblock here.")


@pytest.fixture
def at_the_door(monkeypatch):
    def put(network):
        monkeypatch.setattr(accounts, "connector_of", lambda _account: network)
        return network

    return put


@pytest.fixture
def asked(office, account, operator):
    message = its_message(a_conversation(account, "SLOT GACOR", author="slot77"))
    return actions.ask_block(message=message, code="gambling", by=operator, now=NOW)


@pytest.fixture
def block(asked, colleague):
    actions.approve_block(block=asked, by=colleague, now=NOW)
    asked.refresh_from_db()
    return asked


def work(*, minutes=0):
    """What workers do with everything that is due by then; a worker that dies leaves the rest."""
    at = NOW + timedelta(minutes=minutes)
    for institution_id, account_id, queue in set(
        Delivery.objects.values_list("institution_id", "account_id", "queue")
    ):
        sending.run_queue(institution_id, account_id, queue, clock=lambda: at)


def a_worker_dies():
    with pytest.raises(WorkerDies):
        work()
    for delivery in Delivery.objects.filter(state=D.SENDING):
        sending.worker_is_gone(delivery.institution_id, delivery.pk, now=NOW + timedelta(minutes=3))


def lift(block, by, *, minutes=10):
    actions.lift_block(block=block, why="Salah orang", by=by, now=NOW + timedelta(minutes=minutes))


def states():
    return list(Barring.objects.order_by("account_id").values_list("state", flat=True))


def promised():
    return list(Delivery.objects.order_by("pk").values_list("kind", "state"))


class TestCarrying:
    def test_nothing_is_promised_before_the_second_person_agrees(self, asked, operator, colleague):
        assert promised() == []
        actions.decline_block(block=asked, why="Kritik biasa", by=colleague, now=NOW)
        assert (promised(), states()) == ([], [])

    def test_it_is_promised_in_the_database_done_once_and_its_state_shown(self, block, account, at_the_door):
        assert (promised(), states()) == ([(Kind.BLOCK, D.PLANNED)], ["blocking"])
        network = at_the_door(Doorman())
        work()
        work(minutes=60)
        assert (network.asked, network.away) == (["block slot77"], {"slot77"})
        assert (promised(), states()) == ([(Kind.BLOCK, D.PUBLISHED)], ["blocked"])
        assert "slot77" not in LedgerEntry.objects.get(did="delivery.blocked").sentence()

    def test_of_two_who_press_at_once_one_blocks(self, asked, colleague, approver):
        one, other = (Block.objects.get(pk=asked.pk) for _ in range(2))
        actions.approve_block(block=one, by=colleague, now=NOW)
        with pytest.raises(Stale):
            actions.approve_block(block=other, by=approver, now=NOW)
        assert promised() == [(Kind.BLOCK, D.PLANNED)]

    def test_where_the_promise_cannot_be_written_nobody_is_blocked(self, asked, colleague, monkeypatch):
        def broken(**_asked):
            raise RuntimeError("the disk is full")

        monkeypatch.setattr(carrying.publishing, "plan_block", broken)
        with pytest.raises(RuntimeError, match="full"):
            actions.approve_block(block=asked, by=colleague, now=NOW)
        asked.refresh_from_db()
        assert (asked.state, states(), promised()) == ("asked", [], [])

    @pytest.mark.parametrize("network", [LethalDoorman, DeafDoorman])
    def test_a_worker_that_dies_leaves_a_block_that_is_carried_on(self, block, at_the_door, network):
        network = at_the_door(network())
        a_worker_dies()
        assert states() == ["blocking"]
        work(minutes=10)
        assert (states(), network.away) == (["blocked"], {"slot77"})
        assert promised() == [(Kind.BLOCK, D.PUBLISHED)]

    def test_a_network_that_asks_to_wait_is_asked_again_when_it_said(self, block, at_the_door):
        network = at_the_door(BusyDoorman())
        for minutes in (0, 2, 6):
            work(minutes=minutes)
        assert (network.asked, states()) == (["wait", "block slot77"], ["blocked"])

    def test_a_no_is_told_to_those_who_decided_and_can_be_tried_again(
        self, block, operator, colleague, approver, at_the_door
    ):
        at_the_door(ProudDoorman())
        work()
        barring = Barring.objects.get()
        assert (barring.state, barring.trouble) == ("refused", "Programs may not block here.")
        told = Notice.objects.filter(kind="inbox.block_not_carried").values_list("member_id", flat=True)
        assert set(told) == {operator.pk, colleague.pk}
        assert not Notice.objects.filter(kind="delivery.refused").exists()
        at_the_door(Doorman())
        publishing.try_now(delivery=Delivery.objects.get(), by=approver, now=NOW)
        work()
        assert states() == ["blocked"]

    def test_it_holds_on_every_account_they_wrote_to_and_no_other(self, office, account, asked, colleague):
        second, _third = an_account(office), an_account(office)
        taken_in(second, heard("SLOT lagi", author="slot77", thread_id="kiriman-b"))
        actions.approve_block(block=asked, by=colleague, now=NOW)
        found = Barring.objects.values_list("account_id", flat=True)
        assert set(found) == {account.pk, second.pk}

    def test_it_follows_them_to_the_next_account_once(self, office, account, block):
        second = an_account(office)
        for text in ("SLOT lagi", "SLOT terus"):
            taken_in(second, heard(text, author="slot77", thread_id="kiriman-b"), heard("Air mati"))
        taken_in(account, heard("SLOT lagi", author="slot77"))
        assert Barring.objects.filter(account=second).count() == 1
        assert Delivery.objects.filter(kind=Kind.BLOCK).count() == 2

    def test_where_a_network_blocks_nobody_nothing_is_promised_and_the_page_says_how(
        self, office, operator, colleague
    ):
        website = an_account(office, network="wordpress", base="https://dinas.contoh.go.id")
        message = its_message(a_conversation(website, "SLOT GACOR", author="slot77"))
        client = signed_in(operator)
        assert "Disallowed Comment Keys" in client.get(f"/masukan/pesan/{message.pk}/blokir/").text
        asked = actions.ask_block(message=message, code="gambling", by=operator, now=NOW)
        actions.approve_block(block=asked, by=colleague, now=NOW)
        assert (promised(), states()) == ([], [])
        assert "Disallowed Comment Keys" in client.get(f"/masukan/blokir/{asked.pk}/").text

    def test_the_page_shows_how_far_it_is_on_each_account(self, office, block, operator, at_the_door):
        page = f"/masukan/blokir/{block.pk}/"
        clients = signed_in(operator), signed_in(a_member(office, Role.AUDITOR, letter=False))
        assert all("Sedang diblokir di sana" in client.get(page).text for client in clients)
        at_the_door(ProudDoorman())
        work()
        for client in clients:
            text = client.get(page).text
            assert "Programs may not block here." in text
            assert f"/tayang/{Delivery.objects.get().pk}/" in text

    def test_what_few_need_to_know_is_not_told_by_its_delivery(self, office, account, operator, colleague):
        row = a_conversation(account, "SLOT GACOR", author="slot77")
        asked = actions.ask_block(message=its_message(row), code="gambling", by=operator, now=NOW)
        known = sorted([operator.pk, colleague.pk])
        with acting_for(office.pk, member_id=operator.pk):
            actions.restrict(
                conversation_ids=[row.pk], known_to=known, by=operator, institution_id=office.pk, now=NOW
            )
            actions.approve_block(block=asked, by=colleague, now=NOW)
            assert Delivery.objects.get().known_to == known
            lift(Block.objects.get(), colleague)
        assert set(Delivery.objects.values_list("state", flat=True)) == {D.CANCELLED}


class TestTakingBack:
    def test_lifted_here_it_is_lifted_there_once(self, block, operator, at_the_door):
        network = at_the_door(Doorman())
        work()
        lift(block, operator)
        assert states() == ["lifting"]
        for minutes in (10, 20):
            work(minutes=minutes)
        assert (network.asked, network.away) == (["block slot77", "unblock slot77"], set())
        assert states() == ["lifted"]

    def test_what_never_left_the_house_is_called_off_and_says_nothing(self, block, operator, at_the_door):
        network = at_the_door(Doorman())
        lift(block, operator)
        work(minutes=20)
        assert (network.asked, states()) == ([], ["lifted"])
        assert promised() == [(Kind.BLOCK, D.CANCELLED)]
        assert not Notice.objects.filter(kind="inbox.block_not_carried").exists()

    def test_lifted_while_a_worker_died_over_it_the_lifting_has_the_last_word(
        self, block, operator, at_the_door
    ):
        network = at_the_door(LethalDoorman())
        a_worker_dies()
        lift(block, operator, minutes=4)
        work(minutes=10)
        work(minutes=20)
        assert network.asked[-1] == "unblock slot77"
        assert (network.away, states()) == (set(), ["lifted"])

    def test_what_waited_for_its_account_is_not_carried_after_it_was_lifted(
        self, office, account, block, operator, at_the_door
    ):
        network = at_the_door(Doorman())
        type(account).objects.filter(pk=account.pk).update(state="reconnect")
        work()
        assert promised() == [(Kind.BLOCK, D.RECONNECT)]
        lift(block, operator)
        type(account).objects.filter(pk=account.pk).update(state="connected")
        publishing.release(office.pk, account.pk)
        work(minutes=20)
        assert (network.asked, states()) == ([], ["lifted"])

    def test_what_may_stand_there_though_nobody_confirmed_it_is_taken_back(
        self, block, operator, at_the_door
    ):
        network = at_the_door(MumblingDoorman())
        work()
        assert promised() == [(Kind.BLOCK, D.WAITING)]
        lift(block, operator)
        work(minutes=20)
        work(minutes=60)
        assert (network.asked, network.away) == (["block slot77", "unblock slot77"], set())
        assert states() == ["lifted"]

    def test_a_refused_block_can_no_longer_be_tried_once_it_is_lifted(
        self, block, operator, approver, at_the_door
    ):
        at_the_door(ProudDoorman())
        work()
        lift(block, operator)
        assert states() == ["lifted"]
        with pytest.raises(Stale):
            publishing.try_now(delivery=Delivery.objects.get(), by=approver, now=NOW)

    def test_a_network_that_does_not_lift_it_is_told_of_and_blocked_again_it_stays_so(
        self, block, operator, colleague, at_the_door
    ):
        at_the_door(Doorman())
        work()
        at_the_door(ProudDoorman())
        lift(block, operator)
        work(minutes=10)
        assert states() == ["stuck"]
        assert Notice.objects.filter(kind="inbox.block_not_carried").exists()
        network = at_the_door(Doorman())
        again = actions.ask_block(message=block.message, code="gambling", by=operator, now=NOW)
        actions.approve_block(block=again, by=colleague, now=NOW + timedelta(minutes=20))
        work(minutes=30)
        # The old lifting, refused so far, can't undo the new block any more.
        assert (Kind.UNBLOCK, D.CANCELLED) in promised()
        assert (network.asked, network.away) == (["block slot77"], {"slot77"})


class TestCallingOff:
    def test_a_block_called_off_in_the_publishing_room_is_said_to_be_undone(self, block, approver):
        publishing.cancel(delivery=Delivery.objects.get(), why="Kami bicara dulu", by=approver, now=NOW)
        assert states() == ["refused"]
        assert Notice.objects.filter(kind="inbox.block_not_carried").exists()

    def test_a_hiding_called_off_there_can_be_asked_for_again(self, account, operator, approver):
        message = its_message(a_conversation(account, "SLOT GACOR"))
        actions.hide(message=message, code="gambling", by=operator, now=NOW)
        publishing.cancel(delivery=Delivery.objects.get(), why="Salah", by=approver, now=NOW)
        assert Hiding.objects.get().state == "refused"
        assert actions.hide(message=message, code="gambling", by=operator, now=NOW).state == "hiding"

    def test_an_answer_called_off_there_is_its_authors_again(self, account, operator, approver):
        row = a_conversation(account)
        actions.send_reply(conversation=row, text="Besok pagi.", seen=10**9, by=operator, now=NOW)
        publishing.cancel(delivery=Delivery.objects.get(), why="Salah jam", by=operator, now=NOW)
        row.refresh_from_db()
        assert (Reply.objects.get().state, row.state) == ("failed", "open")
        assert Notice.objects.filter(kind="inbox.trouble", member=operator).count() == 1
