"""Endings: every item has one (R31), and our own answers can be taken down (R20)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing import queries as deliveries
from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies, tone
from pendopo.listen.inbox.actions.touching import ORIGIN, locked, touch, unended
from pendopo.listen.inbox.events import ConversationClosed
from pendopo.listen.inbox.models import Conversation, Message, Reply
from pendopo.listen.inbox.personal import cover
from pendopo.listen.inbox.states import (
    FLOW,
    UNDER_WAY,
    ConversationState,
    Disposition,
    ReplyState,
)


@transaction.atomic
def close(
    *, conversation: Conversation, disposition: str, reason: str = "", by: Member, now: datetime
) -> None:
    """End every open item of a conversation in a disposition (R31). Raises Refused."""
    policies.require(by, Permission.REPLY, conversation, now=now)
    if disposition not in Disposition.values:
        raise Refused(_("Choose how it ended."), rule="R31", field="disposition")
    chosen, reason = Disposition(disposition), cover(reason, by.institution)[:500]
    if chosen is Disposition.NO_REPLY and not reason:
        raise Refused(_("Write why no reply is needed."), rule="R31", field="reason")
    row = locked(conversation)
    if row.state == ConversationState.DONE:
        raise Stale(_("This conversation is done already."))
    if Reply.objects.seen_by(by).filter(conversation=row, state__in=sorted(UNDER_WAY)).exists():
        raise Refused(_("An answer is still under way. Wait for it, or take it back first."))
    answer = (
        Message.objects.seen_by(by).filter(conversation=row, direction="out", gone_at__isnull=True).last()
    )
    if chosen is Disposition.ANSWERED and answer is None:
        raise Refused(
            _("Nothing was answered here yet. Answer first, or choose another ending."),
            rule="R31",
            field="disposition",
        )
    if tone.only_sends_elsewhere(reason) or (
        chosen in {Disposition.COMPLAINT, Disposition.ANSWERED}
        and answer is not None
        and tone.only_sends_elsewhere(answer.text)
    ):
        raise Refused(
            _("Asking for a letter does not end it. Tell the citizen the reason and the next step first."),
            rule="R37",
            field="reason",
        )
    for message in unended(row):
        message.disposition, message.reason, message.by_id = chosen, reason, by.pk
        if chosen is Disposition.ANSWERED and answer is not None:
            message.answered_at = max(answer.said_at, message.said_at)
        message.save(update_fields=["disposition", "reason", "by", "answered_at"])
    FLOW.move(row, ConversationState.DONE, disposition=chosen, reason=reason, waiting_since=None, unread=0)
    Reply.objects.seen_by(by).filter(conversation=row, state=ReplyState.FAILED).update(
        state=ReplyState.DROPPED, changed_at=now
    )
    touch(row)
    ledger.write(
        did="inbox.closed", by=by, to=row, at=now, words={"disposition": str(chosen.label), "why": reason}
    )
    events.tell(
        ConversationClosed(
            institution_id=row.institution_id, conversation_id=row.pk, disposition=chosen.value
        )
    )


@transaction.atomic
def reopen(*, conversation: Conversation, by: Member, now: datetime) -> None:
    """Look at it again: its last message has no ending any more. Raises Refused."""
    policies.require(by, Permission.REPLY, conversation, now=now)
    row = locked(conversation)
    if row.state != ConversationState.DONE:
        raise Stale(_("This conversation is open already."))
    last = Message.objects.seen_by(by).filter(conversation=row, direction="in").latest("said_at", "id")
    since = now if last.answered_at else last.said_at
    Message.objects.filter(pk=last.pk).update(disposition="", reason="", answered_at=None)
    FLOW.move(row, ConversationState.OPEN, disposition="", reason="", waiting_since=since)
    touch(row)
    ledger.write(did="inbox.reopened", by=by, to=row, at=now)


@transaction.atomic
def take_down(*, message: Message, why: str, by: Member, now: datetime) -> None:
    """Take down an answer of ours; its copy and the reason stay (R20). Raises Refused."""
    policies.require(by, Permission.TAKE_DOWN, message, now=now)
    row = locked(message.conversation)
    reply = (
        Reply.objects.seen_by(by).filter(pk=message.reply_id, state=ReplyState.SENT).first()
        if message.reply_id
        else None
    )
    if reply is None or message.gone_at is not None or reply.delivery_id is None:
        raise Stale(_("This does not stand on the network any more."))
    promised = (
        deliveries.deliveries_of(row.institution_id, ORIGIN, reply.pk).filter(pk=reply.delivery_id).first()
    )
    if promised is None:
        raise Stale(_("This does not stand on the network any more."))
    publishing.take_down(delivery=promised, why=cover(why, by.institution), by=by, now=now)
    touch(row)
