"""An institution's own time: which days count, when the office is open, and when a promise falls due.

Legal clocks count working days, and day 1 is the next working day after receipt. A year whose
decree is not known yet still gives an answer, but one that says of itself that it is an estimate (R85).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import accumulate

from pendopo.foundation.clock.decreed_days import Decrees, Kind, known_decrees
from pendopo.foundation.clock.office_hours import FIVE_DAYS, DayHours, HoursInstead, WeekHours
from pendopo.foundation.clock.zones import Zone, aware

ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class ClosedDay:
    """A day the institution itself closes; with `yearly` the same date in every year."""

    on: date
    name: str = ""
    yearly: bool = False

    def falls_on(self, day: date) -> bool:
        if self.yearly:
            return day >= self.on and (day.month, day.day) == (self.on.month, self.on.day)
        return day == self.on


class Reason(StrEnum):
    """Why a day does not count."""

    HOLIDAY = "holiday"
    COLLECTIVE_LEAVE = "collective_leave"
    REGIONAL = "regional"
    OWN = "own"
    REST_DAY = "rest_day"


@dataclass(frozen=True, kw_only=True)
class Closure:
    """A closed day and its reason; the names are empty for the weekly days of rest."""

    on: date
    reason: Reason
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Due:
    """The last day of a promise, and the instant (UTC) at which the office closes on it.

    `is_estimate` is true when days of a year without a decree were counted: show it, always.
    """

    on: date
    at: datetime
    is_estimate: bool


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """Everything that decides what a working day is here. Working weekdays are those with hours."""

    zone: Zone = Zone.WIB
    hours: WeekHours = FIVE_DAYS
    hours_instead: tuple[HoursInstead, ...] = ()
    regional_holidays: tuple[ClosedDay, ...] = ()
    closed_days: tuple[ClosedDay, ...] = ()
    # A decreed day may be worked after all (a later decree, a moved holiday) before a new release says so.
    worked_days: frozenset[date] = frozenset()
    decrees: Decrees = field(default_factory=known_decrees, repr=False)
    # A page of cases counts some hundred stretches of the same months: each day is looked up once.
    _counts: dict[date, bool] = field(default_factory=dict, init=False, repr=False, compare=False)
    _months: dict[date, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _hours: dict[date, timedelta] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.hours.weekdays:
            raise ValueError("A working week needs at least one day with office hours.")
        for instead in self.hours_instead:
            if instead.hours.weekdays != self.hours.weekdays:
                raise ValueError(
                    f"The hours from {instead.first} to {instead.last} must have the same working days as "
                    "the usual week. To close a day, enter it as a closed day.",
                )

    # Days

    def closure_on(self, day: date) -> Closure | None:
        """Why the office is closed on a day, or None when it is a working day."""
        day = self.zone.day_of(day)
        if day.weekday() not in self.hours.weekdays:
            # The name of a holiday on a Sunday is still worth telling, but it takes no working day away.
            decreed = self.decrees.day(day)
            return Closure(
                on=day,
                reason=Reason.REST_DAY,
                name=decreed.name if decreed else "",
                name_en=decreed.name_en if decreed else "",
            )
        for closed in self.closed_days:
            if closed.falls_on(day):
                return Closure(on=day, reason=Reason.OWN, name=closed.name, name_en=closed.name)
        if day in self.worked_days:
            return None
        if decreed := self.decrees.day(day):
            reason = Reason.HOLIDAY if decreed.kind is Kind.HOLIDAY else Reason.COLLECTIVE_LEAVE
            return Closure(on=day, reason=reason, name=decreed.name, name_en=decreed.name_en)
        for regional in self.regional_holidays:
            if regional.falls_on(day):
                return Closure(on=day, reason=Reason.REGIONAL, name=regional.name, name_en=regional.name)
        return None

    def is_business_day(self, day: date) -> bool:
        counts = self._counts.get(day)
        if counts is None:
            counts = self._counts[day] = self.closure_on(day) is None
        return counts

    def is_estimate(self, year: int) -> bool:
        """Whether the year's movable holidays are still unknown here."""
        return not self.decrees.covers(year)

    def working_days_in(self, year: int) -> int:
        """How many working days a year has; an estimate when `is_estimate(year)`."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return sum(self.is_business_day(day) for day in _days(first, last))

    # Counting

    def add_business_days(self, start: date | datetime, n: int) -> Due:
        """When a promise of `n` working days falls due; day 1 is the next working day after `start`.

        An instant counts as the day it falls on in the institution's zone.
        """
        if n < 1:
            raise ValueError(f"A promise lasts at least one working day, not {n}.")
        received_on = self.zone.day_of(start)
        day = received_on
        for _ in range(n):
            day = self._next_business_day(day)
        return self.due_on(day, counted_from=received_on + ONE_DAY)

    def due_on(self, day: date, *, counted_from: date | None = None) -> Due:
        """A promise for a given working day: it lasts until the office closes."""
        hours = self.office_hours_on(day)
        if not hours:
            raise ValueError(f"{day} is not a working day here; nothing can fall due on it.")
        years = range((counted_from or day).year, day.year + 1)
        return Due(
            on=day,
            at=self.zone.at(day, hours[-1].closes),
            is_estimate=any(self.is_estimate(year) for year in years),
        )

    def business_days_before(self, day: date, n: int) -> date:
        """The working day `n` working days before `day`: when to remind, when to start."""
        if n < 1:
            raise ValueError(f"Count back at least one working day, not {n}.")
        for _ in range(n):
            day -= ONE_DAY
            while not self.is_business_day(day):
                day -= ONE_DAY
        return day

    def business_days_between(self, start: date | datetime, end: date | datetime) -> int:
        """Working days after `start` up to and with `end`; negative when `end` came first.

        The inverse of adding: `business_days_between(d, add_business_days(d, n).on) == n`.
        """
        first, last = self.zone.day_of(start), self.zone.day_of(end)
        if last < first:
            return -self.business_days_between(last, first)
        # Whole months in between are counted once each.
        month, ending = first.replace(day=1), last.replace(day=1)
        found = self._so_far(last) - self._so_far(first)
        while month < ending:
            found += self._in_month(month)[-1]
            month = _month_after(month)
        return found

    def _so_far(self, day: date) -> int:
        """Working days of its month up to and with a day."""
        return self._in_month(day.replace(day=1))[day.day]

    def _in_month(self, first: date) -> tuple[int, ...]:
        """How many working days its first days hold, for none of them up to all."""
        found = self._months.get(first)
        if found is None:
            days = _days(first, _month_after(first) - ONE_DAY)
            found = self._months[first] = (0, *accumulate(map(self.is_business_day, days)))
        return found

    def _next_business_day(self, day: date) -> date:
        day += ONE_DAY
        while not self.is_business_day(day):
            day += ONE_DAY
        return day

    # Hours

    def office_hours_on(self, day: date) -> DayHours:
        """The stretches of a day on which the office is open; none on a closed day."""
        day = self.zone.day_of(day)
        if not self.is_business_day(day):
            return ()
        for instead in self.hours_instead:
            if instead.covers(day):
                return instead.hours.on(day)
        return self.hours.on(day)

    def is_open(self, now: datetime) -> bool:
        local = self.zone.local(now)
        clock = local.time()
        return any(hours.opens <= clock < hours.closes for hours in self.office_hours_on(local.date()))

    def next_opening(self, now: datetime) -> datetime:
        """The first instant, from `now` on, at which the office is open: `now` itself when it is."""
        local = self.zone.local(now)
        if self.is_open(now):
            return now
        for hours in self.office_hours_on(local.date()):
            if local.time() < hours.opens:
                return self.zone.at(local.date(), hours.opens)
        day = self._next_business_day(local.date())
        return self.zone.at(day, self.office_hours_on(day)[0].opens)

    def next_closing(self, now: datetime) -> datetime:
        """The end of the office day that is running or comes next."""
        day = self.zone.day_of(self.next_opening(now))
        return self.zone.at(day, self.office_hours_on(day)[-1].closes)

    def office_time_between(self, start: datetime, end: datetime) -> timedelta:
        """How long the office was open between two instants; nothing when `end` is not later."""
        first, last = self.zone.local(start), self.zone.local(end)
        month, ending = _month_after(first.date()), last.date().replace(day=1)
        if month >= ending:
            return self._open_between(first, last)
        # Whole months in between are added up once each.
        found = self._open_between(first, self._midnight(month))
        found += self._open_between(self._midnight(ending), last)
        while month < ending:
            found += self._open_in_month(month)
            month = _month_after(month)
        return found

    def _open_between(self, first: datetime, last: datetime) -> timedelta:
        return sum(
            (
                max(min(last, closes) - max(first, opens), timedelta())
                for opens, closes in self._stretches(first.date(), last.date())
            ),
            timedelta(),
        )

    def _open_in_month(self, first: date) -> timedelta:
        found = self._hours.get(first)
        if found is None:
            begins, ends = self._midnight(first), self._midnight(_month_after(first))
            found = self._hours[first] = self._open_between(begins, ends)
        return found

    def _midnight(self, day: date) -> datetime:
        return _wall(day, time.min, self.zone)

    def office_minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole minutes of service hours between two instants, for response times (R30)."""
        return self.office_time_between(start, end) // ONE_MINUTE

    def add_office_time(self, start: datetime, length: timedelta) -> datetime:
        """The instant by which the office has been open for `length` after `start`."""
        if length < timedelta():
            raise ValueError("Office time is counted forwards: give a length that is not negative.")
        at = self.next_opening(aware(start))
        while True:
            local = self.zone.local(at)
            closes = next(h.closes for h in self.office_hours_on(local.date()) if local.time() < h.closes)
            left = self.zone.at(local.date(), closes) - at
            if length <= left:
                return at + length
            length -= left
            at = self.next_opening(self.zone.at(local.date(), closes))

    def _stretches(self, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
        for day in _days(first, last):
            for hours in self.office_hours_on(day):
                yield _wall(day, hours.opens, self.zone), _wall(day, hours.closes, self.zone)


def _wall(day: date, clock: time, zone: Zone) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone.tz)


def _month_after(day: date) -> date:
    """The first day of the next month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _days(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
