"""Searching all that was said.

The database's own function looks: row-level security would make the text index useless, because its
operator is not leakproof and may only run after the wall.

Whoever may not see personal data searches as if it were not there (R80): a number typed here, whole or in
groups, alone or behind an "or", finds nothing in it, and one taken out by a minus takes nothing away. So no
list of findings tells whether a guess was right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, cast

from django.db import connection

from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox.models import Conversation, Message
from pendopo.listen.inbox.personal import snippet, without_hidden_words
from pendopo.listen.inbox.queries.lists import (
    A_PAGE,
    SNIPPET,
    Cursor,
    Filters,
    Found,
    Line,
    bucket_of,
    named,
    of_kind,
    present_in,
)

ASK: Final = "SELECT id, conversation_id, said_at, direction, text FROM inbox_search(%s, %s, %s, %s, %s)"
HAS_WORDS: Final = "SELECT numnode(asked) > 0, asked::text ~ '![('']' FROM inbox_words(%s) AS asked"
# The same words in the same places as the table's own column, read from texts without what is hidden.
STILL_FITS: Final = """
SELECT place - 1 FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t(said, who, place)
 WHERE (to_tsvector('pg_catalog.indonesian', said) || to_tsvector('pg_catalog.simple', who)) @@ inbox_words(%s)
"""
# A minus takes messages away; what was taken away for a hidden word would be told by its absence.
WITHOUT: Final = re.compile(r"""(?:(?<=[\s"])|^)-[\s-]*(?:"[^"]*"?|[^\s"]+)""")
LOOKED_AT_ONCE: Final = 200  # where only conversations of a kind are wanted
LOOKS: Final = 5

Hit = tuple[int, int, datetime, str, str]


def search(member: Member, filters: Filters, *, before: Cursor | None, now: datetime) -> Found:
    """Messages with these words, the newest first, each with its conversation.

    Where an age or an ending is chosen too, or personal data is covered, a page may end before it is full:
    the next one goes on there.
    """
    account_ids = _account_ids(member, filters)
    covered = not member.may(Permission.REVEAL_PERSONAL_DATA)
    words = WITHOUT.sub(" ", filters.words) if covered else filters.words
    with connection.cursor() as cursor:
        cursor.execute(HAS_WORDS, [words])
        has_words, takes_away = cursor.fetchone()
        if not has_words or (covered and takes_away):
            return Found(lines=(), has_words=False)
    most = LOOKED_AT_ONCE if filters.of_a_kind else A_PAGE + 1
    looks = LOOKS if filters.of_a_kind or covered else 1
    fits: list[Hit] = []
    rows: dict[int, Conversation] = {}
    place: Cursor | None = before
    for _look in range(looks):
        hits = _hits(words, account_ids, place, most)
        seen = _without_hidden(member, hits, words) if covered else hits
        rows |= _rows(member, filters, seen, now=now)
        fits += [hit for hit in seen if hit[1] in rows]
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


def _without_hidden(member: Member, hits: Sequence[Hit], words: str) -> list[Hit]:
    """Those that are found without the personal data in them."""
    ids = [hit[0] for hit in hits]
    authors = {
        pk: without_hidden_words(f"{author} {name}")
        for pk, author, name in Message.objects.seen_by(member)
        .filter(pk__in=ids)
        .values_list("pk", "author", "author_name")
    }
    said = [without_hidden_words(hit[4]) for hit in hits]
    with connection.cursor() as cursor:
        cursor.execute(STILL_FITS, [said, [authors.get(pk, "") for pk in ids], words])
        kept = {place for (place,) in cursor.fetchall()}
    return [hit for place, hit in enumerate(hits) if place in kept]


def _rows(member: Member, filters: Filters, hits: Sequence[Hit], *, now: datetime) -> dict[int, Conversation]:
    """Their conversations, as far as they are of the kind that is wanted."""
    found = Conversation.objects.seen_by(member).filter(pk__in={hit[1] for hit in hits})
    if filters.bucket:
        found = found.in_bucket(filters.bucket, now)
    return {row.pk: row for row in named(of_kind(found, filters))}


def _place(hit: Hit) -> Cursor:
    return Cursor(at=hit[2], number=hit[0])


def _lines(hits: Sequence[Hit], rows: Mapping[int, Conversation], *, now: datetime) -> tuple[Line, ...]:
    there = present_in(rows, now=now)
    return tuple(
        Line(
            conversation=rows[conversation_id],
            snippet=snippet(text, SNIPPET),
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
