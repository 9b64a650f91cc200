"""Working days and office hours as the institution's row keeps them, and as the clock reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pendopo.foundation.clock import (
    FIVE_DAYS,
    SIX_DAYS,
    ClosedDay,
    DayHours,
    Hours,
    HoursInstead,
    WeekHours,
    WorkingCalendar,
    Zone,
)

if TYPE_CHECKING:
    from pendopo.institution.structure.models import Institution


def calendar_of(institution: Institution) -> WorkingCalendar:
    """The institution's working calendar. Raises ValueError with a sentence when its row says nonsense."""
    return _looked_up_before(
        WorkingCalendar(
            zone=Zone(institution.zone),
            hours=week_of(institution.office_hours, six_days=institution.six_days),
            hours_instead=tuple(_instead(one) for one in institution.hours_instead),
            regional_holidays=tuple(_closed(one) for one in institution.regional_holidays),
            closed_days=tuple(_closed(one) for one in institution.closed_days),
            worked_days=frozenset(date.fromisoformat(day) for day in institution.worked_days),
        )
    )


@lru_cache(maxsize=256)
def _looked_up_before(calendar: WorkingCalendar) -> WorkingCalendar:
    """The same calendar as an earlier request had, with the days it has looked up."""
    return calendar


def week_of(kept: Mapping[str, Sequence[str]], *, six_days: bool) -> WeekHours:
    """A week as it is kept; without one, the usual week of five or six days."""
    if not kept:
        return SIX_DAYS if six_days else FIVE_DAYS
    return WeekHours(tuple(_day(kept.get(str(day), ())) for day in range(7)))  # type: ignore[arg-type]


def kept_week(week: WeekHours) -> dict[str, list[str]]:
    """A week as it is kept."""
    return {
        str(number): [f"{clock:%H:%M}" for one in day for clock in (one.opens, one.closes)]
        for number, day in enumerate(week.days)
        if day
    }


def _day(clocks: Sequence[str]) -> DayHours:
    """["08:00", "12:00", "13:00", "16:00"] are two stretches of a day."""
    times = [time.fromisoformat(clock) for clock in clocks]
    return tuple(Hours(opens, closes) for opens, closes in zip(times[::2], times[1::2], strict=True))


def _closed(kept: Mapping[str, Any]) -> ClosedDay:
    return ClosedDay(
        on=date.fromisoformat(kept["on"]), name=kept.get("name", ""), yearly=bool(kept.get("yearly"))
    )


def _instead(kept: Mapping[str, Any]) -> HoursInstead:
    return HoursInstead(
        first=date.fromisoformat(kept["first"]),
        last=date.fromisoformat(kept["last"]),
        hours=week_of(kept["hours"], six_days=False),
        name=kept.get("name", ""),
    )
