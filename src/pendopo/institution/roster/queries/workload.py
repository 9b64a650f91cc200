"""How long people were on duty, and how much of it while the office was closed (R91)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pendopo.institution.roster.hours import ONE_DAY, Stretch
from pendopo.institution.roster.models import Shift
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.models import Institution


@dataclass(frozen=True, kw_only=True)
class Workload:
    """One person's time on duty between two days, as the roster has it."""

    member_id: int
    name: str
    shifts: int
    time: timedelta
    outside: timedelta  # of it while the office was closed

    @property
    def outside_share(self) -> float:
        """Between 0 and 1."""
        return self.outside / self.time if self.time else 0.0


def workload(institution: Institution, first: date, last: date, *, now: datetime) -> list[Workload]:
    """Everybody's time on duty from `first` to `last`, both included, as far as it has passed; the most first.

    A shift over midnight counts on each day with its own part.
    """
    calendar = structure.calendar_of(institution)
    begin = calendar.zone.at(first, time.min)
    end = min(calendar.zone.at(last + ONE_DAY, time.min), now)
    found: dict[int, Workload] = {}
    stood = Shift.objects.filter(institution=institution, begins_at__lt=end, ends_at__gt=begin).standing()
    for one in stood.select_related("member__person"):
        part = Stretch(max(one.begins_at, begin), min(one.ends_at, end))
        before = found.get(one.member_id)
        inside = calendar.office_time_between(part.begins_at, part.ends_at)
        found[one.member_id] = Workload(
            member_id=one.member_id,
            name=one.member.name,
            shifts=1 + (before.shifts if before else 0),
            time=part.length + (before.time if before else timedelta()),
            outside=part.length - inside + (before.outside if before else timedelta()),
        )
    return sorted(found.values(), key=lambda one: (-one.time, one.name))
