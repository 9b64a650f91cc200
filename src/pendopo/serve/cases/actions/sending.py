"""Words to citizens on their way: one for each reporter, into their thread or to be told by hand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pendopo.foundation.errors import Refused
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Message, Reply
from pendopo.serve.cases.actions.story import note
from pendopo.serve.cases.models import Answer, Case, Reporter
from pendopo.serve.cases.states import ANSWER, AnswerState, Purpose


def hand_out(
    case: Case,
    text: str,
    purpose: Purpose,
    *,
    draft: Answer | None = None,
    seen: int | None = None,
    by: Member,
    now: datetime,
) -> list[Answer]:
    """Send words to everybody of a case, in the thread where each of them wrote.

    Each of those without a thread gets a draft that somebody tells them by hand. `seen` is the last message of the case's
    own thread that the author had before them. Raises Refused when nobody could be written to; where only some
    could, the others keep a draft that says why. What may not be said where everybody reads it is told by hand (R33).
    """
    reporters = list(
        Reporter.objects.filter(case=case).select_related("conversation").order_by("joined_at", "id")
    )
    written = [one for one in reporters if one.conversation_id is not None]
    by_hand = [one for one in reporters if one.conversation_id is None]
    made: list[Answer] = []
    refusals: list[Refused] = []
    for reporter in written:
        answer = _answer_to(case, reporter, text, purpose, draft=None if made else draft, by=by, now=now)
        _bear_mark(answer, draft)
        made.append(answer)
        is_own = reporter.conversation_id == case.conversation_id
        if no := send_one(answer, seen=seen if is_own else None, by=by, now=now):
            refusals.append(no)
    if refusals and len(refusals) == len(written) and any(no.rule != "R33" for no in refusals):
        raise refusals[0]
    for reporter in by_hand:
        made.append(_answer_to(case, reporter, text, purpose, draft=None if made else draft, by=by, now=now))
        _bear_mark(made[-1], draft)
    return made


def send_one(answer: Answer, *, seen: int | None = None, by: Member, now: datetime) -> Refused | None:
    """Send one answer into its reporter's thread. Returns why that can't be done, and keeps it with the answer."""
    reporter = answer.reporter
    if reporter is None or reporter.conversation is None:
        return None
    if seen is None:
        seen = Message.objects.filter(conversation=reporter.conversation).latest("id").pk
    try:
        with transaction.atomic():
            reply = inbox.send_beside(
                conversation=reporter.conversation,
                text=answer.text,
                seen=seen,
                begun_as=answer.machine_text,
                stands_behind=answer.machine == Reply.Machine.CONFIRMED,
                by=by,
                now=now,
            )
            ANSWER.move(answer, AnswerState.ON_ITS_WAY, reply=reply, trouble="", by=by)
    except Refused as no:
        answer.trouble = str(no)[:500]
        answer.save(update_fields=["trouble"])
        return no
    return None


def tell_news(case: Case, text: str, *, by: Member | None, now: datetime) -> list[Answer]:
    """Tell everybody who wrote in a thread what is new, in the name of whoever did it, or of the keeper.

    Nothing is refused: what can't be said in a thread keeps a draft that says why, and the page of the case tells it
    anyway. Those without a thread have their page.
    """
    speaker = by or _speaker(case)
    reporters = Reporter.objects.filter(case=case, conversation__isnull=False).select_related("conversation")
    made: list[Answer] = []
    unsaid = 0
    for reporter in reporters.order_by("joined_at", "id"):
        if speaker is None:
            unsaid += 1
            continue
        answer = _answer_to(case, reporter, text, Purpose.NEWS, draft=None, by=speaker, now=now)
        if send_one(answer, by=speaker, now=now):
            unsaid += 1
        made.append(answer)
    if len(made) > unsaid:
        note(case, "news_sent", now=now, by=by, text=text)
    if unsaid:
        note(case, "news_unsaid", now=now, by=by, text=text)
    return made


def _speaker(case: Case) -> Member | None:
    """Who answers for what the case says by itself: its keeper, or whoever last spoke to the citizen."""
    last = Answer.objects.filter(case=case, by__isnull=False).order_by("-made_at", "-id").first()
    for member_id in (case.keeper_id, last.by_id if last else None):
        member = people.member(case.institution_id, member_id) if member_id else None
        if member is not None and member.is_here:
            return member
    return None


def _answer_to(
    case: Case,
    reporter: Reporter,
    text: str,
    purpose: Purpose,
    *,
    draft: Answer | None,
    by: Member,
    now: datetime,
) -> Answer:
    if draft is not None:
        draft.reporter, draft.text, draft.by, draft.purpose = reporter, text, by, purpose
        draft.made_at = (
            now  # an answer is as old as its sending: one before a reopening settles nothing after it
        )
        draft.save(update_fields=["reporter", "text", "by", "purpose", "made_at", "machine"])
        return draft
    return Answer.objects.create(
        institution_id=case.institution_id,
        case=case,
        reporter=reporter,
        text=text,
        purpose=purpose,
        by=by,
        made_at=now,
    )


def _bear_mark(answer: Answer, draft: Answer | None) -> None:
    """Whoever is told the same reads what began as the same draft of a language model."""
    if draft is not None and draft.machine and answer is not draft:
        answer.machine, answer.machine_text = draft.machine, draft.machine_text
        answer.save(update_fields=["machine", "machine_text"])
