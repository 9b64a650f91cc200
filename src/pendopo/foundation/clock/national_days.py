"""Days to speak on, and in which tone: national and world days with the time their posts need."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from pendopo.foundation.clock.decreed_days import Decrees, Kind, known_decrees

LEAD_DAYS = 7


class Tone(StrEnum):
    """How the office speaks on a day; solemn days take no humour and no giveaways (R17)."""

    SOLEMN = "solemn"
    FESTIVE = "festive"
    NEUTRAL = "neutral"


class Confidence(StrEnum):
    """How sure the date is."""

    DECREED = "decreed"
    CHECKED = "checked"
    BELIEVED = "believed"


class Scope(StrEnum):
    """Whose day it is."""

    NATIONAL = "national"
    WORLD = "world"


@dataclass(frozen=True, kw_only=True)
class NationalDay:
    """One day of one year. A key may stand twice in a year: Idulfitri has two days."""

    on: date
    key: str
    name: str
    name_en: str
    tone: Tone
    scope: Scope
    lead_days: int
    confidence: Confidence
    is_holiday: bool

    @property
    def prepare_from(self) -> date:
        return self.on - timedelta(days=self.lead_days)

    @property
    def is_solemn(self) -> bool:
        return self.tone is Tone.SOLEMN


@dataclass(frozen=True, kw_only=True)
class DateRule:
    """A line of national_days.toml: when a day falls, in any year."""

    key: str
    tone: Tone
    scope: Scope
    lead_days: int
    confidence: Confidence
    month: int | None
    day: int | None
    name: str
    name_en: str

    def in_year(self, year: int, decrees: Decrees) -> Iterator[NationalDay]:
        holidays = [one for one in decrees.days_in(year) if one.kind is Kind.HOLIDAY]
        if self.month is not None and self.day is not None:
            on = date(year, self.month, self.day)
            is_holiday = any(one.on == on and one.key == self.key for one in holidays)
            yield self._on(on, name=self.name, name_en=self.name_en, is_holiday=is_holiday)
            return
        for one in holidays:
            if one.key == self.key:
                yield self._on(one.on, name=one.name, name_en=one.name_en, is_holiday=True)

    def _on(self, on: date, *, name: str, name_en: str, is_holiday: bool) -> NationalDay:
        return NationalDay(
            on=on,
            key=self.key,
            name=name,
            name_en=name_en,
            tone=self.tone,
            scope=self.scope,
            lead_days=self.lead_days,
            confidence=self.confidence,
            is_holiday=is_holiday,
        )


class DaysInvalid(ValueError):
    """The list of days cannot be read; the message says which entry to mend."""


def read_rules(text: str) -> tuple[DateRule, ...]:
    """Read the list; refuses an entry that has neither a date nor a rule, or a key twice."""
    try:
        rules = tuple(_rule(entry) for entry in tomllib.loads(text)["day"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DaysInvalid(f"The list of national days cannot be read: {error}.") from error
    keys = [rule.key for rule in rules]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise DaysInvalid(f"These keys stand twice in the list of national days: {', '.join(twice)}.")
    return rules


def _rule(entry: Mapping[str, Any]) -> DateRule:
    key = str(entry["key"])
    movable = entry.get("rule") == "decree"
    if movable == ("month" in entry and "day" in entry):
        raise DaysInvalid(f'{key} needs either month and day, or rule = "decree".')
    try:
        if not movable:
            # Any year will do to see whether the date exists; this one has no 29 February.
            date(2027, entry["month"], entry["day"])
        return DateRule(
            key=key,
            tone=Tone(entry["tone"]),
            scope=Scope(entry.get("scope", Scope.NATIONAL)),
            lead_days=int(entry.get("lead_days", LEAD_DAYS)),
            confidence=Confidence.DECREED
            if movable
            else Confidence(entry.get("confidence", Confidence.CHECKED)),
            month=entry.get("month"),
            day=entry.get("day"),
            name="" if movable else str(entry["name"]),
            name_en="" if movable else str(entry["name_en"]),
        )
    except ValueError as error:
        raise DaysInvalid(f"{key}: {error}.") from error


@functools.cache
def packaged_rules() -> tuple[DateRule, ...]:
    """The days that came with this release."""
    file = importlib.resources.files(__package__) / "national_days.toml"
    return read_rules(file.read_text(encoding="utf-8"))


def national_days(year: int, decrees: Decrees | None = None) -> tuple[NationalDay, ...]:
    """The days of a year in order. Movable ones appear only when the year's decree is known."""
    known = decrees or known_decrees()
    days = (day for rule in packaged_rules() for day in rule.in_year(year, known))
    return tuple(sorted(days, key=lambda day: (day.on, day.key)))


def national_days_on(on: date, decrees: Decrees | None = None) -> tuple[NationalDay, ...]:
    return tuple(day for day in national_days(on.year, decrees) if day.on == on)


def is_solemn(on: date, decrees: Decrees | None = None) -> bool:
    """Whether humour and giveaways are out of place on a day (R17)."""
    return any(day.is_solemn for day in national_days_on(on, decrees))


def upcoming(on: date, within_days: int, decrees: Decrees | None = None) -> tuple[NationalDay, ...]:
    """The days from `on` to `within_days` later, both ends included."""
    last = on + timedelta(days=within_days)
    years = range(on.year, last.year + 1)
    return tuple(day for year in years for day in national_days(year, decrees) if on <= day.on <= last)


def to_prepare(on: date, decrees: Decrees | None = None) -> tuple[NationalDay, ...]:
    """The coming days whose lead time has begun."""
    longest = max((rule.lead_days for rule in packaged_rules()), default=LEAD_DAYS)
    return tuple(day for day in upcoming(on, longest, decrees) if day.prepare_from <= on)
