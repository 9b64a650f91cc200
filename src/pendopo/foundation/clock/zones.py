"""The country's three clocks, by the names people say."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo


class Zone(StrEnum):
    """A time zone of Indonesia; the value is its IANA name, `label` is what people read."""

    WIB = "Asia/Jakarta"
    WIB_PONTIANAK = "Asia/Pontianak"
    WITA = "Asia/Makassar"
    WIT = "Asia/Jayapura"

    @property
    def label(self) -> str:
        return self.name.partition("_")[0]

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.value)

    def local(self, at: datetime) -> datetime:
        """The same instant as the office's wall clock shows it."""
        return aware(at).astimezone(self.tz)

    def day_of(self, at: date | datetime) -> date:
        """The calendar day an instant falls on here; a plain date is already a day."""
        return self.local(at).date() if isinstance(at, datetime) else at

    def at(self, day: date, clock: time) -> datetime:
        """The instant, in UTC, at which this wall clock shows `clock` on `day`."""
        return datetime.combine(day, clock, tzinfo=self.tz).astimezone(UTC)


def aware(at: datetime) -> datetime:
    """Hand back `at`, or refuse it when nobody can know which instant it is."""
    if at.utcoffset() is None:
        raise ValueError(f"{at.isoformat()} has no time zone. Pass an aware datetime, in UTC if in doubt.")
    return at
