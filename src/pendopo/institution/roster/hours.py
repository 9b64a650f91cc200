"""Stretches of time: when a shift is, when somebody is needed, and what is left uncovered. Pure reckoning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pendopo.foundation.clock import WorkingCalendar, Zone

ONE_DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """From one instant until another, which is no longer part of it."""

    begins_at: datetime
    ends_at: datetime

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.begins_at


def stretch_on(zone: Zone, day: date, begins: time, ends: time) -> Stretch:
    """The stretch that begins on a day; one that does not end later on it ends on the next day."""
    return Stretch(zone.at(day, begins), zone.at(day if ends > begins else day + ONE_DAY, ends))


def office_stretches(calendar: WorkingCalendar, day: date) -> tuple[Stretch, ...]:
    """From the first opening to the last closing: a break at noon is no gap."""
    hours = calendar.office_hours_on(day)
    if not hours:
        return ()
    return (Stretch(calendar.zone.at(day, hours[0].opens), calendar.zone.at(day, hours[-1].closes)),)


def uncovered(needed: Iterable[Stretch], covered: Iterable[Stretch]) -> list[Stretch]:
    """What of the needed time nobody covers, in order."""
    gaps: list[Stretch] = []
    busy = sorted(covered)
    for begins_at, ends_at in sorted(needed):
        at = begins_at
        for one in busy:
            if one.ends_at <= at:
                continue
            if one.begins_at >= ends_at:
                break
            if one.begins_at > at:
                gaps.append(Stretch(at, one.begins_at))
            at = one.ends_at
            if at >= ends_at:
                break
        if at < ends_at:
            gaps.append(Stretch(at, ends_at))
    return gaps


def overlap(one: Stretch, others: Sequence[Stretch]) -> timedelta:
    """How much of a stretch lies within others that do not overlap each other."""
    return sum(
        (
            max(min(one.ends_at, other.ends_at) - max(one.begins_at, other.begins_at), timedelta())
            for other in others
        ),
        timedelta(),
    )


def daily_end(zone: Zone, now: datetime, begins: time, ends: time) -> datetime | None:
    """When a stretch that comes every day, and runs now, ends; None when it does not run."""
    today = zone.day_of(now)
    for day in (today - ONE_DAY, today):
        one = stretch_on(zone, day, begins, ends)
        if one.begins_at <= now < one.ends_at:
            return one.ends_at
    return None


def days(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    while first <= last:
        yield first
        first += ONE_DAY
