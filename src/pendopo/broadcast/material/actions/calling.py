"""Monthly calls: what a unit is asked for each month, made by itself and exactly once."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.material import policies
from pendopo.broadcast.material.actions.asking import asked
from pendopo.broadcast.material.models import LAST_DAY_OF_CALL, MaterialRequest, StandingCall
from pendopo.foundation import ledger
from pendopo.foundation.clock import WorkingCalendar
from pendopo.foundation.errors import Refused
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure

ASKS_AT: Final = time(8)
# A house that was off over the end of a month still asks for it, and no later than this.
CAUGHT_UP: Final = timedelta(days=7)


@transaction.atomic
def keep_call(
    *,
    unit: OrgUnit,
    title: str,
    what: str,
    why: str,
    day: int,
    days_given: int,
    by: Member,
    now: datetime,
    example: str = "",
    call: StandingCall | None = None,
) -> StandingCall:
    """Set a monthly call, or change one; requests that were made stay as they are. Raises Refused.

    The very same call set again is the one there is: a unit is not asked twice for two presses of a button.
    """
    policies.require_may_ask(by, unit, now=now)
    if not 1 <= day <= LAST_DAY_OF_CALL:
        raise Refused(_("Choose a day that every month has: 1 to 28."), field="day")
    if not all(one.strip() for one in (title, what, why)):
        raise Refused(_("Write what you need, what it is about and what it is for."))
    kept: dict[str, Any] = {
        "unit": unit,
        "title": " ".join(title.split())[:200],
        "what": what.strip(),
        "why": why.strip(),
        "example": example.strip(),
        "day": day,
        "days_given": days_given,
        "by": by,
    }
    if call is None:
        # Of two presses the second waits, and finds what the first has set.
        OrgUnit.objects.select_for_update().get(pk=unit.pk)
        there = StandingCall.objects.seen_by(by).filter(ended_at__isnull=True, **kept).first()
        if there is not None:
            return there
        call = StandingCall.objects.create(institution_id=unit.institution_id, made_at=now, **kept)
    else:
        policies.require_may_ask(by, call, now=now)
        if not StandingCall.objects.seen_by(by).filter(pk=call.pk, ended_at__isnull=True).update(**kept):
            raise Refused(_("This call has ended. Set a new one."))
        call.refresh_from_db()
    ledger.write(
        did="material.call_kept",
        by=by,
        to=call,
        at=now,
        words={"title": call.title, "unit": call.unit.called},
    )
    return call


@transaction.atomic
def end_call(*, call: StandingCall, by: Member, now: datetime) -> None:
    """No further requests come of it. Raises Refused."""
    policies.require_may_ask(by, call, now=now)
    if StandingCall.objects.seen_by(by).filter(pk=call.pk, ended_at__isnull=True).update(ended_at=now):
        ledger.write(
            did="material.call_ended",
            by=by,
            to=call,
            at=now,
            words={"title": call.title, "unit": call.unit.called},
        )
        call.refresh_from_db()


@transaction.atomic
def make_request_of(*, call: StandingCall, now: datetime) -> MaterialRequest | None:
    """The request of a month, if its day has come and it was not made. Two workers make one, as the database says.

    A call that was set later in its month begins with the next.
    """
    unit = call.unit
    calendar = structure.calendar_of(unit.institution)
    today = calendar.zone.day_of(now)
    month = _month_due(call, calendar, now)
    if call.ended_at is not None or unit.closed_at is not None or month is None:
        return None
    if call.requests.filter(month=month).exists():
        return None
    try:
        with transaction.atomic():
            return asked(
                unit=unit,
                title=call.title,
                what=call.what,
                why=call.why,
                example=call.example,
                by_day=calendar.add_business_days(today, call.days_given).on,
                by=call.by,
                call=call,
                month=month,
                now=now,
            )
    except IntegrityError:
        return None


def _month_due(call: StandingCall, calendar: WorkingCalendar, now: datetime) -> date | None:
    """The month whose day has come last, and lately; None where the call began after it.

    The 28th of a month that ends in holidays is asked for on the first working day of the next.
    """
    today = calendar.zone.day_of(now)
    this = today.replace(day=1)
    for month in (this, (this - timedelta(days=1)).replace(day=1)):
        on = day_of_call(calendar, call.day, month)
        if calendar.zone.at(on, ASKS_AT) <= now:
            # Long after its day the month before is let go: two requests at once help nobody.
            is_lately = month == this or on >= this or today - on <= CAUGHT_UP
            return month if is_lately and calendar.zone.day_of(call.made_at) <= on else None
    return None


def day_of_call(calendar: WorkingCalendar, day: int, month: date) -> date:
    """The day of a call in a month; where the office is closed, the next working day."""
    on = month.replace(day=day)
    while not calendar.is_business_day(on):
        on += timedelta(days=1)
    return on
