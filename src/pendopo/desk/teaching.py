"""What people really do teaches triage: heard from the rooms where it is done."""

from __future__ import annotations

from pendopo.listen.inbox import actions as inbox
from pendopo.serve.cases.events import CaseReferred


def unit_asked(event: CaseReferred) -> None:
    """A case out of a conversation was handed to a unit."""
    if event.conversation_id is not None:
        inbox.note_unit(
            institution_id=event.institution_id,
            conversation_id=event.conversation_id,
            unit_id=event.unit_id,
            by_id=event.by_id,
            now=event.at,
        )
