"""The office's answer: drafted, sent into the threads or told by hand, and heard of until it reached the citizen."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox import queries as inbox_queries
from pendopo.listen.inbox.events import ReplyArrived, ReplyFailed, ReplyReturned
from pendopo.listen.inbox.models import Reply
from pendopo.serve.cases import policies
from pendopo.serve.cases.actions.sending import hand_out, send_one
from pendopo.serve.cases.actions.story import locked, note, tell_keeper
from pendopo.serve.cases.actions.waiting import begin_waiting, drop_questions
from pendopo.serve.cases.clocks import Terms
from pendopo.serve.cases.events import CaseAnswered
from pendopo.serve.cases.models import Answer, Case, Entry, Referral, Reporter
from pendopo.serve.cases.queries.settings import is_told_by_itself
from pendopo.serve.cases.states import (
    ANSWER,
    FLOW,
    WITH_UNIT,
    AnswerState,
    CaseState,
    Purpose,
    ReferralState,
)

PENDING = frozenset({AnswerState.DRAFT, AnswerState.ON_ITS_WAY, AnswerState.NOT_REACHED})


@transaction.atomic
def write_answer(
    *, case: Case, text: str, referral: Referral | None = None, by: Member, now: datetime
) -> Answer | None:
    """Keep the answer that is being written; one draft a case, whoever writes. Nothing written is nothing kept."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    if row.state == CaseState.CLOSED:
        raise Refused(_("This case is closed. Open it again first."))
    draft = draft_of(row)
    if not text.strip():
        if draft is not None and draft.reply_id is None:
            draft.delete()
            _settle(row, now=now)
        return None
    if referral is not None and (referral.case_id != row.pk or referral.state != ReferralState.ANSWERED):
        raise Refused(_("The unit has not answered this yet."))
    if draft is None:
        draft = Answer(institution_id=row.institution_id, case=row, reporter=_first_written(row), made_at=now)
    draft.text, draft.by, draft.referral = text.strip(), by, referral or draft.referral
    draft.save()
    return draft


@transaction.atomic
def send_answer(
    *,
    case: Case,
    text: str,
    is_final: bool = True,
    seen: int | None = None,
    stands_behind: bool = False,
    by: Member,
    now: datetime,
) -> list[Answer]:
    """Tell everybody of a case: in their threads, where an approval may come first, or as a draft told by hand.

    The case is answered only when the citizen was reached. `stands_behind`: the author confirms a language model's
    draft. Raises Refused, or Stale when somebody was faster.
    """
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    purpose = Purpose.FINAL if is_final else Purpose.FOLLOW_UP
    _require_sound(row, text, purpose=purpose)
    if is_final:
        drop_questions(row)
    if Answer.objects.filter(case=row, purpose=purpose, state=AnswerState.ON_ITS_WAY).exists():
        raise Refused(_("An answer is on its way already. Wait until it has arrived."))
    if row.state == CaseState.ANSWERED:
        # It does not close by itself while more is on its way.
        Case.objects.filter(pk=row.pk).update(auto_close_at=None)
    draft = draft_of(row)
    # What nobody has told those without a thread yet gives way to the new words.
    untold = Answer.objects.filter(case=row, purpose=purpose, state=AnswerState.DRAFT, reply__isnull=True)
    untold.filter(reporter__isnull=False, reporter__conversation__isnull=True).delete()
    if draft is not None:
        draft.machine = inbox.settled(text, draft=draft.machine_text, stands_behind=stands_behind)
    sent = hand_out(row, text.strip(), purpose, draft=draft, seen=seen, by=by, now=now)
    goes_out = any(one.state == AnswerState.ON_ITS_WAY for one in sent)
    what = ("answer_sent" if is_final else "follow_up_sent") if goes_out else "answer_ready"
    note(row, what, now=now, by=by, text=text.strip())
    ledger.write(did="cases.answer_sent", by=by, to=row, at=now, words={"code": row.code})
    case.refresh_from_db()
    return sent


@transaction.atomic
def send_again(*, answer: Answer, text: str, by: Member, now: datetime) -> None:
    """Try one reporter's thread once more, with the words mended. Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, answer, now=now)
    row = locked(answer.case)
    answer.refresh_from_db()
    has_thread = answer.reporter is not None and answer.reporter.conversation_id is not None
    if answer.state not in {AnswerState.DRAFT, AnswerState.NOT_REACHED} or not has_thread:
        raise Refused(_("This answer can't be sent again from here."))
    _require_sound(row, text, purpose=Purpose(answer.purpose))
    answer.text = text.strip()
    answer.save(update_fields=["text"])
    if no := send_one(answer, by=by, now=now):
        raise no
    note(row, "answer_sent", now=now, by=by, text=answer.text)


@transaction.atomic
def tell_by_hand(*, answer: Answer, how: str, told_at: datetime, by: Member, now: datetime) -> None:
    """Say how and when somebody told the citizen: at the counter, by telephone, by letter. Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, answer, now=now)
    row = locked(answer.case)
    answer.refresh_from_db()
    if not how.strip():
        raise Refused(_("Write how the citizen was told."), field="how")
    if told_at > now:
        raise Refused(_("It can't have happened in the future. Check date and hour."), field="told_at")
    if answer.state not in {AnswerState.DRAFT, AnswerState.NOT_REACHED}:
        raise Refused(_("This answer is on its way, or has arrived already."))
    _require_sound(row, answer.text, purpose=Purpose(answer.purpose))
    if answer.machine == Reply.Machine.BEGUN:
        raise Refused(_("These are still a language model's words. Finish the answer and send it first."))
    answer.by = by
    ANSWER.move(answer, AnswerState.REACHED, how=how.strip()[:200], reached_at=told_at, trouble="", by=by)
    ledger.write(
        did="cases.told_by_hand", by=by, to=row, at=now, words={"code": row.code, "how": how.strip()[:200]}
    )
    _reached(row, answer, now=now)


@transaction.atomic
def drop_answer(*, answer: Answer, why: str, by: Member, now: datetime) -> None:
    """Give up one answer: this reporter can't be reached. Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, answer, now=now)
    row = locked(answer.case)
    answer.refresh_from_db()
    if not why.strip():
        raise Refused(_("Write why they can't be told."), field="why")
    if answer.state not in {AnswerState.DRAFT, AnswerState.NOT_REACHED}:
        raise Refused(_("This answer is on its way, or has arrived already."))
    ANSWER.move(answer, AnswerState.DROPPED, trouble=why.strip()[:500])
    note(row, "answer_dropped", now=now, by=by, text=why.strip())
    _settle(row, now=now)


@transaction.atomic
def acknowledge(*, case: Case, text: str, by: Member, now: datetime) -> list[Answer]:
    """Tell the citizen that we have it, with the code to follow it by (R30). Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    if row.acknowledged_at is not None:
        raise Refused(_("The citizen knows already that we have it."))
    under_way = Answer.objects.filter(case=row, purpose=Purpose.ACKNOWLEDGEMENT)
    if under_way.exclude(state=AnswerState.DROPPED).exists():
        raise Refused(
            _("Somebody tells the citizen already. Look among the answers of the case how far it is.")
        )
    if is_told_by_itself(row):
        raise Refused(_("The citizen is being told so by itself."))
    if not text.strip():
        raise Refused(_("Write an answer first."), field="text")
    sent = hand_out(row, text.strip(), Purpose.ACKNOWLEDGEMENT, by=by, now=now)
    note(row, "acknowledged", now=now, by=by, text=text.strip(), told=True)
    ledger.write(did="cases.acknowledged", by=by, to=row, at=now, words={"code": row.code})
    case.refresh_from_db()
    return sent


@transaction.atomic
def reach_on_page(*, case: Case, now: datetime) -> None:
    """The reporter opens the page of their case: what was to be told them by hand reaches them there.

    Whose case was joined with another reads on their own page what all were told (R40).
    """
    whose = Q(case=case, came_with__isnull=True) | Q(came_with=case)
    readers = list(Reporter.objects.filter(whose, conversation__isnull=True).select_related("case")[:2])
    if len(readers) != 1:
        return  # of two nobody knows which of them reads it: they are told by hand
    (reader,) = readers
    waiting = Answer.objects.filter(case=reader.case, reporter=reader, state=AnswerState.DRAFT)
    if not waiting.exists():
        return
    row = locked(reader.case)
    for answer in waiting:
        ANSWER.move(
            answer, AnswerState.REACHED, how=str(_("on the page of their case")), reached_at=now, trouble=""
        )
        _reached(row, answer, now=now)
    case.refresh_from_db()


# What the inbox tells of answers; wired in desk/wiring.py. A repeat changes nothing.


@transaction.atomic(savepoint=False)
def note_reply_arrived(event: ReplyArrived) -> None:
    """The words stand in the thread: this reporter has been reached."""
    answer = _answer_of(event.institution_id, event.reply_id)
    if answer is None or answer.state in {AnswerState.REACHED, AnswerState.DROPPED}:
        return
    row = locked(answer.case)
    ANSWER.move(answer, AnswerState.REACHED, reached_at=event.at, text=event.text, trouble="")
    _reached(row, answer, now=event.at)


@transaction.atomic(savepoint=False)
def note_reply_failed(event: ReplyFailed) -> None:
    """The network refused it: the citizen still waits, and somebody has to tell them another way."""
    answer = _answer_of(event.institution_id, event.reply_id)
    if answer is None or answer.state != AnswerState.ON_ITS_WAY:
        return
    row = locked(answer.case)
    ANSWER.move(answer, AnswerState.NOT_REACHED, trouble=event.why[:500])
    note(row, "answer_failed", now=event.at, text=event.why)
    tell_keeper(
        row,
        "cases.not_reached",
        gettext_noop("An answer of case %(code)s did not reach the citizen"),
        urgent=True,
        now=event.at,
    )


@transaction.atomic(savepoint=False)
def note_reply_returned(event: ReplyReturned) -> None:
    """An approver gave it back, or its author took it back: it is a draft again."""
    answer = _answer_of(event.institution_id, event.reply_id)
    if answer is None or answer.state != AnswerState.ON_ITS_WAY:
        return
    row = locked(answer.case)
    ANSWER.move(answer, AnswerState.DRAFT, trouble=event.why[:500])
    note(row, "answer_returned", now=event.at, text=event.why)


def draft_of(case: Case) -> Answer | None:
    """The answer that is being written."""
    drafts = Answer.objects.filter(
        case=case, state=AnswerState.DRAFT, purpose__in=[Purpose.FINAL, Purpose.FOLLOW_UP]
    )
    first = _first_written(case)
    return drafts.filter(reporter=first).order_by("-made_at").first()


def finals_of(case: Case) -> QuerySet[Answer]:
    """The answers that can settle a case: what was said before it was opened again settles nothing any more."""
    final = Answer.objects.filter(case=case, purpose=Purpose.FINAL)
    return final.filter(made_at__gte=case.reopened_at) if case.reopened_at else final


def _first_written(case: Case) -> Reporter | None:
    return Reporter.objects.filter(case=case, conversation__isnull=False).order_by("joined_at", "id").first()


def _answer_of(institution_id: int, reply_id: int) -> Answer | None:
    return (
        Answer.objects.filter(institution_id=institution_id, reply_id=reply_id)
        .select_related("case", "reporter")
        .first()
    )


def _require_sound(row: Case, text: str, *, purpose: Purpose) -> None:
    if not text.strip():
        raise Refused(_("Write an answer first."), field="text")
    if purpose == Purpose.NEWS:
        return  # that it ended is news of a closed case
    if row.state == CaseState.CLOSED:
        raise Refused(_("This case is closed. Open it again first."))
    if purpose != Purpose.FINAL:
        return
    if row.state == CaseState.NEW:
        raise Refused(_("Verify the case first: is it clear, complete, and of which kind?"))
    if row.state == CaseState.WAITING_CITIZEN:
        raise Refused(_("The citizen was asked for something. Note what they added before you answer."))
    if Answer.objects.filter(case=row, purpose=Purpose.QUESTION, state=AnswerState.ON_ITS_WAY).exists():
        raise Refused(_("A question to the citizen is on its way. Wait until it has arrived."))
    running = row.referrals.filter(state__in=sorted(WITH_UNIT)).select_related("unit").first()
    if running is not None:
        raise Refused(
            _(
                "%(unit)s is still asked. Take the question back first, or tell the citizen what is being done."
            )
            % {"unit": running.unit.called}
        )
    if inbox_queries.only_sends_elsewhere(text):
        raise Refused(
            _(
                "The answer only sends the citizen elsewhere. Say why, and what happens next "
                "or what your office does meanwhile."
            ),
            rule="R37",
            field="text",
        )


def _reached(row: Case, answer: Answer, *, now: datetime) -> None:
    """Somebody of the case knows: which promises are kept by it."""
    at = answer.reached_at or now
    kept = {"acknowledged_at": row.acknowledged_at or at}
    if answer.purpose in {Purpose.FOLLOW_UP, Purpose.FINAL}:
        kept["followed_up_at"] = row.followed_up_at or at
    Case.objects.filter(pk=row.pk).update(**kept)
    for name, value in kept.items():
        setattr(row, name, value)
    came_from = ""
    if answer.purpose == Purpose.QUESTION:
        came_from = begin_waiting(row, at=at)
    # One line on the citizens' page, however many of them were told the same; of news and questions it has its own.
    is_first = (
        answer.purpose in {Purpose.FOLLOW_UP, Purpose.FINAL}
        and not Entry.objects.filter(case=row, what="reached", text=answer.text).exists()
    )
    note(
        row,
        "reached",
        now=now,
        by=answer.by if answer.how else None,
        text=answer.text,
        told=is_first,
        how=answer.how,
        came_from=came_from,
    )
    if answer.purpose == Purpose.FINAL:
        _settle(row, now=now)


def _settle(row: Case, *, now: datetime) -> None:
    """The case is answered when everybody who can be told has been (R40)."""
    final = finals_of(row)
    last = final.filter(state=AnswerState.REACHED).order_by("-reached_at").first()
    if last is None or last.reached_at is None or final.filter(state__in=sorted(PENDING)).exists():
        return
    days = Terms.read(row.clocks.terms).auto_close_days
    closes_at = structure.calendar_of(row.institution).add_business_days(last.reached_at, days).at
    if row.state == CaseState.ANSWERED:
        Case.objects.filter(pk=row.pk).update(auto_close_at=closes_at)
        return
    if not FLOW.allows(CaseState(row.state), CaseState.ANSWERED):
        return
    FLOW.move(row, CaseState.ANSWERED, answered_at=last.reached_at, auto_close_at=closes_at)
    note(row, "answered", now=now, told=True)
    ledger.write(
        did="cases.answered",
        by=None,
        institution_id=row.institution_id,
        to=row,
        at=now,
        words={"code": row.code},
    )
    events.tell(CaseAnswered(institution_id=row.institution_id, case_id=row.pk, at=last.reached_at))
