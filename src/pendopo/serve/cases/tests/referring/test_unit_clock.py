"""The clock of a unit against a slow and obvious one that walks minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.foundation.clock import WorkingCalendar
from pendopo.serve.cases.unit_clock import UnitClock

CALENDAR = WorkingCalendar()
MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
# Ordinary weeks, Lebaran 2026 with its collective leave, and Christmas into the next year.
BEGINNINGS = (MONDAY, datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 12, 14, tzinfo=UTC))
STEP = timedelta(minutes=30)
WEEK = 7 * 48  # steps


def slow(began, ends, now, waits):
    """Half-hours of office time used and given, counted one by one."""
    used = given = 0
    at = began
    while at < max(ends, now):
        paused = any(start <= at < (end or now) for start, end in waits)
        if CALENDAR.is_open(at) and not paused:
            used += at < now
        if CALENDAR.is_open(at) and not any(start <= at < end for start, end in waits if end):
            given += at < ends
        at += STEP
    return used, given


@st.composite
def lives(draw):
    began = draw(st.sampled_from(BEGINNINGS)) + draw(st.integers(0, WEEK)) * STEP
    ends = began + draw(st.integers(1, 2 * WEEK)) * STEP
    now = began + draw(st.integers(0, 3 * WEEK)) * STEP
    waits = []
    at = began
    for _number in range(draw(st.integers(0, 3))):
        start = at + draw(st.integers(0, 60)) * STEP
        end = start + draw(st.integers(0, 60)) * STEP
        if end > now:
            break
        waits.append((start, end))
        at = end
    if at <= now and draw(st.booleans()):
        waits.append((at + (now - at) / 2 // STEP * STEP, None))
    return began, ends, now, waits


@given(lives())
@settings(max_examples=60, deadline=None)
def test_it_counts_what_the_slow_one_counts(life):
    began, ends, now, waits = life
    clock = UnitClock(calendar=CALENDAR, began_at=began, ends_at=ends, waits=waits)
    used, given_ = slow(began, ends, now, waits)
    assert (clock.used(now), clock.whole) == (used * STEP, given_ * STEP)
    if given_:
        assert clock.percent(now) == int(used * 100 / given_)


@given(lives(), st.sampled_from([50, 80, 100]))
@settings(max_examples=60, deadline=None)
def test_the_moment_it_names_for_a_step_is_when_the_step_is_reached(life, step):
    began, ends, _now, waits = life
    ended = [(start, end) for start, end in waits if end]
    clock = UnitClock(calendar=CALENDAR, began_at=began, ends_at=ends, waits=ended)
    last = max((end for _start, end in ended), default=began)
    at = clock.at(step)
    assert clock.percent(at) >= step
    if clock.whole and at > last and clock.used(at) > clock.used(last):
        assert clock.percent(at - timedelta(minutes=1)) < step


def test_a_unit_that_is_asked_when_the_case_is_late_has_no_time_at_all():
    clock = UnitClock(calendar=CALENDAR, began_at=MONDAY + timedelta(days=3), ends_at=MONDAY)
    assert clock.percent(MONDAY + timedelta(days=3, hours=1)) == 100


@pytest.mark.parametrize(("hours", "shown"), [(2, (0, 4)), (26, (1, 4)), (300, (9, 4))])
def test_the_bar_counts_working_days(hours, shown):
    clock = UnitClock(calendar=CALENDAR, began_at=MONDAY, ends_at=MONDAY + timedelta(days=4))
    assert clock.days(MONDAY + timedelta(hours=hours)) == shown
