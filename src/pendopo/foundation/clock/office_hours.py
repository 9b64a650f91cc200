"""When the doors are open: hours of a day, of a week, and of a stretch of days such as Ramadan."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, time, timedelta


@dataclass(frozen=True, order=True)
class Hours:
    """One stretch of a day; an office that closes for lunch has two of them."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo is not None or self.closes.tzinfo is not None:
            raise ValueError("Office hours are the office's wall clock: give times without a time zone.")
        if self.opens >= self.closes:
            raise ValueError(
                f"The office opens at {self.opens:%H.%M} and closes at {self.closes:%H.%M}: "
                "closing must come later, on the same day.",
            )

    @property
    def length(self) -> timedelta:
        return timedelta(
            hours=self.closes.hour - self.opens.hour,
            minutes=self.closes.minute - self.opens.minute,
            seconds=self.closes.second - self.opens.second,
            microseconds=self.closes.microsecond - self.opens.microsecond,
        )


DayHours = tuple[Hours, ...]


@dataclass(frozen=True)
class WeekHours:
    """Seven days from Monday to Sunday; a weekday without hours is not a working day."""

    days: tuple[DayHours, DayHours, DayHours, DayHours, DayHours, DayHours, DayHours]

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise ValueError("A week has seven days, Monday first; leave a closed day empty.")
        for day in self.days:
            if any(two.opens < one.closes for one, two in itertools.pairwise(day)):
                raise ValueError("The hours of a day must follow each other without overlapping.")

    @property
    def weekdays(self) -> frozenset[int]:
        """The working weekdays, Monday = 0."""
        return frozenset(number for number, hours in enumerate(self.days) if hours)

    @property
    def length(self) -> timedelta:
        return sum((hours.length for day in self.days for hours in day), timedelta())

    def on(self, day: date) -> DayHours:
        return self.days[day.weekday()]


@dataclass(frozen=True, kw_only=True)
class HoursInstead:
    """Other hours between two days, both included: Ramadan, a flood, a moved office."""

    first: date
    last: date
    hours: WeekHours
    name: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"These hours end on {self.last}, before they begin on {self.first}.")

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def hours(*stretches: str) -> DayHours:
    """Hours as people write them: `hours("08.00-12.00", "13.00-16.00")`."""
    return tuple(
        Hours(
            time.fromisoformat(opens.strip().replace(".", ":")),
            time.fromisoformat(closes.strip().replace(".", ":")),
        )
        for opens, _, closes in (stretch.partition("-") for stretch in stretches)
    )


def week(*, weekdays: DayHours, friday: DayHours, saturday: DayHours = ()) -> WeekHours:
    """The usual shape: Monday to Thursday alike, a Friday of its own, perhaps a Saturday."""
    return WeekHours((weekdays, weekdays, weekdays, weekdays, friday, saturday, ()))


# 37 h 30 min a week without the breaks, and 32 h 30 min in Ramadan (Perpres 21/2023). How the hours
# are laid over the days is each institution's own rule: these are only what a new one starts with.
FIVE_DAYS = week(weekdays=hours("07.30-12.00", "13.00-16.00"), friday=hours("07.30-11.30", "13.00-16.30"))
SIX_DAYS = week(weekdays=hours("07.00-14.00"), friday=hours("07.00-11.00"), saturday=hours("07.00-12.30"))
FIVE_DAYS_RAMADAN = week(
    weekdays=hours("08.00-12.00", "12.30-15.00"), friday=hours("08.00-11.30", "12.30-15.30")
)
SIX_DAYS_RAMADAN = week(
    weekdays=hours("08.00-14.00"), friday=hours("08.00-11.30"), saturday=hours("08.00-13.00")
)
