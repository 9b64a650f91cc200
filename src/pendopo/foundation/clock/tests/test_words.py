"""What people read for times, dates and clocks, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pendopo.foundation.clock import Due, Zone, words

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)  # 14.30 WIB


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (Zone.WIB, "14.30 WIB"),
        (Zone.WIB_PONTIANAK, "14.30 WIB"),
        (Zone.WITA, "15.30 WITA"),
        (Zone.WIT, "16.30 WIT"),
    ],
)
def test_a_time_names_its_zone(zone: Zone, said: str) -> None:
    assert words.clock_time(NOW, zone) == said


def test_english_keeps_its_colon() -> None:
    assert words.clock_time(NOW, Zone.WITA, "en") == "15:30 WITA"
    assert words.moment(NOW, Zone.WIB, "en-gb") == "23 November 2026, 14:30 WIB"


def test_dates() -> None:
    day = date(2026, 8, 3)

    assert words.long_date(day) == "3 Agustus 2026"
    assert words.long_date(day, "en") == "3 August 2026"
    assert words.short_date(day) == "3 Agu"
    assert words.full_date(day) == "Senin, 3 Agustus 2026"
    assert words.full_date(day, "en") == "Monday, 3 August 2026"
    assert words.moment(NOW, Zone.WIB) == "23 November 2026, 14.30 WIB"


def test_a_moment_is_dated_where_it_is_read() -> None:
    night = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)

    assert words.moment(night, Zone.WIB) == "1 Januari 2027, 00.30 WIB"


@pytest.mark.parametrize(
    ("away", "id_said", "en_said"),
    [
        (timedelta(), "hari ini 14.30 WIB", "today 14:30 WIB"),
        (timedelta(days=1), "besok 14.30 WIB", "tomorrow 14:30 WIB"),
        (timedelta(days=-1), "kemarin 14.30 WIB", "yesterday 14:30 WIB"),
        (timedelta(days=-8), "15 Nov 14.30 WIB", "15 Nov 14:30 WIB"),
        (timedelta(days=90), "21 Februari 2027 14.30 WIB", "21 February 2027 14:30 WIB"),
    ],
)
def test_a_moment_near_by_is_named_shortly(away: timedelta, id_said: str, en_said: str) -> None:
    assert words.moment_near(NOW + away, NOW, Zone.WIB) == id_said
    assert words.moment_near(NOW + away, NOW, Zone.WIB, "en") == en_said


@pytest.mark.parametrize(
    ("away", "id_said", "en_said"),
    [
        (timedelta(seconds=20), "baru saja", "just now"),
        (timedelta(seconds=-59), "baru saja", "just now"),
        (timedelta(minutes=-1), "1 menit lalu", "1 minute ago"),
        (timedelta(minutes=59), "59 menit lagi", "in 59 minutes"),
        (timedelta(hours=-3, minutes=-20), "3 jam lalu", "3 hours ago"),
        (timedelta(days=2), "2 hari lagi", "in 2 days"),
        (timedelta(days=-65), "2 bulan lalu", "2 months ago"),
        (timedelta(days=-800), "2 tahun lalu", "2 years ago"),
    ],
)
def test_how_far_away(away: timedelta, id_said: str, en_said: str) -> None:
    assert words.relative(NOW + away, NOW) == id_said
    assert words.relative(NOW + away, NOW, "en") == en_said


@pytest.mark.parametrize(
    ("number", "id_said", "en_said"),
    [
        (2, "2 hari kerja lagi", "2 working days left"),
        (1, "1 hari kerja lagi", "1 working day left"),
        (0, "hari ini", "today"),
        (-3, "lewat 3 hari kerja", "3 working days late"),
    ],
)
def test_a_clock_in_working_days(number: int, id_said: str, en_said: str) -> None:
    assert words.business_days_left(number) == id_said
    assert words.business_days_left(number, "en") == en_said


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (timedelta(seconds=30), "kurang dari semenit"),
        (timedelta(minutes=45), "45 menit"),
        (timedelta(hours=3, minutes=20), "3 jam 20 menit"),
        (timedelta(days=2, hours=4, minutes=5), "2 hari 4 jam"),
        (timedelta(days=2, minutes=5), "2 hari"),
    ],
)
def test_a_length(of: timedelta, said: str) -> None:
    assert words.length(of) == said


def test_a_length_in_english() -> None:
    assert words.length(timedelta(hours=1, minutes=2), "en") == "1 hour 2 minutes"
    assert words.length(timedelta(), "en") == "less than a minute"


def test_an_estimate_always_says_that_it_is_one() -> None:
    sure = Due(on=date(2027, 1, 7), at=NOW, is_estimate=False)
    unsure = Due(on=date(2028, 1, 7), at=NOW, is_estimate=True)

    assert words.due_date(sure) == "7 Januari 2027"
    assert words.due_date(unsure) == "7 Januari 2028 (perkiraan)"
    assert words.due_date(unsure, "en") == "7 January 2028 (estimate)"
    assert "2028" in words.why_estimate(2028)
    assert "2028" in words.why_estimate(2028, "en")
