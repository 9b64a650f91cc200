"""Conversations for tests, as short as they can be said."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.models import SocialAccount
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.models import Conversation, Message
from pendopo.networks.contract import Heard, HeardKind

numbers = itertools.count(10_001)  # of one width: as text they stand in their order, and none begins another
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)  # Wednesday, 10.00 WIB: the office is open


def heard(text: str = "Kapan air mengalir lagi?", **fields: object) -> Heard:
    """Something a citizen said under a post of ours."""
    number = next(numbers)
    return Heard(
        **{
            "remote_id": f"pesan-{number}",
            "thread_id": "kiriman-1",
            "kind": HeardKind.REPLY,
            "author": "budi",
            "author_name": "Budi",
            "text": text,
            "said_at": NOW - timedelta(hours=1),
            **fields,
        }
    )


def taken_in(account: SocialAccount, *said: Heard, now: datetime = NOW) -> int:
    with acting_for(account.institution_id):
        return actions.take_in(
            institution_id=account.institution_id, account_id=account.pk, heard=said, now=now
        )


def a_conversation(account: SocialAccount, text: str = "Kapan air mengalir lagi?", **fields) -> Conversation:
    """A conversation with one message of a citizen of its own."""
    number = next(numbers)
    one = heard(text, **{"author": f"warga{number}", "thread_id": f"kiriman-{number}", **fields})
    taken_in(account, one)
    return Conversation.objects.select_related("account", "citizen", "institution").get(
        account=account, thread_id=one.thread_id, citizen__handle=one.author
    )


def its_message(conversation: Conversation) -> Message:
    return Message.objects.select_related("conversation").get(conversation=conversation, direction="in")
