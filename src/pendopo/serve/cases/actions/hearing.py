"""What citizens write in the threads of their cases."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection, transaction

from pendopo.listen.inbox.events import MessageArrived
from pendopo.listen.inbox.models import Message
from pendopo.serve.cases.actions.ending import open_again
from pendopo.serve.cases.actions.story import locked
from pendopo.serve.cases.actions.waiting import hear_reporter
from pendopo.serve.cases.models import Case, Reporter
from pendopo.serve.cases.states import CaseState, Ending

# Of each call that brings messages this is asked; few of them have a case.
REPORTED: Final = "SELECT DISTINCT conversation_id FROM cases_reporter WHERE institution_id = %s AND conversation_id = ANY (%s)"


@transaction.atomic(savepoint=False)
def hear_message(event: MessageArrived) -> None:
    """Wired: what a citizen writes in a thread that has a case belongs to the case, too."""
    with connection.cursor() as cursor:
        cursor.execute(REPORTED, [event.institution_id, list(event.conversation_ids)])
        conversations = [row[0] for row in cursor.fetchall()]
    if not conversations:
        return
    said = (
        Message.objects.filter(institution_id=event.institution_id, pk__in=event.message_ids, direction="in")
        .order_by("said_at", "id")
        .values_list("conversation_id", "text", "taken_in_at")
    )
    for reporter in (
        Reporter.objects.filter(institution_id=event.institution_id, conversation_id__in=conversations)
        .select_related("case")
        .order_by("case_id")
    ):
        for conversation_id, text, at in said:
            if conversation_id == reporter.conversation_id:
                hear_reporter(case=reporter.case, text=text, now=at)
                _go_on_if_it_had_only_waited(reporter.case, text, now=at)


def _go_on_if_it_had_only_waited(case: Case, text: str, *, now: datetime) -> None:
    """A case that ended because its citizen did not answer goes on when they do: they were told so."""
    row = locked(case)
    if row.state == CaseState.CLOSED and row.ending == Ending.NO_DETAILS:
        open_again(row, why=text.strip(), by=None, now=now)
