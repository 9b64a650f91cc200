"""Cases for tests, as short as they can be said."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.broadcast.publishing.events import DeliveryRefused, DeliverySent
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.models import Member
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Reply
from pendopo.listen.inbox.tests.builders import a_conversation, heard, taken_in
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Answer, Case
from pendopo.serve.cases.states import CaseKind, Channel

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)  # Wednesday, 10.00 WIB: the office is open


def a_case(by: Member, *, now: datetime = NOW, **fields) -> Case:
    """A case that came over the counter. In the member's own transaction."""
    return actions.open_case(
        **{
            "kind": CaseKind.COMPLAINT,
            "title": "Lampu jalan mati",
            "story": "Lampu jalan di Jalan Melati mati sejak Senin.",
            "channel": Channel.COUNTER,
            "by": by,
            "now": now,
            **fields,
        }
    )


def a_written_case(account: SocialAccount, by: Member, *, now: datetime = NOW, **fields) -> Case:
    """A case out of a conversation of its own."""
    conversation = a_conversation(account, "Lampu jalan di Jalan Melati mati sejak Senin.")
    return a_case(by, now=now, conversation=conversation, channel=Channel.NETWORK, **fields)


def verified(case: Case, by: Member, *, now: datetime = NOW, **fields) -> Case:
    """The same case, clear and complete."""
    actions.verify(
        **{
            "case": case,
            "title": case.title,
            "kind": case.kind,
            "place": "Jalan Melati",
            "by": by,
            "now": now,
        }
        | fields
    )
    return case


def arrives(answer: Answer, *, now: datetime = NOW) -> None:
    """The network says that an answer stands in its thread."""
    answer.refresh_from_db()
    reply = Reply.objects.select_related("conversation").get(pk=answer.reply_id)
    inbox.note_sent(
        _settled(DeliverySent, reply, now, remote_id=f"jawaban-{reply.pk}", url="https://x.test/1")
    )


def is_refused(answer: Answer, *, now: datetime = NOW) -> None:
    """The network says no to an answer."""
    answer.refresh_from_db()
    reply = Reply.objects.select_related("conversation").get(pk=answer.reply_id)
    inbox.note_refusal(_settled(DeliveryRefused, reply, now, why="Text too long"))


def writes_again(case: Case, text: str, *, now: datetime) -> None:
    """The citizen writes again in the thread of their case."""
    conversation = case.conversation
    said = heard(text, author=conversation.citizen.handle, thread_id=conversation.thread_id, said_at=now)
    taken_in(conversation.account, said, now=now)


def _settled(told, reply: Reply, at: datetime, **words):
    return told(
        institution_id=reply.institution_id,
        delivery_id=reply.delivery_id,
        kind="reply",
        account_id=reply.conversation.account_id,
        origin="inbox.message",
        origin_id=reply.pk,
        at=at,
        **words,
    )
