"""Who is put on duty: week by week, for one day, or instead of somebody; and the note at a shift's end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import events, ledger
from pendopo.foundation.clock import Reason, WorkingCalendar
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.events import MemberLeft
from pendopo.institution.people.models import Member
from pendopo.institution.roster import policies
from pendopo.institution.roster.actions.standing import held, is_busy, locked, require_free
from pendopo.institution.roster.actions.swapping import end_swaps, lapse
from pendopo.institution.roster.events import ShiftCalledOff, ShiftGiven, ShiftHandedOver
from pendopo.institution.roster.hours import Stretch, days, stretch_on
from pendopo.institution.roster.models import Shift, ShiftQuerySet, WeeklyShift
from pendopo.institution.roster.states import FLOW, ShiftState
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.events import WorkingDaysChanged

# Three months: the board of the next month is always whole.
AHEAD: Final = timedelta(days=92)
LONGEST: Final = timedelta(hours=16)
# The note may be written a little before the end, and long after it.
NOTE_BEFORE: Final = timedelta(hours=1)


@transaction.atomic
def plan_weekly(
    *,
    member: Member,
    weekdays: list[int],
    begins: time,
    ends: time,
    first_on: date,
    last_on: date | None = None,
    on_days_off: bool = False,
    by: Member,
    now: datetime,
) -> list[WeeklyShift]:
    """Put somebody on duty every week on these weekdays (Monday 0). Raises Refused."""
    policies.require_may_manage(by, member, now=now)
    zone = structure.zone_of(by.institution)
    if first_on < zone.day_of(now):
        raise Refused(_("This day has passed. Choose today or a later one."), field="first_on")
    if last_on is not None and last_on < first_on:
        raise Refused(_("The last day comes before the first one."), field="last_on")
    if not weekdays:
        raise Refused(_("Choose at least one weekday."), field="weekdays")
    _require_length(stretch_on(zone, first_on, begins, ends))
    policies.require_fit_for_duty(member, first_on)
    held(member)
    made = [
        WeeklyShift.objects.create(
            institution_id=by.institution_id,
            member=member,
            weekday=weekday,
            begins=begins,
            ends=ends,
            first_on=first_on,
            last_on=last_on,
            on_days_off=on_days_off,
            made_by=by,
        )
        for weekday in sorted(set(weekdays))
    ]
    plan_ahead(institution_id=by.institution_id, now=now)
    ledger.write(
        did="roster.weekly_planned",
        by=by,
        to=member,
        at=now,
        words={"name": member.name, "first": first_on.isoformat()},
    )
    return made


@transaction.atomic
def end_weekly(*, weekly: WeeklyShift, last_on: date, by: Member, now: datetime) -> None:
    """Let a weekly shift come for the last time on a day; what is planned after it goes. Raises Refused."""
    policies.require_may_manage(by, weekly, now=now)
    today = structure.zone_of(by.institution).day_of(now)
    # One that never came goes without a trace on the board.
    last_on = max(last_on, today - timedelta(days=1), weekly.first_on)
    WeeklyShift.objects.seen_by(by).filter(pk=weekly.pk).update(last_on=last_on)
    _take_away(weekly, after=last_on, now=now)
    ledger.write(
        did="roster.weekly_ended",
        by=by,
        to=weekly.member,
        at=now,
        words={"name": weekly.member.name, "last": last_on.isoformat()},
    )


@transaction.atomic
def plan_ahead(*, institution_id: int, now: datetime) -> int:
    """Make the dated shifts of the weekly pattern for the coming three months. Returns how many were new.

    Done as often as one likes: each comes once a day, whatever became of it. A day that has become a holiday
    since then takes its shifts away.
    """
    institution = structure.institution(institution_id)
    calendar = structure.calendar_of(institution)
    today = calendar.zone.day_of(now)
    wanted: list[Shift] = []
    for weekly in WeeklyShift.objects.filter(institution_id=institution_id).select_related("member__person"):
        if not weekly.member.is_here:
            continue
        first = max(today, weekly.first_on)
        last = min(today + AHEAD, weekly.last_on or date.max)
        coming = [day for day in days(first, last) if day.weekday() == weekly.weekday]
        off = [day for day in coming if not _comes_on(weekly, day, calendar)]
        _planned_only(weekly, now).filter(begins_on__in=off).delete()
        known = set(weekly.shifts.values_list("begins_on", flat=True))
        for day in coming:
            stretch = stretch_on(calendar.zone, day, weekly.begins, weekly.ends)
            if day in known or day in off or stretch.ends_at <= now or is_busy(weekly.member, stretch):
                continue
            wanted.append(
                Shift(
                    institution_id=institution_id,
                    member_id=weekly.member_id,
                    weekly=weekly,
                    begins_on=day,
                    begins_at=stretch.begins_at,
                    ends_at=stretch.ends_at,
                )
            )
    # Two workers may plan at once: the constraint lets each shift in once.
    return len(Shift.objects.bulk_create(wanted, ignore_conflicts=True))


def plan_anew(event: WorkingDaysChanged) -> None:
    """Days off have changed, and with them when weekly shifts come."""
    plan_ahead(institution_id=event.institution_id, now=event.at)


@transaction.atomic
def plan_shift(*, member: Member, on: date, begins: time, ends: time, by: Member, now: datetime) -> Shift:
    """Put somebody on duty once. Raises Refused."""
    policies.require_may_manage(by, member, now=now)
    stretch = stretch_on(structure.zone_of(by.institution), on, begins, ends)
    if stretch.ends_at <= now:
        raise Refused(_("This time has passed. Choose a later one."), field="on")
    _require_length(stretch)
    held(member)
    require_free(member, on, stretch)
    shift = Shift.objects.create(
        institution_id=by.institution_id,
        member=member,
        begins_on=on,
        begins_at=stretch.begins_at,
        ends_at=stretch.ends_at,
    )
    ledger.write(
        did="roster.planned",
        by=by,
        to=shift,
        at=now,
        words={"name": member.name, "at": shift.begins_at.isoformat()},
    )
    _tell_given(shift, by=by, now=now)
    return shift


@transaction.atomic
def give_shift(*, shift: Shift, to: Member, by: Member, now: datetime) -> None:
    """Put somebody else in a shift that has not ended, also while it runs. Raises Refused."""
    policies.require_may_manage(by, shift, now=now)
    policies.require_own_house(by, to)
    held(to)
    row = locked(shift)
    _require_planned(row, now)
    if to.pk == row.member_id:
        raise Refused(_("This shift is theirs already. Choose somebody else."), field="to")
    require_free(to, row.begins_on, Stretch(row.begins_at, row.ends_at), field="to")
    before = row.member
    Shift.objects.filter(pk=row.pk).update(member=to)
    lapse(row, now=now)
    ledger.write(
        did="roster.given",
        by=by,
        to=row,
        at=now,
        words={"name": to.name, "before": before.name, "at": row.begins_at.isoformat()},
    )
    row.member = to
    _tell_given(row, by=by, now=now)
    _tell_called_off(row, before, by=by, now=now)


@transaction.atomic
def call_off(*, shift: Shift, why: str, by: Member, now: datetime) -> None:
    """Take a shift off the roster. Raises Refused."""
    policies.require_may_manage(by, shift, now=now)
    if not why.strip():
        raise Refused(_("Write why it is called off."), field="why")
    row = locked(shift)
    _require_planned(row, now)
    FLOW.move(row, ShiftState.CALLED_OFF, called_off_why=why.strip()[:300])
    lapse(row, now=now)
    ledger.write(
        did="roster.called_off",
        by=by,
        to=row,
        at=now,
        words={"name": row.member.name, "at": row.begins_at.isoformat(), "why": why.strip()[:300]},
    )
    _tell_called_off(row, row.member, by=by, now=now)


@transaction.atomic
def hand_over(*, shift: Shift, note: str, by: Member, now: datetime) -> None:
    """Write down at the end of one's shift what whoever comes next must know. Raises Refused."""
    policies.require_own_house(by, shift)
    row = locked(shift)
    if row.member_id != by.pk:
        raise Refused(_("Only whoever was on duty writes the handover note."))
    if row.state != ShiftState.PLANNED:
        raise Stale(_("This shift has been handed over or called off already."))
    if now < max(row.begins_at, row.ends_at - NOTE_BEFORE):
        raise Refused(_("The note is written in the last hour of a shift, or after it. Come back then."))
    if not note.strip():
        raise Refused(
            _("Write what is left to be done, or that nothing is."),
            field="note",
        )
    FLOW.move(row, ShiftState.HANDED_OVER, note=note.strip()[:4000], handed_over_at=now)
    ledger.write(did="roster.handed_over", by=by, to=row, at=now, words={"at": row.begins_at.isoformat()})
    events.tell(ShiftHandedOver(institution_id=row.institution_id, shift_id=row.pk, at=now))


@transaction.atomic(savepoint=False)
def leave_roster(event: MemberLeft) -> None:
    """Whoever left stands in no shift any more; the gaps show on the board."""
    mine = {"institution_id": event.institution_id, "member_id": event.member_id}
    coming = Shift.objects.filter(**mine, state=ShiftState.PLANNED, ends_at__gt=event.at)
    for shift in coming.select_for_update(of=("self",)):
        FLOW.move(shift, ShiftState.CALLED_OFF, called_off_why=_("Has left the office."))
        lapse(shift, now=event.at)
    end_swaps(institution_id=event.institution_id, to_id=event.member_id, now=event.at)
    institution = structure.institution(event.institution_id)
    today = structure.zone_of(institution).day_of(event.at)
    for weekly in WeeklyShift.objects.filter(**mine):
        if weekly.last_on is None or weekly.last_on > today:
            weekly.last_on = max(today, weekly.first_on)
            weekly.save(update_fields=["last_on"])


def _comes_on(weekly: WeeklyShift, day: date, calendar: WorkingCalendar) -> bool:
    closure = calendar.closure_on(day)
    # A shift on a Sunday is meant for Sundays; a holiday is another matter.
    return weekly.on_days_off or closure is None or closure.reason is Reason.REST_DAY


def _planned_only(weekly: WeeklyShift, now: datetime) -> ShiftQuerySet:
    """What is still as the pattern made it: not given away, not asked to be swapped, not begun."""
    return weekly.shifts.filter(
        state=ShiftState.PLANNED, member_id=weekly.member_id, begins_at__gt=now, swaps__isnull=True
    )


def _take_away(weekly: WeeklyShift, *, after: date, now: datetime) -> None:
    _planned_only(weekly, now).filter(begins_on__gt=after).delete()


def _require_length(stretch: Stretch) -> None:
    if stretch.length > LONGEST:
        raise Refused(
            _("A shift lasts at most 16 hours. Divide it between two people."),
            field="ends",
        )


def _require_planned(row: Shift, now: datetime) -> None:
    if row.state != ShiftState.PLANNED:
        raise Stale(_("This shift has been handed over or called off already."))
    if row.ends_at <= now:
        raise Refused(_("This shift has ended. What was, stays as it was."))


def _tell_given(shift: Shift, *, by: Member, now: datetime) -> None:
    if shift.member_id != by.pk:
        events.tell(
            ShiftGiven(
                institution_id=shift.institution_id,
                shift_id=shift.pk,
                member_id=shift.member_id,
                by_id=by.pk,
                at=now,
            )
        )


def _tell_called_off(shift: Shift, member: Member, *, by: Member, now: datetime) -> None:
    if member.pk != by.pk:
        events.tell(
            ShiftCalledOff(
                institution_id=shift.institution_id,
                shift_id=shift.pk,
                member_id=member.pk,
                by_id=by.pk,
                at=now,
            )
        )
