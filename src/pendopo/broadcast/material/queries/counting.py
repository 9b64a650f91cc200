"""Silence, counted kindly: what each unit was asked for, and what came, always with how many that was of.

It is read by a leader. It says nothing of people, ranks no unit above another, and says what would help.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median

from pendopo.broadcast.material.models import MaterialRequest
from pendopo.broadcast.material.states import MaterialState
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.models import LadderContact, OrgUnit, Rung
from pendopo.institution.structure import queries as structure


@dataclass(frozen=True, kw_only=True)
class Silence:
    """One unit in one month. `asked` is what everything else is counted of; of `running` nobody can tell yet."""

    unit_id: int
    unit: str
    month: date
    asked: int
    answered: int
    in_time: int
    running: int  # not answered, and its day has not come
    silent: int  # not answered, and its day has passed
    unopened: int  # of the silent ones: nobody opened the link
    median_days: float | None  # working days until the first answer
    has_mailbox: bool

    @property
    def due(self) -> int:
        """How many of them should have come by now."""
        return self.asked - self.running


@dataclass(frozen=True, kw_only=True)
class Summed:
    """All units of a month together."""

    asked: int = 0
    answered: int = 0
    in_time: int = 0
    running: int = 0
    silent: int = 0


def summed(rows: Iterable[Silence]) -> Summed:
    """The sums of a month, never of people."""
    found = list(rows)
    return Summed(
        asked=sum(one.asked for one in found),
        answered=sum(one.answered for one in found),
        in_time=sum(one.in_time for one in found),
        running=sum(one.running for one in found),
        silent=sum(one.silent for one in found),
    )


def silence(member: BelongsTo, *, month: date, now: datetime) -> list[Silence]:
    """Every unit that was asked in a month of the office's calendar, by name."""
    return of_months(member, first=month, last=month, now=now)


def of_months(member: BelongsTo, *, first: date, last: date, now: datetime) -> list[Silence]:
    """The same for several months, from the month of `first` to that of `last`."""
    house = structure.institution(member.institution_id)
    calendar = structure.calendar_of(house)
    begins, ends = first.replace(day=1), _after(last)
    found = (
        MaterialRequest.objects.seen_by(member)
        .filter(
            asked_at__gte=calendar.zone.at(begins, time.min), asked_at__lt=calendar.zone.at(ends, time.min)
        )
        .select_related("unit")
        .order_by("unit__name", "unit_id", "pk")
    )
    rows: defaultdict[tuple[date, int], list[MaterialRequest]] = defaultdict(list)
    for one in found:
        if not _was_taken_back(one):
            rows[calendar.zone.day_of(one.asked_at).replace(day=1), one.unit_id].append(one)
    reached = _with_mailbox(member)
    counted = []
    for (month, unit_id), asked in rows.items():
        took = [
            max(calendar.business_days_between(one.asked_at, one.answered_at), 0)
            for one in asked
            if one.answered_at is not None
        ]
        counted.append(_counted(month, asked, took, has_mailbox=unit_id in reached, now=now))
    return sorted(counted, key=lambda one: (one.month, one.unit, one.unit_id))


def _was_taken_back(one: MaterialRequest) -> bool:
    """Closed by the office while the unit still had time: nobody was silent there."""
    return (
        one.state == MaterialState.CLOSED
        and one.answered_at is None
        and one.closed_at is not None
        and one.closed_at < one.promised_by
    )


def _with_mailbox(member: BelongsTo) -> set[int]:
    """The units that can be written to: by a mailbox of their own, or somebody's who answers for them."""
    of_their_own = OrgUnit.objects.seen_by(member).exclude(email="").values_list("pk", flat=True)
    contacts = LadderContact.objects.seen_by(member).exclude(email="").filter(rung=Rung.LIAISON)
    return {*of_their_own, *(one for one in contacts.values_list("unit_id", flat=True) if one is not None)}


def _counted(
    month: date, asked: list[MaterialRequest], took: Iterable[int], *, has_mailbox: bool, now: datetime
) -> Silence:
    unit = asked[0].unit
    answered = [one for one in asked if one.answered_at is not None]
    silent = [one for one in asked if one.answered_at is None and one.promised_by <= now]
    days = list(took)
    return Silence(
        unit_id=unit.pk,
        unit=unit.name,
        month=month,
        asked=len(asked),
        answered=len(answered),
        in_time=sum(1 for one in answered if one.answered_at and one.answered_at <= one.promised_by),
        running=len(asked) - len(answered) - len(silent),
        silent=len(silent),
        unopened=sum(1 for one in silent if one.seen_at is None),
        median_days=median(days) if days else None,
        has_mailbox=has_mailbox,
    )


def _after(day: date) -> date:
    first = day.replace(day=1)
    return (
        first.replace(year=first.year + 1, month=1)
        if first.month == 12
        else first.replace(month=first.month + 1)
    )
