"""A reply that began as a language model's draft needs a person, bears its mark, and answers one thread only."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.models import Cluster, Conversation, Reply
from pendopo.listen.inbox.states import ReplyState
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, its_message

DRAFT = "Terima kasih. Petugas kami memeriksa pipa di wilayah Anda."


@pytest.fixture
def conversation(account):
    return a_conversation(account)


def begun(conversation, by, typed=""):
    actions.begin_with_machine_draft(conversation=conversation, typed=typed, text=DRAFT, by=by, now=NOW)
    return Reply.objects.get(conversation=conversation, author=by)


def sent(conversation, by, text, **said):
    return actions.send_reply(
        conversation=conversation, text=text, seen=its_message(conversation).pk, by=by, now=NOW, **said
    )


@pytest.mark.parametrize("text", [DRAFT, DRAFT.upper(), f"  {DRAFT}\n", f"Selamat pagi.\n\n{DRAFT}\nSalam."])
def test_unchanged_it_goes_out_only_when_somebody_confirms_it(conversation, operator, text):
    begun(conversation, operator)
    with pytest.raises(Refused) as no, transaction.atomic():
        sent(conversation, operator, text)
    assert no.value.field == "stands_behind"
    assert sent(conversation, operator, text, stands_behind=True).machine == "confirmed"


def test_pressed_twice_it_stands_there_once(conversation, operator):
    first = begun(conversation, operator, typed="Selamat pagi.")
    again = begun(conversation, operator, typed=f"{first.text}\nSalam.")
    assert again.text == f"Selamat pagi.\n\n{DRAFT}\nSalam."
    assert again.machine == "begun"
    assert begun(conversation, operator, typed="Kata saya sendiri.").text == f"Kata saya sendiri.\n\n{DRAFT}"


def test_changed_it_goes_out_and_the_ledger_says_what_it_began_as(conversation, operator):
    begun(conversation, operator, typed="Selamat pagi.")
    reply = sent(conversation, operator, "Terima kasih. Petugas datang memeriksa pipa.")
    reply.refresh_from_db()
    assert (reply.machine, reply.machine_text) == ("edited", DRAFT)
    assert LedgerEntry.objects.filter(did="inbox.machine_draft_answered").count() == 1


def test_ones_own_words_bear_no_mark(conversation, operator):
    assert sent(conversation, operator, DRAFT).machine == ""
    assert not LedgerEntry.objects.filter(did="inbox.machine_draft_answered").exists()


def test_the_database_lets_no_unread_draft_out(conversation, operator):
    reply = begun(conversation, operator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(state=ReplyState.IN_REVIEW)


def test_an_answer_that_came_back_is_read_again(conversation, operator, approver, office):
    actions.save_settings(approving="always", by=a_member(office, Role.ADMINISTRATOR), now=NOW)
    begun(conversation, operator)
    reply = sent(conversation, operator, DRAFT, stands_behind=True)
    actions.return_reply(reply=reply, why="Sebut kapan.", by=approver, now=NOW)
    with pytest.raises(Refused), transaction.atomic():
        sent(conversation, operator, DRAFT)
    assert sent(conversation, operator, f"{DRAFT[:-1]} hari ini.").machine == "edited"


def test_it_is_never_sent_to_everyone_who_asked_the_same(conversation, operator, account):
    begun(conversation, operator)
    cluster = Cluster.objects.create(
        institution_id=account.institution_id, about="Air", people=2, made_at=NOW, last_at=NOW
    )
    other = a_conversation(account)
    Conversation.objects.filter(pk=other.pk).update(cluster=cluster)
    with pytest.raises(Refused, match="Ini draf model bahasa"):
        actions.answer_alike(
            cluster=cluster, text=DRAFT, to=[(other.pk, its_message(other).pk)], by=operator, now=NOW
        )
    assert not Reply.objects.filter(conversation=other).exists()
