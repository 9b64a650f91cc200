"""What the inbox does by itself with new messages: it gives them out, and says that the office is closed."""

from __future__ import annotations

from typing import Final

from django.db import connection
from django.utils.timezone import now

from pendopo.listen.inbox.actions.acknowledging import acknowledge_messages
from pendopo.listen.inbox.actions.assigning import hand_out
from pendopo.listen.inbox.events import MessageArrived

WANTED: Final = "SELECT assigns, acknowledges FROM inbox_dutysettings WHERE institution_id = %s"


def serve_by_itself(event: MessageArrived) -> None:
    """Hear of new messages, and do with them what the office wants done: asked once for both."""
    with connection.cursor() as cursor:
        cursor.execute(WANTED, [event.institution_id])
        assigns, acknowledges = cursor.fetchone() or (False, False)
    if assigns:
        hand_out(institution_id=event.institution_id, conversation_ids=event.conversation_ids, now=now())
    if acknowledges:
        acknowledge_messages(institution_id=event.institution_id, message_ids=event.message_ids, now=now())
