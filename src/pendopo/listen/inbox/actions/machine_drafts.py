"""Answers that began as a language model's draft: a person changes or confirms them, and the mark stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.actions.answering import send_reply, write_reply
from pendopo.listen.inbox.models import Conversation, Reply
from pendopo.listen.inbox.states import ReplyState


@transaction.atomic
def begin_with_machine_draft(
    *, conversation: Conversation, typed: str, text: str, by: Member, now: datetime
) -> None:
    """Put a language model's draft below what somebody typed, as their own draft that bears the mark. Raises Refused.

    One that stands there as it came is not put there again, however often it is asked for.
    """
    policies.require(by, Permission.REPLY, conversation, now=now)
    if not text.strip():
        raise Refused(_("There is no draft to begin with."))
    stands = text.strip() in typed
    whole = typed.strip() if stands else "\n\n".join(filter(None, (typed.strip(), text.strip())))
    reply = write_reply(conversation=conversation, text=whole, by=by, now=now)
    if reply is None:
        raise Refused(_("You have just sent this."))
    Reply.objects.seen_by(by).filter(pk=reply.pk, state=ReplyState.DRAFT).update(
        machine=Reply.Machine.BEGUN, machine_text=text.strip()
    )
    ledger.write(did="inbox.machine_draft_taken", by=by, to=conversation, at=now)


@transaction.atomic
def send_beside(
    *,
    conversation: Conversation,
    text: str,
    seen: int,
    begun_as: str = "",
    stands_behind: bool = False,
    by: Member,
    now: datetime,
) -> Reply:
    """Send words written in another room; what the author was just writing here stays their draft, with its mark.

    `begun_as` and `stands_behind` as in `send_reply`. Raises Refused.
    """
    drafts = Reply.objects.seen_by(by).filter(conversation=conversation, author=by, state=ReplyState.DRAFT)
    own = drafts.first()
    drafts.update(machine="", machine_text="")
    reply = send_reply(
        conversation=conversation,
        text=text,
        seen=seen,
        begun_as=begun_as,
        stands_behind=stands_behind,
        by=by,
        now=now,
    )
    if own is not None and own.text.strip() not in {"", text.strip()}:
        write_reply(conversation=conversation, text=own.text, by=by, now=now)
        drafts.update(machine=own.machine, machine_text=own.machine_text)
    return reply
