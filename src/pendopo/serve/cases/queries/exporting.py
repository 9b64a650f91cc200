"""The list as it leaves the house: what its filters show, covered, without what only some need to know (R33, R80)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pendopo.foundation.personal_data import masked
from pendopo.institution.people.models import Member
from pendopo.listen.inbox.queries import Cursor
from pendopo.serve.cases.models import CaseQuerySet
from pendopo.serve.cases.queries.lists import OF_A_LINE, Line, calendar_of, lines_of
from pendopo.serve.cases.queries.narrowing import Filters, by_deadline, narrowed
from pendopo.serve.cases.queries.searching import hits

EXPORTED_MOST: Final = 5000
LOOKED_AT_ONCE: Final = 1000


@dataclass(frozen=True, kw_only=True)
class Exported:
    """One case as the sheet shows it."""

    line: Line
    title: str  # nothing of what was asked to stay secret
    place: str


def exported(member: Member, filters: Filters, *, now: datetime) -> Sequence[Exported]:
    """All cases that the filters show, in the order of the list, up to `EXPORTED_MOST`."""
    found = narrowed(member, filters, now=now).for_everybody()
    if filters.words:
        found = found.filter(pk__in=_with_words(filters.words))
    goes_by_deadline = by_deadline(filters)
    order = ("resolve_by", "pk") if goes_by_deadline else ("-opened_at", "-pk")
    rows = list(_told(found).order_by(*order)[:EXPORTED_MOST])
    lines = lines_of(rows, calendar=calendar_of(member), now=now, by_deadline=goes_by_deadline)
    return [
        Exported(
            line=line,
            title="" if line.case.is_confidential else line.title,
            place="" if line.case.is_confidential else masked(line.case.place),
        )
        for line in lines
    ]


def _told(found: CaseQuerySet) -> CaseQuerySet:
    return found.select_related("unit", "keeper__person").only(
        *OF_A_LINE,
        "place",
        "topic",
        "acknowledged_at",
        "answered_at",
        "reopened",
        "unit__name",
        "unit__short_name",
        "keeper__person__name",
        "keeper__person__email",
    )


def _with_words(words: str) -> list[int]:
    """Cases with these words, the newest first, up to as many as a sheet holds."""
    ids: list[int] = []
    place: Cursor | None = None
    while len(ids) < EXPORTED_MOST:
        found = hits(words, place, LOOKED_AT_ONCE)
        ids += [pk for pk, _at in found]
        if len(found) < LOOKED_AT_ONCE:
            break
        place = Cursor(at=found[-1][1], number=found[-1][0])
    return ids
