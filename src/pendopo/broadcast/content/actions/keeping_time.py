"""What the clock asks for: reminders, escalation, and what links answered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pendopo.broadcast.content import queries, telling
from pendopo.broadcast.content.models import LinkCheck, ReviewStep
from pendopo.broadcast.content.states import StepState


@transaction.atomic
def remind(*, institution_id: int, step_id: int, now: datetime) -> None:
    """Remind once when three quarters of a step's time are over, and escalate once when all of it is."""
    step = (
        ReviewStep.objects.select_for_update(of=["self"])
        .select_related("run__item")
        .filter(institution_id=institution_id, pk=step_id, state=StepState.WAITING)
        .first()
    )
    if step is None or step.due_at is None:
        return
    item = step.run.item
    if now >= step.due_at:
        if step.escalated_at is None:
            ReviewStep.objects.filter(pk=step.pk).update(
                escalated_at=now, reminded_at=step.reminded_at or now
            )
            telling.escalation(step, item, now=now)
    elif step.reminded_at is None:
        ReviewStep.objects.filter(pk=step.pk).update(reminded_at=now)
        telling.reminder(step, item, besides=queries.writers(item), now=now)


@transaction.atomic
def note_link(*, institution_id: int, url: str, status: int, now: datetime) -> None:
    """Remember what a link answered."""
    LinkCheck.objects.update_or_create(
        institution_id=institution_id, url=url[:2000], defaults={"status": status, "checked_at": now}
    )
