"""Readings of messages: kept beside them, and summed up for the conversation that the list shows."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import DatabaseError, connection, transaction
from django.db.models import F

from pendopo.foundation import events
from pendopo.foundation.tenancy import house_itself
from pendopo.listen.inbox import understanding
from pendopo.listen.inbox.events import UrgentMessage
from pendopo.listen.inbox.models import Conversation, Message
from pendopo.listen.inbox.states import Intent, Urgency
from pendopo.listen.inbox.understanding import Understood

logger = logging.getLogger(__name__)

# What people write about the same thing; praise, spam and small talk is alike without being about anything.
COMPARED: Final = frozenset(
    {
        Intent.QUESTION,
        Intent.COMPLAINT,
        Intent.SUGGESTION,
        Intent.INFORMATION_REQUEST,
        Intent.HOAX_TIP,
    }
)
LEVELS: Final = ("", *reversed(Urgency.values))
KEEP: Final = """
INSERT INTO inbox_reading
       (message_id, institution_id, intent, urgency, sentiment, emotion, language, is_question, is_spam, asks_care,
        units, filled_unit_id, sure, words, personal, threshold, version, is_compared)
SELECT t.message_id, %(institution)s, t.intent, t.urgency, t.sentiment, t.emotion, t.language, t.is_question,
       t.is_spam, t.asks_care, t.units, t.filled_unit_id, t.sure, t.words, t.personal, t.threshold, t.version,
       t.is_compared
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS t(
           message_id bigint, intent text, urgency text, sentiment text, emotion text, language text,
           is_question boolean, is_spam boolean, asks_care boolean, units jsonb, filled_unit_id bigint, sure jsonb,
           words jsonb, personal jsonb, threshold float8, version text, is_compared boolean)
    ON CONFLICT (message_id) DO NOTHING
"""


@dataclass(frozen=True, kw_only=True)
class HeardNow:
    """A message that has just been written down."""

    message_id: int
    conversation_id: int
    text: str
    said_at: datetime


Readings = Sequence[tuple[HeardNow, Understood]]


def understand(institution_id: int, heard: Sequence[HeardNow]) -> Readings:
    """What triage understood, without what it could not read."""
    found = understanding.understand(institution_id, [one.text for one in heard])
    return [(one, said) for one, said in zip(heard, found, strict=True) if said is not None]


def of_conversations(readings: Readings) -> list[dict[str, Any]]:
    """What the new messages of each conversation say together: the newest that says what it wants, the most urgent."""
    summed: dict[int, dict[str, Any]] = {}
    for heard, said in readings:
        told = {
            "conversation_id": heard.conversation_id,
            "intent": said.intent,
            "urgency": said.urgency,
            "urgency_sure": said.urgency_sure,
            "unit_id": said.unit_id,
            "unit_is_filled": said.unit_is_filled,
        }
        before = summed.setdefault(heard.conversation_id, told)
        if said.intent not in {Intent.UNSURE, Intent.SMALL_TALK}:
            before["intent"] = said.intent
        if (LEVELS.index(said.urgency), said.urgency_sure) > (
            LEVELS.index(before["urgency"]),
            before["urgency_sure"],
        ):
            before |= {"urgency": said.urgency, "urgency_sure": said.urgency_sure}
        if said.unit_id is not None:
            before |= {"unit_id": said.unit_id, "unit_is_filled": said.unit_is_filled}
    return list(summed.values())


def keep(institution_id: int, readings: Readings) -> None:
    """Write the readings beside their messages; where the database refuses them, the messages stand all the same."""
    rows = [
        {
            **said.row,
            "message_id": heard.message_id,
            "is_compared": said.is_surely_spam or said.row["intent"] not in COMPARED,
        }
        for heard, said in readings
    ]
    if not rows:
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(KEEP, {"institution": institution_id, "rows": json.dumps(rows)})
    except DatabaseError:
        logger.exception("%s readings could not be kept; their messages are read again later.", len(rows))


def tell_urgent(institution_id: int, readings: Readings, *, now: datetime) -> None:
    """Tell once a conversation, of its first message that sounds urgent surely enough to wake somebody."""
    # What only some need to know is told to nobody by its words: its case is known to them already.
    waking = {heard.conversation_id for heard, said in readings if said.wakes}
    if not waking:
        return
    told: set[int] = set(
        Conversation.objects.filter(pk__in=waking, known_to__isnull=False).values_list("pk", flat=True)
    )
    for heard, said in readings:
        if not said.wakes or heard.conversation_id in told:
            continue
        told.add(heard.conversation_id)
        events.tell(
            UrgentMessage(
                institution_id=institution_id,
                conversation_id=heard.conversation_id,
                message_id=heard.message_id,
                words=said.urgent_words,
                sure=said.urgency_sure,
                at=now,
            )
        )


@house_itself("what citizens wrote is read by triage, whoever needs to know of it")
@transaction.atomic
def read_late(*, institution_id: int, message_ids: Sequence[int], now: datetime) -> int:
    """Let triage try again on messages that it could not read. Returns how many it could now.

    What is read stands behind the walls of its message: who may not see the one does not see the other.
    """
    waiting = Message.objects.filter(
        institution_id=institution_id, pk__in=message_ids, direction="in", reading__isnull=True
    )
    heard = [
        HeardNow(message_id=one.pk, conversation_id=one.conversation_id, text=one.text, said_at=one.said_at)
        for one in waiting.order_by("said_at", "id")
    ]
    understood = understand(institution_id, heard)
    keep(institution_id, understood)
    for said in of_conversations(understood):
        # What was understood or chosen meanwhile stands.
        Conversation.objects.filter(pk=said.pop("conversation_id"), intent="", by_hand=[]).update(
            **said, version=F("version") + 1
        )
    tell_urgent(institution_id, understood, now=now)
    return len(understood)
