"""The packaged decrees are what the ministers decreed, and a wrong file is refused with a sentence."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pendopo.foundation.clock import (
    DecreeInvalid,
    Kind,
    WorkingCalendar,
    bring,
    known_decrees,
    likely_ramadan,
    packaged_decrees,
    read_decree,
)

# Typed again from the decrees (domain.md 10.2), so that the files are checked against a second reading.
HOLIDAYS = {
    2026: "1-1 16-1 17-2 19-3 21-3 22-3 3-4 5-4 1-5 14-5 27-5 31-5 1-6 16-6 17-8 25-8 25-12",
    2027: "1-1 5-1 6-2 8-3 10-3 11-3 26-3 28-3 1-5 6-5 17-5 20-5 1-6 6-6 15-8 17-8 25-12 26-12",
}
COLLECTIVE_LEAVE = {
    2026: "16-2 18-3 20-3 23-3 24-3 15-5 28-5 24-12",
    2027: "5-2 9-3 12-3 15-3 25-3 18-5 19-5 24-12",
}


def days(year: int, text: str) -> list[date]:
    return [date(year, int(month), int(day)) for day, month in (one.split("-") for one in text.split())]


def the_file_of(year: int) -> str:
    folder = importlib.resources.files("pendopo.foundation.clock") / "decrees"
    return (folder / f"{year}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("year", [2026, 2027])
class TestAPackagedDecree:
    def test_closes_exactly_the_days_decreed(self, year: int) -> None:
        decree = packaged_decrees().of(year)
        assert decree is not None

        assert [day.on for day in decree.days if day.kind is Kind.HOLIDAY] == days(year, HOLIDAYS[year])
        leave = [day.on for day in decree.days if day.kind is Kind.COLLECTIVE_LEAVE]
        assert leave == days(year, COLLECTIVE_LEAVE[year])

    def test_can_be_looked_up_by_its_numbers(self, year: int) -> None:
        decree = packaged_decrees().of(year)
        assert decree is not None

        assert len(decree.numbers) == 3
        assert decree.signed_on.year == year - 1
        assert decree.version >= 1

    def test_gives_collective_leave_only_beside_a_holiday_of_the_same_name(self, year: int) -> None:
        decree = packaged_decrees().of(year)
        assert decree is not None
        holidays = {day.key for day in decree.days if day.kind is Kind.HOLIDAY}

        assert {day.key for day in decree.days if day.kind is Kind.COLLECTIVE_LEAVE} <= holidays


def test_every_year_the_brief_gives_is_packaged() -> None:
    assert [decree.year for decree in packaged_decrees().known] == [2026, 2027]


class TestAFileThatIsNotADecree:
    @pytest.mark.parametrize(
        ("wrong", "right", "complaint"),
        [
            ("year = 2026", "year = 2025", "is not a day of 2025"),
            ("version = 1", "version = 0", "version must be 1"),
            ("holidays = 17", "holidays = 16", "counts 16 days of kind holiday, the list has 17"),
            ("collective_leave = 8", "", "lacks the entry 'collective_leave'"),
            ("on = 2026-01-16", "on = 2026-01-01", "stands in the list twice"),
            ("on = 2026-01-16", "on = 2026-02-20", "keep the days in order"),
            ("on = 2026-08-17", "on = 2026-08-18", "Proklamasi Kemerdekaan Republik Indonesia is missing"),
            ('kind = "holiday", key = "maulid"', 'kind = "feast", key = "maulid"', "wrong kind"),
            ('key = "maulid"', 'key = ""', "no key or no name"),
            ("signed_on = 2025-09-19", 'signed_on = "kemarin"', "not a date such as"),
            ("on = 2026-01-16", "on = 2026-01-16T00:00:00", "not a date such as"),
            (
                'numbers = ["1497 Tahun 2025", "2 Tahun 2025", "5 Tahun 2025"]',
                "numbers = []",
                "numbers are missing",
            ),
            ("year = 2026", "year =", "is not valid TOML"),
        ],
    )
    def test_is_refused_with_its_fault(self, wrong: str, right: str, complaint: str) -> None:
        text = the_file_of(2026)
        assert wrong in text

        with pytest.raises(DecreeInvalid, match=complaint) as refused:
            read_decree(text.replace(wrong, right, 1), name="mine.toml")
        assert str(refused.value).startswith("mine.toml")


class TestALaterDecree:
    def test_of_a_higher_version_replaces_the_packaged_one(self) -> None:
        text = the_file_of(2026).replace("version = 1", "version = 2").replace("2026-12-24", "2026-12-28")
        moved = "\n".join(sorted_days(text))

        decrees = packaged_decrees().including(read_decree(moved, name="later.toml"))

        assert decrees.day(date(2026, 12, 24)) is None
        assert decrees.day(date(2026, 12, 28)) is not None
        assert packaged_decrees().day(date(2026, 12, 24)) is not None

    def test_of_the_same_version_changes_nothing(self) -> None:
        again = read_decree(the_file_of(2027), name="again.toml")

        assert packaged_decrees().including(again) is packaged_decrees()

    def test_of_a_new_year_ends_the_estimate(self) -> None:
        decrees = packaged_decrees().including(read_decree(a_decree_of_2028(), name="2028.toml"))

        assert decrees.covers(2028)
        assert len(decrees.days_in(2028)) == 25


class TestADecreeTheOfficeBrings:
    @pytest.fixture
    def folder(self, tmp_path) -> Iterator[Path]:
        yield tmp_path
        bring(tmp_path / "nowhere")

    def test_is_reckoned_with_everywhere(self, folder: Path) -> None:
        assert WorkingCalendar().is_estimate(2028)
        (folder / "2028.toml").write_text(a_decree_of_2028(), encoding="utf-8")
        bring(folder)
        assert not WorkingCalendar().is_estimate(2028)
        assert WorkingCalendar().closure_on(date(2028, 3, 19)) is not None
        assert known_decrees().covers(2026)

    def test_is_refused_with_its_file_named_when_it_is_wrong(self, folder: Path) -> None:
        (folder / "2028.toml").write_text("year = 2028", encoding="utf-8")
        with pytest.raises(DecreeInvalid, match=r"2028\.toml lacks the entry"):
            bring(folder)


def a_decree_of_2028() -> str:
    return the_file_of(2026).replace("2026-", "2028-").replace("year = 2026", "year = 2028")


def sorted_days(text: str) -> list[str]:
    """The file with its day lines in order again."""
    lines = text.splitlines()
    entries = sorted(line for line in lines if line.startswith("  { on"))
    replaced = iter(entries)
    return [next(replaced) if line.startswith("  { on") else line for line in lines]


def test_without_a_decree_only_fixed_holidays_are_known() -> None:
    assert [day.key for day in packaged_decrees().days_in(2030)] == [
        "new_year",
        "labour_day",
        "pancasila_day",
        "independence_day",
        "christmas",
    ]


class TestTheLikelyRamadan:
    def test_ends_on_the_eve_of_the_decreed_idulfitri(self) -> None:
        assert likely_ramadan(2026) == (date(2026, 2, 19), date(2026, 3, 20))
        assert likely_ramadan(2027) == (date(2027, 2, 8), date(2027, 3, 9))

    def test_is_not_guessed_without_a_decree(self) -> None:
        assert likely_ramadan(2030) is None
