"""What publishing tells of answers, hides and shows; wired in desk/wiring.py. A repeat changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.broadcast.publishing.events import (
    DeliveryCalledOff,
    DeliveryRefused,
    DeliverySent,
    DeliveryUnsure,
)
from pendopo.foundation import events, ledger
from pendopo.foundation.tenancy import house_itself
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.actions.touching import ORIGIN, against_it, locked, touch, unended
from pendopo.listen.inbox.events import ConversationClosed, ReplyArrived, ReplyFailed
from pendopo.listen.inbox.models import Conversation, Hiding, Message, Reply
from pendopo.listen.inbox.states import (
    FLOW,
    HIDING,
    REPLY,
    ConversationState,
    Disposition,
    HidingState,
    ReplyState,
)


@transaction.atomic(savepoint=False)
def note_sent(event: DeliverySent) -> None:
    """Hear that it stands there: the answered messages end, and the thread shows the answer."""
    if event.origin != ORIGIN:
        return
    with house_itself("what became of an answer is noted, whoever needs to know of it"):
        match event.kind:
            case "reply":
                _note_reply(event)
            case "hide":
                _note_hiding(event, HidingState.HIDDEN)
            case "show":
                _note_hiding(event, HidingState.SHOWN)
            case "takedown":
                _note_gone(event)


@transaction.atomic(savepoint=False)
def note_refusal(event: DeliveryRefused) -> None:
    """Hear that the network will not take it: the author gets it back, and the citizen still waits."""
    if event.origin == ORIGIN:
        with house_itself("what became of an answer is noted, whoever needs to know of it"):
            _refused(event)


@transaction.atomic(savepoint=False)
def note_called_off(event: DeliveryCalledOff) -> None:
    """Hear that somebody took it back in the publishing room: the author has it again, who sees what stays as it was."""
    if event.origin == ORIGIN:
        with house_itself("what became of an answer is noted, whoever needs to know of it"):
            _refused(event)


def _refused(event: DeliveryRefused | DeliveryCalledOff) -> None:
    if event.kind in {"hide", "show"}:
        _note_hiding(
            event,
            HidingState.REFUSED if event.kind == "hide" else HidingState.HIDDEN,
            trouble=event.why,
        )
        return
    found = _reply_of(event)
    if (
        found is None
        or event.kind != "reply"
        or found[0].state not in {ReplyState.SENDING, ReplyState.UNSURE}
    ):
        return
    reply, row = found
    REPLY.move(reply, ReplyState.FAILED, trouble=event.why[:500], changed_at=event.at)
    if row.state == ConversationState.WAITING:
        FLOW.move(row, ConversationState.OPEN)
    touch(row)
    ledger.write(
        did="inbox.reply_failed",
        by=None,
        institution_id=row.institution_id,
        to=row,
        at=event.at,
        words={"handle": row.account.handle, "why": event.why},
    )
    title = (
        gettext_noop("Your answer was called off before it was sent")
        if isinstance(event, DeliveryCalledOff)
        else gettext_noop("The network refused your answer")
    )
    _tell_author(reply, row, title, event.why, event.at)
    events.tell(
        ReplyFailed(
            institution_id=row.institution_id,
            reply_id=reply.pk,
            conversation_id=row.pk,
            why=event.why,
            at=event.at,
        )
    )


@transaction.atomic(savepoint=False)
def note_doubt(event: DeliveryUnsure) -> None:
    """Hear that nobody knows whether it arrived: somebody has to look, in the publishing room."""
    if event.origin == ORIGIN and event.kind == "reply":
        with house_itself("what became of an answer is noted, whoever needs to know of it"):
            _doubted(event)


def _doubted(event: DeliveryUnsure) -> None:
    found = _reply_of(event)
    if found is None or found[0].state not in {ReplyState.SENDING, ReplyState.FAILED}:
        return
    reply, row = found
    REPLY.move(reply, ReplyState.UNSURE, trouble=event.why[:500], changed_at=event.at)
    if row.state == ConversationState.OPEN:
        FLOW.move(row, ConversationState.WAITING)
    touch(row)
    _tell_author(reply, row, gettext_noop("It is unclear whether your answer arrived"), event.why, event.at)


def _note_reply(event: DeliverySent) -> None:
    found = _reply_of(event)
    if found is None or found[0].state not in {ReplyState.SENDING, ReplyState.UNSURE, ReplyState.FAILED}:
        return
    reply, row = found
    REPLY.move(reply, ReplyState.SENT, trouble="", changed_at=event.at)
    Message.objects.bulk_create([_said(reply, row, event)], ignore_conflicts=True)
    minutes: list[tuple[int, int]] = []
    calendar = structure.calendar_of(row.institution)
    left = unended(row)
    for message in [one for one in left if one.pk <= reply.answers_until]:
        message.answered_at, message.by_id = event.at, reply.author_id
        message.answered_minutes = max((event.at - message.said_at) // timedelta(minutes=1), 0)
        message.office_minutes = calendar.office_minutes_between(message.said_at, event.at)
        message.disposition = Disposition.ANSWERED
        message.save(update_fields=["answered_at", "by", "answered_minutes", "office_minutes", "disposition"])
        minutes.append((message.answered_minutes, message.office_minutes))
    slowest = (
        {"answered_minutes": max(one[0] for one in minutes), "office_minutes": max(one[1] for one in minutes)}
        if minutes
        else {}
    )
    still = [one for one in left if one.pk > reply.answers_until]
    if still:
        # The citizen wrote on while the answer was on its way.
        _arrive(row, ConversationState.OPEN, waiting_since=still[0].said_at, **slowest)
    else:
        ending = Disposition.ANSWERED if left else _ended_before(row)
        _arrive(row, ConversationState.DONE, waiting_since=None, disposition=ending, **slowest)
        events.tell(
            ConversationClosed(
                institution_id=row.institution_id, conversation_id=row.pk, disposition=ending.value
            )
        )
    Conversation.objects.filter(pk=row.pk, last_message_at__lt=event.at).update(last_message_at=event.at)
    touch(row)
    ledger.write(
        did="inbox.reply_arrived",
        by=None,
        institution_id=row.institution_id,
        to=row,
        at=event.at,
        words={"handle": row.account.handle},
    )
    events.tell(
        ReplyArrived(
            institution_id=row.institution_id,
            reply_id=reply.pk,
            conversation_id=row.pk,
            text=reply.text,
            at=event.at,
        )
    )


def _ended_before(row: Conversation) -> Disposition:
    """How the last message had ended already: what became a case is answered and stays a complaint (R31)."""
    said = Message.objects.seen_by(row).filter(conversation=row, direction=Message.Direction.IN)
    last = said.order_by("-said_at", "-id").values_list("disposition", flat=True).first()
    if not last or last == Disposition.NO_REPLY:
        return Disposition.ANSWERED
    return Disposition(last)


def _arrive(row: Conversation, to: ConversationState, **changes: Any) -> None:
    if row.state == to:
        Conversation.objects.filter(pk=row.pk).update(**changes)
    else:
        FLOW.move(row, to, **changes)


def _said(reply: Reply, row: Conversation, event: DeliverySent) -> Message:
    return Message(
        institution_id=row.institution_id,
        account_id=row.account_id,
        conversation=row,
        direction=Message.Direction.OUT,
        kind="reply",
        remote_id=event.remote_id or f"delivery:{event.delivery_id}",
        author=row.account.handle,
        author_name=row.account.name,
        text=reply.text,
        url=event.url[:1000],
        said_at=event.at,
        taken_in_at=event.at,
        by_id=reply.author_id,
        reply=reply,
    )


def _note_gone(event: DeliverySent) -> None:
    """Our own answer was taken down; the copy stays."""
    found = _reply_of(event)
    if found is None:
        return
    reply, row = found
    ours = Message.objects.seen_by(row).filter(conversation=row, reply=reply, gone_at__isnull=True)
    if ours.update(gone_at=event.at):
        touch(row)


def _reply_of(
    event: DeliverySent | DeliveryRefused | DeliveryCalledOff | DeliveryUnsure,
) -> tuple[Reply, Conversation] | None:
    reply = (
        Reply.objects.filter(institution_id=event.institution_id, pk=event.origin_id)
        .select_related("conversation", "author__person")
        .first()
    )
    if reply is None:
        return None
    row = locked(reply.conversation)
    # What stood in the row before the lock may have been changed by another delivery's news.
    reply.refresh_from_db(fields=["state"])
    return reply, row


def _note_hiding(
    event: DeliverySent | DeliveryRefused | DeliveryCalledOff, to: HidingState, *, trouble: str = ""
) -> None:
    hiding = (
        Hiding.objects.select_for_update(of=("self",))
        .select_related("message__conversation")
        .filter(institution_id=event.institution_id, pk=event.origin_id)
        .first()
    )
    if hiding is None or not HIDING.allows(HidingState(hiding.state), to):
        return
    HIDING.move(hiding, to, trouble=trouble[:500])
    hidden = to == HidingState.HIDDEN
    Message.objects.seen_by(hiding).filter(pk=hiding.message_id).update(hidden=hidden)
    touch(hiding.message.conversation)
    if trouble:
        notices.tell(
            institution_id=hiding.institution_id,
            to=[hiding.by_id],
            kind="inbox.hiding",
            title=Sentence(gettext_noop("The network did not change who sees a message")),
            text=against_it(trouble),
            url=reverse("inbox:thread", args=[hiding.message.conversation_id]),
            now=event.at,
        )


def _tell_author(reply: Reply, row: Conversation, title: str, why: str, now: datetime) -> None:
    notices.tell(
        institution_id=row.institution_id,
        to=[reply.author_id],
        kind="inbox.trouble",
        title=Sentence(title),
        text=against_it(why),
        url=reverse("inbox:thread", args=[row.pk]),
        urgent=True,
        now=now,
    )
