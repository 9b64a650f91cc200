"""Limits that come near or pass, dates that were estimates, and looking at who asks."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.models import Institution
from pendopo.institution.notices import actions as notices
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import queries as inbox
from pendopo.serve.openness import in_force, policies, telling
from pendopo.serve.openness.actions.locking import locked, locked_objection
from pendopo.serve.openness.models import Letter, Objection, PublicInfoRequest
from pendopo.serve.openness.states import OBJECTION, REQUEST, ObjectionState, RequestState


@transaction.atomic
def note_late(*, request: PublicInfoRequest, now: datetime) -> bool:
    """The limit passed without a written notice; the applicant may object. Returns whether it did."""
    row = locked(request)
    if not row.is_on_the_clock or row.due_at is None or row.due_at >= now:
        return False
    REQUEST.move(row, RequestState.UNANSWERED)
    ledger.write(
        did="openness.unanswered",
        by=None,
        institution_id=row.institution_id,
        to=row,
        at=now,
        words={"number": row.register_number},
    )
    telling.request_late(row, now=now)
    return True


@transaction.atomic
def note_objection_late(*, objection: Objection, now: datetime) -> bool:
    """The superior's limit passed; the way to the Information Commission is open. Returns whether it did."""
    row = locked_objection(objection)
    if row.state != ObjectionState.REGISTERED or row.due_at >= now:
        return False
    calendar = structure.calendar_of(row.request.institution)
    window = in_force.clock_of(row.institution_id, row.clock_version).commission_window
    OBJECTION.move(
        row,
        ObjectionState.UNANSWERED,
        commission_until=calendar.add_business_days(row.due_on, window).on,
    )
    ledger.write(
        did="openness.objection_unanswered",
        by=None,
        institution_id=row.institution_id,
        to=row,
        at=now,
        words={"number": row.register_number},
    )
    telling.objection_late(row, now=now)
    return True


@transaction.atomic
def reckon_again(*, request: PublicInfoRequest, now: datetime) -> None:
    """A date that was an estimate is reckoned anew once its year is decreed (R85)."""
    row = locked(request)
    if not row.is_on_the_clock or not row.is_estimate or row.completed_at is None:
        return
    clock = in_force.clock_of(row.institution_id, row.clock_version or 0)
    calendar = structure.calendar_of(row.institution)
    reckon = clock.extended_due if row.extended_at else clock.notice_due
    due = reckon(calendar, row.completed_at)
    PublicInfoRequest.objects.filter(pk=row.pk).update(
        due_on=due.on, due_at=due.at, is_estimate=due.is_estimate
    )


def remind(*, request: PublicInfoRequest, today: date, now: datetime) -> None:
    """Tell the officer some working days before the limit, and on its day; each once."""
    if request.due_on is None or request.clock_version is None:
        return
    days = _reminder(request.institution, request.due_on, request.clock_version, today)
    if days is not None:
        telling.request_due(request, days=days, now=now)


def remind_of_objection(*, objection: Objection, today: date, now: datetime) -> None:
    """Tell the superior likewise."""
    days = _reminder(objection.request.institution, objection.due_on, objection.clock_version, today)
    if days is not None:
        telling.objection_due(objection, days=days, now=now)


@transaction.atomic
def reveal(*, request: PublicInfoRequest, why: str, by: Member, now: datetime) -> None:
    """See who asks, for a reason that the ledger keeps; auditors and the leader hear of many (R80). Raises Refused."""
    policies.require_may_see(by)
    policies.require(by, Permission.REVEAL_PERSONAL_DATA, request, now=now)
    if not why.strip():
        raise Refused(_("Write why you need to see the personal data."), rule="R80", field="why")
    ledger.write(
        did="openness.revealed",
        by=by,
        to=request,
        at=now,
        words={"number": request.register_number, "why": why.strip()[:300]},
    )
    notices.watch_uncovering(by=by, most=inbox.reveals_an_hour(by), now=now)


@transaction.atomic
def open_letter(*, letter: Letter, by: Member, now: datetime) -> None:
    """Somebody of the office opens a letter, which names the applicant; the ledger keeps it (R80). Raises Refused."""
    if not by.may(Permission.DECIDE_OBJECTIONS):
        policies.require_may_handle(by, letter, now=now)
    policies.require_may_see(by)
    ledger.write(
        did="openness.letter_drawn",
        by=by,
        to=letter.request,
        at=now,
        words={"number": letter.request.register_number, "letter": str(letter.get_kind_display())},
    )
    notices.watch_uncovering(by=by, most=inbox.reveals_an_hour(by), now=now)


@transaction.atomic
def note_export(*, year: int, is_shown: bool, why: str, by: Member, now: datetime) -> None:
    """Somebody takes a register out of the house; with identities only for a reason (R80). Raises Refused."""
    policies.require_may_see(by)
    policies.require(by, Permission.EXPORT, by, now=now)
    if is_shown:
        policies.require(by, Permission.REVEAL_PERSONAL_DATA, by, now=now)
        if not why.strip():
            raise Refused(_("Write why you need the identities."), rule="R80", field="why")
    ledger.write(
        did="openness.exported",
        by=by,
        at=now,
        words={"year": year, "shown": is_shown, "why": why.strip()[:300]},
    )
    if is_shown:
        notices.tell_of_bulk(by=by, now=now)


def _reminder(institution: Institution, due_on: date, version: int, today: date) -> int | None:
    """How many working days are left when it is a day to remind on; None on all others."""
    before = in_force.clock_of(institution.pk, version).remind_before
    if today == due_on:
        return 0
    calendar = structure.calendar_of(institution)
    return before if today == calendar.business_days_before(due_on, before) else None
