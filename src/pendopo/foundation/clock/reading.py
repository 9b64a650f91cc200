"""Days and times as people write them in sheets."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Final

from pendopo.foundation.clock.words import MONTHS, SHORT_MONTHS

_MONTH_NUMBERS: Final = {
    name.lower(): number
    for names in (*MONTHS.values(), *SHORT_MONTHS.values())
    for number, name in enumerate(names, start=1)
} | {"agt": 8, "agust": 8, "sept": 9, "nop": 11, "nopember": 11, "pebruari": 2}
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d\d:\d\d:\d\d)?")
_FIGURES: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WORDS: Final = re.compile(r"(?:[^\W\d]+,?\s+)?(\d{1,2})\s+([^\W\d]+)\.?\s+(\d{4})")
_CLOCK: Final = re.compile(
    r"(?:(?:pukul|jam|pkl)\.?\s*)?(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?(?:\s*wi(?:b|ta|t))?"
)


def read_date(said: object) -> date | None:
    """A day: 2026-12-24, 24/12/2026, 24 Desember 2026; None when it is none."""
    if isinstance(said, datetime):
        return said.date()
    if isinstance(said, date):
        return said
    words = str(said).strip()
    if found := _ISO.fullmatch(words):
        year, month, day = map(int, found.groups())
    elif found := _FIGURES.fullmatch(words):
        day, month, year = map(int, found.groups())
    elif found := _WORDS.fullmatch(words):
        day, month, year = (
            int(found[1]),
            _MONTH_NUMBERS.get(found[2].lower(), 0),
            int(found[3]),
        )
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(said: object) -> time | None:
    """A time: 09.00, 9:00, 09.00 WIB, pukul 9.00; None when it is none."""
    if isinstance(said, datetime):
        return said.time().replace(second=0, microsecond=0)
    if isinstance(said, time):
        return said.replace(second=0, microsecond=0)
    found = _CLOCK.fullmatch(str(said).strip().lower())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None
