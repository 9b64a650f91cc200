"""The days of the content calendar: dates, tones and lead times."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.foundation.clock import (
    Kind,
    Tone,
    is_solemn,
    national_days,
    packaged_decrees,
    to_prepare,
    upcoming,
)
from pendopo.foundation.clock.national_days import (
    Confidence,
    DaysInvalid,
    national_days_on,
    packaged_rules,
    read_rules,
)

# How many fixed days domain.md 10.3 lists in each month, counted there by hand, plus New Year
# and Christmas, which the decree knows.
FIXED_DAYS_A_MONTH = {1: 7, 2: 5, 3: 7, 4: 10, 5: 9, 6: 8, 7: 5, 8: 7, 9: 10, 10: 12, 11: 7, 12: 11}

any_day = st.dates(date(2025, 1, 1), date(2030, 12, 31))


def test_every_month_has_its_days() -> None:
    rules = [rule for rule in packaged_rules() if rule.month]

    assert {month: sum(rule.month == month for rule in rules) for month in range(1, 13)} == FIXED_DAYS_A_MONTH


@pytest.mark.parametrize("year", [2026, 2027])
def test_every_decreed_holiday_is_a_day_to_speak_on(year: int) -> None:
    decreed = {(day.on, day.key) for day in packaged_decrees().days_in(year) if day.kind is Kind.HOLIDAY}

    assert {(day.on, day.key) for day in national_days(year) if day.is_holiday} == decreed


def test_collective_leave_is_not_a_day_to_speak_on() -> None:
    assert national_days_on(date(2026, 5, 28)) == ()


def test_movable_days_follow_the_decree_of_the_year() -> None:
    names = {day.on: day.name for day in national_days(2027) if day.key == "isra_mikraj"}

    assert list(names) == [date(2027, 1, 5), date(2027, 12, 26)]


def test_movable_days_are_left_out_rather_than_guessed() -> None:
    keys = {day.key for day in national_days(2029)}

    assert "idulfitri" not in keys
    assert "independence_day" in keys
    assert next(day for day in national_days(2029) if day.key == "independence_day").is_holiday


@pytest.mark.parametrize(
    "on",
    [
        *(date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 10)),
        *(date(2026, 3, 19), date(2027, 3, 8), date(2026, 4, 3), date(2027, 3, 26)),
    ],
)
def test_solemn_days_are_solemn(on: date) -> None:
    assert is_solemn(on)


def test_an_ordinary_day_is_not_solemn() -> None:
    assert not is_solemn(date(2026, 11, 24))
    assert not is_solemn(date(2026, 8, 17))


def test_days_know_how_sure_they_are() -> None:
    days = {day.key: day for day in national_days(2026)}

    assert days["nyepi"].confidence is Confidence.DECREED
    assert days["teachers_day"].confidence is Confidence.CHECKED
    assert days["village_day"].confidence is Confidence.BELIEVED


def test_posts_are_begun_when_the_lead_time_begins() -> None:
    assert "teachers_day" not in {day.key for day in to_prepare(date(2026, 11, 17))}
    assert "teachers_day" in {day.key for day in to_prepare(date(2026, 11, 18))}
    assert "teachers_day" in {day.key for day in to_prepare(date(2026, 11, 25))}
    assert "teachers_day" not in {day.key for day in to_prepare(date(2026, 11, 26))}
    assert "independence_day" in {day.key for day in to_prepare(date(2027, 7, 27))}


def test_looking_ahead_crosses_the_new_year() -> None:
    keys = [day.key for day in upcoming(date(2026, 12, 25), 14)]

    assert keys == ["christmas", "new_year", "religious_affairs_day", "isra_mikraj"]


@given(on=any_day, within=st.integers(0, 400))
def test_what_is_upcoming_lies_ahead_in_order(on, within) -> None:
    days = upcoming(on, within)

    assert all(on <= day.on <= on + timedelta(days=within) for day in days)
    assert [day.on for day in days] == sorted(day.on for day in days)


@given(on=any_day)
def test_whatever_is_prepared_is_upcoming(on) -> None:
    assert set(to_prepare(on)) <= set(upcoming(on, 21))


def test_every_day_is_named_in_both_languages() -> None:
    assert all(day.name and day.name_en for day in national_days(2026))
    assert {day.tone for day in national_days(2026)} == set(Tone)


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('{ key = "a", name = "A", name_en = "A", tone = "neutral" }', "needs either month and day"),
        (
            '{ key = "a", month = 1, day = 2, rule = "decree", tone = "neutral" }',
            "needs either month and day",
        ),
        ('{ key = "a", month = 2, day = 30, name = "A", name_en = "A", tone = "neutral" }', "a: "),
        ('{ key = "a", month = 2, day = 3, name = "A", name_en = "A", tone = "loud" }', "loud"),
        ('{ key = "a", month = 2, day = 3, tone = "neutral" }', "name"),
        (
            '{ key = "a", rule = "decree", tone = "neutral" }, { key = "a", rule = "decree", tone = "neutral" }',
            "twice",
        ),
    ],
)
def test_an_entry_that_cannot_be_meant_is_refused(entry: str, complaint: str) -> None:
    with pytest.raises(DaysInvalid, match=complaint):
        read_rules(f"day = [{entry}]")
