"""What nobody covers, held against a slow and obvious reckoning; times over midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pendopo.foundation.clock import Zone
from pendopo.institution.roster.hours import Stretch, daily_end, stretch_on, uncovered

START = datetime(2026, 11, 25, tzinfo=UTC)
stretches = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30)).map(
        lambda one: Stretch(START + timedelta(minutes=one[0]), START + timedelta(minutes=one[0] + one[1]))
    ),
    max_size=6,
)


def minutes(found: list[Stretch]) -> set[int]:
    return {
        minute
        for minute in range(100)
        if any(one.begins_at <= START + timedelta(minutes=minute) < one.ends_at for one in found)
    }


@given(needed=stretches, covered=stretches)
def test_what_is_uncovered_is_every_minute_that_is_needed_and_nobody_has(needed, covered):
    assert minutes(uncovered(needed, covered)) == minutes(needed) - minutes(covered)


@given(needed=stretches, covered=stretches)
def test_a_gap_is_never_empty(needed, covered):
    assert all(gap.length > timedelta() for gap in uncovered(needed, covered))


def test_a_shift_that_does_not_end_later_on_its_day_ends_on_the_next():
    night = stretch_on(Zone.WIT, date(2026, 11, 25), time(22), time(6))
    assert night == (datetime(2026, 11, 25, 13, tzinfo=UTC), datetime(2026, 11, 25, 21, tzinfo=UTC))
    assert stretch_on(Zone.WIB, date(2026, 11, 25), time(8), time(8)).length == timedelta(days=1)


def test_quiet_over_midnight_ends_in_the_morning_from_both_sides():
    evening, night = datetime(2026, 11, 25, 15, tzinfo=UTC), datetime(2026, 11, 25, 19, tzinfo=UTC)
    morning = datetime(2026, 11, 25, 23, tzinfo=UTC)
    assert daily_end(Zone.WIB, evening, time(21), time(6)) == morning
    assert daily_end(Zone.WIB, night, time(21), time(6)) == morning
    assert daily_end(Zone.WIB, morning, time(21), time(6)) is None
