"""The board: day by day who is on duty, why somebody is not, and what nobody covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from pendopo.foundation.clock import Closure, WorkingCalendar
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.people.models import AssignmentLetter, Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.roster.hours import ONE_DAY, Stretch, days, office_stretches, stretch_on, uncovered
from pendopo.institution.roster.models import Leave, RosterSettings, Shift
from pendopo.institution.roster.states import STANDING, Cover
from pendopo.institution.structure import queries as structure


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One shift as the board shows it."""

    shift: Shift
    is_own: bool
    runs: bool
    has_ended: bool
    is_away: bool  # on leave
    has_letter: bool
    may_answer: bool

    @property
    def counts(self) -> bool:
        """Whether somebody answers in it."""
        return not self.is_away and self.has_letter and self.may_answer


@dataclass(frozen=True, kw_only=True)
class Day:
    """One row of the board."""

    on: date
    closure: Closure | None
    marks: tuple[Mark, ...]
    gaps: tuple[Stretch, ...]
    is_today: bool
    has_passed: bool


@dataclass(frozen=True, kw_only=True)
class Board:
    """Some days of the roster."""

    first: date
    last: date
    days: tuple[Day, ...]
    is_kept: bool
    is_estimate: bool  # holidays of a year that no decree is known for

    @property
    def gap_days(self) -> int:
        """Days to come with a gap."""
        return sum(bool(day.gaps) for day in self.days if not day.has_passed)


def cover_of(row: BelongsTo) -> RosterSettings:
    """When somebody has to be on duty here."""
    kept = RosterSettings.objects.seen_by(row).first()
    return kept or RosterSettings(institution_id=row.institution_id)


def board(member: Member, first: date, last: date, *, now: datetime) -> Board:
    """The roster from `first` to `last`, both included. Five questions, however long it is."""
    calendar = structure.calendar_of(member.institution)
    zone, today = calendar.zone, calendar.zone.day_of(now)
    begin, end = zone.at(first, time.min), zone.at(last + ONE_DAY, time.min)
    shifts = list(
        Shift.objects.seen_by(member)
        # From the evening before: a night shift covers the morning.
        .filter(state__in=STANDING, begins_at__lt=end, ends_at__gt=begin)
        .select_related("member__person")
        .order_by("begins_at", "pk")
    )
    marks = _marks(member, shifts, now)
    cover = cover_of(member)
    covered = [Stretch(one.shift.begins_at, one.shift.ends_at) for one in marks if one.counts]
    return Board(
        first=first,
        last=last,
        days=tuple(
            Day(
                on=day,
                closure=calendar.closure_on(day),
                marks=tuple(one for one in marks if one.shift.begins_on == day),
                gaps=tuple(uncovered(needed_on(calendar, cover, day), covered)),
                is_today=day == today,
                has_passed=day < today,
            )
            for day in days(first, last)
        ),
        is_kept=bool(shifts) or Shift.objects.seen_by(member).filter(state__in=STANDING).exists(),
        is_estimate=any(calendar.is_estimate(year) for year in {first.year, last.year}),
    )


def needed_on(calendar: WorkingCalendar, cover: RosterSettings, day: date) -> tuple[Stretch, ...]:
    """When somebody has to be on duty on a day."""
    if cover.cover == Cover.OFFICE or cover.begins is None or cover.ends is None:
        return office_stretches(calendar, day)
    if cover.cover == Cover.WORKING_DAYS and not calendar.is_business_day(day):
        return ()
    return (stretch_on(calendar.zone, day, cover.begins, cover.ends),)


def _marks(viewer: Member, shifts: Iterable[Shift], now: datetime) -> list[Mark]:
    rows = list(shifts)
    people = {one.member_id for one in rows}
    away = list(
        Leave.objects.seen_by(viewer)
        .filter(member_id__in=people, withdrawn_at__isnull=True)
        .values_list("member_id", "first_on", "last_on")
    )
    letters = list(
        AssignmentLetter.objects.seen_by(viewer)
        .filter(member_id__in=people, revoked_at__isnull=True)
        .values_list("member_id", "valid_from", "valid_until")
    )
    return [
        Mark(
            shift=one,
            is_own=one.member_id == viewer.pk,
            runs=one.begins_at <= now < one.ends_at,
            has_ended=one.ends_at <= now,
            is_away=any(who == one.member_id and begin <= one.begins_on <= end for who, begin, end in away),
            has_letter=any(
                who == one.member_id and begin <= one.begins_on and (until is None or until >= one.begins_on)
                for who, begin, until in letters
            ),
            may_answer=one.member.may(Permission.REPLY),
        )
        for one in rows
    ]
