"""Whose turn it is, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pendopo.broadcast.content.lanes import NEUTRALITY, STEP_ROLES
from pendopo.broadcast.content.models import ContentItem, LaneRun, LinkCheck, ReviewStep, Version
from pendopo.broadcast.content.policies import takes
from pendopo.broadcast.content.states import ItemState, RunState, StepState
from pendopo.foundation.tenancy import TenantQuerySet
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role


def steps_waiting_for(member: Member) -> TenantQuerySet[ReviewStep]:
    """Steps that wait for a decision this member may take; never about their own words (R10)."""
    last_approved = (
        LaneRun.objects.filter(
            item=OuterRef("run__item"),
            approved_at__isnull=False,
            published_first=False,
            state__in=[RunState.APPROVED, RunState.BROKEN],
        )
        .order_by("-id")
        .values("version__number")[:1]
    )
    wrote = Version.objects.filter(
        item=OuterRef("run__item"), made_by=member, number__gt=OuterRef("approved_number")
    )
    approved_before = ReviewStep.objects.filter(
        run=OuterRef("run"), state=StepState.APPROVED, decided_by=member
    ).exclude(role=Role.EDITOR)
    return (
        ReviewStep.objects.seen_by(member)
        .filter(
            state=StepState.WAITING,
            role__in=[role.value for role in STEP_ROLES if takes(member, role)],
        )
        .annotate(approved_number=Coalesce(Subquery(last_approved), 0))
        .exclude(Exists(wrote))
        .exclude(Exists(approved_before), name=NEUTRALITY)
        .select_related("run__item", "run__version")
        .order_by("due_at", "id")
    )


def approvers_in(run_id: int) -> frozenset[int]:
    """Who took a step of approval in this round: a second person is somebody else (R14)."""
    taken = ReviewStep.objects.filter(run_id=run_id, state=StepState.APPROVED).exclude(role=Role.EDITOR)
    return frozenset(pk for pk in taken.values_list("decided_by_id", flat=True) if pk)


def items_waiting_for(member: Member) -> QuerySet[ReviewStep, int]:
    """The items behind those steps, as a subquery."""
    return steps_waiting_for(member).order_by().values_list("run__item_id", flat=True)


def live_run(item: ContentItem) -> LaneRun | None:
    """The round that is running or whose approval holds."""
    return (
        LaneRun.objects.filter(item=item, state__in=[RunState.RUNNING, RunState.APPROVED])
        .select_related("version", "started_by__person")
        .prefetch_related("steps__decided_by__person")
        .first()
    )


def waiting_step(item: ContentItem) -> ReviewStep | None:
    """The step whose turn it is."""
    return (
        ReviewStep.objects.filter(run__item=item, state=StepState.WAITING)
        .select_related("run__version", "run__item")
        .first()
    )


@dataclass(frozen=True, kw_only=True)
class Need:
    """Something of content that needs this member now, for the desk."""

    kind: str  # "decide", "mend" or "late"
    item_id: int
    title: str
    due_at: datetime | None


def what_needs(member: Member, now: datetime, *, at_most: int = 50) -> tuple[Need, ...]:
    """Decisions that wait for the member, and their own items that came back or have missed their time."""
    decide = [
        Need(kind="decide", item_id=step.run.item_id, title=step.run.item.title, due_at=step.due_at)
        for step in steps_waiting_for(member)[:at_most]
    ]
    own = ContentItem.objects.seen_by(member).filter(made_by=member)
    mend = [
        Need(kind="mend", item_id=one.pk, title=one.title, due_at=one.due_at)
        for one in own.filter(state=ItemState.RETURNED).order_by(F("due_at").asc(nulls_last=True))[:at_most]
    ]
    late = [
        Need(kind="late", item_id=one.pk, title=one.title, due_at=one.due_at)
        for one in own.filter(state__in=[ItemState.DRAFT, ItemState.IN_REVIEW], due_at__lt=now).order_by(
            "due_at"
        )[:at_most]
    ]
    return (*decide, *mend, *late)


def steps_to_remind(now: datetime) -> list[tuple[int, int]]:
    """Institution and step wherever somebody has to be reminded, or nobody decided in time."""
    waiting = ReviewStep.objects.filter(state=StepState.WAITING)
    overdue = waiting.filter(due_at__lte=now, escalated_at__isnull=True)
    nearly = waiting.filter(
        reminded_at__isnull=True,
        due_at__gt=now,
        due_at__lte=now + (F("due_at") - F("began_at")) / 4,
    )
    return [*overdue.values_list("institution_id", "pk"), *nearly.values_list("institution_id", "pk")]


def links_to_try(institution_id: int, urls: list[str], *, older_than: datetime) -> list[str]:
    """Those of which nothing is known, or nothing recent."""
    known = LinkCheck.objects.filter(institution_id=institution_id, checked_at__gte=older_than)
    fresh = set(known.filter(url__in=urls).values_list("url", flat=True))
    return [url for url in dict.fromkeys(urls) if url not in fresh and len(url) <= 2000]
