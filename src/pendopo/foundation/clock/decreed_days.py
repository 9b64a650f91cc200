"""Holidays and collective leave, year by year, as three ministers decree them.

A year's decree is signed in the September before, and an office may not wait for our next release:
`bring` lays the same files from a folder of its own over the packaged ones.
"""

from __future__ import annotations

import functools
import importlib.resources
import itertools
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType


class Kind(StrEnum):
    """Why the decree closes a day; both close the office and stop the legal clocks."""

    HOLIDAY = "holiday"
    COLLECTIVE_LEAVE = "collective_leave"


@dataclass(frozen=True, kw_only=True)
class DecreedDay:
    """One closed day; several days may share a key (two days of Idulfitri, leave beside a holiday)."""

    on: date
    kind: Kind
    key: str
    name: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class Decree:
    """One year's decree, with the numbers by which anyone can look it up."""

    year: int
    version: int
    title: str
    numbers: tuple[str, ...]
    signed_on: date
    days: tuple[DecreedDay, ...]


class DecreeInvalid(ValueError):
    """The file is not a decree we may reckon with; the message says what to mend in it."""


@dataclass(frozen=True, kw_only=True)
class FixedHoliday:
    """A holiday that falls on the same date in every year, decreed or not."""

    month: int
    day: int
    key: str
    name: str
    name_en: str


FIXED_HOLIDAYS = (
    FixedHoliday(month=1, day=1, key="new_year", name="Tahun Baru Masehi", name_en="New Year's Day"),
    FixedHoliday(
        month=5,
        day=1,
        key="labour_day",
        name="Hari Buruh Internasional",
        name_en="International Labour Day",
    ),
    FixedHoliday(
        month=6,
        day=1,
        key="pancasila_day",
        name="Hari Lahir Pancasila",
        name_en="Pancasila Day",
    ),
    FixedHoliday(
        month=8,
        day=17,
        key="independence_day",
        name="Proklamasi Kemerdekaan Republik Indonesia",
        name_en="Independence Day",
    ),
    FixedHoliday(
        month=12,
        day=25,
        key="christmas",
        name="Kelahiran Yesus Kristus (Natal)",
        name_en="Christmas Day",
    ),
)


@dataclass(frozen=True)
class Decrees:
    """The decrees known to a calendar, one a year, in order."""

    known: tuple[Decree, ...] = ()

    @functools.cached_property
    def _days(self) -> Mapping[int, Mapping[date, DecreedDay]]:
        return {decree.year: {day.on: day for day in decree.days} for decree in self.known}

    def of(self, year: int) -> Decree | None:
        return next((decree for decree in self.known if decree.year == year), None)

    def covers(self, year: int) -> bool:
        return year in self._days

    def days_in(self, year: int) -> tuple[DecreedDay, ...]:
        """The closed days of the year; without a decree only those whose date never moves (R85)."""
        return tuple(self._days_of(year).values())

    def day(self, on: date) -> DecreedDay | None:
        return self._days_of(on.year).get(on)

    def including(self, decree: Decree) -> Decrees:
        """These decrees with one more; a higher version of a year replaces a lower one."""
        standing = self.of(decree.year)
        if standing is not None and standing.version >= decree.version:
            return self
        others = (other for other in self.known if other.year != decree.year)
        return Decrees(tuple(sorted((*others, decree), key=lambda one: one.year)))

    def _days_of(self, year: int) -> Mapping[date, DecreedDay]:
        decreed = self._days.get(year)
        return _fixed_days(year) if decreed is None else decreed


@functools.lru_cache(maxsize=64)
def _fixed_days(year: int) -> Mapping[date, DecreedDay]:
    days = (
        DecreedDay(
            on=date(year, holiday.month, holiday.day),
            kind=Kind.HOLIDAY,
            key=holiday.key,
            name=holiday.name,
            name_en=holiday.name_en,
        )
        for holiday in FIXED_HOLIDAYS
    )
    return MappingProxyType({day.on: day for day in days})


@functools.cache
def packaged_decrees() -> Decrees:
    """The decrees that came with this release."""
    folder = importlib.resources.files(__package__) / "decrees"
    files = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    decrees = (read_decree(file.read_text(encoding="utf-8"), name=file.name) for file in files)
    return Decrees(tuple(sorted(decrees, key=lambda decree: decree.year)))


_brought: list[Decree] = []


def bring(folder: Path) -> None:
    """Lay the decrees in a folder (`2028.toml` and so on) over the packaged ones, for the life of this process.

    A folder that is not there brings none. Raises DecreeInvalid.
    """
    files = sorted(folder.glob("*.toml"))
    _brought[:] = [read_decree(file.read_text(encoding="utf-8"), name=str(file)) for file in files]
    known_decrees.cache_clear()


@functools.cache
def known_decrees() -> Decrees:
    """The packaged decrees, and over them those that were brought."""
    return functools.reduce(Decrees.including, _brought, packaged_decrees())


def read_decree(text: str, *, name: str) -> Decree:
    """Read one decree from TOML, refusing whatever would make a legal clock wrong in silence.

    Raises DecreeInvalid; `name` says in its message which file is meant.
    """
    try:
        raw = tomllib.loads(text)
        decree = Decree(
            year=int(raw["year"]),
            version=int(raw["version"]),
            title=str(raw["title"]),
            numbers=tuple(str(number) for number in raw["numbers"]),
            signed_on=_plain_date(raw["signed_on"]),
            days=tuple(
                DecreedDay(
                    on=_plain_date(day["on"]),
                    kind=Kind(day["kind"]),
                    key=str(day["key"]),
                    name=str(day["name"]),
                    name_en=str(day["name_en"]),
                )
                for day in raw["day"]
            ),
        )
        declared = {Kind.HOLIDAY: int(raw["holidays"]), Kind.COLLECTIVE_LEAVE: int(raw["collective_leave"])}
    except tomllib.TOMLDecodeError as error:
        raise DecreeInvalid(f"{name} is not valid TOML: {error}.") from error
    except KeyError as error:
        raise DecreeInvalid(f"{name} lacks the entry {error}. Add it.") from error
    except (TypeError, ValueError) as error:
        raise DecreeInvalid(f"{name} has an entry of the wrong kind: {error}.") from error
    complaint = next(_complaints(decree, declared), None)
    if complaint:
        raise DecreeInvalid(f"{name}: {complaint}")
    return decree


def _complaints(decree: Decree, declared: Mapping[Kind, int]) -> Iterator[str]:
    """What a reader of the decree would object to, most basic first."""
    if decree.version < 1:
        yield "version must be 1 or more."
    if not decree.title or not decree.numbers:
        yield "the decree's title or numbers are missing; without them nobody can check it."
    for day in decree.days:
        if day.on.year != decree.year:
            yield f"{day.on} is not a day of {decree.year}."
        if not (day.key and day.name and day.name_en):
            yield f"{day.on} has no key or no name."
    for earlier, later in itertools.pairwise(day.on for day in decree.days):
        if earlier == later:
            yield f"{later} stands in the list twice."
        if earlier > later:
            yield f"{later} stands after {earlier}: keep the days in order."
    holidays = {day.on for day in decree.days if day.kind is Kind.HOLIDAY}
    for holiday in FIXED_HOLIDAYS:
        if date(decree.year, holiday.month, holiday.day) not in holidays:
            yield f"{holiday.name} is missing; it is a holiday in every year."
    counted = Counter(day.kind for day in decree.days)
    for kind, number in declared.items():
        if counted[kind] != number:
            yield f"the decree counts {number} days of kind {kind}, the list has {counted[kind]}."


def _plain_date(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise TypeError(f"{value!r} is not a date such as 2026-12-25")


def likely_ramadan(year: int, decrees: Decrees | None = None) -> tuple[date, date] | None:
    """First and last day of the Ramadan before this year's Idulfitri, as far as the decree tells.

    A suggestion for the office-hours form, thirty days long: the month may have twenty-nine, and
    the Minister of Religious Affairs fixes its first day only on the evening before.
    """
    decree = (decrees or known_decrees()).of(year)
    feast = [
        day.on
        for day in (decree.days if decree else ())
        if day.key == "idulfitri" and day.kind is Kind.HOLIDAY
    ]
    if not feast:
        return None
    return min(feast) - timedelta(days=30), min(feast) - timedelta(days=1)
