"""How long the law gives each step: versions of a file, so that nothing in the code knows a number of days."""

from __future__ import annotations

import functools
import importlib.resources
import itertools
import tomllib
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from pendopo.foundation.clock import Due, WorkingCalendar

PLACE: Final = "pendopo.serve.openness"
FILE: Final = "clocks.toml"
DECEMBER: Final = 12


class ClocksInvalid(ValueError):
    """The file holds no clocks we may promise by; the message says what to mend in it."""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One version of the law's limits, in working days where no other unit is named."""

    version: int
    holds_from: date
    holds_until: date | None
    source: str
    notice: int
    extension: int
    objection_window: int
    objection_answer: int
    commission_window: int
    remind_before: int
    periodic_months: int
    report_months: int
    report_remind: int

    def notice_due(self, calendar: WorkingCalendar, complete: datetime) -> Due:
        """By when the written notice is due that answers what was complete then (R50)."""
        return calendar.add_business_days(complete, self.notice)

    def extended_due(self, calendar: WorkingCalendar, complete: datetime) -> Due:
        """By when, after the one extension."""
        return calendar.add_business_days(complete, self.notice + self.extension)

    def report_due(self, year: int) -> date:
        """The last day on which the service report of a year is in time (R54)."""
        month = (self.report_months - 1) % DECEMBER + 1
        after = year + 1 + (self.report_months - 1) // DECEMBER
        return date(after, month, monthrange(after, month)[1])


@functools.cache
def clocks() -> tuple[Clock, ...]:
    """Every version, the oldest first."""
    return read(importlib.resources.files(PLACE).joinpath(FILE).read_text(encoding="utf-8"))


def clock_on(day: date) -> Clock:
    """The version that what is complete on this day begins under."""
    return _on(clocks(), day)


def clock_of(version: int) -> Clock:
    """The version a request keeps for its whole life."""
    return next(one for one in clocks() if one.version == version)


def read(text: str) -> tuple[Clock, ...]:
    """Read the file strictly: versions rise, and each begins where the one before it ends. Raises ClocksInvalid."""
    try:
        entries = tomllib.loads(text)["clock"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise ClocksInvalid(f"{FILE} holds no list of clocks: {error}") from error
    found = tuple(_clock(entry) for entry in entries)
    if not found:
        raise ClocksInvalid(f"{FILE} holds no clock at all.")
    for before, after in itertools.pairwise(found):
        if after.version <= before.version or before.holds_until != after.holds_from:
            raise ClocksInvalid(
                f"Version {after.version} in {FILE} must be higher than {before.version} and begin on the day "
                f"that version {before.version} names as its `until`."
            )
    if found[-1].holds_until is not None:
        raise ClocksInvalid(f"The last version in {FILE} must not end: write what holds after it.")
    return found


def _clock(entry: Mapping[str, Any]) -> Clock:
    said = dict(entry)
    said["holds_from"], said["holds_until"] = said.pop("from", None), said.pop("until", None)
    known = {field.name for field in fields(Clock)}
    if set(said) != known:
        raise ClocksInvalid(f"A clock in {FILE} lacks or does not know {sorted(set(said) ^ known)}.")
    numbers = known - {"holds_from", "holds_until", "source"}
    if wrong := [name for name in sorted(numbers) if not isinstance(said[name], int) or said[name] < 1]:
        raise ClocksInvalid(f"In {FILE} these must be whole numbers from 1 on: {wrong}.")
    if not isinstance(said["holds_from"], date) or not str(said["source"]).strip():
        raise ClocksInvalid(f"A clock in {FILE} must say from which day it holds, and by which law.")
    return Clock(**said)


def _on(found: Sequence[Clock], day: date) -> Clock:
    return next((one for one in reversed(found) if one.holds_from <= day), found[0])
