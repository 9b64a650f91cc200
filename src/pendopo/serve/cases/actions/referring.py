"""Asking a unit: hand a case to it, take it back, and decide who owns it when units don't agree (R38)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused
from pendopo.foundation.personal_data import Kind
from pendopo.institution.links import actions as links
from pendopo.institution.models import OrgUnit
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import asking, policies
from pendopo.serve.cases.actions.mailing import promise_mail
from pendopo.serve.cases.actions.story import begin_wait, end_wait, locked, note
from pendopo.serve.cases.clocks import Terms
from pendopo.serve.cases.events import CaseReferred
from pendopo.serve.cases.models import Case, MailKind, Referral
from pendopo.serve.cases.states import FLOW, REFERRAL, WITH_UNIT, CaseState, ReferralState, WaitFor

REPLACED = gettext_noop("Your unit has got a newer one: use the link of the last message.")
TAKEN_BACK = gettext_noop("The office no longer needs this answer. Thank you.")


@transaction.atomic
def refer(
    *,
    case: Case,
    unit: OrgUnit,
    question: str,
    needs: AbstractSet[Kind] = frozenset(),
    by: Member,
    now: datetime,
) -> Referral:
    """Ask a unit; its liaison hears of it by mail, by push, or by a text that somebody sends.

    Personal data in the question is covered but for the kinds the unit `needs`. To refer a new case is to verify
    it. Raises Refused: nobody asks two units at once, and after two bounces a coordinator decides (R38).
    """
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    if row.bounces >= Terms.read(row.clocks.terms).bounces_to_coordinator:
        raise Refused(
            _(
                "Units have sent this case back %(times)s times. Now a coordinator decides who answers it; "
                "they have been told."
            )
            % {"times": row.bounces},
            rule="R38",
        )
    referral = _ask(row, unit, question, needs=needs, is_decided=False, by=by, now=now)
    case.refresh_from_db()
    return referral


@transaction.atomic
def decide_owner(
    *,
    case: Case,
    unit: OrgUnit,
    question: str,
    why: str,
    needs: AbstractSet[Kind] = frozenset(),
    by: Member,
    now: datetime,
) -> Referral:
    """Say which unit answers, once and for all: it can't be sent back any more (R38). Raises Refused.

    A unit that has the case already gives it up, unless it is the one that was chosen.
    """
    policies.require(by, Permission.COORDINATE_CASES, case, now=now)
    if not why.strip():
        raise Refused(_("Write why this unit answers: both units read it."), field="why")
    row = locked(case)
    running = row.referrals.filter(state__in=sorted(WITH_UNIT)).select_related("unit").first()
    if running is not None:
        take_back_from_unit(case=row, why=why.strip(), by=by, now=now)
    note(row, "owner_decided", now=now, by=by, unit=unit, text=why.strip(), name=unit.called)
    ledger.write(
        did="cases.owner_decided", by=by, to=row, at=now, words={"code": row.code, "unit": unit.name}
    )
    referral = _ask(row, unit, question, needs=needs, is_decided=True, by=by, now=now)
    case.refresh_from_db()
    return referral


@transaction.atomic
def withdraw(*, referral: Referral, why: str, by: Member, now: datetime) -> None:
    """Take a question back; the unit's links shut and say why. Raises Refused, or Stale."""
    policies.require(by, Permission.HANDLE_CASES, referral, now=now)
    if not why.strip():
        raise Refused(_("Write why the unit need not answer any more: it reads this."), field="why")
    row = locked(referral.case)
    if not row.referrals.filter(pk=referral.pk, state__in=sorted(WITH_UNIT)).exists():
        raise Refused(_("The unit has answered already. Look at its answer first."))
    take_back_from_unit(case=row, why=why.strip(), by=by, now=now)
    referral.refresh_from_db()


def take_back_from_unit(*, case: Case, why: str, by: Member | None, now: datetime) -> None:
    """End what a unit was asked, if it was, in the transaction of its reason: withdrawn, answered here, closed."""
    running = case.referrals.filter(state__in=sorted(WITH_UNIT)).select_related("unit", "case").first()
    if running is None:
        return
    REFERRAL.move(running, ReferralState.WITHDRAWN, why=why[:500], ended_at=now, remind_at=None)
    leave_unit(case, now=now)
    links.revoke_all_of(subject=running, institution_id=case.institution_id, why=TAKEN_BACK, by=by, now=now)
    promise_mail(
        MailKind.TAKEN_BACK,
        key=f"taken_back:{running.pk}",
        unit=running.unit,
        referral=running,
        words={"why": why},
        now=now,
    )
    note(case, "taken_back", now=now, by=by, unit=running.unit, text=why, name=running.unit.called)
    ledger.write(
        did="cases.taken_back",
        by=by,
        institution_id=case.institution_id,
        to=case,
        at=now,
        words={"code": case.code, "unit": running.unit.name},
    )


def leave_unit(case: Case, *, now: datetime) -> None:
    """No unit has the case any more: it is to be handed on. A wait for the citizen goes on."""
    if case.waits.filter(ended_at__isnull=True).exclude(for_whom=WaitFor.CITIZEN).exists():
        end_wait(case, now=now)
        if case.state in {CaseState.WAITING_UNIT, CaseState.IN_PROGRESS}:
            FLOW.move(case, CaseState.VERIFIED)
    Case.objects.filter(pk=case.pk).update(unit=None)
    case.unit = None


@transaction.atomic
def go_on_asking(*, case: Case, now: datetime) -> bool:
    """The citizen has added what was asked for: the unit that waits for it hears so, and its clock runs on.

    Returns False where no unit is asked; the state of the case is then the caller's.
    """
    row = locked(case)
    running = row.referrals.filter(state__in=sorted(WITH_UNIT)).select_related("unit").first()
    if running is None:
        return False
    if row.state != CaseState.WAITING_UNIT:
        FLOW.move(row, CaseState.WAITING_UNIT)
    begin_wait(row, WaitFor.UNIT, unit=running.unit, now=now)
    running.case = row
    Referral.objects.filter(pk=running.pk).update(
        answer_by=asking.due(running), remind_at=_first_look(running)
    )
    promise_mail(
        MailKind.QUESTION,
        key=f"question:{running.pk}:{now:%Y%m%d%H%M%S}",
        unit=running.unit,
        referral=running,
        words={"more": True},
        now=now,
    )
    case.refresh_from_db()
    return True


@transaction.atomic
def whatsapp_token(*, referral: Referral, by: Member, now: datetime) -> str:
    """A link of its own for a text that somebody sends by hand. Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, referral, now=now)
    if referral.state not in WITH_UNIT:
        raise Refused(_("The unit is not asked any more, so there is nothing to send."))
    note(referral.case, "link_by_hand", now=now, by=by, unit=referral.unit, name=referral.unit.called)
    return asking.token(referral, by=by, now=now)


@transaction.atomic
def change_links(*, referral: Referral, by: Member, now: datetime) -> bool:
    """Shut every link that opens a question, because one went astray, and mail the unit a new one. Raises Refused.

    The unit's own page opens the question, too: its links are shut with them. False: the unit has no mailbox here.
    """
    policies.require(by, Permission.HANDLE_CASES, referral, now=now)
    if referral.state not in WITH_UNIT:
        raise Refused(_("The unit is not asked any more, so its links are shut already."))
    for subject in (referral, referral.unit):
        links.revoke_all_of(
            subject=subject, institution_id=referral.institution_id, why=REPLACED, by=by, now=now
        )
    contacts = promise_mail(
        MailKind.NEW_LINK,
        key=f"new_link:{referral.pk}:{now:%Y%m%d%H%M%S}",
        unit=referral.unit,
        referral=referral,
        words={"replaced": True},
        now=now,
    )
    note(referral.case, "links_changed", now=now, by=by, unit=referral.unit, name=referral.unit.called)
    return any(one.email for one in contacts)


@transaction.atomic
def open_as_liaison(*, referral: Referral, by: Member, now: datetime) -> str:
    """A link for somebody with an account who answers for the unit. Raises Refused."""
    if by.pk not in asking.liaisons(referral):
        raise Refused(_("Only who answers for %(unit)s opens this.") % {"unit": referral.unit.called})
    return asking.token(referral, by=by, now=now)


def _ask(
    row: Case,
    unit: OrgUnit,
    question: str,
    *,
    needs: AbstractSet[Kind],
    is_decided: bool,
    by: Member,
    now: datetime,
) -> Referral:
    if not question.strip():
        raise Refused(_("Write what you want to know from the unit."), field="question")
    policies.require_may_be_asked(unit, row)
    running = row.referrals.filter(state__in=sorted(WITH_UNIT)).select_related("unit").first()
    if running is not None:
        raise Refused(
            _("%(unit)s is asked already. Take the question back first.") % {"unit": running.unit.called}
        )
    if row.state == CaseState.CLOSED:
        raise Refused(_("This case is closed. Open it again first."))
    if row.state == CaseState.WAITING_CITIZEN:
        raise Refused(
            _("The citizen has been asked for something. Note what they added first, then ask a unit.")
        )
    if row.state == CaseState.NEW:
        FLOW.move(row, CaseState.VERIFIED, verified_at=now)
    if row.state != CaseState.WAITING_UNIT:
        FLOW.move(row, CaseState.WAITING_UNIT, auto_close_at=None)
    Case.objects.filter(pk=row.pk).update(unit=unit)
    row.unit = unit
    begin_wait(row, WaitFor.UNIT, unit=unit, now=now)
    referral = Referral.objects.create(
        institution_id=row.institution_id,
        case=row,
        unit=unit,
        question=asking.without_what_is_not_needed(question.strip(), needs=needs),
        by=by,
        sent_at=now,
        answer_by=row.resolve_by,
        is_decided=is_decided,
    )
    Referral.objects.filter(pk=referral.pk).update(remind_at=_first_look(referral))
    note(row, "referred", now=now, by=by, unit=unit, text=referral.question, name=unit.called)
    ledger.write(did="cases.referred", by=by, to=row, at=now, words={"code": row.code, "unit": unit.name})
    _let_the_unit_know(referral, by=by, now=now)
    events.tell(
        CaseReferred(
            institution_id=row.institution_id,
            case_id=row.pk,
            unit_id=unit.pk,
            conversation_id=row.conversation_id,
            by_id=by.pk,
            at=now,
        )
    )
    return referral


def _first_look(referral: Referral) -> datetime:
    """When the ladder is looked at first."""
    return asking.clock_of(referral).at(min(Terms.read(referral.case.clocks.terms).escalate_at))


def _let_the_unit_know(referral: Referral, *, by: Member, now: datetime) -> None:
    unit = referral.unit
    contacts = promise_mail(
        MailKind.QUESTION, key=f"question:{referral.pk}", unit=unit, referral=referral, now=now
    )
    members = asking.liaisons(referral)
    notices.tell(
        institution_id=referral.institution_id,
        to=members,
        kind="cases.asked",
        title=Sentence(gettext_noop("A question to %(unit)s"), {"unit": unit.called}),
        text=Sentence(gettext_noop("Please answer it by %(day)s."), {"day": referral.answer_by}),
        url=reverse("cases:as_liaison", args=[referral.pk]),
        urgent=referral.case.urgent,
        once=f"cases.asked:{referral.pk}",
        now=now,
    )
    if not members and not any(one.email for one in contacts):
        notices.tell(
            institution_id=referral.institution_id,
            to=[by.pk],
            kind="cases.nobody_told",
            title=Sentence(
                gettext_noop("%(unit)s has no e-mail address here, so it was not told"), {"unit": unit.called}
            ),
            text=Sentence(gettext_noop("Send the link by WhatsApp, and have an address added to the unit.")),
            url=reverse("cases:whatsapp", args=[referral.pk]),
            urgent=True,
            once=f"cases.nobody_told:{referral.pk}",
            now=now,
        )
