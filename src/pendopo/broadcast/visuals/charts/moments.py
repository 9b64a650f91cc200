"""Days, months, quarters and years as tables name them: Januari 2026, Triwulan II, TW 2/2026, 31/12/2026."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from pendopo.foundation.clock import words
from pendopo.foundation.ui.speech import language

FIRST_YEAR, LAST_YEAR = 1900, 2200
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "january", "jan"),
            ("februari", "pebruari", "february", "feb", "peb"),
            ("maret", "march", "mar", "mrt"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "june", "jun"),
            ("juli", "july", "jul"),
            ("agustus", "august", "agu", "agt", "ags", "aug", "agust"),
            ("september", "sep", "sept"),
            ("oktober", "october", "okt", "oct"),
            ("november", "nopember", "nov", "nop"),
            ("desember", "december", "des", "dec"),
        ),
        start=1,
    )
    for name in names
}
NAME: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
YEAR: Final = re.compile(r"(?:tahun |thn\.? |ta )?((?:19|20|21)\d\d)\*?")
MONTH: Final = re.compile(rf"(?:bulan )?({NAME})\.?(?:[ /'-]+(\d{{4}}|\d{{2}}))?")
NUMBERED_MONTH: Final = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/](\d{4})")
QUARTER: Final = re.compile(
    r"(?:triwulan|tri wulan|tw|q|kuartal|kwartal)[ .-]*(?:ke[ -]?)?([1-4]|i{1,3}|iv)(?:[ ,/-]+(?:tahun )?(\d{4}))?"
    r"|(\d{4})[ -]*q([1-4])"
)
HALF: Final = re.compile(r"(?:semester|smt|sem)[ .-]*([12]|i{1,2})(?:[ ,/-]+(?:tahun )?(\d{4}))?")
ISO_DAY: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ t]\d.*)?")
NUMBERED_DAY: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
NAMED_DAY: Final = re.compile(rf"(?:[a-z']+, ?)?(\d{{1,2}})[ -]({NAME})\.?(?:[ -]|, )(\d{{4}}|\d{{2}})")


class Span(StrEnum):
    """How long a moment of a table is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, order=True)
class Moment:
    """A day, month, quarter, half or whole year. Where no year is written, `year` is 0."""

    year: int
    month: int
    day: int
    span: Span

    @property
    def place(self) -> float:
        """Where it stands on a line of time, in days."""
        return date(self.year or 2001, self.month, self.day).toordinal()

    def long(self) -> str:
        """Januari 2026, Triwulan II 2026, 3 Mei 2026."""
        match self.span:
            case Span.DAY:
                said = f"{self.day} {words.month_name(self.month, language())}"
            case Span.MONTH:
                said = words.month_name(self.month, language())
            case Span.QUARTER:
                said = _("quarter %(number)s") % {"number": ("I", "II", "III", "IV")[(self.month - 1) // 3]}
            case Span.HALF:
                said = _("semester %(number)s") % {"number": ("I", "II")[(self.month - 1) // 6]}
            case _:
                return str(self.year)
        return f"{said} {self.year}" if self.year else said

    def short(self) -> str:
        """As on an axis, without its year: Jan, TW II, 3 Mei."""
        match self.span:
            case Span.DAY:
                return words.short_date(date(self.year or 2001, self.month, self.day), language())
            case Span.MONTH:
                # "Mei" for the shortest name on the narrowest screen.
                return words.short_date(date(2001, self.month, 1), language()).split(" ", 1)[1]
            case Span.QUARTER:
                return _("Q%(number)s") % {"number": ("I", "II", "III", "IV")[(self.month - 1) // 3]}
            case Span.HALF:
                return _("S%(number)s") % {"number": ("I", "II")[(self.month - 1) // 6]}
            case _:
                return str(self.year)


def read_moment(cell: str, *, month_first: bool = False) -> Moment | None:
    """What a cell says as a time; None where it says none."""
    said = " ".join(cell.casefold().split())
    try:
        return _day(said, month_first=month_first) or _longer(said)
    except ValueError:
        return None  # 31 February


def is_month_first(cells: Iterable[str]) -> bool:
    """Whether days of this column are written the American way: nothing else fits all of them."""
    found = [match for cell in cells if (match := NUMBERED_DAY.fullmatch(cell.strip()))]
    return any(int(one[2]) > 12 for one in found) and all(int(one[1]) <= 12 for one in found)


def _day(said: str, *, month_first: bool) -> Moment | None:
    if found := ISO_DAY.fullmatch(said):
        return _checked(int(found[1]), int(found[2]), int(found[3]), Span.DAY)
    if found := NUMBERED_DAY.fullmatch(said):
        day, month = (found[2], found[1]) if month_first else (found[1], found[2])
        return _checked(_full(found[3]), int(month), int(day), Span.DAY)
    if found := NAMED_DAY.fullmatch(said):
        return _checked(_full(found[3]), MONTHS[found[2]], int(found[1]), Span.DAY)
    return None


def _longer(said: str) -> Moment | None:
    if found := YEAR.fullmatch(said):
        return _checked(int(found[1]), 1, 1, Span.YEAR)
    if found := MONTH.fullmatch(said):
        return _checked(_full(found[2]), MONTHS[found[1]], 1, Span.MONTH)
    if found := NUMBERED_MONTH.fullmatch(said):
        return _checked(int(found[1] or found[4]), int(found[2] or found[3]), 1, Span.MONTH)
    if found := QUARTER.fullmatch(said):
        number, year = found[1] or found[4], found[2] or found[3]
        return _checked(int(year or 0), 3 * (_number(number) - 1) + 1, 1, Span.QUARTER)
    if found := HALF.fullmatch(said):
        return _checked(int(found[2] or 0), 6 * (_number(found[1]) - 1) + 1, 1, Span.HALF)
    return None


def _number(written: str) -> int:
    return ROMAN.get(written) or int(written)


def _full(year: str | None) -> int:
    if not year:
        return 0
    return int(year) if len(year) == 4 else 2000 + int(year)


def _checked(year: int, month: int, day: int, span: Span) -> Moment:
    date(year or 2000, month, day)
    if year and not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    return Moment(year, month, day, span)
