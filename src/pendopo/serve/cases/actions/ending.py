"""Endings and second beginnings of cases: closed with a reason, closed by the clock, opened again (R36, R37)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import queries as inbox
from pendopo.networks import counting
from pendopo.serve.cases import policies, voice
from pendopo.serve.cases.actions.answering import PENDING, finals_of
from pendopo.serve.cases.actions.referring import take_back_from_unit
from pendopo.serve.cases.actions.sending import tell_news
from pendopo.serve.cases.actions.story import end_wait, locked, note, page_of, tell_keeper
from pendopo.serve.cases.actions.waiting import gives_up_at, last_question
from pendopo.serve.cases.clocks import Terms, promised_anew
from pendopo.serve.cases.events import CaseClosed, CaseReopened
from pendopo.serve.cases.models import Answer, Case
from pendopo.serve.cases.states import (
    ANSWER,
    FLOW,
    AnswerState,
    CaseState,
    Ending,
)

# What somebody may choose; the other endings come from joining and from the clock.
BY_HAND: Final = (Ending.SETTLED, Ending.NOT_OURS, Ending.WITHDRAWN, Ending.SPAM)
ASKED_AGAIN: Final = frozenset({Ending.SETTLED, Ending.NO_WORD})


@transaction.atomic
def close(*, case: Case, ending: str, why: str, by: Member, now: datetime) -> None:
    """End a case with words the citizen can read on their page. Raises Refused with what is missing."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    if ending not in {one.value for one in BY_HAND}:
        raise Refused(_("Choose how it ended."), field="ending")
    chosen, why = Ending(ending), why.strip()[:500]
    row = locked(case)
    if row.state == CaseState.CLOSED:
        raise Refused(_("This case is closed already."))
    if not why:
        raise Refused(
            _("Write where the citizen can go instead, and why.")
            if chosen == Ending.NOT_OURS
            else _("Write why it ends here: it stands in the case's story."),
            field="why",
        )
    if inbox.only_sends_elsewhere(why):
        raise Refused(
            _("Asking for a letter does not end it. Tell the citizen the reason and the next step first."),
            rule="R37",
            field="why",
        )
    if chosen == Ending.SETTLED:
        _require_told(row)
    if Answer.objects.filter(case=row, state=AnswerState.ON_ITS_WAY).exists():
        raise Refused(_("An answer is on its way. Wait until it has arrived."))
    take_back_from_unit(case=row, why=why, by=by, now=now)
    end(row, chosen, why=why, by=by, now=now)
    if chosen == Ending.NOT_OURS and not finals_of(row).filter(state=AnswerState.REACHED).exists():
        tell_news(row, voice.not_ours(why, code=row.code), by=by, now=now)
    case.refresh_from_db()


@transaction.atomic
def close_by_itself(*, case: Case, now: datetime) -> bool:
    """End an answered case to which nobody wrote again (R36). False: somebody did, or it is not its time."""
    row = locked(case)
    if row.state != CaseState.ANSWERED or row.auto_close_at is None or now <= row.auto_close_at:
        return False
    if finals_of(row).filter(state__in=sorted(PENDING)).exists():
        return False  # somebody of them was not reached yet
    end(row, Ending.NO_WORD, by=None, now=now)
    return True


@transaction.atomic
def close_without_details(*, case: Case, now: datetime) -> bool:
    """End a case whose citizen added nothing in time. False: not its time, or it waits no longer."""
    row = locked(case)
    if row.state != CaseState.WAITING_CITIZEN:
        return False
    asked = last_question(row)
    if asked is None or now <= gives_up_at(row, asked):
        return False
    take_back_from_unit(case=row, why=str(Ending.NO_DETAILS.label), by=None, now=now)
    end(row, Ending.NO_DETAILS, why=voice.missed(asked.text), by=None, now=now)
    tell_news(row, _farewell(row, asked), by=None, now=now)
    tell_keeper(
        row,
        "cases.no_details",
        gettext_noop("Case %(code)s ended: the citizen added nothing in time"),
        now=now,
    )
    return True


@transaction.atomic
def reopen(*, case: Case, why: str, by: Member, now: datetime) -> None:
    """Take a case up again. Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    if not why.strip():
        raise Refused(_("Write why it goes on."), field="why")
    row = locked(case)
    if row.state not in {CaseState.ANSWERED, CaseState.CLOSED}:
        raise Refused(_("This case is open already."))
    if row.joined_to_id is not None:
        raise Refused(_("This case was joined with another. Part them first, or go on there."))
    open_again(row, why=why.strip(), by=by, now=now)
    case.refresh_from_db()


def open_again(row: Case, *, why: str, by: Member | None, now: datetime) -> None:
    """Let an answered or closed case go on, in the transaction of whoever asked for it.

    The final answer is promised anew, from this day, under the version the case keeps.
    """
    due = promised_anew(
        Terms.read(row.clocks.terms),
        structure.calendar_of(row.institution),
        reopened_at=now,
        kind=row.kind,
        supervisory=row.supervisory_content,
    )
    is_unread = row.verified_at is None and row.answered_at is None and row.state == CaseState.CLOSED
    FLOW.move(
        row,
        CaseState.NEW if is_unread else CaseState.IN_PROGRESS,
        ending="",
        ended_why="",
        closed_at=None,
        auto_close_at=None,
        ask_again_at=None,
        resolve_by=due.at,
        is_estimate=row.is_estimate or due.is_estimate,
        reopened=row.reopened + 1,
        reopened_at=now,
    )
    note(row, "reopened", now=now, by=by, text=why, told=True, due=due.at.isoformat())
    ledger.write(
        did="cases.reopened",
        by=by,
        institution_id=row.institution_id,
        to=row,
        at=now,
        words={"code": row.code, "why": why[:300] if by else ""},
    )
    tell_keeper(row, "cases.reopened", gettext_noop("Case %(code)s goes on"), now=now)
    events.tell(
        CaseReopened(institution_id=row.institution_id, case_id=row.pk, by_citizen=by is None, at=now)
    )


def end(
    row: Case,
    ending: Ending,
    *,
    why: str = "",
    joined_to: Case | None = None,
    by: Member | None,
    now: datetime,
) -> None:
    """Close a held case, in the transaction of its reason."""
    end_wait(row, now=now)
    asks_at = None
    if ending in ASKED_AGAIN:
        asks_at = now + timedelta(days=Terms.read(row.clocks.terms).ask_again_days)
    FLOW.move(
        row,
        CaseState.CLOSED,
        ending=ending,
        ended_why=why,
        joined_to=joined_to,
        closed_at=now,
        auto_close_at=None,
        ask_again_at=asks_at,
    )
    drafts = Answer.objects.filter(case=row, state__in=[AnswerState.DRAFT, AnswerState.NOT_REACHED])
    for answer in drafts:
        ANSWER.move(answer, AnswerState.DROPPED)
    note(row, "closed", now=now, by=by, text=why, told=True, ending=ending.value)
    ledger.write(
        did="cases.closed",
        by=by,
        institution_id=row.institution_id,
        to=row,
        at=now,
        words={"code": row.code, "how": str(ending.label)},
    )
    events.tell(CaseClosed(institution_id=row.institution_id, case_id=row.pk, ending=ending.value, at=now))


def _farewell(row: Case, asked: Answer) -> str:
    """What was missing and how it goes on, no longer than the thread takes."""
    limits = accounts.limits_of(row.conversation.account) if row.conversation else None
    return voice.farewell(
        asked.text,
        code=row.code,
        address=page_of(row),
        fits=(lambda text: counting.fits(text, limits)) if limits else lambda _text: True,
    )


def _require_told(row: Case) -> None:
    if not finals_of(row).filter(state=AnswerState.REACHED).exists():
        raise Refused(
            _("Nobody has told the citizen the answer yet. Answer first, then it can be settled."),
            rule="R37",
            field="ending",
        )
