"""The row of a conversation while something is done with it, and what every hearer of the networks says."""

from __future__ import annotations

from typing import Final

from django.db.models import F
from django.utils.translation import gettext_noop

from pendopo.institution.notices.actions import Sentence
from pendopo.listen.inbox.models import Conversation, Message
from pendopo.networks.words import parts

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


def against_it(why: str) -> Sentence:
    """What a network has against it, for a reader in any language; its own words follow as they are."""
    sentence, quoted = parts(why)
    if not quoted:
        return Sentence(sentence)
    return Sentence(gettext_noop("%(why)s “%(words)s”"), {"why": Sentence(sentence), "words": quoted})
