"""What is known of messages when rules look at them, in two questions for as many as there are."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Min

from pendopo.listen.inbox.models import Message
from pendopo.listen.inbox.states import Intent
from pendopo.listen.rules.conditions import Facts


def facts_of(institution_id: int, message_ids: Iterable[int]) -> list[Facts]:
    """Facts of these messages, in the order in which they were taken in."""
    rows = list(
        Message.objects.filter(
            institution_id=institution_id, pk__in=list(message_ids), direction=Message.Direction.IN
        )
        .select_related("account", "conversation", "reading")
        .order_by("pk")
    )
    firsts = dict(
        Message.objects.filter(
            institution_id=institution_id,
            direction=Message.Direction.IN,
            conversation__citizen__in={row.conversation.citizen_id for row in rows},
        )
        .values_list("conversation__citizen")
        .annotate(first=Min("pk"))
    )
    return [_facts(row, is_new_author=firsts.get(row.conversation.citizen_id) == row.pk) for row in rows]


def _facts(row: Message, *, is_new_author: bool) -> Facts:
    reading = getattr(row, "reading", None)
    return Facts(
        message_id=row.pk,
        conversation_id=row.conversation_id,
        network=row.account.network,
        account_id=row.account_id,
        text=row.text,
        said_at=row.said_at,
        intent=reading.intent if reading and reading.intent != Intent.UNSURE else "",
        urgency=reading.urgency if reading else "",
        unit_id=reading.filled_unit_id if reading else None,
        is_new_author=is_new_author,
        is_ended=bool(row.disposition),
    )
