"""When each person wants to hear only what is urgent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min

from pendopo.foundation.clock import WorkingCalendar
from pendopo.institution.people.models import Member
from pendopo.institution.roster.hours import daily_end
from pendopo.institution.roster.models import QuietHours, Shift
from pendopo.institution.roster.queries.duty import on_duty
from pendopo.institution.roster.states import Quiet
from pendopo.institution.structure import queries as structure


def quiet_of(member: Member) -> QuietHours:
    """What a person has chosen; who never chose is left alone while the office is closed."""
    kept = QuietHours.objects.seen_by(member).filter(member=member).first()
    return kept or QuietHours(institution_id=member.institution_id, member=member)


def quiet_until(institution_id: int, members: Iterable[int], now: datetime) -> dict[int, datetime]:
    """Those of the members who have quiet now, and until when: their own time on duty ends it.

    Who is on duty has no quiet. Asked by the worker before each mail and push, never by a page.
    """
    asked = set(members)
    institution = structure.institution(institution_id)
    calendar = structure.calendar_of(institution)
    chosen = {
        one.member_id: one
        for one in QuietHours.objects.filter(institution_id=institution_id, member_id__in=asked)
    }
    until = {
        member_id: end
        for member_id in asked
        if (end := _end(chosen.get(member_id) or QuietHours(), calendar, now)) is not None
    }
    if not until:
        return {}
    for member_id in on_duty(institution, now).filter(pk__in=until).values_list("pk", flat=True):
        del until[member_id]
    first = (
        Shift.objects.filter(institution_id=institution_id, member_id__in=until, begins_at__gt=now)
        .standing()
        .order_by()
        .values("member_id")
        .annotate(begins=Min("begins_at"))
        .values_list("member_id", "begins")
    )
    return until | {member_id: min(until[member_id], begins) for member_id, begins in first}


def _end(chosen: QuietHours, calendar: WorkingCalendar, now: datetime) -> datetime | None:
    match chosen.choice:
        case Quiet.NEVER:
            return None
        case Quiet.OWN if chosen.begins is not None and chosen.ends is not None:
            return daily_end(calendar.zone, now, chosen.begins, chosen.ends)
        case _:
            return None if calendar.is_open(now) else calendar.next_opening(now)
