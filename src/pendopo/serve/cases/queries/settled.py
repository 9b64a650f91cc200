"""What was settled for citizens, counted by topic: what an office may tell in public without telling of anybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from pendopo.serve.cases.models import Case, Reporter
from pendopo.serve.cases.states import CaseState, Ending


class Settled(NamedTuple):
    """One settled case, without its story."""

    topic: str
    unit_id: int | None
    unit: str | None
    unit_short: str | None
    closed_at: datetime


def settled_since(institution_id: int, since: datetime) -> Iterable[Settled]:
    """Cases settled since then; none of supervision, none whose name or content is kept secret (R33, R34)."""
    found = (
        Case.objects.filter(institution_id=institution_id, state=CaseState.CLOSED, ending=Ending.SETTLED)
        .for_everybody()
        .filter(supervisory_content=False, is_confidential=False, is_anonymous=False, closed_at__gte=since)
        .order_by("closed_at", "id")
    )
    rows = found.values_list("topic", "unit_id", "unit__name", "unit__short_name", "closed_at")
    return map(Settled._make, rows)


def secret_conversations(institution_id: int) -> frozenset[int]:
    """The threads in which somebody reported something that is kept secret or is of supervision."""
    secret = Q(is_anonymous=True) | Q(is_confidential=True) | Q(supervisory_content=True)
    cases = Case.objects.filter(institution_id=institution_id).filter(secret)
    told = cases.filter(conversation__isnull=False).values_list("conversation_id", flat=True)
    joined = Reporter.objects.filter(
        institution_id=institution_id, case__in=cases, conversation__isnull=False
    ).values_list("conversation_id", flat=True)
    return frozenset(one for some in (told, joined) for one in some if one is not None)
