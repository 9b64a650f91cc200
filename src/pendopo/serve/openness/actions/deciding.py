"""What the information officer decides about a request, in time and with the reasons the law asks for (R50, R51)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.links import actions as links
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.models import OrgUnit
from pendopo.serve.openness import in_force, letters, policies
from pendopo.serve.openness.actions.locking import locked
from pendopo.serve.openness.models import ExemptInformation, PublicInfoRequest
from pendopo.serve.openness.states import (
    REQUEST,
    UNDECIDED,
    Decision,
    ExtensionReason,
    Ground,
    Holding,
    LetterKind,
    Obtaining,
    RequestState,
)

NOT_THERE = frozenset({Holding.NOT_HELD, Holding.NOT_DOCUMENTED})


@transaction.atomic
def extend(*, request: PublicInfoRequest, reason: str, words: str, by: Member, now: datetime) -> None:
    """Take the longer limit: once, before the first one ends, for one of two reasons, in writing (R50).

    Raises Refused.
    """
    policies.require_may_handle(by, request, now=now)
    if reason not in ExtensionReason.values:
        raise Refused(
            _("Choose one of the two reasons for which the law allows it."), rule="R50", field="reason"
        )
    if not words.strip():
        raise Refused(_("Write the reason; the applicant reads it."), rule="R50", field="words")
    row = locked(request)
    if row.extended_at is not None:
        raise Refused(_("The limit was extended once already. Decide the request now."), rule="R50")
    if row.state != RequestState.REGISTERED or row.due_at is None or row.completed_at is None:
        raise Stale(_("Only a request that is to be decided can be extended."), rule="R50")
    if now > row.due_at:
        raise Refused(
            _("The first limit has passed, so it can't be extended any more. Decide the request now."),
            rule="R50",
        )
    due = in_force.clock_of(row.institution_id, row.clock_version or 0).extended_due(
        structure.calendar_of(row.institution), row.completed_at
    )
    REQUEST.move(
        row,
        RequestState.EXTENDED,
        extended_at=now,
        extension_reason=ExtensionReason(reason).value,
        extension_words=words.strip(),
        due_on=due.on,
        due_at=due.at,
        is_estimate=due.is_estimate,
    )
    letters.write(row, LetterKind.EXTENSION, by=by, now=now)
    _tell(
        "openness.extended",
        row,
        by,
        now,
        due=due.on.isoformat(),
        why=str(ExtensionReason(reason).label),
    )


@transaction.atomic
def notify(
    *,
    request: PublicInfoRequest,
    decision: str,
    given_as: str,
    words: str,
    by: Member,
    now: datetime,
    unit: OrgUnit | None = None,
    cost: int = 0,
    cost_words: str = "",
    test: ExemptInformation | None = None,
) -> None:
    """Give written notice that it is granted, in full or in part: held, in which form, at what cost (4.2).

    What is left out of a part needs the consequence test that exempts it (R51). Raises Refused.
    """
    policies.require_may_handle(by, request, now=now)
    if decision not in {Decision.FULL, Decision.PARTIAL}:
        raise Refused(_("Choose whether it is granted in full or in part."), field="decision")
    if given_as not in Obtaining.values:
        raise Refused(_("Choose in which form it is given."), field="given_as")
    if cost and not cost_words.strip():
        raise Refused(
            _(
                "Write what the cost is for. Only copying and sending may cost something, and what they really cost."
            ),
            field="cost_words",
        )
    row = locked(request)
    _require_undecided(row)
    exempt: dict[str, Any] = {}
    if decision == Decision.PARTIAL:
        exempt = _exemption(row, test, words, now)
    REQUEST.move(
        row,
        RequestState.NOTIFIED,
        holding=Holding.HELD,
        decision=Decision(decision).value,
        decided_by=by,
        notified_at=now,
        unit=unit,
        given_as=given_as,
        cost=cost,
        cost_words=cost_words.strip(),
        answer_words=words.strip(),
        **exempt,
    )
    letters.write(row, LetterKind.NOTICE, by=by, now=now)
    _tell("openness.notified", row, by, now, decision=str(Decision(decision).label))


@transaction.atomic
def hand_over(
    *,
    request: PublicInfoRequest,
    words: str,
    by: Member,
    now: datetime,
    link: str = "",
    paid_on: date | None = None,
) -> None:
    """Say that the information was given, and where it is or how it went. Raises Refused."""
    policies.require_may_handle(by, request, now=now)
    if not words.strip() and not link:
        raise Refused(_("Write how it was given, or give the address where it is."), field="words")
    row = locked(request)
    if row.state != RequestState.NOTIFIED:
        raise Stale(_("Only a request that was granted can be handed over."))
    REQUEST.move(
        row,
        RequestState.GRANTED_PARTLY if row.decision == Decision.PARTIAL else RequestState.GRANTED,
        given_at=now,
        answer_words=words.strip() or row.answer_words,
        answer_link=link,
        paid_on=paid_on,
    )
    _tell("openness.handed_over", row, by, now)


@transaction.atomic
def refuse(
    *,
    request: PublicInfoRequest,
    holding: str,
    words: str,
    by: Member,
    now: datetime,
    test: ExemptInformation | None = None,
    unit: OrgUnit | None = None,
    occupation: str = "",
) -> None:
    """Refuse with reasons: an approved consequence test under art. 17, or that it is not held (R51).

    `occupation` is asked for where the applicant gave none: the letter has to name it. Raises Refused.
    """
    policies.require_may_handle(by, request, now=now)
    if holding not in Holding.values:
        raise Refused(_("Choose why it is refused."), rule="R51", field="holding")
    if not words.strip():
        raise Refused(_("Write the reason; the applicant reads it."), rule="R51", field="words")
    row = locked(request)
    _require_undecided(row)
    exempt: dict[str, Any] = {"refusal_words": words.strip()}
    if holding not in NOT_THERE:
        exempt = _exemption(row, test, words, now)
    _require_occupation(row, occupation)
    REQUEST.move(
        row,
        RequestState.REFUSED,
        holding=Holding(holding).value,
        decision=Decision.REFUSED,
        decided_by=by,
        notified_at=now,
        unit=unit,
        **exempt,
    )
    letters.write(row, LetterKind.REFUSAL, by=by, now=now)
    why = Ground(row.ground).label if row.ground else Holding(holding).label
    _tell("openness.refused", row, by, now, why=str(why))


@transaction.atomic
def withdraw(*, request: PublicInfoRequest, why: str, by: Member | None, now: datetime) -> None:
    """The applicant wants it no longer; `by` None is the applicant themselves. Its number stays. Raises Refused."""
    if by is not None:
        policies.require_may_handle(by, request, now=now)
    if not why.strip():
        raise Refused(_("Write why it is withdrawn."), field="why")
    row = locked(request)
    if not row.can_be_withdrawn:
        raise Stale(_("This request can't be withdrawn any more."))
    REQUEST.move(row, RequestState.WITHDRAWN, withdrawn_at=now, withdrawn_why=why.strip()[:300])
    if not row.number:
        links.revoke_all_of(
            subject=row,
            institution_id=row.institution_id,
            why=gettext_noop("The request was withdrawn. You can make a new one at any time."),
            by=by,
            now=now,
        )
    _tell("openness.withdrawn", row, by, now, why=why.strip()[:300])


def _require_undecided(row: PublicInfoRequest) -> None:
    if row.state not in UNDECIDED:
        raise Stale(_("This request is decided already, or is not complete yet. Look at it again."))


def _exemption(
    row: PublicInfoRequest, test: ExemptInformation | None, words: str, now: datetime
) -> dict[str, Any]:
    today = structure.zone_of(row.institution).day_of(now)
    if test is None:
        raise Refused(
            _("Name the consequence test that exempts it. Without one it can't be kept back."),
            rule="R51",
            field="test",
        )
    if not ExemptInformation.objects.seen_by(row).in_force(today).filter(pk=test.pk).exists():
        raise Refused(
            _("This consequence test is not approved, or its time has ended. Have it approved first."),
            rule="R51",
            field="test",
        )
    if not words.strip():
        raise Refused(_("Write the reason; the applicant reads it."), rule="R51", field="words")
    return {"ground": test.ground, "consequence_test": test, "refusal_words": words.strip()}


def _require_occupation(row: PublicInfoRequest, occupation: str) -> None:
    applicant = row.applicant
    known = applicant.identity
    if occupation.strip():
        applicant.keep(known.with_occupation(occupation.strip()))
        applicant.save(update_fields=["kept"])
    elif not known.occupation.strip():
        raise Refused(
            _("The letter of refusal has to name the applicant's occupation. Ask them, and write it here."),
            rule="R51",
            field="occupation",
        )


def _tell(did: str, row: PublicInfoRequest, by: Member | None, now: datetime, **words: str) -> None:
    ledger.write(
        did=did,
        by=by,
        institution_id=row.institution_id,
        to=row,
        at=now,
        words={"number": row.register_number, **words},
    )
