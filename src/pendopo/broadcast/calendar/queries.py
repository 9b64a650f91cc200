"""Every read of the calendar."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from pendopo.broadcast.calendar.models import FeedLink
from pendopo.broadcast.content import queries as content
from pendopo.broadcast.content.models import Pillar
from pendopo.foundation.clock import Zone
from pendopo.foundation.clock.national_days import NationalDay, national_days, to_prepare
from pendopo.foundation.clock.working_calendar import Closure, Reason, WorkingCalendar
from pendopo.institution.models import Institution
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure.queries import calendar_of, zone_of

ONE_DAY: Final = timedelta(days=1)
CEREMONY_MOST: Final = 10  # percent; R19: 70:20:10 where the office set nothing else
A_PAGE: Final = 200


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of the office, and what stands on it."""

    on: date
    items: tuple[content.CalendarItem, ...]
    count: int
    closure: Closure | None
    nationals: tuple[NationalDay, ...]
    is_inside: bool
    is_today: bool
    is_past: bool

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.items)

    @property
    def is_solemn(self) -> bool:
        return any(one.is_solemn for one in self.nationals)

    @property
    def is_holiday(self) -> bool:
        """Closed by name: a holiday, a day of collective leave, or one of the office's own."""
        return self.closure is not None and bool(self.closure.name)

    @property
    def is_collective_leave(self) -> bool:
        return self.closure is not None and self.closure.reason is Reason.COLLECTIVE_LEAVE

    @property
    def is_solemn_holiday(self) -> bool:
        """Closed for a day that is solemn itself, as Nyepi is."""
        named = self.closure.name if self.closure else ""
        return any(one.is_solemn and one.name == named for one in self.nationals)

    @property
    def is_gap(self) -> bool:
        """A working day that is still to come and has no post."""
        return self.is_inside and not self.is_past and self.closure is None and not self.count

    @property
    def other_days(self) -> tuple[NationalDay, ...]:
        """National days that the closure does not already name."""
        named = self.closure.name if self.closure else ""
        return tuple(one for one in self.nationals if one.name != named)

    @property
    def idea(self) -> str:
        """What a post for this day might be about."""
        return self.nationals[0].name if self.nationals else ""


@dataclass(frozen=True, kw_only=True)
class Share:
    """How much of what is shown belongs to a pillar; `pillar` None: to none."""

    pillar: Pillar | None
    count: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.count / self.of) if self.of else 0

    @property
    def target(self) -> int | None:
        return self.pillar.share_percent if self.pillar else None

    @property
    def is_far(self) -> bool:
        """More than ten points away from its target."""
        return bool(self.of) and self.target is not None and abs(self.percent - self.target) > 10


@dataclass(frozen=True, kw_only=True)
class Balance:
    """Pillar ratio and ceremony share (R19), of all posts that are counted."""

    shares: tuple[Share, ...]
    ceremonies: int
    of: int
    ceremony_most: int = CEREMONY_MOST

    @property
    def ceremony_percent(self) -> int:
        return round(100 * self.ceremonies / self.of) if self.of else 0

    @property
    def has_too_many_ceremonies(self) -> bool:
        return self.of > 0 and 100 * self.ceremonies > self.ceremony_most * self.of


@dataclass(frozen=True, kw_only=True)
class Board:
    """A stretch of days."""

    first: date
    last: date
    days: tuple[Day, ...]
    balance: Balance
    prepare: tuple[NationalDay, ...]
    pillars: Mapping[int, Pillar]
    is_estimate: bool

    @property
    def weeks(self) -> list[tuple[Day, ...]]:
        return [self.days[at : at + 7] for at in range(0, len(self.days), 7)]

    @property
    def gaps(self) -> list[Day]:
        return [day for day in self.days if day.is_gap]

    @property
    def gap_count(self) -> int:
        return len(self.gaps)

    @property
    def count(self) -> int:
        return self.balance.of


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of its month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - ONE_DAY


def week_of(day: date) -> tuple[date, date]:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def bounds(zone: Zone, first: date, last: date) -> tuple[datetime, datetime]:
    """The instants at which the first day begins and the last one is over, on the office's clock."""
    return zone.at(first, time()), zone.at(last + ONE_DAY, time())


def board(
    member: Member,
    first: date,
    last: date,
    *,
    now: datetime,
    filters: content.CalendarFilters | None = None,
    shown: int = 4,
    whole_weeks: bool = True,
) -> Board:
    """What stands on the days from `first` to `last`; at most `shown` posts a day, the rest is counted."""
    calendar = calendar_of(member.institution)
    zone = zone_of(member.institution)
    begin, end = (week_of(first)[0], week_of(last)[1]) if whole_weeks else (first, last)
    pillars = {one.pk: one for one in content.pillars(member.institution_id)}
    tz = zone.tz
    between = bounds(zone, begin, end)
    kept: dict[date, list[content.CalendarItem]] = defaultdict(list)
    for item in content.first_of_each_day(member, *between, filters, tz=tz, most=shown):
        kept[item.due_at.astimezone(tz).date()].append(item)
    counts: Counter[date] = Counter()
    by_pillar: Counter[int | None] = Counter()
    ceremonies = 0
    for day in content.counts_of_days(member, *between, filters, tz=tz):
        counts[day.on] += day.items
        if first <= day.on <= last:
            by_pillar[day.pillar_id if day.pillar_id in pillars else None] += day.items
            ceremonies += day.items if day.is_ceremony else 0
    return Board(
        first=first,
        last=last,
        days=tuple(_days(calendar, begin, end, first, last, zone.day_of(now), kept, counts)),
        balance=_balance(pillars, by_pillar, ceremonies),
        prepare=to_prepare(zone.day_of(now), calendar.decrees),
        pillars=pillars,
        is_estimate=any(calendar.is_estimate(year) for year in {first.year, last.year}),
    )


def _days(
    calendar: WorkingCalendar,
    begin: date,
    end: date,
    first: date,
    last: date,
    today: date,
    kept: Mapping[date, list[content.CalendarItem]],
    counts: Mapping[date, int],
) -> Iterator[Day]:
    special: dict[date, list[NationalDay]] = defaultdict(list)
    for year in range(begin.year, end.year + 1):
        for one in national_days(year, calendar.decrees):
            special[one.on].append(one)
    for number in range((end - begin).days + 1):
        on = begin + timedelta(days=number)
        yield Day(
            on=on,
            items=tuple(kept.get(on, ())),
            count=counts.get(on, 0),
            closure=calendar.closure_on(on),
            nationals=tuple(special.get(on, ())),
            is_inside=first <= on <= last,
            is_today=on == today,
            is_past=on < today,
        )


def _balance(pillars: Mapping[int, Pillar], by_pillar: Mapping[int | None, int], ceremonies: int) -> Balance:
    of = sum(by_pillar.values())
    shares = [Share(pillar=one, count=by_pillar.get(pk, 0), of=of) for pk, one in pillars.items()]
    if without := by_pillar.get(None, 0):
        shares.append(Share(pillar=None, count=without, of=of))
    return Balance(shares=tuple(shares), ceremonies=ceremonies, of=of)


def free_days(institution: Institution, first: date, last: date) -> list[date]:
    """The working days from `first` to `last` on which nothing is planned."""
    calendar, zone = calendar_of(institution), zone_of(institution)
    own = _Of(institution.pk)
    taken = {day.on for day in content.counts_of_days(own, *bounds(zone, first, last), tz=zone.tz)}
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [on for on in days if calendar.is_business_day(on) and on not in taken]


def balance_of_month(institution: Institution, day: date) -> Balance:
    """Pillar ratio and ceremony share of a day's month (R19), planned posts included."""
    zone = zone_of(institution)
    pillars = {one.pk: one for one in content.pillars(institution.pk)}
    counted = content.counts_of_days(_Of(institution.pk), *bounds(zone, *month_of(day)), tz=zone.tz)
    by_pillar: Counter[int | None] = Counter()
    for one in counted:
        by_pillar[one.pillar_id if one.pillar_id in pillars else None] += one.items
    return _balance(pillars, by_pillar, sum(one.items for one in counted if one.is_ceremony))


class _Of:
    """Whoever acts for an institution."""

    def __init__(self, institution_id: int) -> None:
        self.institution_id = institution_id


def listed(
    member: Member,
    first: date,
    last: date,
    *,
    filters: content.CalendarFilters | None = None,
    after: tuple[datetime, int] | None = None,
    most: int = A_PAGE,
) -> tuple[list[content.CalendarItem], bool]:
    """Posts in order of time from a mark on, and whether there are more."""
    start, end = bounds(zone_of(member.institution), first, last)
    found = list(content.calendar_items(member, start, end, filters, after=after, most=most + 1))
    return found[:most], len(found) > most


def fingerprint(token: str) -> str:
    """What is stored of a secret address."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed(institution_id: int, token: str) -> FeedLink | None:
    """The feed of a secret address, while its member may see the calendar. Ask it inside `acting_for`."""
    found = (
        FeedLink.objects.filter(
            institution_id=institution_id, fingerprint=fingerprint(token), revoked_at__isnull=True
        )
        .select_related("member__institution", "member__person")
        .first()
    )
    return found if found is not None and found.member.may(Permission.SEE_CALENDAR) else None


def feed_of(member: Member) -> FeedLink | None:
    """The member's own feed."""
    return FeedLink.objects.seen_by(member).filter(member=member, revoked_at__isnull=True).first()
