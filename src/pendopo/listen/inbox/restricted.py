"""What is said in a conversation that only some need to know (R33)."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.listen.inbox.models import Conversation, Message
from pendopo.networks.contract import HeardKind


def is_public(row: Conversation, last: Message) -> bool:
    """Whether few need to know of it here, and everybody could read an answer there."""
    return row.known_to is not None and last.kind != HeardKind.DIRECT


def acknowledgement() -> str:
    """All that is said in such a thread, in the language of the citizens."""
    with translation.override("id"):
        return _(
            "Thank you, we have received your report and handle it confidentially. We tell you more directly."
        )
