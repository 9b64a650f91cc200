"""Giving out to those on duty, telling that the office is closed, calling for urgent messages, being at it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from pendopo.broadcast.publishing.events import DeliveryLate, DeliverySent
from pendopo.broadcast.publishing.models import Delivery
from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.roster.tests.builders import NIGHT, NOW, a_shift
from pendopo.institution.structure import queries as structure
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.models import (
    Acknowledgement,
    Conversation,
    DutySettings,
    Message,
    Reading,
)
from pendopo.listen.inbox.states import AcknowledgementState, ConversationState
from pendopo.listen.inbox.tests.builders import a_conversation, heard, taken_in

WORDS = "Terima kasih, {nama}. Kantor tutup; kami membalas mulai {buka}."


@pytest.fixture
def editor(office):
    return a_member(office, Role.EDITOR, name="Rizal")


def duty(by, **wanted):
    return actions.save_duty(
        **{
            "assigns": False,
            "most_each": 10,
            "acknowledges": False,
            "acknowledgement": WORDS,
            "escalates": True,
            "next_after": 10,
            "leader_after": 20,
            "by": by,
            "now": NOW,
            **wanted,
        }
    )


class TestGivingOut:
    def give(self, office, now=NOW):
        return actions.hand_out(institution_id=office.pk, now=now)

    def test_is_off_until_the_office_wants_it(self, office, account, operator):
        a_shift(operator)
        row = a_conversation(account)
        assert self.give(office) == 0
        row.refresh_from_db()
        assert row.assigned_to is None

    def test_the_one_on_duty_with_the_fewest_gets_it(self, office, account, operator, colleague, editor):
        a_shift(operator)
        a_shift(colleague)
        busy = a_conversation(account)
        actions.assign(conversation=busy, to=operator, by=operator, now=NOW)
        duty(editor, assigns=True)
        a_conversation(account)
        assert self.give(office) == 1
        assert Conversation.objects.get(assigned_to=colleague).pk != busy.pk
        entry = LedgerEntry.objects.get(did="inbox.handed_out")
        assert (entry.by_id, entry.words["to"]) == (None, "Rahmat")
        assert Notice.objects.filter(member=colleague, kind="inbox.handed_out").exists()

    def test_who_has_enough_gets_no_more_until_there_is_room(self, office, account, operator, editor):
        a_shift(operator)
        duty(editor, assigns=True, most_each=2)
        rows = [a_conversation(account) for _number in range(3)]
        assert self.give(office) == 2
        assert self.give(office) == 0
        first = Conversation.objects.filter(assigned_to=operator).order_by("pk")[0]
        actions.close(conversation=first, disposition="spam", by=operator, now=NOW)
        assert self.give(office) == 1
        assert Conversation.objects.filter(pk__in=[row.pk for row in rows], assigned_to=operator).count() == 3

    def test_what_a_person_took_stays_with_them(self, office, account, operator, colleague, editor):
        a_shift(operator)
        duty(editor, assigns=True)
        taken = a_conversation(account)
        actions.assign(conversation=taken, to=colleague, by=colleague, now=NOW)
        taken_in(account, heard("Halo?", author=taken.citizen.handle, thread_id=taken.thread_id))
        assert self.give(office) == 0
        taken.refresh_from_db()
        assert taken.assigned_to == colleague

    def test_nobody_without_letter_or_off_duty_gets_anything(self, office, account, operator, editor):
        a_shift(a_member(office, Role.OPERATOR, letter=False))
        a_shift(operator, begins=NOW + timedelta(hours=1))
        duty(editor, assigns=True)
        a_conversation(account)
        assert self.give(office) == 0
        assert self.give(office, NOW + timedelta(hours=1)) == 1

    def test_a_message_that_comes_in_is_given_out_at_once(self, office, account, operator, editor):
        a_shift(operator, begins=datetime.now(UTC) - timedelta(hours=1))
        duty(editor, assigns=True)
        assert a_conversation(account).assigned_to == operator

    def test_two_workers_at_once_give_each_one_away_once_and_nobody_too_much(self, seen_by_all):
        institution = an_institution()
        with acting_for(institution.pk):
            editor = a_member(institution, Role.EDITOR)
            people = [a_member(institution, Role.OPERATOR) for _number in range(2)]
            for one in people:
                a_shift(one)
            account = an_account(institution)
            for _number in range(12):
                a_conversation(account)
            duty(editor, assigns=True, most_each=4)
        together = threading.Barrier(2)

        def work():
            try:
                together.wait(20)
                with acting_for(institution.pk):
                    return actions.hand_out(institution_id=institution.pk, now=NOW)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            given = [one.result(60) for one in [pool.submit(work) for _number in range(2)]]
        with acting_for(institution.pk):
            assert sum(given) == 8
            assert [Conversation.objects.filter(assigned_to=one).count() for one in people] == [4, 4]
            assert LedgerEntry.objects.filter(did="inbox.handed_out").count() == 8


class TestTheOfficeIsClosed:
    def said(self, account, text="Jalan rusak di depan sekolah.", *, now=NIGHT, **fields):
        one = heard(text, **{"said_at": now - timedelta(minutes=5), "author": "citra", **fields})
        taken_in(account, one, now=now)
        message = Message.objects.get(remote_id=one.remote_id)
        return message, actions.acknowledge_messages(
            institution_id=account.institution_id, message_ids=(message.pk,), now=now
        )

    def test_is_said_once_with_the_time_of_the_next_opening_and_is_no_answer(self, office, account, editor):
        duty(editor, acknowledges=True)
        message, many = self.said(account)
        assert many == 1
        kept = Acknowledgement.objects.get()
        assert "Kamis, 26 November 2026 pukul" in kept.text
        assert "{" not in kept.text
        delivery = Delivery.objects.get(pk=kept.delivery_id)
        assert (delivery.by_id, delivery.said["in_reply_to"]) == (None, message.remote_id)
        assert delivery.cutoff_at == structure.calendar_of(office).next_opening(NIGHT)
        row = message.conversation
        row.refresh_from_db()
        assert (row.state, row.waiting_since, row.disposition) == (
            ConversationState.OPEN,
            message.said_at,
            "",
        )
        entry = LedgerEntry.objects.get(did="inbox.acknowledged")
        assert (entry.by_id, entry.words["set_by"]) == (None, "Rizal")
        sent(kept, delivery)
        kept.refresh_from_db()
        row.refresh_from_db()
        message.refresh_from_db()
        assert kept.state == AcknowledgementState.SENT
        assert (row.state, row.waiting_since, message.disposition) == (
            ConversationState.OPEN,
            message.said_at,
            "",
        )
        with pytest.raises(Refused):
            # Nothing was answered, whatever was said by itself.
            actions.close(conversation=row, disposition="answered", by=editor, now=NIGHT)

    def test_is_said_never_twice_in_a_thread(self, office, account, editor):
        duty(editor, acknowledges=True)
        first, many = self.said(account)
        assert many == 1
        for again in (
            self.said(account, "Masih rusak."),
            self.said(account, "Saya juga.", author="dewi"),
            (
                first,
                actions.acknowledge_messages(institution_id=office.pk, message_ids=(first.pk,), now=NIGHT),
            ),
        ):
            assert again[1] == 0
        assert Delivery.objects.filter(origin="inbox.acknowledgement").count() == 1

    def test_is_off_until_somebody_sets_it(self, account, editor):
        assert self.said(account)[1] == 0
        assert not Acknowledgement.objects.exists()

    def test_is_not_said_while_the_office_is_open_or_somebody_is_on_duty(self, account, editor, operator):
        duty(editor, acknowledges=True)
        assert self.said(account, now=NOW)[1] == 0
        a_shift(operator, begins=NIGHT - timedelta(hours=1))
        assert self.said(account, author="dewi", thread_id="lain")[1] == 0

    def test_is_not_said_to_spam_held_back_or_old_words(self, account, editor):
        duty(editor, acknowledges=True)
        spam = "Judi slot gacor maxwin klik https://slot.example sekarang bonus deposit"
        message, many = self.said(account, spam, thread_id="a")
        if Reading.objects.get(message=message).is_spam:
            assert many == 0
        else:
            Reading.objects.filter(message=message).update(is_spam=True)
        assert self.said(account, thread_id="b", hidden=True)[1] == 0
        assert self.said(account, thread_id="c", said_at=NIGHT - timedelta(days=20))[1] == 0

    def test_the_next_shift_is_named_where_it_comes_first(self, account, editor, operator):
        duty(editor, acknowledges=True)
        a_shift(operator, begins=NIGHT + timedelta(hours=1))
        assert self.said(account)[1] == 1
        assert "25 November 2026 pukul 23.00 WIB" in Acknowledgement.objects.get().text

    def test_when_somebody_is_back_it_is_dropped_and_nobody_is_asked(self, office, account, editor):
        duty(editor, acknowledges=True)
        self.said(account)
        kept = Acknowledgement.objects.get()
        Delivery.objects.filter(pk=kept.delivery_id).update(state="late")
        late = event(DeliveryLate, kept, Delivery.objects.get(pk=kept.delivery_id))
        actions.drop_late_acknowledgement(late)
        kept.refresh_from_db()
        assert kept.state == AcknowledgementState.DROPPED
        assert Delivery.objects.get(pk=kept.delivery_id).state == "cancelled"

    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ("", ""),
            ("Kami tutup.", ""),
            ("Silakan kirim surat resmi ke kantor. {buka}", "R37"),
            ("Hubungi Budi 081234567890 sampai {buka}.", "R15"),
        ],
    )
    def test_its_words_are_looked_at(self, editor, text, rule):
        with pytest.raises(Refused) as no:
            duty(editor, acknowledges=True, acknowledgement=text)
        assert no.value.rule == rule

    def test_only_somebody_with_a_letter_and_the_right_sets_it(self, office, operator):
        bare = a_member(office, Role.EDITOR, letter=False)
        for by, rule in ((bare, "R02"), (operator, "")):
            with pytest.raises(Refused) as no:
                duty(by, acknowledges=True)
            assert no.value.rule == rule
        assert not DutySettings.objects.exists()


def event(kind, kept, delivery, **more):
    return kind(
        institution_id=kept.institution_id,
        delivery_id=delivery.pk,
        kind="reply",
        account_id=kept.account_id,
        origin="inbox.acknowledgement",
        origin_id=kept.pk,
        at=NIGHT + timedelta(minutes=1),
        **more,
    )


def sent(kept, delivery):
    told = event(DeliverySent, kept, delivery, remote_id="r-1", url="https://practice.example/r-1")
    actions.note_sent(told)
    actions.note_acknowledged(told)
