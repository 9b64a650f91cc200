"""From one case of a list to the next one and back, as the list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from pendopo.institution.people.models import Member
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.queries.narrowing import Filters, by_deadline, narrowed


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """The numbers of the cases before and after one."""

    previous: int | None
    next: int | None


def neighbours(case: Case, member: Member, filters: Filters, *, now: datetime) -> Neighbours:
    """Where a list goes on from a case, whether or not the case still stands in it.

    What a search found has no neighbours: it stands in no index by which to go on.
    """
    if filters.words:
        return Neighbours(previous=None, next=None)
    found = narrowed(member, filters, now=now).order_by()
    at, number = (case.resolve_by if by_deadline(filters) else case.opened_at), case.pk
    field = "resolve_by" if by_deadline(filters) else "opened_at"
    later = Q(**{f"{field}__gt": at}) | Q(**{field: at, "pk__gt": number})
    earlier = Q(**{f"{field}__lt": at}) | Q(**{field: at, "pk__lt": number})
    # The bounds alone let the index begin there.
    above = found.filter(later, **{f"{field}__gte": at}).order_by(field, "pk")
    below = found.filter(earlier, **{f"{field}__lte": at}).order_by(f"-{field}", "-pk")
    up, down = (one.values_list("pk", flat=True).first() for one in (above, below))
    return Neighbours(previous=down, next=up) if by_deadline(filters) else Neighbours(previous=up, next=down)
