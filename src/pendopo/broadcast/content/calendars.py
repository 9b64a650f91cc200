"""The working calendar of an institution, read from what it set."""

from __future__ import annotations

from datetime import date, time
from typing import cast

from pendopo.foundation.clock import (
    FIVE_DAYS,
    SIX_DAYS,
    ClosedDay,
    DayHours,
    Hours,
    WeekHours,
    WorkingCalendar,
    Zone,
)
from pendopo.institution.models import Institution


def calendar_of(institution: Institution) -> WorkingCalendar:
    """Its zone, hours and closed days."""
    return WorkingCalendar(
        zone=Zone(institution.zone),
        hours=_hours(institution),
        closed_days=tuple(_day(one) for one in institution.closed_days),
        regional_holidays=tuple(_day(one) for one in institution.regional_holidays),
    )


def _hours(institution: Institution) -> WeekHours:
    if not institution.office_hours:
        return SIX_DAYS if institution.six_days else FIVE_DAYS
    days = [_stretches(institution.office_hours.get(str(number), [])) for number in range(7)]
    return WeekHours(
        cast("tuple[DayHours, DayHours, DayHours, DayHours, DayHours, DayHours, DayHours]", tuple(days))
    )


def _stretches(clocks: list[str]) -> DayHours:
    """["08:00", "12:00", "13:00", "16:00"] are two stretches of a day."""
    times = [time.fromisoformat(clock) for clock in clocks]
    return tuple(Hours(opens, closes) for opens, closes in zip(times[::2], times[1::2], strict=False))


def _day(raw: dict[str, object]) -> ClosedDay:
    return ClosedDay(
        on=date.fromisoformat(str(raw["on"])), name=str(raw.get("name", "")), yearly=bool(raw.get("yearly"))
    )
