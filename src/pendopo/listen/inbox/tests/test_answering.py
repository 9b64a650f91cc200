"""An answer is never lost, never given twice, and ends as its delivery ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from pendopo.broadcast.publishing.events import DeliveryRefused, DeliverySent, DeliveryUnsure
from pendopo.broadcast.publishing.models import Delivery
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.models import Message, Reply
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, heard, its_message, taken_in

ANSWER = "Air kembali mengalir besok pukul 08.00. Terima kasih sudah mengabari kami."


@pytest.fixture
def conversation(account):
    return a_conversation(account)


def answered(conversation, by, text=ANSWER, now=NOW) -> Reply:
    return actions.send_reply(
        conversation=conversation, text=text, seen=its_message(conversation).pk, by=by, now=now
    )


def what(told, reply, /, *, at=NOW, **words):
    return told(
        **{
            "institution_id": reply.institution_id,
            "delivery_id": reply.delivery_id or 1,
            "kind": "reply",
            "account_id": reply.conversation.account_id,
            "origin": "inbox.message",
            "origin_id": reply.pk,
            "at": at,
            **words,
        }
    )


def sent(reply, **words):
    return what(
        DeliverySent, reply, **{"remote_id": f"jawaban-{reply.pk}", "url": "https://x.test/1", **words}
    )


def refused(reply, **words):
    return what(DeliveryRefused, reply, **{"why": "Text too long", **words})


def unsure(reply, **words):
    return what(DeliveryUnsure, reply, **{"why": "We stopped hearing.", **words})


def test_an_answer_becomes_a_delivery_in_the_same_thread(conversation, operator):
    reply = answered(conversation, operator)
    conversation.refresh_from_db()
    delivery = Delivery.objects.get(pk=reply.delivery_id)
    assert (reply.state, conversation.state, conversation.assigned_to) == ("sending", "waiting", operator)
    assert (delivery.kind, delivery.origin, delivery.origin_id) == ("reply", "inbox.message", reply.pk)
    assert delivery.said == {
        "text": ANSWER,
        "in_reply_to": its_message(conversation).remote_id,
        "root": conversation.thread_id,
    }


def test_an_answer_that_arrived_ends_what_it_answered(conversation, operator):
    reply = answered(conversation, operator)
    actions.note_sent(sent(reply, at=NOW + timedelta(minutes=30)))
    conversation.refresh_from_db()
    message = its_message(conversation)
    assert (conversation.state, conversation.disposition, conversation.waiting_since) == (
        "done",
        "answered",
        None,
    )
    assert (message.disposition, message.answered_minutes, message.office_minutes) == ("answered", 90, 90)
    assert Message.objects.get(direction="out").text == ANSWER


def test_the_night_counts_on_the_wall_and_not_for_the_office(account, operator):
    evening = NOW - timedelta(hours=13)  # 21.00 WIB the day before
    conversation = a_conversation(account, said_at=evening)
    actions.note_sent(sent(answered(conversation, operator)))
    message = its_message(conversation)
    assert (message.answered_minutes, message.office_minutes) == (780, 150)  # since 07.30


def test_hearing_twice_that_it_arrived_changes_nothing(conversation, operator):
    reply = answered(conversation, operator)
    actions.note_sent(sent(reply))
    actions.note_sent(sent(reply, at=NOW + timedelta(hours=5)))
    assert Message.objects.filter(direction="out").count() == 1
    assert its_message(conversation).answered_at == NOW


def test_a_citizen_who_writes_on_while_it_is_on_its_way_still_waits(account, conversation, operator):
    reply = answered(conversation, operator)
    later = heard(
        "Dan di desa kami?",
        thread_id=conversation.thread_id,
        author=conversation.citizen.handle,
        said_at=NOW + timedelta(minutes=1),
    )
    taken_in(account, later)
    actions.note_sent(sent(reply, at=NOW + timedelta(minutes=2)))
    conversation.refresh_from_db()
    assert (conversation.state, conversation.waiting_since) == ("open", later.said_at)
    assert Message.objects.get(remote_id=later.remote_id).disposition == ""


def test_a_refused_answer_comes_back_and_the_citizen_still_waits(conversation, operator):
    reply = answered(conversation, operator)
    actions.note_refusal(refused(reply))
    reply.refresh_from_db()
    conversation.refresh_from_db()
    assert (reply.state, reply.trouble, conversation.state) == ("failed", "Text too long", "open")
    assert conversation.waiting_since is not None
    assert Notice.objects.filter(member=operator, kind="inbox.trouble").exists()


def test_an_unclear_answer_waits_for_a_person_and_may_turn_out_to_stand(conversation, operator):
    reply = answered(conversation, operator)
    actions.note_doubt(unsure(reply))
    reply.refresh_from_db()
    conversation.refresh_from_db()
    assert (reply.state, conversation.state) == ("unsure", "waiting")
    actions.note_sent(sent(reply))
    reply.refresh_from_db()
    conversation.refresh_from_db()
    assert (reply.state, conversation.state) == ("sent", "done")


def test_a_refused_answer_that_is_tried_again_may_arrive(conversation, operator):
    reply = answered(conversation, operator)
    actions.note_refusal(refused(reply))
    actions.note_sent(sent(reply))
    reply.refresh_from_db()
    assert reply.state == "sent"


def test_a_late_refusal_after_it_arrived_changes_nothing(conversation, operator):
    reply = answered(conversation, operator)
    actions.note_sent(sent(reply))
    actions.note_refusal(refused(reply))
    actions.note_doubt(unsure(reply))
    reply.refresh_from_db()
    assert reply.state == "sent"


def test_what_others_send_is_none_of_ours(conversation, operator):
    reply = answered(conversation, operator)
    actions.note_sent(sent(reply, origin="content.item"))
    reply.refresh_from_db()
    assert reply.state == "sending"


def test_of_two_who_answer_at_once_the_second_is_told_and_keeps_their_words(
    conversation, operator, colleague
):
    answered(conversation, operator)
    actions.write_reply(conversation=conversation, text="Besok, Pak.", by=colleague, now=NOW)
    with pytest.raises(Stale, match="Sari"):
        answered(conversation, colleague, "Besok, Pak.")
    assert Reply.objects.get(author=colleague, state="draft").text == "Besok, Pak."


def test_who_did_not_see_a_colleagues_answer_is_shown_it_first(account, conversation, operator, colleague):
    before = its_message(conversation).pk
    actions.note_sent(sent(answered(conversation, operator)))
    with pytest.raises(Stale, match="Sari"):
        actions.send_reply(conversation=conversation, text="Besok, Pak.", seen=before, by=colleague, now=NOW)
    seen = Message.objects.latest("pk").pk
    actions.send_reply(conversation=conversation, text="Besok, Pak.", seen=seen, by=colleague, now=NOW)


def test_a_draft_is_kept_for_each_person_and_typing_nothing_keeps_nothing(conversation, operator, colleague):
    for member in (operator, colleague):
        actions.write_reply(conversation=conversation, text=f"Dari {member.pk}", by=member, now=NOW)
    actions.write_reply(conversation=conversation, text="Lebih baik", by=operator, now=NOW)
    assert sorted(Reply.objects.values_list("text", flat=True)) == [f"Dari {colleague.pk}", "Lebih baik"]
    actions.write_reply(conversation=conversation, text="  ", by=operator, now=NOW)
    assert not Reply.objects.filter(author=operator).exists()


RISKY = "Anda bisa dijerat UU ITE atas komentar ini, mohon dihapus."


def test_a_risky_tone_waits_for_somebody_else(conversation, operator, approver):
    reply = answered(conversation, operator, RISKY)
    conversation.refresh_from_db()
    assert (reply.state, reply.delivery_id, conversation.state) == ("in_review", None, "waiting")
    assert Notice.objects.filter(member=approver, kind="inbox.approval").exists()
    actions.approve_reply(reply=reply, by=approver, now=NOW)
    reply.refresh_from_db()
    assert (reply.state, reply.decided_by) == ("sending", approver)
    assert Delivery.objects.get(pk=reply.delivery_id).said["text"] == RISKY


def test_nobody_approves_their_own_answer(office, conversation):
    both = a_member(office, Role.OPERATOR, Role.APPROVER)
    reply = answered(conversation, both, RISKY)
    with pytest.raises(Refused, match=r"."):
        actions.approve_reply(reply=reply, by=both, now=NOW)


def test_an_answer_is_approved_once(conversation, operator, approver):
    reply = answered(conversation, operator, RISKY)
    twin = Reply.objects.select_related("conversation", "author").get(pk=reply.pk)
    actions.approve_reply(reply=reply, by=approver, now=NOW)
    with pytest.raises(Stale):
        actions.approve_reply(reply=twin, by=approver, now=NOW)
    assert Delivery.objects.count() == 1


def test_a_returned_answer_says_why_and_can_be_sent_anew(conversation, operator, approver):
    reply = answered(conversation, operator, RISKY)
    with pytest.raises(Refused):
        actions.return_reply(reply=reply, why=" ", by=approver, now=NOW)
    actions.return_reply(reply=reply, why="Tanpa ancaman.", by=approver, now=NOW)
    reply.refresh_from_db()
    conversation.refresh_from_db()
    assert (reply.state, reply.returned_why, conversation.state) == ("draft", "Tanpa ancaman.", "open")
    assert answered(conversation, operator).pk == reply.pk


def test_an_office_may_have_every_answer_approved(office, conversation, operator):
    actions.save_settings(approving="always", by=a_member(office, Role.ADMINISTRATOR), now=NOW)
    assert answered(conversation, operator).state == "in_review"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", ""),
        ("a" * 501, ""),
        ("NIK Anda 3374010101900001 sudah kami catat.", "R15"),
        ("Silakan kirim surat resmi ke kantor.", "R37"),
        ("Silakan lapor sendiri di LAPOR!", "R37"),
    ],
)
def test_what_cannot_be_said_is_refused_with_its_rule(conversation, operator, text, rule):
    with pytest.raises(Refused) as no:
        answered(conversation, operator, text)
    assert no.value.rule == rule
    assert not Delivery.objects.exists()


def test_a_letter_with_its_reason_and_next_step_is_an_answer(conversation, operator):
    text = "Mohon kirim surat permohonan karena aturan memintanya. Kami akan membantu Anda menyusunnya."
    assert answered(conversation, operator, text).state == "sending"


def test_the_offices_own_number_is_nobodys_secret(office, conversation, operator):
    office.phone = "0812-3456-7890"
    office.save()
    conversation.institution.refresh_from_db()
    assert answered(conversation, operator, "Hubungi kami di 0812-3456-7890.").state == "sending"


def test_an_account_out_of_order_answers_nothing(account, conversation, operator):
    SocialAccount.objects.filter(pk=account.pk).update(state="reconnect")
    with pytest.raises(Refused) as no:
        answered(conversation, operator)
    assert no.value.rule == "R01"


@pytest.mark.parametrize("role", [*Role])
def test_who_may_answer_is_written_in_the_matrix(office, conversation, role):
    member = a_member(office, role)
    may = role in {Role.OPERATOR, Role.EDITOR, Role.DUTY_OFFICER, Role.INFORMATION_OFFICER, Role.COORDINATOR}
    if may:
        assert answered(conversation, member).state == "sending"
    else:
        with pytest.raises(Refused):
            answered(conversation, member)


def test_without_a_letter_nobody_answers(office, conversation):
    with pytest.raises(Refused) as no:
        answered(conversation, a_member(office, Role.OPERATOR, letter=False))
    assert no.value.rule == "R02"


def test_another_institution_does_nothing_here(stranger, conversation, operator, account):
    reply = answered(conversation, operator, RISKY)
    message = its_message(conversation)
    for deed in (
        lambda: answered(conversation, stranger),
        lambda: actions.write_reply(conversation=conversation, text="x", by=stranger, now=NOW),
        lambda: actions.approve_reply(reply=reply, by=stranger, now=NOW),
        lambda: actions.return_reply(reply=reply, why="x", by=stranger, now=NOW),
        lambda: actions.close(conversation=conversation, disposition="spam", by=stranger, now=NOW),
        lambda: actions.assign(conversation=conversation, to=stranger, by=stranger, now=NOW),
        lambda: actions.hide(message=message, code="threat", by=stranger, now=NOW),
    ):
        with pytest.raises(Refused):
            deed()


def test_an_answer_lets_the_message_through_that_the_network_holds_back(account, operator):
    conversation = a_conversation(account, hidden=True)
    actions.send_reply(
        conversation=conversation,
        text=ANSWER,
        seen=its_message(conversation).pk,
        lets_through=True,
        by=operator,
        now=NOW,
    )
    assert set(Delivery.objects.values_list("kind", flat=True)) == {"show", "reply"}


def test_a_refused_answer_lets_nothing_through(account, operator):
    conversation = a_conversation(account, hidden=True)
    with pytest.raises(Refused):
        actions.send_reply(
            conversation=conversation, text=" ", seen=0, lets_through=True, by=operator, now=NOW
        )
    assert not Delivery.objects.exists()


def test_what_is_public_already_is_not_shown_once_more(conversation, operator):
    actions.send_reply(
        conversation=conversation,
        text=ANSWER,
        seen=its_message(conversation).pk,
        lets_through=True,
        by=operator,
        now=NOW,
    )
    assert list(Delivery.objects.values_list("kind", flat=True)) == ["reply"]


def test_a_keeping_that_comes_in_after_the_answer_leaves_no_draft_of_it(conversation, operator):
    reply = answered(conversation, operator)
    later = NOW + timedelta(seconds=2)
    assert actions.write_reply(conversation=conversation, text=f"{ANSWER}\n", by=operator, now=later) is None
    assert list(Reply.objects.values_list("pk", flat=True)) == [reply.pk]
    assert actions.write_reply(conversation=conversation, text="Dan satu lagi.", by=operator, now=later)


def test_the_author_reads_why_in_their_language_and_then_the_networks_own_words(conversation, operator):
    reply = answered(conversation, operator)
    why = "What this belongs to is no longer on the network.\nThere is nothing here."
    actions.note_refusal(refused(reply, why=why))
    reply.refresh_from_db()
    with translation.override("id"):
        for said in (Notice.objects.get(member=operator).text_said, reply.trouble_said):
            assert "no longer" not in said
            assert said.endswith(" “There is nothing here.”")
    with translation.override("en"):
        assert reply.trouble_said == why.replace("\n", " “") + "”"
