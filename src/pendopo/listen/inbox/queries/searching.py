"""Searching all that was said.

The database's own function looks: row-level security would make the text index useless, because its
operator is not leakproof and may only run after the wall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, cast

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
LOOKED_AT_ONCE: Final = 200  # where only conversations of a kind are wanted
LOOKS: Final = 5

Hit = tuple[int, int, datetime, str, str]


def search(member: Member, filters: Filters, *, before: Cursor | None, now: datetime) -> Found:
    """Messages with these words, the newest first, each with its conversation.

    Where an age or an ending is chosen too, a page may end before it is full: the next one goes on there.
    """
    account_ids = _account_ids(member, filters)
    with connection.cursor() as cursor:
        cursor.execute(HAS_WORDS, [filters.words])
        if not cursor.fetchone()[0]:
            return Found(lines=(), has_words=False)
    is_narrow = bool(filters.bucket or filters.disposition)
    most, looks = (LOOKED_AT_ONCE, LOOKS) if is_narrow else (A_PAGE + 1, 1)
    fits: list[Hit] = []
    rows: dict[int, Conversation] = {}
    place: Cursor | None = before
    for _look in range(looks):
        hits = _hits(filters.words, account_ids, place, most)
        rows |= _rows(member, filters, hits, now=now)
        fits += [hit for hit in hits if hit[1] in rows]
        place = _place(hits[-1]) if len(hits) == most else None
        if place is None or len(fits) > A_PAGE:
            break
    older = _place(fits[A_PAGE - 1]) if len(fits) > A_PAGE else place
    return Found(lines=_lines(fits[:A_PAGE], rows, now=now), older=older)


def _hits(words: str, account_ids: list[int] | None, before: Cursor | None, most: int) -> list[Hit]:
    at, number = (before.at, before.number) if before else (None, None)
    with connection.cursor() as cursor:
        cursor.execute(ASK, [words, account_ids, at, number, most])
        return cast("list[Hit]", cursor.fetchall())


def _rows(member: Member, filters: Filters, hits: Sequence[Hit], *, now: datetime) -> dict[int, Conversation]:
    """Their conversations, as far as they are of the kind that is wanted."""
    found = Conversation.objects.seen_by(member).filter(pk__in={hit[1] for hit in hits})
    if filters.bucket:
        found = found.in_bucket(filters.bucket, now)
    if filters.disposition:
        found = found.filter(disposition=filters.disposition)
    return {row.pk: row for row in named(found)}


def _place(hit: Hit) -> Cursor:
    return Cursor(at=hit[2], number=hit[0])


def _lines(hits: Sequence[Hit], rows: Mapping[int, Conversation], *, now: datetime) -> tuple[Line, ...]:
    there = present_in(rows, now=now)
    return tuple(
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
