"""Items as lists and calendars ask for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, TextField, Value, Window
from django.db.models.functions import Coalesce, RowNumber, TruncDate

from pendopo.broadcast.content.models import (
    Campaign,
    ContentItem,
    LaneRun,
    Pillar,
    Version,
    WorkingCopy,
)
from pendopo.broadcast.content.models.items import ContentItemQuerySet
from pendopo.broadcast.content.queries.review import items_waiting_for
from pendopo.broadcast.content.states import ItemState, RunState
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.people.models import Member


def item(member: Member, item_id: int) -> ContentItem:
    """One item with what its page shows. Raises ContentItem.DoesNotExist."""
    return (
        ContentItem.objects.seen_by(member)
        .with_words()
        .select_related("institution", "corrects", "approved_version")
        .get(pk=item_id)
    )


def mine(member: Member) -> ContentItemQuerySet:
    """What they started or saved a version of."""
    wrote = Version.objects.seen_by(member).filter(made_by=member).values("item_id")
    return ContentItem.objects.seen_by(member).filter(Q(made_by=member) | Q(pk__in=wrote))


def not_out_yet(member: Member) -> ContentItemQuerySet:
    """What can still be changed, the last changed first."""
    out = (ItemState.PUBLISHED, ItemState.WITHDRAWN)
    return ContentItem.objects.seen_by(member).exclude(state__in=out).order_by("-changed_at")


def waiting_for(member: Member) -> ContentItemQuerySet:
    """What waits for a decision that this member may take."""
    return ContentItem.objects.seen_by(member).filter(pk__in=items_waiting_for(member))


def pillars(institution_id: int) -> QuerySet[Pillar]:
    """The pillars in use."""
    return Pillar.objects.filter(institution_id=institution_id, closed_at__isnull=True)


def campaigns(institution_id: int) -> QuerySet[Campaign]:
    """The campaigns in use."""
    return Campaign.objects.filter(institution_id=institution_id, closed_at__isnull=True)


def working_copy(item: ContentItem, member: Member) -> WorkingCopy | None:
    """What this member typed and has not saved."""
    return WorkingCopy.objects.seen_by(member).filter(item=item, member=member).first()


def versions(item: ContentItem) -> QuerySet[Version]:
    """All versions, the newest first."""
    return item.versions.order_by("-number").select_related("made_by__person")


def last_approved(item: ContentItem) -> Version | None:
    """The version that was approved last, whatever happened to the approval since."""
    run = (
        LaneRun.objects.filter(item=item, approved_at__isnull=False)
        .order_by("-id")
        .select_related("version")
        .first()
    )
    return run.version if run else None


def writers(item: ContentItem) -> frozenset[int]:
    """Who wrote a version since the last approval that was not their own release (R10)."""
    last = (
        LaneRun.objects.filter(
            item=item,
            approved_at__isnull=False,
            published_first=False,
            state__in=[RunState.APPROVED, RunState.BROKEN],
        )
        .order_by("-id")
        .values_list("version__number", flat=True)
        .first()
    )
    return frozenset(
        Version.objects.filter(item=item, number__gt=last or 0).values_list("made_by_id", flat=True)
    )


class CalendarItem(NamedTuple):
    """One item as lean as a calendar of thousands needs it."""

    id: int
    title: str
    due_at: datetime
    state: str
    pillar_id: int | None
    account_ids: list[int]
    is_ceremony: bool
    lane: str
    owner_unit_id: int | None


class DayCount(NamedTuple):
    """How many items a day has of one kind."""

    on: date
    pillar_id: int | None
    is_ceremony: bool
    items: int


@dataclass(frozen=True, kw_only=True)
class CalendarFilters:
    """What the calendar shows; nothing set: everything but what was withdrawn."""

    pillar_ids: tuple[int, ...] = ()
    account_ids: tuple[int, ...] = ()
    campaign_ids: tuple[int, ...] = ()
    unit_ids: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    words: str = ""


def calendar_items(
    member: Member,
    start: datetime,
    end: datetime,
    filters: CalendarFilters | None = None,
    *,
    after: tuple[datetime, int] | None = None,
    most: int | None = None,
) -> Iterator[CalendarItem]:
    """Items due from `start` to before `end`, by time; one query, no model objects.

    `after`: only those that come later than this time and number; `most`: how many at most.
    """
    found = _due(member, start, end, filters)
    if after is not None:
        found = found.filter(Q(due_at__gt=after[0]) | Q(due_at=after[0], id__gt=after[1]))
    rows = found.order_by("due_at", "id").values_list(*CalendarItem._fields)
    return map(CalendarItem._make, (rows if most is None else rows[:most]).iterator(chunk_size=2000))


def first_of_each_day(
    member: Member,
    start: datetime,
    end: datetime,
    filters: CalendarFilters | None = None,
    *,
    tz: tzinfo,
    most: int,
) -> Iterator[CalendarItem]:
    """As `calendar_items`, but at most `most` of each day on this clock: a full month sends few of its rows."""
    place = Window(RowNumber(), partition_by=TruncDate("due_at", tzinfo=tz), order_by=["due_at", "id"])
    found = _due(member, start, end, filters).annotate(place=place).filter(place__lte=most)
    return map(CalendarItem._make, found.order_by("due_at", "id").values_list(*CalendarItem._fields))


def counts_of_days(
    member: BelongsTo, start: datetime, end: datetime, filters: CalendarFilters | None = None, *, tz: tzinfo
) -> list[DayCount]:
    """How many items each day on this clock has, by pillar and by whether they are ceremonies; one query."""
    found = _due(member, start, end, filters).annotate(on=TruncDate("due_at", tzinfo=tz)).order_by()
    rows = found.values_list("on", "pillar_id", "is_ceremony").annotate(items=Count("*"))
    return list(map(DayCount._make, rows))


def _due(
    member: BelongsTo, start: datetime, end: datetime, filters: CalendarFilters | None
) -> QuerySet[ContentItem]:
    asked = filters or CalendarFilters()
    found = ContentItem.objects.seen_by(member).filter(due_at__gte=start, due_at__lt=end)
    if asked.pillar_ids:
        found = found.filter(pillar_id__in=asked.pillar_ids)
    if asked.campaign_ids:
        found = found.filter(campaign_id__in=asked.campaign_ids)
    if asked.unit_ids:
        found = found.filter(owner_unit_id__in=asked.unit_ids)
    if asked.account_ids:
        found = found.filter(account_ids__overlap=list(asked.account_ids))
    if asked.words:
        found = found.filter(title__icontains=asked.words)
    return found.filter(state__in=asked.states) if asked.states else found.exclude(state="withdrawn")


class SaidItem(NamedTuple):
    """What an item says, and when: it stood, it is planned, or nobody knows yet."""

    title: str
    text: str
    at: datetime | None


def said_since(institution_id: int, since: datetime) -> list[SaidItem]:
    """What was said since then or is about to be said, withdrawn items apart; one query."""
    at = Coalesce("published_at", "due_at")
    found = ContentItem.objects.filter(institution_id=institution_id).exclude(state="withdrawn")
    found = found.annotate(at=at).filter(Q(at__gte=since) | Q(at__isnull=True, changed_at__gte=since))
    rows = found.order_by("pk").values_list(
        "title", Coalesce("current__text", Value(""), output_field=TextField()), "at"
    )
    return list(map(SaidItem._make, rows))


def texts_of(member: BelongsTo, item_ids: Collection[int]) -> dict[int, str]:
    """The master text of each item as it stands now; one query."""
    found = ContentItem.objects.seen_by(member).filter(pk__in=item_ids, current__isnull=False)
    return dict(found.values_list("pk", "current__text"))
