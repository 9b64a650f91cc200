"""The row of a conversation while something is done with it."""

from __future__ import annotations

from typing import Final

from django.db.models import F

from pendopo.listen.inbox.models import Conversation, Message

ORIGIN: Final = "inbox.message"


def locked(conversation: Conversation) -> Conversation:
    """The row as it is now, held until the transaction ends: of two people who act at once one waits."""
    return (
        Conversation.objects.seen_by(conversation)
        .select_for_update(of=("self",))
        .select_related("account__responsible", "institution")
        .get(pk=conversation.pk)
    )


def touch(row: Conversation) -> None:
    """Tell open pages that there is something new to show."""
    Conversation.objects.filter(pk=row.pk).update(version=F("version") + 1)


def unended(row: Conversation) -> list[Message]:
    """What citizens said here that has no ending yet (R31), the oldest first."""
    return list(
        Message.objects.seen_by(row)
        .filter(conversation_id=row.pk, direction=Message.Direction.IN, disposition="")
        .order_by("said_at", "id")
    )
