"""Searching all that was said.

The database's own function looks: row-level security would make the text index useless, because its
operator is not leakproof and may only run after the wall.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection

from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.personal import masked
from pendopo.listen.inbox.queries.lists import (
    A_PAGE,
    SNIPPET,
    Cursor,
    Filters,
    Found,
    Line,
    bucket_of,
    named,
    present_in,
)

ASK: Final = "SELECT id, conversation_id, said_at, direction, text FROM inbox_search(%s, %s, %s, %s, %s)"
HAS_WORDS: Final = "SELECT numnode(inbox_words(%s)) > 0"


def search(member: Member, filters: Filters, *, before: Cursor | None, now: datetime) -> Found:
    """Messages with these words, the newest first, each with its conversation."""
    account_ids = _account_ids(member, filters)
    with connection.cursor() as cursor:
        cursor.execute(HAS_WORDS, [filters.words])
        if not cursor.fetchone()[0]:
            return Found(lines=(), has_words=False)
        cursor.execute(
            ASK,
            [
                filters.words,
                account_ids,
                before.at if before else None,
                before.number if before else None,
                A_PAGE + 1,
            ],
        )
        hits: list[tuple[int, int, datetime, str, str]] = cursor.fetchall()
    more, hits = len(hits) > A_PAGE, hits[:A_PAGE]
    rows = {
        row.pk: row
        for row in named(Conversation.objects.seen_by(member).filter(pk__in={hit[1] for hit in hits}))
    }
    there = present_in(rows, now=now)
    lines = tuple(
        Line(
            conversation=rows[conversation_id],
            snippet=masked(text[: SNIPPET * 2])[:SNIPPET],
            is_ours=direction == "out",
            bucket=bucket_of(rows[conversation_id], now),
            present=there.get(conversation_id, ()),
            place=Cursor(at=said_at, number=number),
        )
        for number, conversation_id, said_at, direction, text in hits
    )
    return Found(lines=lines, older=lines[-1].place if more else None)


def _account_ids(member: Member, filters: Filters) -> list[int] | None:
    """The accounts to look in; None: all of them."""
    if not filters.account_id and not filters.network:
        return None
    found = accounts.accounts(member.institution_id)
    if filters.account_id:
        found = found.filter(pk=filters.account_id)
    if filters.network:
        found = found.filter(network=filters.network)
    return sorted(found.values_list("pk", flat=True))
