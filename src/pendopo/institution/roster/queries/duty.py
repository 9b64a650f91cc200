"""Who is on duty now, and who comes next: the one source of it for the whole house.

Where no roster is kept, the duty officers are: so an office may begin without one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q

from pendopo.foundation.clock import Zone
from pendopo.foundation.often import Often
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import AssignmentLetter, MemberQuerySet
from pendopo.institution.people.roles import PERMISSIONS, Permission, Role
from pendopo.institution.roster.models import Shift, ShiftQuerySet
from pendopo.institution.roster.states import STANDING
from pendopo.institution.structure.models import Institution
from pendopo.institution.structure.queries import calendar_of

# A roster whose last shift ended longer ago is no longer kept.
KEPT_FOR: Final = timedelta(days=7)
NEXT_MOST: Final = 20


def on_duty(institution: Institution, now: datetime) -> MemberQuerySet:
    """Who answers citizens at this moment, with a letter that is valid today (R02)."""
    return _on_duty(institution.pk, **_moment(institution, now))


def names_on_duty(institution: Institution, now: datetime, *, most: int) -> list[str]:
    """What those on duty are called, and nothing else of them: every page asks for it."""
    found = NAMES.rows(institution_id=institution.pk, **_moment(institution, now))
    return [name or email for name, email in found[:most]]


def _on_duty(institution_id: int, *, now: datetime, today: date, kept_since: datetime) -> MemberQuerySet:
    letters = AssignmentLetter.objects.filter(institution_id=institution_id).valid_on(today)
    in_roster = Exists(
        Shift.objects.filter(institution_id=institution_id, member_id=OuterRef("pk")).standing().at(now)
    )
    may_answer = Q(roles__overlap=[role.value for role in PERMISSIONS[Permission.REPLY]])
    is_kept = Exists(_kept(institution_id, since=kept_since))
    without_roster = Q(roles__contains=[Role.DUTY_OFFICER.value]) & ~is_kept
    return (
        people.members(institution_id)
        .filter(pk__in=letters.values("member_id"))
        .filter(Q(in_roster) & may_answer | without_roster)
    )


def _moment(institution: Institution, now: datetime) -> dict[str, Any]:
    return {"now": now, "today": Zone(institution.zone).day_of(now), "kept_since": now - KEPT_FOR}


NAMES: Final = Often(
    lambda institution_id, **moment: (
        _on_duty(institution_id, **moment).select_related(None).values_list("person__name", "person__email")
    ),
    institution_id=int,
    now=datetime,
    today=date,
    kept_since=datetime,
)


def is_kept(institution: Institution, now: datetime) -> bool:
    """Whether a roster is kept here: shifts are planned, or ended this week."""
    return _kept(institution.pk, since=now - KEPT_FOR).exists()


def on_duty_next(institution: Institution, now: datetime, *, but: Iterable[int] = ()) -> list[Shift]:
    """The shifts that begin next, without those of some members, the nearest first; one for each person."""
    zone, seen, found = Zone(institution.zone), set(but), []
    coming = (
        Shift.objects.filter(institution=institution, begins_at__gt=now)
        .standing()
        .filter(member__left_at__isnull=True)
        .select_related("member__person")
        .order_by("begins_at", "pk")
    )
    for one in coming[:NEXT_MOST]:
        if one.member_id not in seen and _has_letter(one, zone):
            found.append(one)
            seen.add(one.member_id)
    return found


def next_presence(institution: Institution, now: datetime) -> datetime:
    """The next instant at which somebody answers: the office opens, or a shift begins, whichever comes first."""
    opening = calendar_of(institution).next_opening(now)
    coming = on_duty_next(institution, now)
    return min(opening, coming[0].begins_at) if coming else opening


def _kept(institution_id: int, *, since: datetime) -> ShiftQuerySet:
    return Shift.objects.filter(institution_id=institution_id, state__in=STANDING, ends_at__gt=since)


def _has_letter(one: Shift, zone: Zone) -> bool:
    letters = AssignmentLetter.objects.filter(institution_id=one.institution_id, member_id=one.member_id)
    return letters.valid_on(zone.day_of(one.begins_at)).exists()
