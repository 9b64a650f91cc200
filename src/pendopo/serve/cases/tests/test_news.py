"""What citizens are told of their case without asking: that it ended and how it goes on, and its number at LAPOR!."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for, house_itself
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Reply
from pendopo.listen.inbox.states import ReplyState
from pendopo.serve.cases import actions, queries
from pendopo.serve.cases.jobs import closing
from pendopo.serve.cases.models import Answer, Case, Entry
from pendopo.serve.cases.states import Agreed, AnswerState, CaseState, Ending, Purpose
from pendopo.serve.cases.tests.builders import (
    NOW,
    a_case,
    a_written_case,
    arrives,
    is_refused,
    verified,
    writes_again,
)

QUESTION = "Di RT berapa lampunya, dan sejak kapan?"
LATER = NOW + timedelta(days=70)


@pytest.fixture
def asked(account, operator):
    """A case whose citizen was asked, and has read it."""
    case = a_written_case(account, operator)
    actions.ask_reporter(case=case, text=QUESTION, by=operator, now=NOW)
    arrives(case.answers.get())
    return case


def news_of(case):
    return Answer.objects.filter(case=case, purpose=Purpose.NEWS)


def test_who_did_not_answer_reads_kindly_what_was_missing_and_how_it_goes_on(asked, office):
    assert closing.close_due(LATER) == 1
    assert closing.close_due(LATER + timedelta(days=1)) == 0
    with acting_for(office.pk):
        asked.refresh_from_db()
        assert (asked.state, asked.ending) == (CaseState.CLOSED, Ending.NO_DETAILS)
        said = news_of(asked).get()
        assert said.state == AnswerState.ON_ITS_WAY
        for part in (QUESTION, asked.code, "/lacak/", "buka lagi"):
            assert part in said.text
        assert Reply.objects.filter(state=ReplyState.SENDING, text=said.text).count() == 1
        page = queries.tracking(asked, now=LATER)
        assert QUESTION in page.lines[-1].text
        assert page.may_reopen
        arrives(said, now=LATER)
        said.refresh_from_db()
        assert said.state == AnswerState.REACHED
        # The page says it once.
        assert sum(QUESTION in line.text for line in queries.tracking(asked, now=LATER).lines) == 2


def test_a_long_question_is_cut_where_the_network_takes_less(account, operator, office):
    case = a_written_case(account, operator)
    long = "Mohon sebutkan " + ", ".join(f"hal ke-{number}" for number in range(30)) + "?"
    actions.ask_reporter(case=case, text=long, by=operator, now=NOW)
    arrives(case.answers.get())
    assert actions.close_without_details(case=case, now=LATER)
    said = news_of(case).get()
    assert said.state == AnswerState.ON_ITS_WAY
    assert case.code in said.text


def test_what_the_keeper_was_just_writing_there_stays_theirs(asked, operator):
    inbox.write_reply(conversation=asked.conversation, text="Sedang saya susun", by=operator, now=LATER)
    actions.close_without_details(case=asked, now=LATER)
    assert Reply.objects.get(state=ReplyState.DRAFT).text == "Sedang saya susun"


def test_news_the_network_refuses_are_shown_and_told_by_hand_though_the_case_is_closed(asked, operator):
    actions.close_without_details(case=asked, now=LATER)
    said = news_of(asked).get()
    is_refused(said, now=LATER)
    asked.refresh_from_db()
    assert [one.answer.pk for one in queries.whole(asked, viewer=operator, now=LATER).to_tell] == [said.pk]
    said.refresh_from_db()
    actions.tell_by_hand(answer=said, how="Telepon", told_at=LATER, by=operator, now=LATER)
    asked.refresh_from_db()
    assert (said.state, asked.state) == (AnswerState.REACHED, CaseState.CLOSED)


def test_who_answers_after_all_in_the_thread_opens_it_again(asked):
    actions.close_without_details(case=asked, now=LATER)
    writes_again(asked, "RT 3, sejak Senin. Maaf baru lihat.", now=LATER + timedelta(days=1))
    asked.refresh_from_db()
    # Nobody had verified it: that comes first.
    assert (asked.state, asked.ending, asked.reopened) == (CaseState.NEW, "", 1)
    assert asked.resolve_by > LATER
    writes_again(asked, "Satu lagi.", now=LATER + timedelta(days=2))
    asked.refresh_from_db()
    assert asked.reopened == 1


def test_a_word_of_thanks_opens_no_case_that_ended_otherwise(account, operator):
    case = verified(a_written_case(account, operator), operator)
    actions.close(case=case, ending="withdrawn", why="Dicabut pelapor.", by=operator, now=NOW)
    writes_again(case, "Terima kasih.", now=LATER)
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED


def test_nobody_is_closed_for_a_question_that_never_reached_them(account, operator, office):
    case = a_written_case(account, operator)
    actions.ask_reporter(case=case, text=QUESTION, by=operator, now=NOW)
    question = case.answers.get()
    is_refused(question)
    assert closing.close_due(LATER) == 0
    with acting_for(office.pk):
        assert [line.case.pk for line in queries.to_do(operator, now=LATER, most=5)] == [case.pk]
        actions.send_again(answer=question, text="Di RT berapa?", by=operator, now=LATER)
        arrives(question, now=LATER)
        assert not queries.to_do(operator, now=LATER, most=5)
    # The days count from when they read it.
    assert closing.close_due(LATER + timedelta(days=10)) == 0
    assert closing.close_due(LATER + timedelta(days=60)) == 1


def test_trouble_with_one_case_keeps_no_other_from_closing(account, operator, office, monkeypatch):
    cases = [a_written_case(account, operator) for _number in range(2)]
    for case in cases:
        actions.ask_reporter(case=case, text=QUESTION, by=operator, now=NOW)
        arrives(case.answers.get())
    real = actions.close_without_details

    def troubled(*, case, now):
        if case.pk == cases[0].pk:
            raise ZeroDivisionError
        return real(case=case, now=now)

    monkeypatch.setattr(actions, "close_without_details", troubled)
    assert closing.close_due(LATER) == 1


def test_what_is_not_ours_is_told_in_the_thread_with_the_way_to_go(account, operator):
    case = verified(a_written_case(account, operator), operator)
    why = "Jalan ini milik provinsi karena ruas 12. Laporan kami teruskan ke Dinas PU provinsi."
    actions.close(case=case, ending="not_our_authority", why=why, by=operator, now=NOW)
    said = news_of(case).get()
    assert (said.state, why in said.text, case.code in said.text) == (AnswerState.ON_ITS_WAY, True, True)


class TestTheNumberOfLapor:
    @pytest.fixture
    def case(self, account, operator):
        return a_written_case(account, operator)

    def filing(self, case, operator):
        consent = actions.record_consent(
            case=case,
            to=Agreed.FILED_AT_LAPOR,
            given_on=date(2026, 11, 25),
            how="Pesan langsung",
            text="Silakan dilaporkan.",
            by=operator,
            now=NOW,
        )
        return actions.prepare_filing(
            case=case, consent=consent, channel="Admin Kabupaten Contoh", by=operator, now=NOW
        )

    def test_is_told_in_the_thread_once(self, case, operator):
        filing = self.filing(case, operator)
        actions.note_number(filing=filing, number="8812345", by=operator, now=NOW)
        with pytest.raises(Refused):
            actions.note_number(filing=filing, number="8812345", by=operator, now=NOW)
        said = news_of(case).get()
        assert (said.state, said.by_id) == (AnswerState.ON_ITS_WAY, operator.pk)
        assert "8812345" in said.text
        arrives(said)
        case.refresh_from_db()
        # It is no answer, and no follow-up of ours.
        assert (case.state, case.followed_up_at) == (CaseState.NEW, None)

    def test_is_told_in_the_keepers_name_when_the_interface_brings_it(self, case, operator):
        filing = self.filing(case, operator)
        with house_itself("a test acts as the house does"):
            actions.note_number(filing=filing, number="8812345", by=None, now=NOW)
        assert news_of(case).get().by_id == operator.pk

    def test_stands_on_the_page_where_the_thread_takes_nothing(self, case, operator, office):
        filing = self.filing(case, operator)
        without_letter = a_member(office, Role.OPERATOR, letter=False)
        Case.objects.filter(pk=case.pk).update(keeper=without_letter)
        with house_itself("a test acts as the house does"):
            actions.note_number(filing=filing, number="8812345", by=None, now=NOW)
        said = news_of(case).get()
        assert (said.state, bool(said.trouble)) == (AnswerState.DRAFT, True)
        assert Entry.objects.get(what="news_unsaid").text == said.text
        case.refresh_from_db()
        assert "8812345" in queries.tracking(case, now=NOW).lines[-1].text


def test_a_case_without_a_thread_is_told_on_its_page_alone(operator):
    case = a_case(operator)
    actions.ask_reporter(case=case, text=QUESTION, by=operator, now=NOW)
    actions.reach_on_page(case=case, now=NOW)  # its reporter reads the question there
    assert actions.close_without_details(case=case, now=LATER)
    case.refresh_from_db()
    assert not news_of(case).exists()
    assert QUESTION in queries.tracking(case, now=LATER).lines[-1].text
