"""Solemn days (R17), national days with their lead time, gaps, pillar ratio and ceremony share (R19)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pendopo.broadcast.calendar import queries
from pendopo.broadcast.content.models import Pillar
from pendopo.broadcast.content.tests.builders import an_item
from pendopo.foundation.clock.national_days import Confidence, national_days, packaged_rules

# The fixed days of domain.md 10.3; a star: only believed, not checked.
DAYS_OF_THE_YEAR = {
    1: "3 10 12 15* 15 25",
    2: "4 9 14 21* 21",
    3: "1* 8 9 21 22 23 30",
    4: "6 7 20* 21 22 24 25* 26* 27 30*",
    5: "1 2 3 17 18 20 27* 29 31",
    6: "1 5 8 14 21 24 26 29",
    7: "1 12 14 22 23",
    8: "8 10 10 14 17 18* 25",
    9: "4 8 9 17 17 24 26 27 28* 30",
    10: "1 2 5 10 13* 15 16 22 24 27 28 29",
    11: "5 10 12 14 25 28 29",
    12: "1 3 3 9 10 12* 13 19 20 22",
}


@pytest.mark.parametrize("month", DAYS_OF_THE_YEAR)
def test_every_fixed_day_of_the_list_is_there_with_how_sure_it_is(month):
    known = sorted(
        f"{one.day}{'*' if one.confidence is Confidence.BELIEVED else ''}"
        for one in packaged_rules()
        if one.month == month and one.key not in {"new_year", "christmas"}
    )
    assert known == sorted(DAYS_OF_THE_YEAR[month].split())


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_board_shows_every_national_day_of_a_year(author, at, year):
    board = queries.board(author, date(year, 1, 1), date(year, 12, 31), now=at, whole_weeks=False)
    shown = {(day.on, one.name) for day in board.days for one in day.nationals}
    assert shown == {(one.on, one.name) for one in national_days(year)}


@pytest.mark.parametrize(
    ("month", "words"),
    [
        ("2026-09", "Khidmat:</strong> Peringatan Gerakan 30 September"),
        ("2027-03", "Nyepi"),
        ("2027-11", "Khidmat:</strong> Hari Pahlawan"),
    ],
)
def test_a_solemn_day_says_so_in_words(sari, month, words):
    page = sari.get("/kalender/", {"bulan": month})
    html = page.content.decode()
    assert words in html
    assert "cal-solemn" in html
    for day in (one for week in page.context["board"].weeks for one in week if one.is_solemn):
        section = html.split(f'data-day="{day.on}"', 1)[1].split("</section>", 1)[0]
        assert "Khidmat" in section, day.on


def test_a_post_that_comes_to_a_solemn_day_is_moved_with_a_word_of_caution(sari, author, at):
    item = an_item(author, now=at, due_at=at + timedelta(days=1))
    json = {"accept": "application/json"}
    for day, is_solemn in (("2027-11-10", True), ("2027-11-11", False)):
        answer = sari.post(f"/kalender/{item.pk}/pindah/", {"due_at": f"{day}T09:00"}, headers=json).json()
        assert ("khidmat" in answer["words"]) is is_solemn


def test_a_day_is_to_be_prepared_from_its_lead_time_on_until_it_is_over(author):
    def asked(on: date) -> set[str]:
        now = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
        return {one.key for one in queries.board(author, on, on, now=now).prepare}

    teachers = next(one for one in national_days(2026) if one.key == "teachers_day")
    assert teachers.lead_days == 7
    assert "teachers_day" not in asked(teachers.prepare_from - timedelta(days=1))
    assert "teachers_day" in asked(teachers.prepare_from)
    assert "teachers_day" in asked(teachers.on)
    assert "teachers_day" not in asked(teachers.on + timedelta(days=1))


class TestBalance:
    """R19: a month's ratio of pillars against their targets, and at most a tenth of ceremonies."""

    def board(self, author, at):
        return queries.board(author, date(2027, 8, 1), date(2027, 8, 31), now=at)

    def test_seventy_twenty_ten_is_on_target(self, office, author, at):
        due = datetime(2027, 8, 2, 3, tzinfo=UTC)
        for dye, (share, number) in enumerate(((70, 7), (20, 2), (10, 1)), start=1):
            pillar = Pillar.objects.create(institution=office, name=f"P{dye}", dye=dye, share_percent=share)
            for one in range(number):
                an_item(author, now=at, due_at=due, pillar=pillar, is_ceremony=dye == 3 and one == 0)
        balance = self.board(author, at).balance
        assert {one.target: one.percent for one in balance.shares} == {70: 70, 20: 20, 10: 10}
        assert not any(one.is_far for one in balance.shares)
        assert balance.ceremony_percent == balance.ceremony_most == 10
        assert not balance.has_too_many_ceremonies

    def test_what_is_far_from_its_target_is_said(self, sari, office, author, at):
        due = datetime(2027, 8, 2, 3, tzinfo=UTC)
        main = Pillar.objects.create(institution=office, name="Layanan", dye=1, share_percent=70)
        for number in range(10):
            an_item(author, now=at, due_at=due, pillar=main if number < 5 else None, is_ceremony=number < 2)
        page = sari.get("/kalender/", {"bulan": "2027-08"}).content.decode()
        assert "jauh dari target" in page
        assert "terlalu banyak" in page

    def test_days_of_the_weeks_around_the_month_do_not_count(self, author, at):
        an_item(author, now=at, due_at=datetime(2027, 7, 30, 3, tzinfo=UTC))
        an_item(author, now=at, due_at=datetime(2027, 8, 2, 3, tzinfo=UTC))
        board = self.board(author, at)
        assert board.balance.of == 1
        assert next(one for one in board.days if one.on == date(2027, 7, 30)).count == 1


def test_gaps_are_shown_with_a_way_to_fill_them(sari, author, at):
    an_item(author, now=at, due_at=datetime(2027, 8, 2, 3, tzinfo=UTC))
    page = sari.get("/kalender/", {"bulan": "2027-08"}).content.decode()
    margin = page.split('id="calendar-margin"', 1)[1]
    assert "/kalender/tulis/?hari=2027-08-03" in margin
    assert "/kalender/tulis/?hari=2027-08-02" not in margin
    assert "/kalender/tulis/?hari=2027-08-17" not in margin  # a holiday
