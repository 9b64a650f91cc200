"""Whether the office is in a crisis, and what waits because of it (R17)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef

from pendopo.broadcast.content.lanes import SPEAKS_IN_CRISIS
from pendopo.broadcast.content.models import ContentItem, Crisis, LetThrough
from pendopo.broadcast.content.models.items import ContentItemQuerySet
from pendopo.broadcast.content.states import ItemState
from pendopo.foundation.often import Often
from pendopo.institution.people.models import Member

JUST_PASSED: Final = timedelta(days=2)  # what met the crisis and has not been looked at


LASTING: Final = Often(
    lambda institution_id: Crisis.objects.filter(institution_id=institution_id).on().values_list("pk")[:1],
    institution_id=int,
)


def crisis(institution_id: int) -> Crisis | None:
    """The crisis that lasts. Every page asks, and hardly ever is there one."""
    if not LASTING.rows(institution_id=institution_id):
        return None
    return Crisis.objects.filter(institution_id=institution_id).on().select_related("by__person").first()


def waits_for_crisis(institution_id: int, item_id: int) -> Crisis | None:
    """The crisis because of which this item may not go out now; None: it may."""
    ordinary = ContentItem.objects.filter(institution_id=institution_id, pk=item_id).exclude(
        lane__in=SPEAKS_IN_CRISIS
    )
    let_through = LetThrough.objects.filter(crisis=OuterRef("pk"), item_id=item_id)
    return (
        Crisis.objects.filter(institution_id=institution_id)
        .on()
        .filter(Exists(ordinary))
        .exclude(Exists(let_through))
        .first()
    )


def ordinary_items(member: Member, now: datetime) -> ContentItemQuerySet:
    """What was approved for ordinary days and has not gone out: `is_let_through` says which may all the same."""
    let_through = LetThrough.objects.filter(
        crisis__in=Crisis.objects.seen_by(member).on(), item=OuterRef("pk")
    )
    return (
        ContentItem.objects.seen_by(member)
        .filter(state=ItemState.APPROVED)
        .exclude(lane__in=SPEAKS_IN_CRISIS)
        .exclude(due_at__lt=now - JUST_PASSED)
        .annotate(is_let_through=Exists(let_through))
        .order_by("due_at", "id")
    )
