"""Shifts, swaps and leave, one by one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from pendopo.institution.people.models import Member
from pendopo.institution.roster.models import Leave, Shift, ShiftQuerySet, Swap, WeeklyShift
from pendopo.institution.roster.policies import may_manage
from pendopo.institution.roster.states import ShiftState, SwapState
from pendopo.institution.structure import queries as structure

OFFERED_MOST: Final = 60
NOTE_FRESH_FOR: Final = timedelta(days=3)


def shift(institution_id: int, shift_id: int) -> Shift:
    """One shift with whoever stands in it. Raises Shift.DoesNotExist."""
    return Shift.objects.select_related("member__person", "institution").get(
        institution_id=institution_id, pk=shift_id
    )


def swap(institution_id: int, swap_id: int) -> Swap:
    """One swap with both people and shifts. Raises Swap.DoesNotExist."""
    return Swap.objects.select_related("asked_by__person", "to__person", "shift", "in_return").get(
        institution_id=institution_id, pk=swap_id
    )


def own_shifts(member: Member, now: datetime) -> ShiftQuerySet:
    """Their shifts that have not ended yet."""
    found = Shift.objects.seen_by(member).filter(member=member, state=ShiftState.PLANNED, ends_at__gt=now)
    return found.order_by("begins_at", "pk")


def weekly_shifts(member: Member, now: datetime) -> QuerySet[WeeklyShift]:
    """The weekly pattern of the office, as far as it still goes on."""
    today = structure.zone_of(member.institution).day_of(now)
    return (
        WeeklyShift.objects.seen_by(member)
        .filter(Q(last_on__isnull=True) | Q(last_on__gte=today))
        .select_related("member__person")
    )


def swaps_to_answer(member: Member, now: datetime) -> QuerySet[Swap]:
    """Swaps that wait for this member's word."""
    return (
        Swap.objects.seen_by(member)
        .filter(to=member, state=SwapState.ASKED, shift__begins_at__gt=now)
        .select_related("asked_by__person", "shift", "in_return")
    )


def open_swaps(member: Member, now: datetime) -> QuerySet[Swap]:
    """Swaps nobody has answered yet, that this member was asked for or asks for; the next shift first."""
    return (
        Swap.objects.seen_by(member)
        .filter(Q(to=member) | Q(asked_by=member), state=SwapState.ASKED, shift__begins_at__gt=now)
        .select_related("asked_by__person", "to__person", "shift")
        .order_by("shift__begins_at", "pk")
    )


def offers(member: Member, now: datetime) -> ShiftQuerySet:
    """Shifts of colleagues to come that `member` could take in return."""
    return (
        Shift.objects.seen_by(member)
        .filter(state=ShiftState.PLANNED, begins_at__gt=now, member__left_at__isnull=True)
        .exclude(member=member)
        .select_related("member__person")
        .order_by("begins_at", "pk")[:OFFERED_MOST]
    )


def leave_of(member: Member, now: datetime) -> QuerySet[Leave]:
    """Leave that has not ended: one's own, and for those who keep the roster everybody's."""
    today = structure.zone_of(member.institution).day_of(now)
    found = Leave.objects.seen_by(member).filter(withdrawn_at__isnull=True, last_on__gte=today)
    if not may_manage(member):
        found = found.filter(member=member)
    return found.select_related("member__person")


def handover_for(member: Member, now: datetime) -> Shift | None:
    """The last handover note of these days, for whoever goes on."""
    return (
        Shift.objects.seen_by(member)
        .filter(
            state=ShiftState.HANDED_OVER,
            handed_over_at__gt=now - NOTE_FRESH_FOR,
            handed_over_at__lte=now,
        )
        .select_related("member__person")
        .order_by("-handed_over_at")
        .first()
    )
