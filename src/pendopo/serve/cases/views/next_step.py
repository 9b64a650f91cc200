"""Whose turn it is in a case, in one sentence, and the one thing that most likely comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.foundation.ui.templatetags.words import short_day
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import policies
from pendopo.serve.cases.clocks import Terms
from pendopo.serve.cases.models import Answer, Case, Referral
from pendopo.serve.cases.queries import Whole
from pendopo.serve.cases.states import OWED, AnswerState, CaseState, Purpose, ReferralState, WaitFor


@dataclass(frozen=True, kw_only=True)
class Step:
    """A page to go to next."""

    label: Any  # lazily translated
    href: str
    icon: str
    deed: str = ""  # where it is one of `doing.DEEDS`


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What the top of a case's page says: how it stands, and the button under the thumb."""

    words: str
    step: Step | None = None


def turn(case: Case, whole: Whole, member: Member) -> Turn:
    """How a case stands, and what this member would do next; nothing to press for who only watches."""
    words, step = _turn(case, whole, member)
    return Turn(words=words, step=step if policies.may_handle(member) else None)


def _turn(case: Case, whole: Whole, member: Member) -> tuple[str, Step | None]:
    if case.state in OWED and (turn := _question(case, whole)) is not None:
        return turn
    match CaseState(case.state):
        case CaseState.NEW:
            return _("To be verified: is it clear, complete, and of which kind?"), _deed(
                case, "verifikasi", _("Verify the case"), "check"
            )
        case CaseState.WAITING_CITIZEN:
            asked = whole.waits_for.began_at if whole.waits_for else case.opened_at
            return _(
                "The citizen has our question since %(day)s. The clock of the final answer stands still."
            ) % {"day": short_day(asked)}, _deed(
                case, "tambahan", _("The citizen added something"), "citizen"
            )
        case CaseState.ANSWERED:
            if case.auto_close_at is None:
                return _("The citizen wrote after the answer."), _answer(case)
            return _("Answered. It closes by itself on %(day)s when the citizen does not write again.") % {
                "day": short_day(case.auto_close_at)
            }, None
        case CaseState.CLOSED:
            return _("Closed on %(day)s: %(ending)s") % {
                "day": short_day(case.closed_at),
                "ending": case.get_ending_display(),
            }, None
        case _:
            return _going_on(case, whole, member)


def _question(case: Case, whole: Whole) -> tuple[str, Step | None] | None:
    """A question that the citizen has not read yet: until then it is the office's own time."""
    asked = [one.answer for one in whole.answers if one.answer.purpose == Purpose.QUESTION]
    if any(one.state == AnswerState.ON_ITS_WAY for one in asked):
        return _(
            "A question to the citizen is on its way. The clock stands still from when it arrives."
        ), None
    untold = next((one for one in asked if one.state in {AnswerState.DRAFT, AnswerState.NOT_REACHED}), None)
    if untold is not None:
        return _("A question is still to be put to the citizen. The clock runs until it is."), _tell(untold)
    wait = whole.waits_for
    if wait is not None and wait.for_whom == WaitFor.OFFICE and wait.unit is not None:
        return _("%(unit)s needs something from the citizen. The clock runs until they are asked.") % {
            "unit": wait.unit.called
        }, _deed(case, "tanya-warga", _("Ask the citizen"), "help")
    return None


def _going_on(case: Case, whole: Whole, member: Member) -> tuple[str, Step | None]:
    """Verified, and not answered yet."""
    spoken = [one.answer for one in whole.answers]
    failed = next((one for one in spoken if one.state == AnswerState.NOT_REACHED), None)
    if failed is not None:
        return _("An answer did not reach the citizen."), _tell(failed)
    untold = next((one.answer for one in whole.to_tell if one.answer.purpose == Purpose.FINAL), None)
    if untold is not None:
        return _("The answer is still to be told by hand."), _tell(untold)
    if any(one.state == AnswerState.ON_ITS_WAY and one.purpose == Purpose.FINAL for one in spoken):
        return _("The answer is on its way. Nothing to do until it has arrived."), None
    if whole.draft is not None:
        return _("An answer is begun. Finish it and send it."), _answer(case)
    if whole.running is not None:
        return _with_unit(case, whole.running)
    if case.state == CaseState.IN_PROGRESS:
        return _("It is worked on here. The citizen waits for the answer."), _answer(case)
    if case.bounces >= Terms.read(case.clocks.terms).bounces_to_coordinator:
        if member.may(Permission.COORDINATE_CASES):
            return _("Units don't agree who answers. You decide."), _refer(case, _("Decide who answers"))
        return _("Units don't agree who answers. A coordinator decides and has been told."), None
    return _("Nobody works on it yet. Ask a unit, or begin here."), _refer(case, _("Ask a unit"))


def _with_unit(case: Case, running: Referral) -> tuple[str, Step]:
    unit = running.unit.called
    words = _("%(unit)s was asked on %(day)s and has not answered.") % {
        "unit": unit,
        "day": short_day(running.sent_at),
    }
    if running.state == ReferralState.NEEDS_TIME:
        words = _("%(unit)s answers by %(day)s, it says.") % {
            "unit": unit,
            "day": short_day(running.needs_until),
        }
    return words, Step(
        label=_("Remind by WhatsApp"), href=reverse("cases:whatsapp", args=[running.pk]), icon="message"
    )


def _deed(case: Case, deed: str, label: str, icon: str) -> Step:
    return Step(label=label, href=reverse("cases:do", args=[case.pk, deed]), icon=icon, deed=deed)


def _tell(answer: Answer) -> Step:
    return Step(label=_("Tell them"), href=reverse("cases:one_answer", args=[answer.pk]), icon="reply")


def _answer(case: Case) -> Step:
    return Step(label=_("Write the answer"), href=reverse("cases:answer", args=[case.pk]), icon="reply")


def _refer(case: Case, label: str) -> Step:
    return Step(label=label, href=reverse("cases:refer", args=[case.pk]), icon="units")
