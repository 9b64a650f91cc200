"""Every item ends (R31), and hiding leaves more behind than it takes away (R39)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from pendopo.broadcast.publishing.models import Delivery
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.models import Conversation, Hiding, Message
from pendopo.listen.inbox.states import Disposition, HideReason
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, heard, its_message, taken_in
from pendopo.listen.inbox.tests.test_answering import answered, refused, sent


@pytest.fixture
def conversation(account):
    return a_conversation(account, "Kantor kalian lambat sekali.")


def close(conversation, by, disposition="complaint", reason="", now=NOW):
    actions.close(conversation=conversation, disposition=disposition, reason=reason, by=by, now=now)


@pytest.mark.parametrize("disposition", [one for one in Disposition if one != "answered"])
def test_an_item_ends_in_one_of_the_known_ways(conversation, operator, disposition):
    close(conversation, operator, disposition, "Ucapan terima kasih.")
    conversation.refresh_from_db()
    assert (conversation.state, conversation.disposition, conversation.unread) == ("done", disposition, 0)
    assert its_message(conversation).disposition == disposition


@pytest.mark.parametrize("disposition", ["", "selesai"])
def test_no_item_ends_without_a_disposition(conversation, operator, disposition):
    with pytest.raises(Refused) as no:
        close(conversation, operator, disposition)
    assert no.value.rule == "R31"


def test_the_database_itself_knows_no_end_without_a_disposition(conversation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(state="done")


def test_no_reply_needed_says_why(conversation, operator):
    with pytest.raises(Refused):
        close(conversation, operator, "no_reply", "  ")
    close(conversation, operator, "no_reply", "Hanya emoji.")


def test_answered_is_only_what_was_answered(conversation, operator):
    with pytest.raises(Refused):
        close(conversation, operator, "answered")


def test_asking_for_a_letter_ends_no_complaint(conversation, operator):
    with pytest.raises(Refused) as no:
        close(conversation, operator, "complaint", "Sudah diminta membuat surat resmi.")
    assert no.value.rule == "R37"


def test_nothing_ends_while_an_answer_is_under_way(conversation, operator):
    answered(conversation, operator)
    with pytest.raises(Refused):
        close(conversation, operator)


def test_of_two_who_close_one_is_told(conversation, operator, colleague):
    close(conversation, operator)
    with pytest.raises(Stale):
        close(conversation, colleague, "spam")


def test_what_was_closed_can_be_opened_again(conversation, operator):
    close(conversation, operator)
    actions.reopen(conversation=conversation, by=operator, now=NOW)
    conversation.refresh_from_db()
    message = its_message(conversation)
    assert (conversation.state, message.disposition, conversation.waiting_since) == (
        "open",
        "",
        message.said_at,
    )
    close(conversation, operator, "spam")


@pytest.mark.parametrize("code", ["", "criticism", "kritik"])
def test_criticism_is_no_reason_to_hide(conversation, operator, code):
    with pytest.raises(Refused) as no:
        actions.hide(message=its_message(conversation), code=code, by=operator, now=NOW)
    assert no.value.rule == "R39"
    assert not Delivery.objects.exists()


def test_no_reason_to_hide_is_called_criticism():
    assert not [one for one in HideReason if "kritik" in str(one.label).lower() or "criti" in one.value]


def test_hiding_keeps_a_copy_and_says_who_and_why(conversation, operator):
    message = its_message(conversation)
    hiding = actions.hide(message=message, code="threat", note="Mengancam petugas.", by=operator, now=NOW)
    delivery = Delivery.objects.get()
    assert (delivery.kind, delivery.said["remote_id"], delivery.origin_id) == (
        "hide",
        message.remote_id,
        hiding.pk,
    )
    assert (hiding.copy, hiding.code, hiding.by, hiding.at) == (message.text, "threat", operator, NOW)
    entry = LedgerEntry.objects.get(did="inbox.hidden")
    assert message.text not in str(entry.words)
    with pytest.raises(Stale):
        actions.hide(message=message, code="threat", by=operator, now=NOW)


def news(event, hiding, kind):
    return event(hiding_as_reply(hiding), kind=kind)


def hiding_as_reply(hiding):
    hiding.conversation = hiding.message.conversation
    hiding.delivery_id = None
    return hiding


def test_hidden_words_can_be_shown_again(conversation, operator):
    message = its_message(conversation)
    hiding = actions.hide(message=message, code="scam", by=operator, now=NOW)
    actions.note_sent(news(sent, hiding, "hide"))
    assert Message.objects.get(pk=message.pk).hidden
    actions.show(message=message, by=operator, now=NOW)
    actions.note_sent(news(sent, hiding, "show"))
    hiding.refresh_from_db()
    assert (hiding.state, hiding.shown_by, Message.objects.get(pk=message.pk).hidden) == (
        "shown",
        operator,
        False,
    )


def test_a_network_that_does_not_hide_is_told_to_whoever_asked(conversation, operator):
    hiding = actions.hide(message=its_message(conversation), code="scam", by=operator, now=NOW)
    actions.note_refusal(news(refused, hiding, "hide"))
    hiding.refresh_from_db()
    assert hiding.state == "refused"
    assert not Message.objects.get(pk=hiding.message_id).hidden
    assert Notice.objects.filter(member=operator, kind="inbox.hiding").exists()


def test_what_the_network_holds_back_can_be_let_through(account, operator):
    conversation = a_conversation(account, hidden=True)
    actions.show(message=its_message(conversation), by=operator, now=NOW)
    hiding = Hiding.objects.get()
    actions.note_sent(news(sent, hiding, "show"))
    assert not its_message(conversation).hidden


def test_pressing_show_twice_shows_once_and_says_so(account, operator):
    conversation = a_conversation(account, hidden=True)
    actions.show(message=its_message(conversation), by=operator, now=NOW)
    with pytest.raises(Stale):
        actions.show(message=its_message(conversation), by=operator, now=NOW)


def test_our_own_answer_is_taken_down_with_a_reason_and_its_copy_stays(office, conversation, operator):
    reply = answered(conversation, operator)
    Delivery.objects.filter(pk=reply.delivery_id).update(
        state="published", published_at=NOW, remote_id="jawaban", url="https://x.test/1"
    )
    actions.note_sent(sent(reply))
    ours = Message.objects.get(direction="out")
    duty = a_member(office, Role.DUTY_OFFICER)
    with pytest.raises(Refused):
        actions.take_down(message=ours, why="", by=duty, now=NOW)
    actions.take_down(message=ours, why="Salah jadwal.", by=duty, now=NOW)
    assert Delivery.objects.filter(kind="takedown").count() == 1
    actions.note_sent(sent(reply, kind="takedown"))
    ours.refresh_from_db()
    assert ours.gone_at is not None
    assert ours.text


def test_of_two_answers_that_say_the_same_only_the_one_that_was_meant_comes_down(
    office, account, conversation, operator
):
    replies = []
    for number in range(2):
        taken_in(
            account,
            heard(f"Kapan? {number}", thread_id=conversation.thread_id, author=conversation.citizen.handle),
        )
        latest = Message.objects.filter(conversation=conversation).latest("id")
        reply = actions.send_reply(
            conversation=conversation, text="Besok pukul 08.00.", seen=latest.pk, by=operator, now=NOW
        )
        Delivery.objects.filter(pk=reply.delivery_id).update(
            state="published", published_at=NOW, remote_id=f"jawaban-{reply.pk}", url="https://x.test/1"
        )
        actions.note_sent(sent(reply))
        replies.append(reply)
    first, second = Message.objects.filter(direction="out").order_by("id")
    duty = a_member(office, Role.DUTY_OFFICER)
    actions.take_down(message=first, why="Salah jadwal.", by=duty, now=NOW)
    assert Delivery.objects.get(kind="takedown").origin_id == replies[0].pk
    actions.note_sent(sent(replies[0], kind="takedown"))
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.gone_at is not None
    assert second.gone_at is None


@pytest.mark.parametrize("role", [*Role])
def test_who_may_hide_is_written_in_the_matrix(office, conversation, role):
    member = a_member(office, role)
    message = its_message(conversation)
    if role in {Role.OPERATOR, Role.EDITOR, Role.DUTY_OFFICER, Role.APPROVER}:
        actions.hide(message=message, code="hate", by=member, now=NOW)
    else:
        with pytest.raises(Refused):
            actions.hide(message=message, code="hate", by=member, now=NOW)


def test_a_conversation_is_taken_handed_over_and_let_go(office, conversation, operator, colleague):
    actions.assign(conversation=conversation, to=operator, by=operator, now=NOW)
    actions.assign(conversation=conversation, to=colleague, by=operator, now=NOW)
    conversation.refresh_from_db()
    assert conversation.assigned_to == colleague
    assert Notice.objects.filter(member=colleague, kind="inbox.assigned").count() == 1
    actions.assign(conversation=conversation, to=None, by=colleague, now=NOW)
    conversation.refresh_from_db()
    assert conversation.assigned_to is None
    with pytest.raises(Refused):
        actions.assign(conversation=conversation, to=a_member(office, Role.AUDITOR), by=operator, now=NOW)


def test_reading_is_seen_by_all(account, conversation, operator):
    actions.mark_read(conversation=conversation, by=operator)
    conversation.refresh_from_db()
    assert conversation.unread == 0
    taken_in(account)
    actions.mark_unread(conversation=conversation, by=operator)
    conversation.refresh_from_db()
    assert conversation.unread == 1
