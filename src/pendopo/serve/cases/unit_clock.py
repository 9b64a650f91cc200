"""How much of its time a unit has used: pure reckoning in the office's hours (R32)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pendopo.foundation.clock import WorkingCalendar

WHOLE: Final = 100
NOTHING: Final = timedelta()


@dataclass(frozen=True, kw_only=True)
class UnitClock:
    """From when a unit was asked until the case must be resolved; while others had the word it stood still.

    `waits` are those stretches, the last of them perhaps without an end. Instants are aware.
    """

    calendar: WorkingCalendar
    began_at: datetime
    ends_at: datetime
    waits: Sequence[tuple[datetime, datetime | None]] = ()

    def used(self, now: datetime) -> timedelta:
        """Office hours that counted so far."""
        return self.calendar.office_time_between(self.began_at, now) - self._waited(now)

    @property
    def whole(self) -> timedelta:
        """All the office hours a unit has. Nothing, where it was asked when the case was late already."""
        ended = [(start, end) for start, end in self.waits if end is not None]
        paused = sum((self._paused(start, end, self.ends_at) for start, end in ended), NOTHING)
        return max(self.calendar.office_time_between(self.began_at, self.ends_at) - paused, NOTHING)

    def percent(self, now: datetime) -> int:
        """Whole percents of its time that are used; may pass 100."""
        whole = self.whole
        if not whole:
            return WHOLE
        return int(self.used(now) * WHOLE / whole)

    def at(self, percent: int) -> datetime:
        """When this share will be used, if nothing pauses the clock from its last wait on."""
        share = self.whole * percent / WHOLE
        last = max((end for _start, end in self.waits if end is not None), default=self.began_at)
        return self.calendar.add_office_time(last, max(share - self.used(last), NOTHING))

    def days(self, now: datetime) -> tuple[int, int]:
        """Working days used and given, for the bar."""
        given = max(self.calendar.business_days_between(self.began_at, self.ends_at), 0)
        return max(self.calendar.business_days_between(self.began_at, now), 0), given

    def _waited(self, now: datetime) -> timedelta:
        return sum((self._paused(start, end, now) for start, end in self.waits), NOTHING)

    def _paused(self, start: datetime, end: datetime | None, until: datetime) -> timedelta:
        first, last = max(start, self.began_at), min(end or until, until)
        return self.calendar.office_time_between(first, last)
