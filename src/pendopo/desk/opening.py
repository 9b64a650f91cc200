"""A rule of the inbox wants a case: it is opened in the name of the rule's owner, as they would do it by hand."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone

from pendopo.institution.people import queries as people
from pendopo.listen.inbox.models import Message
from pendopo.listen.inbox.states import Intent, Urgency
from pendopo.listen.rules.events import CaseAsked
from pendopo.serve.cases import actions as cases
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.states import OPEN, CaseKind, Channel

TITLE_MOST: Final = 80
KINDS: Final = {
    Intent.SUGGESTION: CaseKind.ASPIRATION,
    Intent.QUESTION: CaseKind.INQUIRY,
    Intent.INFORMATION_REQUEST: CaseKind.INQUIRY,
}


@transaction.atomic(savepoint=False)
def open_asked_case(event: CaseAsked) -> None:
    """One open case a conversation is enough. Raises Refused where the owner may not open one."""
    standing = Case.objects.filter(
        institution_id=event.institution_id, conversation_id=event.conversation_id, state__in=OPEN
    )
    if standing.exists():
        return
    message = Message.objects.select_related("conversation", "reading").get(
        institution_id=event.institution_id, pk=event.message_id
    )
    reading = getattr(message, "reading", None)
    words = " ".join(message.text.split())
    cases.open_case(
        kind=KINDS.get(Intent(reading.intent), CaseKind.COMPLAINT) if reading else CaseKind.COMPLAINT,
        title=words if len(words) <= TITLE_MOST else f"{words[: TITLE_MOST - 1]}…",
        story=message.text,
        channel=Channel.NETWORK,
        conversation=message.conversation,
        urgent=bool(reading and reading.urgency == Urgency.HIGH),
        received_at=min(message.said_at, timezone.now()),
        by=people.member(event.institution_id, event.by_id),
        now=timezone.now(),
    )
