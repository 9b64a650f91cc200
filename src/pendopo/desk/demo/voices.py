"""What citizens say below the regency's posts, and what the office answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pendopo.broadcast.publishing.actions.settling import settle
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import FLOW, DeliveryState
from pendopo.desk.demo.house import Office
from pendopo.desk.demo.posts import on_practice
from pendopo.desk.demo.words import ANSWERS, COMMENTS, SAVED
from pendopo.institution.people.roles import Role
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Conversation, Message
from pendopo.listen.inbox.states import Disposition, ReplyState
from pendopo.networks.contract import Heard, HeardKind
from pendopo.practice import shapes
from pendopo.practice.citizens import PEOPLE, Citizen
from pendopo.practice.shelf import Shelf

POSTS_WITH_COMMENTS: Final = 30
OPEN_AT_THE_END: Final = 9


def hear(office: Office, published: list[Delivery], *, now: datetime) -> None:
    """Comments on the latest posts; the older ones are answered or ended, the newest wait."""
    for title, text in SAVED:
        inbox.save_saved_reply(title=title, text=text, by=office.members[Role.OPERATOR], now=now)
    latest = published[-POSTS_WITH_COMMENTS:]
    heard = [
        conversation
        for number, delivery in enumerate(latest)
        for conversation in _comments(office, delivery, number, now=now)
    ]
    for number, conversation in enumerate(heard[:-OPEN_AT_THE_END]):
        if number % 3:
            _answer(office, conversation, ANSWERS[number % len(ANSWERS)])
        else:
            _end(office, conversation, number)


def _comments(office: Office, delivery: Delivery, number: int, *, now: datetime) -> list[Conversation]:
    made = []
    for place in range(1 + number % 2):
        who = PEOPLE[(number * 2 + place) % len(PEOPLE)]
        text = COMMENTS[(number + place * 3) % len(COMMENTS)]
        at = min(delivery.planned_for + timedelta(minutes=25 + 40 * place), now - timedelta(minutes=3))
        made.append(comment(office, delivery, who, text, at=at))
    return made


def comment(office: Office, delivery: Delivery, who: Citizen, text: str, *, at: datetime) -> Conversation:
    """A citizen writes below a post, and the house hears it."""
    said = Shelf(office.practice[delivery.account_id]).comment(
        shapes.NewComment(
            author=shapes.Author(handle=who.handle, name=who.name),
            text=text,
            in_reply_to=delivery.remote_id,
        ),
        now=at,
    )
    inbox.take_in(
        institution_id=delivery.institution_id,
        account_id=delivery.account_id,
        heard=[
            Heard(
                remote_id=said.id,
                thread_id=delivery.remote_id,
                parent_id=delivery.remote_id,
                kind=HeardKind.REPLY,
                author=who.handle,
                author_name=who.name,
                text=text,
                said_at=at,
                url=said.url,
            )
        ],
        now=at,
    )
    return Conversation.objects.select_related("account", "citizen", "institution").get(
        account_id=delivery.account_id, thread_id=delivery.remote_id, citizen__handle=who.handle
    )


def _answer(office: Office, conversation: Conversation, text: str) -> None:
    by = office.members[Role.OPERATOR]
    last = Message.objects.filter(conversation=conversation).latest("said_at", "id")
    at = last.said_at + timedelta(minutes=50)
    inbox.mark_read(conversation=conversation, by=by)
    reply = inbox.send_reply(conversation=conversation, text=text, seen=last.pk, by=by, now=at)
    if reply.state != ReplyState.SENDING or reply.delivery_id is None:
        return
    delivery = Delivery.objects.with_words().get(pk=reply.delivery_id)
    FLOW.move(delivery, DeliveryState.SENDING, sending_since=at, attempts=1)
    sent = on_practice(office, delivery, shapes.NewPost(text=text, in_reply_to=last.remote_id), at)
    settle(delivery, sent, what=Attempt.What.SEND, now=at + timedelta(seconds=1), took_ms=280)


def _end(office: Office, conversation: Conversation, number: int) -> None:
    by = office.members[Role.OPERATOR]
    endings = (Disposition.NO_REPLY, Disposition.ASPIRATION, Disposition.REFERRED)
    inbox.mark_read(conversation=conversation, by=by)
    inbox.close(
        conversation=conversation,
        disposition=endings[number % len(endings)],
        reason="Ucapan terima kasih." if number % len(endings) == 0 else "Diteruskan ke unit.",
        by=by,
        now=conversation.last_message_at + timedelta(hours=2),
    )
