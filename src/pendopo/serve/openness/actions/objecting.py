"""Objections: the applicant's window, the superior's answer, and what comes after it (R52)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import events, ledger
from pendopo.foundation.clock import words as dates
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ui.speech import language
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import in_force, letters, policies, telling, windows
from pendopo.serve.openness.actions.locking import locked, locked_objection
from pendopo.serve.openness.actions.numbering import next_number
from pendopo.serve.openness.events import ObjectionFiled
from pendopo.serve.openness.models import Objection, PublicInfoRequest, RegisterHead
from pendopo.serve.openness.states import (
    OBJECTABLE,
    OBJECTION,
    REQUEST,
    WITH_THE_SUPERIOR,
    Decision,
    Holding,
    LetterKind,
    ObjectionReason,
    ObjectionState,
    RequestState,
    Verdict,
)

# Upheld for these, it has to be given (again); for the others nothing more has to be handed over.
GIVE_AGAIN: Final = frozenset({ObjectionReason.D, ObjectionReason.E})


@transaction.atomic
def object_to(
    *,
    request: PublicInfoRequest,
    reason: str,
    purpose: str,
    words: str,
    now: datetime,
    is_by_proxy: bool = False,
    by: Member | None = None,
) -> Objection:
    """The applicant objects; `by` is an officer who enters what came on paper. Raises Refused.

    It is registered at once with its number and the day the answer is due.
    """
    if by is not None:
        policies.require_may_handle(by, request, now=now)
    if reason not in ObjectionReason.values:
        raise Refused(_("Choose why you object."), rule="R52", field="reason")
    if not purpose.strip():
        raise Refused(_("Write what you need the information for."), rule="R52", field="purpose")
    row = locked(request)
    if row.state == RequestState.OBJECTED:
        raise Stale(_("An objection to this request is under way already."), rule="R52")
    if row.state not in OBJECTABLE:
        raise Refused(
            _("You can object once the request was answered, or once its limit has passed."), rule="R52"
        )
    arose_on = windows.arose_on(row, ObjectionReason(reason))
    if (
        arose_on is None
        and row.objections.filter(reason=reason).exclude(state=ObjectionState.WITHDRAWN).exists()
    ):
        raise Refused(
            _(
                "The superior has answered this objection already. If you are not satisfied, go to the "
                "Information Commission."
            ),
            rule="R52",
            field="reason",
        )
    if arose_on is None:
        raise Refused(
            _("This reason does not fit what became of the request. Choose another one."),
            rule="R52",
            field="reason",
        )
    calendar = structure.calendar_of(row.institution)
    clock = in_force.clock_of(row.institution_id, row.clock_version or 0)
    ends = calendar.add_business_days(arose_on, clock.objection_window)
    if calendar.zone.day_of(now) > ends.on:
        raise Refused(
            _("The time for this objection ended on %(day)s. You can make a new request at any time.")
            % {"day": dates.long_date(ends.on, language())},
            rule="R52",
        )
    today = calendar.zone.day_of(now)
    under = in_force.clock_on(row.institution_id, today)
    due = calendar.add_business_days(now, under.objection_answer)
    made = Objection.objects.create(
        institution_id=row.institution_id,
        request=row,
        number=next_number(row.institution_id, RegisterHead.Kind.OBJECTIONS, today.year),
        year=today.year,
        reason=ObjectionReason(reason).value,
        purpose=purpose.strip(),
        words=words.strip(),
        is_by_proxy=is_by_proxy,
        arose_on=arose_on,
        filed_at=now,
        clock_version=under.version,
        due_on=due.on,
        due_at=due.at,
        is_estimate=due.is_estimate,
    )
    REQUEST.move(row, RequestState.OBJECTED)
    letters.write(row, LetterKind.OBJECTION_RECEIPT, by=by, now=now, objection=made)
    _tell("openness.objection_filed", made, by, now, request=row.register_number)
    telling.objected(made, now=now)
    events.tell(ObjectionFiled(institution_id=row.institution_id, objection_id=made.pk))
    return made


@transaction.atomic
def answer_objection(*, objection: Objection, verdict: str, words: str, by: Member, now: datetime) -> None:
    """The superior's written answer; never by whoever decided the request. Raises Refused."""
    policies.require_may_answer_objection(by, objection.request, now=now)
    if verdict not in Verdict.values:
        raise Refused(_("Choose what you decide."), rule="R52", field="verdict")
    if not words.strip():
        raise Refused(_("Write the answer; the applicant reads it."), rule="R52", field="words")
    row = locked_objection(objection)
    if row.state not in WITH_THE_SUPERIOR:
        raise Stale(_("This objection is answered already."))
    calendar = structure.calendar_of(row.request.institution)
    window = in_force.clock_of(row.institution_id, row.clock_version).commission_window
    OBJECTION.move(
        row,
        ObjectionState.ANSWERED,
        verdict=Verdict(verdict).value,
        answer=words.strip(),
        answered_at=now,
        answered_by=by,
        answered_by_name=by.name,
        answered_by_position=by.position,
        commission_until=calendar.add_business_days(now, window).on,
    )
    _stand_again(row.request, row, Verdict(verdict))
    letters.write(row.request, LetterKind.OBJECTION_ANSWER, by=by, now=now, objection=row)
    _tell("openness.objection_answered", row, by, now, verdict=str(Verdict(verdict).label))
    telling.objection_answered(row, now=now)


@transaction.atomic
def withdraw_objection(*, objection: Objection, why: str, by: Member | None, now: datetime) -> None:
    """The applicant gives it up; its number stays. Raises Refused."""
    if by is not None:
        policies.require_may_handle(by, objection, now=now)
    if not why.strip():
        raise Refused(_("Write why it is withdrawn."), field="why")
    row = locked_objection(objection)
    if row.state not in WITH_THE_SUPERIOR:
        raise Stale(_("This objection is answered already."))
    OBJECTION.move(row, ObjectionState.WITHDRAWN, withdrawn_at=now, withdrawn_why=why.strip()[:300])
    _stand_again(row.request, row, Verdict.REJECTED)
    _tell("openness.objection_withdrawn", row, by, now, why=why.strip()[:300])


@transaction.atomic
def keep_response(*, objection: Objection, words: str, by: Member, now: datetime) -> None:
    """What the applicant says to the answer, for the register. Raises Refused."""
    policies.require_may_handle(by, objection, now=now)
    if not words.strip():
        raise Refused(_("Write what the applicant said."), field="words")
    row = locked_objection(objection)
    if row.answered_at is None:
        raise Stale(_("There is no answer yet to respond to."))
    Objection.objects.filter(pk=row.pk).update(response=words.strip())
    _tell("openness.response_kept", row, by, now)


@transaction.atomic
def record_dispute(
    *, objection: Objection, number: str, on: date, outcome: str, by: Member, now: datetime
) -> None:
    """The applicant went to the Information Commission; later, what came of it. Raises Refused."""
    policies.require_may_handle(by, objection, now=now)
    if on > structure.zone_of(structure.institution(objection.institution_id)).day_of(now):
        raise Refused(_("This day has not come yet. Write the day on which the dispute began."), field="on")
    row = locked_objection(objection)
    said: dict[str, Any] = {
        "dispute_number": number.strip(),
        "disputed_on": on,
        "dispute_outcome": outcome.strip(),
    }
    if row.state == ObjectionState.DISPUTED:
        Objection.objects.filter(pk=row.pk).update(**said)
    elif row.state in {ObjectionState.ANSWERED, ObjectionState.UNANSWERED}:
        was_late = row.state == ObjectionState.UNANSWERED
        OBJECTION.move(row, ObjectionState.DISPUTED, **said)
        if was_late:
            _stand_again(row.request, row, Verdict.REJECTED)
    else:
        raise Stale(_("A dispute begins after the superior's answer, or after its limit."))
    _tell("openness.disputed", row, by, now)


def _stand_again(request: PublicInfoRequest, objection: Objection, verdict: Verdict) -> None:
    """Upheld, it is to be handed over; otherwise it stands where it stood."""
    again: dict[str, Any] = {}
    to_give = request.given_at is None or objection.reason in GIVE_AGAIN
    if verdict is not Verdict.REJECTED and to_give:
        whole = verdict is Verdict.UPHELD
        again = {
            "decision": Decision.FULL if whole else Decision.PARTIAL,
            "holding": Holding.HELD,
            "given_at": None,
            "given_as": request.given_as or request.obtaining,
        }
        if request.decided_by_id is None:
            again |= {"decided_by": objection.answered_by, "notified_at": objection.answered_at}
        REQUEST.move(request, RequestState.NOTIFIED, **again)
        return
    match (request.decision, request.given_at):
        case (Decision.REFUSED, _any):
            back = RequestState.REFUSED
        case (Decision.FULL, None) | (Decision.PARTIAL, None):
            back = RequestState.NOTIFIED
        case (Decision.FULL, _any):
            back = RequestState.GRANTED
        case (Decision.PARTIAL, _any):
            back = RequestState.GRANTED_PARTLY
        case _:
            back = RequestState.UNANSWERED
    REQUEST.move(request, back)


def _tell(did: str, row: Objection, by: Member | None, now: datetime, **words: str) -> None:
    ledger.write(
        did=did,
        by=by,
        institution_id=row.institution_id,
        to=row,
        at=now,
        words={"number": row.register_number, **words},
    )
