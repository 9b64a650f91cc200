"""How an approval comes to an end before its time, and how a row is held while something is decided."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.broadcast.content.events import ApprovalBroken
from pendopo.broadcast.content.models import ContentItem, LaneRun, ReviewStep
from pendopo.broadcast.content.states import FLOW, RUN, STEP, ItemState, RunState, StepState
from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.models import Member


def held(item: ContentItem) -> ContentItem:
    """The row as it is now, locked until the transaction ends; the caller's object is brought in step.

    Raises Stale when its state is not the one the caller has seen.
    """
    fresh = ContentItem.objects.select_for_update().get(institution_id=item.institution_id, pk=item.pk)
    if fresh.state != item.state:
        raise Stale(_("This has just been changed by someone else. Look at it again before you go on."))
    for field in ContentItem._meta.concrete_fields:
        setattr(item, field.attname, getattr(fresh, field.attname))
    return item


def require_editable(item: ContentItem) -> None:
    """Raise Refused when its words stand in public, or the office gave it up."""
    if item.state == ItemState.PUBLISHED:
        raise Refused(
            _("This stands in public already. Take it down, or write a correction that links to it."),
            rule="R20",
        )
    if item.state == ItemState.WITHDRAWN:
        raise Refused(_("This was withdrawn. Duplicate it to use its words again."))


def live_run(item: ContentItem) -> LaneRun | None:
    """The round that runs or holds, locked."""
    return (
        LaneRun.objects.select_for_update()
        .filter(item=item, state__in=[RunState.RUNNING, RunState.APPROVED])
        .first()
    )


def drop_steps(run: LaneRun) -> None:
    """What was still to be decided need not be any more."""
    for step in ReviewStep.objects.filter(run=run, state__in=[StepState.QUEUED, StepState.WAITING]):
        STEP.move(step, StepState.DROPPED)


def break_seal(item: ContentItem, *, why: str, by: Member, now: datetime) -> None:
    """A change was made: whatever was decided is void, and the item is a draft again (R11)."""
    run = live_run(item)
    was_approved = item.state == ItemState.APPROVED
    if run is not None:
        RUN.move(run, RunState.BROKEN, ended_at=now, ended_why=why[:500])
        drop_steps(run)
    if item.state in {ItemState.APPROVED, ItemState.IN_REVIEW, ItemState.RETURNED}:
        FLOW.move(item, ItemState.DRAFT, approved_version_id=None, changed_at=now)
    if run is None:
        return
    ledger.write(
        did="content.approval_broken" if was_approved else "content.review_stopped",
        by=by,
        to=item,
        at=now,
        words={"title": item.title, "why": why},
    )
    if was_approved:
        events.tell(ApprovalBroken(institution_id=item.institution_id, item_id=item.pk, why=why))
