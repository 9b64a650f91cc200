"""Every date of the law against a slow and obvious way to count, and the file of clocks read strictly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.foundation.clock import WorkingCalendar, Zone, known_decrees
from pendopo.serve.openness import clocks

CALENDAR = WorkingCalendar(zone=Zone.WIB)
LAW = clocks.clocks()[-1]


def counted_by_hand(received: date, days: int) -> date:
    """One day after the other, striking what nobody works on."""
    off = {day.on for year in (2026, 2027) for day in known_decrees().of(year).days}
    day = received
    while days:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in off:
            days -= 1
    return day


@given(
    received=st.datetimes(
        min_value=datetime(2026, 1, 1), max_value=datetime(2027, 9, 30), timezones=st.just(UTC)
    )
)
def test_any_request_is_due_on_the_day_that_counting_by_hand_finds(received):
    day = Zone.WIB.day_of(received)
    ten, seventeen = LAW.notice_due(CALENDAR, received), LAW.extended_due(CALENDAR, received)
    assert ten.on == counted_by_hand(day, 10)
    assert seventeen.on == counted_by_hand(day, 17) == counted_by_hand(ten.on, 7)
    assert CALENDAR.business_days_between(received, ten.on) == 10
    assert not ten.is_estimate


@given(
    arose=st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 9, 30)), days=st.sampled_from([14, 30])
)
def test_any_window_ends_on_the_day_that_counting_by_hand_finds(arose, days):
    assert CALENDAR.add_business_days(arose, days).on == counted_by_hand(arose, days)


def test_the_law_as_it_stands():
    assert (LAW.notice, LAW.extension) == (10, 7)
    assert (LAW.objection_window, LAW.objection_answer, LAW.commission_window) == (30, 30, 14)
    assert LAW.report_due(2026) == date(2027, 3, 31)
    assert "UU 14/2008" in LAW.source


FIRST = """
[[clock]]
version = 1
from = 2010-04-30
until = 2027-01-01
source = "UU lama"
notice = 10
extension = 7
objection_window = 30
objection_answer = 30
commission_window = 14
remind_before = 3
periodic_months = 6
report_months = 3
report_remind = 20
"""
SECOND = (
    FIRST.replace("version = 1", "version = 2")
    .replace("from = 2010-04-30\nuntil = 2027-01-01", "from = 2027-01-01")
    .replace("notice = 10", "notice = 5")
)


def test_a_change_of_law_is_a_new_version_and_what_began_before_keeps_the_old_one(monkeypatch):
    two = clocks.read(FIRST + SECOND)
    monkeypatch.setattr(clocks, "clocks", lambda: two)
    assert clocks.clock_on(date(2026, 12, 31)).notice == 10
    assert clocks.clock_on(date(2027, 1, 1)).notice == 5
    assert clocks.clock_of(1).notice == 10


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no list"),
        ("clock = []", "no clock at all"),
        (FIRST, "must not end"),
        (FIRST + SECOND.replace("from = 2027-01-01", "from = 2027-02-01"), "begin on the day"),
        (FIRST + SECOND.replace("version = 2", "version = 1"), "higher"),
        (SECOND.replace("notice = 5", "notice = 0"), "whole numbers"),
        (SECOND.replace("notice = 5", 'notice = "5"'), "whole numbers"),
        (SECOND.replace("notice = 5\n", ""), "lacks"),
        (SECOND + "coffee = 1\n", "lacks or does not know"),
        (SECOND.replace('source = "UU lama"', 'source = " "'), "by which law"),
    ],
)
def test_a_file_nobody_may_promise_by_says_what_to_mend(text, says):
    with pytest.raises(clocks.ClocksInvalid, match=says):
        clocks.read(text)


def test_a_report_of_more_than_a_year_is_due_in_the_year_it_says():
    clock = SimpleNamespace(**{**LAW.__dict__, "report_months": 14})
    assert clocks.Clock.report_due(clock, 2026) == date(2028, 2, 29)
