"""Whom a case waited for, and how long: for the unit and for the citizen apart, against somebody who counts days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.foundation.clock import WorkingCalendar, Zone
from pendopo.foundation.errors import Refused
from pendopo.institution.structure.working_days import FIVE_DAYS
from pendopo.institution.tests.builders import a_unit
from pendopo.serve.cases import actions, asking, queries
from pendopo.serve.cases.clocks import after_waiting
from pendopo.serve.cases.models import Case, Wait
from pendopo.serve.cases.queries.telling import waited
from pendopo.serve.cases.states import AnswerState, CaseState, WaitFor
from pendopo.serve.cases.tests.builders import NOW, a_case, a_written_case, arrives, verified, writes_again
from pendopo.serve.cases.tests.referring.builders import a_referral, bounced, said

CALENDAR = WorkingCalendar(zone=Zone.WIB, hours=FIVE_DAYS)
# Over Lebaran 2026 and its leave, or over Christmas.
BEGAN = st.one_of(
    st.datetimes(datetime(2026, 3, 2), datetime(2026, 4, 10), timezones=st.just(UTC)),
    st.datetimes(datetime(2026, 12, 7), datetime(2026, 12, 28), timezones=st.just(UTC)),
)
STRETCHES = st.lists(
    st.tuples(st.sampled_from(list(WaitFor)), st.integers(0, 200), st.integers(0, 400)), max_size=6
)


def counted(began: datetime, until: datetime) -> int:
    """Working days that begin after the first day and not after the last, one by one."""
    day, days = Zone.WIB.day_of(began), 0
    while day < Zone.WIB.day_of(until):
        day += timedelta(days=1)
        days += CALENDAR.is_business_day(day)
    return days


@settings(max_examples=80, deadline=None)
@given(began=BEGAN, stretches=STRETCHES, is_running=st.booleans())
def test_each_is_counted_for_whom_it_was_and_the_running_one_to_now(began, stretches, is_running):
    waits, slow, at = [], dict.fromkeys(WaitFor.values, 0), began
    for number, (for_whom, after, lasts) in enumerate(stretches):
        start = at + timedelta(hours=after)
        at = start + timedelta(hours=lasts)
        is_last = number == len(stretches) - 1
        waits.append(Wait(for_whom=for_whom, began_at=start, ended_at=None if is_last and is_running else at))
        slow[for_whom] += counted(start, at)
    assert waited(waits, CALENDAR, now=at) == slow


@settings(max_examples=80, deadline=None)
@given(due_at=BEGAN, began=BEGAN, hours=st.integers(0, 900))
def test_a_promise_is_later_by_the_working_days_of_the_wait_and_never_earlier(due_at, began, hours):
    until = began + timedelta(hours=hours)
    day = Zone.WIB.day_of(due_at)
    left = counted(began, until)
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_business_day(day)
    later = after_waiting(CALENDAR, due_at, waited_from=began, until=until)
    assert later.on == day
    assert later.at >= due_at or later.on > Zone.WIB.day_of(due_at)


def test_the_unit_s_time_is_not_the_citizen_s(account, operator, office):
    case = verified(a_written_case(account, operator), operator)
    referral = a_referral(case, a_unit(office), by=operator)
    monday = NOW + timedelta(days=5)
    # Three working days with the unit, one with the office, two with the citizen, and one more with the unit.
    actions.ask_citizen(**said(referral), said="Di RT berapa?", now=monday)
    tuesday = monday + timedelta(days=1)
    actions.ask_reporter(case=case, text="Di RT berapa?", by=operator, now=tuesday)
    arrives(case.answers.get(), now=tuesday)
    writes_again(case, "RT 3.", now=monday + timedelta(days=3))
    now = monday + timedelta(days=4)
    spent = waited(list(Wait.objects.filter(case=case)), CALENDAR, now=now)
    assert spent == {WaitFor.UNIT: 4, WaitFor.OFFICE: 1, WaitFor.CITIZEN: 2}
    assert Wait.objects.filter(case=case, ended_at__isnull=True).count() == 1


class TestAUnitsQuestion:
    """It pauses nothing of the law's until the citizen has it (R32); the unit's own time is not used up meanwhile."""

    @pytest.fixture
    def case(self, account, operator):
        return verified(a_written_case(account, operator), operator)

    @pytest.fixture
    def referral(self, case, operator, office):
        row = a_referral(case, a_unit(office), by=operator)
        actions.ask_citizen(**said(row), said="Di RT berapa?", now=NOW)
        row.refresh_from_db()
        case.refresh_from_db()
        return row

    def test_stands_with_the_office_which_is_late_if_it_sits_on_it(self, case, referral, operator):
        assert case.state == CaseState.IN_PROGRESS
        late = case.resolve_by + timedelta(minutes=1)
        assert Case.objects.late(late).get() == case
        assert [line.case for line in queries.to_do(operator, now=late, most=9)] == [case]
        assert asking.clock_of(referral).used(late) == timedelta()

    def test_moves_the_clock_by_the_citizens_days_and_not_by_the_offices(self, case, referral, operator):
        due = case.resolve_by
        read_at = NOW + timedelta(days=5)  # three working days in the office
        actions.ask_reporter(case=case, text="Di RT berapa?", by=operator, now=NOW + timedelta(days=2))
        case.refresh_from_db()
        assert case.state == CaseState.IN_PROGRESS  # it may wait for an approval still
        arrives(case.answers.get(), now=read_at)
        case.refresh_from_db()
        assert case.state == CaseState.WAITING_CITIZEN
        writes_again(case, "RT 3.", now=read_at + timedelta(days=1))
        case.refresh_from_db()
        assert case.state == CaseState.WAITING_UNIT
        assert (
            case.resolve_by
            == after_waiting(CALENDAR, due, waited_from=read_at, until=read_at + timedelta(days=1)).at
        )

    def test_that_was_asked_by_telephone_and_answered_there_goes_back_to_the_unit(
        self, case, referral, operator
    ):
        due = case.resolve_by
        actions.note_added(case=case, text="RT 3, katanya.", by=operator, now=NOW + timedelta(days=1))
        assert (case.state, case.resolve_by) == (CaseState.WAITING_UNIT, due)

    def test_is_asked_once_at_a_time(self, case, referral):
        with pytest.raises(Refused, match="sudah menerima pertanyaan"):
            actions.ask_citizen(**said(referral), said="Dan sejak kapan?", now=NOW)

    def test_of_a_unit_that_sends_it_back_leaves_the_case_to_be_handed_on(self, case, referral):
        bounced(referral)
        case.refresh_from_db()
        assert (case.state, case.unit_id) == (CaseState.VERIFIED, None)
        assert not Wait.objects.filter(case=case, ended_at__isnull=True).exists()

    def test_that_the_unit_answers_itself_gives_the_citizens_days_back(self, case, referral, operator):
        due = case.resolve_by
        actions.ask_reporter(case=case, text="Di RT berapa?", by=operator, now=NOW)
        arrives(case.answers.get(), now=NOW)
        actions.answer_by_unit(**said(referral), said="Sudah kami temukan.", now=NOW + timedelta(days=5))
        case.refresh_from_db()
        later = after_waiting(CALENDAR, due, waited_from=NOW, until=NOW + timedelta(days=5))
        assert (case.state, case.resolve_by) == (CaseState.IN_PROGRESS, later.at)


def test_who_was_asked_by_hand_waits_from_the_hour_they_were_told(operator):
    case = verified(a_case(operator), operator)
    actions.ask_reporter(case=case, text="Di RT berapa?", by=operator, now=NOW)
    case.refresh_from_db()
    assert case.state == CaseState.VERIFIED
    told_at = NOW + timedelta(days=1)
    actions.tell_by_hand(
        answer=case.answers.get(), how="Telepon", told_at=told_at, by=operator, now=NOW + timedelta(days=2)
    )
    case.refresh_from_db()
    assert case.state == CaseState.WAITING_CITIZEN
    assert Wait.objects.get(case=case).began_at == told_at


def test_an_answer_takes_the_place_of_a_question_that_nobody_put(operator):
    case = verified(a_case(operator), operator)
    actions.ask_reporter(case=case, text="Di RT berapa?", by=operator, now=NOW)
    question = case.answers.get()
    actions.send_answer(case=case, text="Lampunya sudah menyala lagi.", by=operator, now=NOW)
    question.refresh_from_db()
    assert question.state == AnswerState.DROPPED


def test_a_question_on_its_way_is_waited_for_before_the_answer(account, operator):
    case = verified(a_written_case(account, operator), operator)
    actions.ask_reporter(case=case, text="Di RT berapa?", by=operator, now=NOW)
    with pytest.raises(Refused, match="Tunggu sampai"):
        actions.send_answer(case=case, text="Lampunya sudah menyala lagi.", by=operator, now=NOW)


def test_an_answer_leads_back_to_where_the_question_found_the_case(operator):
    case = verified(a_case(operator), operator)
    actions.begin(case=case, by=operator, now=NOW)
    for number in range(2):  # a second question finds it there again
        at = NOW + timedelta(days=number)
        actions.ask_reporter(case=case, text="Di RT berapa?", by=operator, now=at)
        question = case.answers.get(state=AnswerState.DRAFT)
        actions.tell_by_hand(answer=question, how="Telepon", told_at=at, by=operator, now=at)
        case.refresh_from_db()
        assert case.state == CaseState.WAITING_CITIZEN
        actions.note_added(case=case, text="RT 3.", by=operator, now=at)
        assert case.state == CaseState.IN_PROGRESS
