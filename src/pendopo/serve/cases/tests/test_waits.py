"""Whom a case waited for, and how long: for the unit and for the citizen apart, against somebody who counts days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.foundation.clock import WorkingCalendar, Zone
from pendopo.institution.structure.working_days import FIVE_DAYS
from pendopo.institution.tests.builders import a_unit
from pendopo.serve.cases import actions
from pendopo.serve.cases.clocks import after_waiting
from pendopo.serve.cases.models import Wait
from pendopo.serve.cases.queries.telling import waited
from pendopo.serve.cases.states import WaitFor
from pendopo.serve.cases.tests.builders import NOW, a_written_case, arrives, verified, writes_again
from pendopo.serve.cases.tests.referring.builders import a_referral, said

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
    actions.ask_citizen(
        **said(referral), said="Di RT berapa?", now=monday
    )  # three working days with the unit
    actions.ask_reporter(case=case, text="Di RT berapa?", by=operator, now=monday)
    arrives(case.answers.get(), now=monday)
    writes_again(case, "RT 3.", now=monday + timedelta(days=2))  # two with the citizen
    now = monday + timedelta(days=3)  # and one more with the unit
    spent = waited(list(Wait.objects.filter(case=case)), CALENDAR, now=now)
    assert spent == {WaitFor.UNIT: 4, WaitFor.CITIZEN: 2}
    assert Wait.objects.filter(case=case, ended_at__isnull=True).count() == 1
