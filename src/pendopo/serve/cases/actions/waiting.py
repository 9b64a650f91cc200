"""Asking the citizen, hearing what they add, and giving up when nothing comes (domain.md 5.1, 5.5)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases import asking, policies
from pendopo.serve.cases.actions.referring import go_on_asking
from pendopo.serve.cases.actions.sending import hand_out
from pendopo.serve.cases.actions.story import begin_wait, end_wait, locked, note, set_clocks, tell_keeper
from pendopo.serve.cases.clocks import Promises, Terms, paused
from pendopo.serve.cases.models import Answer, Case, Entry
from pendopo.serve.cases.states import ANSWER, FLOW, AnswerState, CaseState, Purpose, WaitFor

# Where somebody may ask from; of whoever was asked already, something more.
ASKABLE: Final = frozenset(
    {
        CaseState.NEW,
        CaseState.VERIFIED,
        CaseState.WAITING_UNIT,
        CaseState.IN_PROGRESS,
        CaseState.WAITING_CITIZEN,
    }
)


@transaction.atomic
def ask_reporter(
    *, case: Case, text: str, seen: int | None = None, by: Member, now: datetime
) -> list[Answer]:
    """Ask the citizen for what is missing. Raises Refused.

    The case waits for them from when the question reaches them: until then it is the office's own time.
    """
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    if row.state not in ASKABLE:
        raise Refused(_("This case is answered or closed. Open it again before you ask something."))
    if not text.strip():
        raise Refused(_("Write what you need to know."), field="text")
    sent = hand_out(row, text.strip(), Purpose.QUESTION, seen=seen, by=by, now=now)
    note(row, "asked_citizen", now=now, by=by, text=text.strip(), told=True)
    ledger.write(did="cases.asked_citizen", by=by, to=row, at=now, words={"code": row.code})
    case.refresh_from_db()
    return sent


def begin_waiting(row: Case, *, at: datetime) -> str:
    """Our question has reached a citizen of a held case: from here on the clocks that pause stand still.

    Returns the state it came from, to which their answer leads back; empty where nothing begins.
    """
    if row.state == CaseState.WAITING_CITIZEN or row.state not in ASKABLE:
        return ""
    # Whoever writes down afterwards that they asked by telephone may name an hour before the last wait ended.
    last = row.waits.order_by("began_at", "id").last()
    since = max(at, last.ended_at or last.began_at) if last else at
    came_from = row.state
    FLOW.move(row, CaseState.WAITING_CITIZEN)
    begin_wait(row, WaitFor.CITIZEN, now=since)
    return came_from


@transaction.atomic
def hear_reporter(*, case: Case, text: str, now: datetime) -> None:
    """The citizen added something, in their thread or on their own page.

    A case that waited for it goes back to where it came from, and its clocks run on, later by the working days
    that passed. One that was answered does not close by itself any more: somebody has to read this (R36).
    """
    row = locked(case)
    # Not marked as told: others who reported the same would read it on their page.
    note(row, "citizen_wrote", now=now, text=text.strip())
    if row.state == CaseState.WAITING_CITIZEN:
        drop_questions(row)
        _go_on(row, now=now)
    elif row.state == CaseState.ANSWERED:
        Case.objects.filter(pk=row.pk).update(auto_close_at=None)
    tell_keeper(row, "cases.citizen_wrote", gettext_noop("The citizen of case %(code)s has written"), now=now)
    case.refresh_from_db()


@transaction.atomic
def note_added(*, case: Case, text: str, by: Member, now: datetime) -> None:
    """Write down what the citizen added at the counter or on the telephone. Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    if not text.strip():
        raise Refused(_("Write what the citizen added."), field="text")
    hear_reporter(case=case, text=text, now=now)
    row = locked(case)
    drop_questions(row)
    if asking.is_to_be_passed_on(row):
        # Whoever asked them did so without a question that went out from here: the unit goes on.
        go_on_asking(case=row, now=now)
        case.refresh_from_db()
    ledger.write(did="cases.citizen_added", by=by, to=case, at=now, words={"code": case.code})


def drop_questions(row: Case) -> None:
    """What was asked and nobody has read yet need not be asked any more."""
    for question in Answer.objects.filter(
        case=row, purpose=Purpose.QUESTION, state__in=[AnswerState.DRAFT, AnswerState.NOT_REACHED]
    ):
        ANSWER.move(question, AnswerState.DROPPED)


def last_question(case: Case) -> Answer | None:
    """What the citizen was asked last, and has read."""
    asked = Answer.objects.filter(case=case, purpose=Purpose.QUESTION, state=AnswerState.REACHED)
    return asked.order_by("reached_at", "id").last()


def gives_up_at(case: Case, asked: Answer) -> datetime:
    """Until when the citizen may add what they were asked for."""
    days = Terms.read(case.clocks.terms).citizen_days
    since = asked.reached_at or asked.made_at
    return structure.calendar_of(case.institution).add_business_days(since, days).at


def stop_waiting(row: Case, *, now: datetime) -> None:
    """Nobody is waited for any more; the clocks that stood still for the citizen are later by the days that passed."""
    wait = end_wait(row, now=now)
    if wait is not None and wait.for_whom == WaitFor.CITIZEN:
        before = Promises(
            acknowledge_by=row.acknowledge_by,
            verify_by=row.verify_by,
            follow_up_by=row.follow_up_by,
            resolve_by=row.resolve_by,
            is_estimate=row.is_estimate,
        )
        due = paused(
            Terms.read(row.clocks.terms),
            structure.calendar_of(row.institution),
            before,
            waited_from=wait.began_at,
            until=now,
        )
        set_clocks(row, due)
        if due.resolve_by != before.resolve_by:
            note(
                row,
                "clock_moved",
                now=now,
                was_due=before.resolve_by.isoformat(),
                due=due.resolve_by.isoformat(),
            )


def _go_on(row: Case, *, now: datetime) -> None:
    stop_waiting(row, now=now)
    if not go_on_asking(case=row, now=now):
        FLOW.move(row, _back_to(row))


def _back_to(row: Case) -> CaseState:
    """Where the case was when the question reached them."""
    if row.verified_at is None:
        return CaseState.NEW
    asked = Entry.objects.filter(case=row, what="reached", words__came_from__in=CaseState.values).order_by(
        "at", "id"
    )
    if (last := asked.last()) is not None and last.words["came_from"] == CaseState.IN_PROGRESS:
        return CaseState.IN_PROGRESS
    return CaseState.VERIFIED
