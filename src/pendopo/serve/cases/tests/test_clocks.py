"""The clocks of cases against a slow, obvious implementation: pauses, other kinds, leave and the turn of a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.foundation.clock import WorkingCalendar, Zone
from pendopo.institution.structure.working_days import FIVE_DAYS
from pendopo.serve.cases.clocks import national, promises, reckoned
from pendopo.serve.cases.states import CaseKind

CALENDAR = WorkingCalendar(zone=Zone.WIB, hours=FIVE_DAYS)
TERMS = national()[-1].terms
# Over a week of collective leave (Christmas 2026, Lebaran 2026) and into a year whose decree is known.
RECEIVED = st.datetimes(datetime(2026, 1, 5), datetime(2026, 12, 30), timezones=st.just(UTC))
WAITS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 15)), max_size=3)


def slowly(received: datetime, days: int, waits: list[tuple[datetime, datetime]]) -> date:
    """Day by day: first the promise, then one working day more for each that a wait took."""

    def on(start: date, count: int) -> date:
        while count:
            start += timedelta(days=1)
            count -= CALENDAR.is_business_day(start)
        return start

    due = on(Zone.WIB.day_of(received), days)
    for began, ended in waits:
        day, passed = Zone.WIB.day_of(began), 0
        while day < Zone.WIB.day_of(ended):
            day += timedelta(days=1)
            passed += CALENDAR.is_business_day(day)
        due = on(due, passed)
    return due


def stretches(received: datetime, waits: list[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
    """Waits one after the other: days until each begins, and how long it lasts."""
    found, at = [], received
    for after, lasts in waits:
        began = at + timedelta(days=after)
        at = began + timedelta(days=lasts)
        found.append((began, at))
    return found


@settings(max_examples=60, deadline=None)
@given(received=RECEIVED, kind=st.sampled_from(list(CaseKind)), waits=WAITS)
def test_the_final_answer_is_due_when_somebody_counts_it_day_by_day(received, kind, waits):
    waited = stretches(received, waits)
    due = reckoned(TERMS, CALENDAR, received_at=received, kind=kind, supervisory=False, waits=waited)
    expected = slowly(received, TERMS.days_to_resolve(kind, supervisory=False), waited)
    assert Zone.WIB.day_of(due.resolve_by) == expected
    # Waiting moves the final answer and nothing else.
    assert Zone.WIB.day_of(due.verify_by) == slowly(received, TERMS.verify_days, [])
    assert Zone.WIB.day_of(due.follow_up_by) == slowly(received, TERMS.follow_up_days, [])


@settings(max_examples=30, deadline=None)
@given(received=RECEIVED, waits=WAITS)
def test_another_kind_and_back_again_is_the_same_promise(received, waits):
    waited = stretches(received, waits)
    before, after = (
        reckoned(TERMS, CALENDAR, received_at=received, kind=kind, supervisory=False, waits=waited)
        for kind in (CaseKind.COMPLAINT, CaseKind.COMPLAINT)
    )
    assert before == after
    inquiry = reckoned(
        TERMS, CALENDAR, received_at=received, kind=CaseKind.INQUIRY, supervisory=False, waits=waited
    )
    assert inquiry.resolve_by < before.resolve_by


@settings(max_examples=60, deadline=None)
@given(received=RECEIVED, kind=st.sampled_from(list(CaseKind)), waits=WAITS, number=st.integers(0, 3))
def test_what_was_opened_again_is_due_from_that_day_with_the_waits_after_it(received, kind, waits, number):
    waited = stretches(received, waits)
    before, after = waited[:number], waited[number:]
    reopened = after[0][0] if after else (before[-1][1] if before else received) + timedelta(days=1)
    due = reckoned(
        TERMS,
        CALENDAR,
        received_at=received,
        kind=kind,
        supervisory=False,
        waits=waited,
        reopened_at=reopened,
    )
    days = TERMS.days_to_resolve(kind, supervisory=False)
    assert Zone.WIB.day_of(due.resolve_by) == slowly(reopened, days, after)
    assert Zone.WIB.day_of(due.verify_by) == slowly(received, TERMS.verify_days, [])


LEAVE = [
    day
    for day in (date(2026, 3, 1) + timedelta(days=n) for n in range(60))
    if not CALENDAR.is_business_day(day)
]


@settings(max_examples=60, deadline=None)
@given(
    day=st.sampled_from(LEAVE),
    hour=st.integers(0, 23),
    supervisory=st.booleans(),
    minutes=st.integers(1, 3000),
)
def test_what_comes_in_on_a_day_of_leave_is_promised_as_on_the_next_working_day(
    day, hour, supervisory, minutes
):
    """Lebaran 2026, its leave and every weekend around it; the first clock in office minutes, walked one by one."""
    received = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    terms = replace(TERMS, acknowledge_minutes=minutes)
    due = promises(terms, CALENDAR, received_at=received, kind=CaseKind.COMPLAINT, supervisory=supervisory)
    for promised, days in (
        (due.verify_by, TERMS.verify_days),
        (due.follow_up_by, TERMS.follow_up_days),
        (due.resolve_by, TERMS.days_to_resolve(CaseKind.COMPLAINT, supervisory=supervisory)),
    ):
        assert CALENDAR.is_business_day(Zone.WIB.day_of(promised))
        assert Zone.WIB.day_of(promised) == slowly(received, days, [])
    at, left = received, minutes
    while left:
        left -= CALENDAR.is_open(at)
        at += timedelta(minutes=1)
    assert due.acknowledge_by == at
