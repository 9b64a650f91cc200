"""Leave: whose shifts nobody covers meanwhile."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.models import Member
from pendopo.institution.roster import policies
from pendopo.institution.roster.models import Leave

LONGEST: Final = timedelta(days=366)


@transaction.atomic
def record_leave(*, member: Member, first_on: date, last_on: date, by: Member, now: datetime) -> Leave:
    """Say that somebody is away: oneself, or anybody by whoever keeps the roster. Raises Refused."""
    policies.require_own_house(by, member)
    if member.pk != by.pk:
        policies.require_may_manage(by, member, now=now)
    if last_on < first_on:
        raise Refused(_("The last day comes before the first one."), field="last_on")
    if last_on - first_on > LONGEST:
        raise Refused(_("Record at most a year at once."), field="last_on")
    leave = Leave.objects.create(
        institution_id=by.institution_id,
        member=member,
        first_on=first_on,
        last_on=last_on,
        recorded_by=by,
    )
    ledger.write(did="roster.leave_recorded", by=by, to=leave, at=now, words=_words(leave))
    return leave


@transaction.atomic
def withdraw_leave(*, leave: Leave, by: Member, now: datetime) -> None:
    """They are here after all. Raises Refused, or Stale."""
    policies.require_own_house(by, leave)
    if leave.member_id != by.pk:
        policies.require_may_manage(by, leave, now=now)
    if not Leave.objects.seen_by(by).filter(pk=leave.pk, withdrawn_at__isnull=True).update(withdrawn_at=now):
        raise Stale(_("This leave has been withdrawn already."))
    ledger.write(did="roster.leave_withdrawn", by=by, to=leave, at=now, words=_words(leave))


def _words(leave: Leave) -> dict[str, str]:
    return {
        "name": leave.member.name,
        "first": leave.first_on.isoformat(),
        "last": leave.last_on.isoformat(),
    }
