"""Words to citizens on their way: one for each reporter with a thread, one to be told by hand for all others."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Message
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

    Those without a thread get a draft that somebody tells them by hand. `seen` is the last message of the case's
    own thread that the author had before them. Raises Refused when nobody could be written to; where only some
    could, the others keep a draft that says why.
    """
    reporters = list(
        Reporter.objects.filter(case=case).select_related("conversation").order_by("joined_at", "id")
    )
    written = [one for one in reporters if one.conversation_id is not None]
    made: list[Answer] = []
    refusals: list[Refused] = []
    for reporter in written:
        answer = _answer_to(case, reporter, text, purpose, draft=None if made else draft, by=by, now=now)
        made.append(answer)
        is_own = reporter.conversation_id == case.conversation_id
        if no := send_one(answer, seen=seen if is_own else None, by=by, now=now):
            refusals.append(no)
    if refusals and len(refusals) == len(written):
        raise refusals[0]
    if len(written) < len(reporters):
        made.append(_answer_to(case, None, text, purpose, draft=None if made else draft, by=by, now=now))
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
            reply = inbox.send_reply(
                conversation=reporter.conversation, text=answer.text, seen=seen, by=by, now=now
            )
            ANSWER.move(answer, AnswerState.ON_ITS_WAY, reply=reply, trouble="", by=by)
    except Refused as no:
        answer.trouble = str(no)[:500]
        answer.save(update_fields=["trouble"])
        return no
    return None


def _answer_to(
    case: Case,
    reporter: Reporter | None,
    text: str,
    purpose: Purpose,
    *,
    draft: Answer | None,
    by: Member,
    now: datetime,
) -> Answer:
    if draft is not None:
        draft.reporter, draft.text, draft.by, draft.purpose = reporter, text, by, purpose
        draft.save(update_fields=["reporter", "text", "by", "purpose"])
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
