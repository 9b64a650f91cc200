"""What was said before a case was opened again settles nothing after it, and its clock is its new one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.foundation.errors import Refused
from pendopo.institution.tests.builders import a_unit
from pendopo.serve.cases import actions, queries
from pendopo.serve.cases.models import Answer, Referral, UnitMail
from pendopo.serve.cases.states import AnswerState, CaseState, Ending, ReferralState
from pendopo.serve.cases.tests.builders import NOW, a_case, a_written_case, arrives, is_refused, verified
from pendopo.serve.cases.tests.referring.builders import a_referral

TEXT = "Lampu di Jalan Melati kami ganti besok karena kabelnya putus."
SOON = NOW + timedelta(days=1)
LATER = NOW + timedelta(days=2)


@pytest.fixture
def case(account, operator):
    return verified(a_written_case(account, operator), operator)


@pytest.fixture
def again(case, operator):
    """Answered once, and opened again by its citizen."""
    (answer,) = actions.send_answer(case=case, text=TEXT, by=operator, now=NOW)
    arrives(answer)
    actions.reopen_by_citizen(case=case, why="Masih mati.", now=SOON)
    return case


def test_the_old_answer_does_not_settle_it(again, operator):
    with pytest.raises(Refused) as no:
        actions.close(case=again, ending="settled", why="Sudah dijawab.", by=operator, now=SOON)
    assert no.value.rule == "R37"


def test_an_answer_that_is_given_up_does_not_make_it_answered(again, operator):
    (answer,) = actions.send_answer(case=again, text=f"{TEXT} Lagi.", by=operator, now=LATER)
    is_refused(answer, now=LATER)
    actions.drop_answer(answer=answer, why="Akunnya tutup.", by=operator, now=LATER)
    again.refresh_from_db()
    assert again.state == CaseState.IN_PROGRESS


def test_an_old_answer_that_arrives_late_does_not_answer_it(case, account, operator, coordinator):
    other = verified(a_written_case(account, operator), operator)
    actions.join(case=other, into=case, by=coordinator, now=NOW)
    first, second = actions.send_answer(case=case, text=TEXT, by=operator, now=NOW)
    arrives(first)
    is_refused(second)
    actions.drop_answer(answer=second, why="Tidak terjangkau.", by=operator, now=NOW)
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED
    (third, fourth) = actions.send_answer(case=case, text=f"{TEXT} Tambahan.", by=operator, now=NOW)
    case.refresh_from_db()
    assert case.auto_close_at is None  # more is on its way
    actions.reopen_by_citizen(case=case, why="Masih mati.", now=SOON)
    arrives(third, now=LATER)
    arrives(fourth, now=LATER)
    case.refresh_from_db()
    assert case.state == CaseState.IN_PROGRESS


def test_a_draft_begun_before_counts_when_it_is_sent(case, operator):
    (answer,) = actions.send_answer(case=case, text=TEXT, by=operator, now=NOW)
    arrives(answer)
    case.refresh_from_db()
    actions.write_answer(case=case, text="Teknisi datang lagi", by=operator, now=NOW)
    actions.reopen_by_citizen(case=case, why="Masih mati.", now=SOON)
    (new,) = actions.send_answer(case=case, text=f"{TEXT} Kami datang lagi.", by=operator, now=LATER)
    arrives(new, now=LATER)
    case.refresh_from_db()
    assert (case.state, case.answered_at) == (CaseState.ANSWERED, LATER)


def test_a_draft_that_is_thrown_away_leaves_what_was_answered_answered(case, operator):
    (answer,) = actions.send_answer(case=case, text=TEXT, by=operator, now=NOW)
    actions.write_answer(case=case, text="Tambahan", by=operator, now=NOW)
    arrives(answer)
    actions.write_answer(case=case, text="", by=operator, now=NOW)
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED


def test_another_kind_is_reckoned_from_the_reopening(again, coordinator):
    due = again.resolve_by
    actions.classify(case=again, kind="aspiration", why="Usulan.", by=coordinator, now=LATER)
    actions.classify(case=again, kind="complaint", why="Keluhan.", by=coordinator, now=LATER)
    assert again.resolve_by == due


def test_a_case_never_closes_by_itself_while_somebody_was_not_reached(case, account, operator, coordinator):
    other = verified(a_written_case(account, operator), operator)
    actions.join(case=other, into=case, by=coordinator, now=NOW)
    for answer in actions.send_answer(case=case, text=TEXT, by=operator, now=NOW):
        arrives(answer)
    for answer in actions.send_answer(case=case, text=f"{TEXT} Tambahan.", by=operator, now=SOON):
        is_refused(answer, now=SOON)
    case.refresh_from_db()
    assert not actions.close_by_itself(case=case, now=NOW + timedelta(days=90))
    assert Answer.objects.filter(state=AnswerState.NOT_REACHED).count() == 2


class TestTakingItBack:
    def test_the_unit_hears_so_and_its_link_shuts(self, operator, office):
        case = verified(a_case(operator), operator)
        unit = a_unit(office, "Dinas PU", email="dpu@contoh.go.id")
        a_referral(case, unit, by=operator)
        actions.withdraw_by_citizen(case=case, why="Sudah beres", now=NOW)
        row = Referral.objects.get()
        assert (row.state, row.remind_at) == (ReferralState.WITHDRAWN, None)
        assert UnitMail.objects.filter(kind="taken_back").count() == 1
        case.refresh_from_db()
        assert (case.unit_id, case.ending) == (None, Ending.WITHDRAWN)


def test_only_what_was_answered_is_said_to_be_settled(case, account, operator, coordinator):
    (answer,) = actions.send_answer(case=case, text=TEXT, by=operator, now=NOW)
    arrives(answer)
    case.refresh_from_db()
    other = verified(a_written_case(account, operator), operator)
    actions.join(case=case, into=other, by=coordinator, now=NOW)
    with pytest.raises(Refused):
        actions.say_settled(case=case, now=SOON)


def test_who_reported_the_same_without_a_thread_reads_the_answer_on_their_own_page(
    case, account, operator, coordinator
):
    counter = verified(a_case(operator), operator)
    actions.join(case=counter, into=case, by=coordinator, now=NOW)
    by_thread, by_hand = actions.send_answer(case=case, text=TEXT, by=operator, now=SOON)
    arrives(by_thread, now=SOON)
    lines = queries.tracking(counter, now=SOON).lines
    assert [line.text for line in lines if line.text == TEXT] == [TEXT]
    # Others' words, and ours inside, stay where they are.
    assert all(line.text in {"", TEXT} for line in lines)
    assert by_hand.state == AnswerState.DRAFT
    actions.reach_on_page(case=counter, now=LATER)
    by_hand.refresh_from_db()
    case.refresh_from_db()
    assert (by_hand.state, case.state) == (AnswerState.REACHED, CaseState.ANSWERED)


def test_of_two_without_a_thread_one_who_reads_it_has_not_told_the_other(operator, coordinator):
    one, two = (verified(a_case(operator), operator) for _number in range(2))
    actions.join(case=two, into=one, by=coordinator, now=NOW)
    actions.send_answer(case=one, text=TEXT, by=operator, now=SOON)
    actions.reach_on_page(case=one, now=SOON)
    assert [answer.state for answer in one.answers.order_by("reporter_id")] == ["reached", "draft"]
    one.refresh_from_db()
    assert one.state == CaseState.VERIFIED
    actions.reach_on_page(case=two, now=LATER)
    one.refresh_from_db()
    assert one.state == CaseState.ANSWERED
