"""Searching cases by what was told; cases with supervisory content are found by nobody's search (R33)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection

from pendopo.institution.people.models import Member
from pendopo.listen.inbox.queries import Cursor
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.queries.lists import A_PAGE, Found, calendar_of, lines_of, shown
from pendopo.serve.cases.queries.narrowing import Filters, narrowed

ASK: Final = "SELECT id, opened_at FROM cases_search(%s, %s, %s, %s)"
HAS_WORDS: Final = "SELECT numnode(inbox_words(%s)) > 0"
LOOKED_AT_ONCE: Final = 200  # where only cases of a kind are wanted
LOOKS: Final = 5


def search(member: Member, filters: Filters, *, after: Cursor | None, now: datetime) -> Found:
    """Cases with these words, the newest first.

    Where more is chosen besides the words, a page may end before it is full: the next one goes on there.
    """
    with connection.cursor() as cursor:
        cursor.execute(HAS_WORDS, [filters.words])
        if not cursor.fetchone()[0]:
            return Found(lines=(), has_words=False)
    is_narrow = filters != Filters(tab="", words=filters.words)
    most, looks = (LOOKED_AT_ONCE, LOOKS) if is_narrow else (A_PAGE + 1, 1)
    wanted = narrowed(member, filters, now=now)
    fits: list[tuple[int, datetime]] = []
    place = after
    for _look in range(looks):
        found = hits(filters.words, place, most)
        numbers = [pk for pk, _at in found]
        wanted_ones = (
            set(wanted.filter(pk__in=numbers).values_list("pk", flat=True)) if is_narrow else numbers
        )
        fits += [hit for hit in found if hit[0] in wanted_ones]
        place = Cursor(at=found[-1][1], number=found[-1][0]) if len(found) == most else None
        if place is None or len(fits) > A_PAGE:
            break
    if len(fits) > A_PAGE:
        place = Cursor(at=fits[A_PAGE - 1][1], number=fits[A_PAGE - 1][0])
    shown_ones = [pk for pk, _at in fits[:A_PAGE]]
    rows = shown(Case.objects.seen_by(member).filter(pk__in=shown_ones)).in_bulk()
    lines = lines_of(
        [rows[pk] for pk in shown_ones if pk in rows],
        calendar=calendar_of(member),
        now=now,
        by_deadline=False,
    )
    return Found(lines=lines, older=place)


def hits(words: str, before: Cursor | None, most: int) -> list[tuple[int, datetime]]:
    """Number and time of cases with these words, the newest first, whoever may see them."""
    at, number = (before.at, before.number) if before else (None, None)
    with connection.cursor() as cursor:
        cursor.execute(ASK, [words, at, number, most])
        return [(int(pk), opened_at) for pk, opened_at in cursor.fetchall()]
