"""Reminding units, step by step up the ladder, and telling them their week (R32).

Every step is a row that can be made once, in the transaction that promises its mail: a sweep that runs twice, or dies
half-way and runs again, changes nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.clock import WorkingCalendar
from pendopo.institution.models import Institution, Rung
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases import asking
from pendopo.serve.cases.actions.mailing import promise_mail
from pendopo.serve.cases.actions.story import locked, note
from pendopo.serve.cases.clocks import Terms
from pendopo.serve.cases.models import MailKind, Referral, Reminder
from pendopo.serve.cases.queries import referring as queries
from pendopo.serve.cases.states import WITH_UNIT, CaseState, ReferralState
from pendopo.serve.cases.unit_clock import WHOLE, UnitClock

PROMISED: Final = 0  # the step of the day that the unit named itself
LADDER: Final = tuple(Rung)
LOOK_AGAIN: Final = timedelta(hours=2)  # while others have the word, the unit's clock stands still
DIGEST_AT: Final = time(8)


@transaction.atomic
def remind(*, referral: Referral, now: datetime) -> list[Reminder]:
    """Take the steps of a referral's clock that are reached and were not taken. Returns those that are new.

    Where several are reached at once, because no worker was there, only the highest writes to anybody.
    """
    case = locked(referral.case)
    row = Referral.objects.select_for_update(of=("self",)).select_related("unit").get(pk=referral.pk)
    row.case = case
    if row.state not in WITH_UNIT:
        Referral.objects.filter(pk=row.pk).update(remind_at=None)
        return []
    clock = asking.clock_of(row)
    if case.state == CaseState.WAITING_CITIZEN or asking.is_to_be_passed_on(case):
        _look_again(row, clock.calendar.next_opening(now + LOOK_AGAIN))
        return []
    ladder = Terms.read(case.clocks.terms).escalate_at
    taken = set(row.reminders.values_list("step", flat=True))
    new = [step for step in _reached(row, clock, ladder, now=now) if step not in taken]
    made = [_take(row, step, told=[], now=now) for step in new[:-1]]
    if new:
        made.append(_climb(row, new[-1], ladder, now=now))
    _look_again(row, _next_look(row, clock, [one for one in ladder if one not in {*taken, *new}], now=now))
    return made


def _reached(row: Referral, clock: UnitClock, ladder: Sequence[int], *, now: datetime) -> list[int]:
    percent = clock.percent(now)
    reached = [step for step in ladder if step <= percent]
    if row.state == ReferralState.NEEDS_TIME and row.needs_until is not None:
        if clock.calendar.zone.day_of(now) <= row.needs_until:
            # Whoever named a day is left in peace until then; the law's clock runs all the same.
            return [step for step in reached if step >= WHOLE]
        return [PROMISED, *reached]
    return reached


def _next_look(row: Referral, clock: UnitClock, left: Sequence[int], *, now: datetime) -> datetime | None:
    looks = [clock.at(step) for step in left]
    if row.state == ReferralState.NEEDS_TIME and row.needs_until is not None:
        looks = [clock.at(step) for step in left if step >= WHOLE]
        if clock.calendar.zone.day_of(now) <= row.needs_until:
            looks.append(_morning_after(clock.calendar, row.needs_until))
    # Working days may have changed since: whatever should have come already comes with the next sweep.
    return min((max(one, now) for one in looks), default=None)


def _morning_after(calendar: WorkingCalendar, day: date) -> datetime:
    return calendar.next_opening(calendar.zone.at(day + timedelta(days=1), time.min))


def _look_again(row: Referral, at: datetime | None) -> None:
    Referral.objects.filter(pk=row.pk).update(remind_at=at)


def _take(row: Referral, step: int, *, told: list[str], now: datetime) -> Reminder:
    return Reminder.objects.create(
        institution_id=row.institution_id, referral=row, step=step, at=now, told=told
    )


def _climb(row: Referral, step: int, ladder: Sequence[int], *, now: datetime) -> Reminder:
    """Write to everybody up to the rung of this step, and put it into the story."""
    height = 1 if step == PROMISED else ladder.index(step) + 2
    contacts = promise_mail(
        MailKind.PROMISED if step == PROMISED else MailKind.REMINDER,
        key=f"reminder:{row.pk}:{step}",
        unit=row.unit,
        referral=row,
        rungs=LADDER[:height],
        words={"percent": step, "is_over": step >= WHOLE},
        now=now,
    )
    told = list(dict.fromkeys(one.name for one in contacts))
    made = _take(row, step, told=told, now=now)
    case = row.case
    note(
        case,
        "unit_reminded" if step != PROMISED else "unit_promised",
        now=now,
        unit=row.unit,
        name=row.unit.called,
        percent=step,
        who=", ".join(told) or "–",
    )
    ledger.write(
        did="cases.escalated",
        by=None,
        institution_id=row.institution_id,
        to=case,
        at=now,
        words={"code": case.code, "unit": row.unit.name, "percent": step, "who": ", ".join(told) or "–"},
    )
    words = {"unit": row.unit.called, "code": case.code, "percent": step}
    notices.tell(
        institution_id=row.institution_id,
        to=asking.liaisons(row),
        kind="cases.reminded",
        title=Sentence(gettext_noop("%(unit)s still has a question to answer"), words),
        text=Sentence(gettext_noop("Please answer it by %(day)s."), {"day": asking.due(row)}),
        url=reverse("cases:as_liaison", args=[row.pk]),
        urgent=step >= WHOLE,
        once=f"cases.reminded:{row.pk}:{step}",
        now=now,
    )
    if step >= WHOLE:
        notices.tell(
            institution_id=row.institution_id,
            to=[*asking.coordinators(case), *asking.keepers(case)],
            kind="cases.silent",
            title=Sentence(gettext_noop("%(unit)s has not answered case %(code)s in time"), words),
            text=Sentence(
                gettext_noop("The whole ladder was told. A coordinator can decide who answers instead.")
            ),
            url=reverse("cases:case", args=[case.pk]),
            urgent=True,
            once=f"cases.silent:{row.pk}:{step}",
            now=now,
        )
    return made


@transaction.atomic
def tell_the_week(*, house: Institution, now: datetime) -> int:
    """Each unit's week in numbers, on the first working day of the week at eight, once. Returns how many mails."""
    calendar = structure.calendar_of(house)
    week = _week_to_tell(calendar, now)
    if week is None:
        return 0
    weeks = queries.weeks_of_units(house, now=now)
    written = 0
    for one in weeks:
        contacts = promise_mail(
            MailKind.DIGEST,
            key=f"digest:{week}:{one.unit.pk}",
            unit=one.unit,
            words=one.numbers(),
            now=now,
        )
        written += sum(1 for contact in contacts if contact.email)
    if weeks:
        total = {name: sum(one.numbers()[name] for one in weeks) for name in ("open", "late", "answered")}
        notices.tell(
            institution_id=house.pk,
            to=people.members_who_may(house.pk, Permission.COORDINATE_CASES).values_list("pk", flat=True),
            kind="cases.digest",
            title=Sentence(gettext_noop("Units have %(open)s open questions, %(late)s of them late"), total),
            text=Sentence(gettext_noop("They answered %(answered)s in the last seven days."), total),
            url=reverse("cases:list"),
            once=f"cases.digest:{week}",
            now=now,
        )
    return written


def _week_to_tell(calendar: WorkingCalendar, now: datetime) -> str | None:
    """Which week is told now: "2026-W48", from eight on its first working day until that day ends."""
    today = calendar.zone.day_of(now)
    monday = today - timedelta(days=today.weekday())
    first = next(
        (day for day in (monday + timedelta(days=n) for n in range(7)) if calendar.is_business_day(day)), None
    )
    if first != today or now < calendar.zone.at(today, DIGEST_AT):
        return None
    year, number, _day = today.isocalendar()
    return f"{year}-W{number:02}"
