"""An answer: in the thread, by hand, to everybody; the case is answered only when the citizen was reached."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from pendopo.foundation.errors import Refused
from pendopo.institution.models import OrgUnit
from pendopo.institution.notices.models import Notice
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Conversation, Reply
from pendopo.listen.inbox.states import ConversationState, Disposition, ReplyState
from pendopo.serve.cases import actions, showing
from pendopo.serve.cases.models import Answer, Case, Entry, Referral, Reporter
from pendopo.serve.cases.states import AnswerState, CaseState, Purpose, ReferralState
from pendopo.serve.cases.tests.builders import (
    NOW,
    a_case,
    a_written_case,
    arrives,
    is_refused,
    verified,
    writes_again,
)

ANSWER = "Lampu di Jalan Melati kami ganti besok, 26 November, karena kabelnya putus."
SOON = NOW + timedelta(minutes=5)


@pytest.fixture
def case(account, operator):
    return verified(a_written_case(account, operator), operator)


def whats(case):
    return list(Entry.objects.filter(case=case).values_list("what", flat=True))


def test_a_conversation_that_became_a_case_has_its_ending_and_keeps_its_thread(account, operator):
    case = a_written_case(account, operator)
    row = Conversation.objects.get(pk=case.conversation_id)
    assert (row.state, row.disposition) == (ConversationState.DONE, Disposition.COMPLAINT)


def test_the_case_is_answered_only_when_the_citizen_was_reached(case, operator):
    (answer,) = actions.send_answer(case=case, text=ANSWER, by=operator, now=NOW)
    assert (answer.state, case.state) == (AnswerState.ON_ITS_WAY, CaseState.VERIFIED)
    arrives(answer, now=SOON)
    case.refresh_from_db()
    answer.refresh_from_db()
    assert (answer.state, case.state) == (AnswerState.REACHED, CaseState.ANSWERED)
    assert case.answered_at == case.followed_up_at == case.acknowledged_at == SOON
    # Ten working days after it: 25 November to 9 December 2026, until the office closes.
    assert case.auto_close_at.date() == date(2026, 12, 9)
    # What was a complaint stays one in the inbox, though its thread has an answer.
    row = Conversation.objects.get(pk=case.conversation_id)
    assert (row.state, row.disposition) == (ConversationState.DONE, Disposition.COMPLAINT)


def test_what_is_heard_twice_counts_once(case, operator):
    (answer,) = actions.send_answer(case=case, text=ANSWER, by=operator, now=NOW)
    arrives(answer, now=SOON)
    before = whats(case)
    arrives(answer, now=SOON + timedelta(hours=1))
    assert whats(case) == before


def test_an_answer_the_network_refuses_leaves_the_case_open_and_calls_its_keeper(case, operator):
    (answer,) = actions.send_answer(case=case, text=ANSWER, by=operator, now=NOW)
    is_refused(answer)
    case.refresh_from_db()
    answer.refresh_from_db()
    assert (answer.state, case.state) == (AnswerState.NOT_REACHED, CaseState.VERIFIED)
    assert Notice.objects.filter(member=operator, kind="cases.not_reached").exists()
    actions.tell_by_hand(answer=answer, how="Telepon", told_at=NOW, by=operator, now=SOON)
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED


def test_an_answer_an_approver_returns_is_a_draft_again(case, operator, approver):
    text = "Lampu itu karena korban kecelakaan belum dievakuasi; kami ganti besok."
    (answer,) = actions.send_answer(case=case, text=text, by=operator, now=NOW)
    reply = Reply.objects.get(pk=answer.reply_id)
    assert reply.state == ReplyState.IN_REVIEW
    inbox.return_reply(reply=reply, why="Jangan sebut korban.", by=approver, now=NOW)
    answer.refresh_from_db()
    assert (answer.state, answer.trouble) == (AnswerState.DRAFT, "Jangan sebut korban.")
    (again,) = actions.send_answer(case=case, text=ANSWER, by=operator, now=SOON)
    assert again.pk == answer.pk
    arrives(again)
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED


@pytest.mark.parametrize(
    "text", ["Silakan kirim surat resmi ke kantor kami.", "Hubungi dinas terkait saja ya, terima kasih."]
)
def test_an_answer_that_only_sends_elsewhere_is_none(case, operator, text):
    with pytest.raises(Refused) as no:
        actions.send_answer(case=case, text=text, by=operator, now=NOW)
    assert no.value.rule == "R37"
    with pytest.raises(Refused) as no:
        actions.close(case=case, ending="withdrawn", why=text, by=operator, now=NOW)
    assert no.value.rule == "R37"


def test_at_the_counter_it_is_told_by_hand_and_said_how(operator):
    case = verified(a_case(operator), operator)
    (answer,) = actions.send_answer(case=case, text=ANSWER, by=operator, now=NOW)
    assert (answer.state, answer.reporter) == (AnswerState.DRAFT, case.reporters.get())
    with pytest.raises(Refused) as no:
        actions.tell_by_hand(answer=answer, how="", told_at=NOW, by=operator, now=NOW)
    assert no.value.field == "how"
    with pytest.raises(Refused):
        actions.tell_by_hand(answer=answer, how="Loket", told_at=SOON, by=operator, now=NOW)
    actions.tell_by_hand(answer=answer, how="Loket", told_at=NOW, by=operator, now=SOON)
    case.refresh_from_db()
    assert (case.state, case.answered_at) == (CaseState.ANSWERED, NOW)


def test_each_without_a_thread_is_told_apart_who_when_and_by_whom(operator, coordinator):
    case, other = (verified(a_case(operator), operator) for _number in range(2))
    actions.join(case=other, into=case, by=coordinator, now=NOW)
    one, two = actions.send_answer(case=case, text=ANSWER, by=operator, now=NOW)
    assert {one.reporter, two.reporter} == set(Reporter.objects.filter(case=case))
    actions.tell_by_hand(answer=one, how="Telepon", told_at=NOW, by=operator, now=SOON)
    case.refresh_from_db()
    assert case.state == CaseState.VERIFIED  # one of them does not know yet
    actions.tell_by_hand(answer=two, how="Surat", told_at=SOON, by=coordinator, now=SOON)
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED
    assert [(row.how, row.by, row.reached_at) for row in (one, two)] == [
        ("Telepon", operator, NOW),
        ("Surat", coordinator, SOON),
    ]


def test_words_that_nobody_was_told_yet_give_way_to_new_ones(operator):
    case = verified(a_case(operator), operator)
    actions.send_answer(case=case, text=ANSWER, by=operator, now=NOW)
    actions.send_answer(case=case, text=f"{ANSWER} Terima kasih.", by=operator, now=SOON)
    assert case.answers.get().text == f"{ANSWER} Terima kasih."


def test_the_unit_s_words_are_no_answer_while_it_is_still_asked(case, operator, office):
    unit = OrgUnit.objects.create(institution=office, name="Dinas PU")
    referral = Referral.objects.create(
        institution=office, case=case, unit=unit, question="?", sent_at=NOW, answer_by=NOW
    )
    with pytest.raises(Refused, match="Dinas PU"):
        actions.send_answer(case=case, text=ANSWER, by=operator, now=NOW)
    with pytest.raises(Refused):
        actions.write_answer(case=case, text=ANSWER, referral=referral, by=operator, now=NOW)
    # What is being done may be told meanwhile, and keeps the promise of a first follow-up.
    (told,) = actions.send_answer(case=case, text=ANSWER, is_final=False, by=operator, now=NOW)
    arrives(told, now=SOON)
    case.refresh_from_db()
    assert (case.state, case.followed_up_at) == (CaseState.VERIFIED, SOON)
    Referral.objects.filter(pk=referral.pk).update(state=ReferralState.ANSWERED, said="Kabel putus.")
    referral.refresh_from_db()
    draft = actions.write_answer(case=case, text=ANSWER, referral=referral, by=operator, now=NOW)
    (answer,) = actions.send_answer(case=case, text=ANSWER, by=operator, now=NOW)
    assert (answer.pk, answer.referral_id) == (draft.pk, referral.pk)


def test_one_draft_a_case_and_nothing_written_is_nothing_kept(case, operator, coordinator):
    first = actions.write_answer(case=case, text="Besok", by=operator, now=NOW)
    second = actions.write_answer(case=case, text="Lusa", by=coordinator, now=NOW)
    assert first.pk == second.pk
    assert actions.write_answer(case=case, text=" ", by=operator, now=NOW) is None
    assert not Answer.objects.exists()


def test_everybody_who_reported_is_told_and_only_then_it_is_answered(account, case, operator, coordinator):
    other = verified(a_written_case(account, operator), operator)
    counter = verified(a_case(operator), operator)
    actions.join(case=other, into=case, by=coordinator, now=NOW)
    actions.join(case=counter, into=case, by=coordinator, now=NOW)
    assert Reporter.objects.filter(case=case).count() == 3
    sent = actions.send_answer(case=case, text=ANSWER, by=operator, now=NOW)
    by_thread = [one for one in sent if one.reporter.conversation_id]
    (by_hand,) = [one for one in sent if not one.reporter.conversation_id]
    assert len(by_thread) == 2
    arrives(by_thread[0])
    actions.tell_by_hand(answer=by_hand, how="Telepon", told_at=NOW, by=operator, now=NOW)
    case.refresh_from_db()
    assert case.state == CaseState.VERIFIED
    is_refused(by_thread[1])
    actions.drop_answer(answer=by_thread[1], why="Akunnya sudah dihapus.", by=operator, now=NOW)
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED
    # The citizens' page says it once, however many were told.
    assert Entry.objects.filter(case=case, what="reached", told=True).count() == 1


def test_two_who_answer_at_once_send_one_answer(case, operator, coordinator):
    actions.send_answer(case=case, text=ANSWER, by=operator, now=NOW)
    with pytest.raises(Refused):
        actions.send_answer(case=case, text="Lusa kami ganti.", by=coordinator, now=NOW)
    assert Reply.objects.filter(state=ReplyState.SENDING).count() == 1


def test_receipt_is_told_once_with_the_code(account, operator):
    case = a_written_case(account, operator)
    (answer,) = actions.acknowledge(case=case, text=f"Kode Anda {case.code}.", by=operator, now=NOW)
    assert answer.purpose == Purpose.ACKNOWLEDGEMENT
    arrives(answer, now=SOON)
    case.refresh_from_db()
    assert (case.acknowledged_at, case.followed_up_at, case.state) == (SOON, None, CaseState.NEW)
    with pytest.raises(Refused):
        actions.acknowledge(case=case, text="Lagi", by=operator, now=SOON)


def test_a_citizen_who_writes_again_stops_the_clock_that_closes(case, operator):
    (answer,) = actions.send_answer(case=case, text=ANSWER, by=operator, now=NOW)
    arrives(answer)
    writes_again(case, "Masih mati, Min.", now=SOON)
    case.refresh_from_db()
    assert (case.state, case.auto_close_at) == (CaseState.ANSWERED, None)
    assert Notice.objects.filter(member=operator, kind="cases.citizen_wrote").exists()


def test_a_stranger_and_those_without_the_role_change_nothing(account, operator, approver):
    case = verified(a_written_case(account, operator), operator)
    for deed in (
        lambda by: actions.send_answer(case=case, text=ANSWER, by=by, now=NOW),
        lambda by: actions.close(case=case, ending="spam", why="Spam", by=by, now=NOW),
        lambda by: actions.ask_reporter(case=case, text="Di mana?", by=by, now=NOW),
        lambda by: actions.begin(case=case, by=by, now=NOW),
        lambda by: actions.keep(case=case, to=by, by=by, now=NOW),
        lambda by: actions.classify(case=case, kind="aspiration", why="Usul", by=by, now=NOW),
    ):
        with pytest.raises(Refused):
            deed(approver)
    # An operator may do all of it but decide the class.
    with pytest.raises(Refused):
        actions.classify(case=case, kind="aspiration", why="Usul", by=operator, now=NOW)
    assert Case.objects.get(pk=case.pk).state == CaseState.VERIFIED


def test_every_line_that_is_written_has_its_sentence():
    written = set()
    for path in Path(actions.__file__).parent.glob("*.py"):
        written |= set(re.findall(r'note\(\s*\w+(?:\.case)?,\s*"(\w+)"', path.read_text("utf-8")))
    assert len(written) > 20
    assert written <= set(showing.SENTENCES)
