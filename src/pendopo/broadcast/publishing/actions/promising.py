"""One promise: a row, and the worker woken for its time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import Kind
from pendopo.broadcast.publishing.waking import queue_of, wake_for


@transaction.atomic
def plan(*, kind: Kind, due_at: datetime, now: datetime, about: str = "", **fields: Any) -> Delivery:
    """Write one promise and wake the worker for its time."""
    delivery = Delivery.objects.create(
        kind=kind, queue=queue_of(kind, about=about), planned_for=due_at, due_at=due_at, made_at=now, **fields
    )
    wake_for(delivery)
    return delivery


def plan_takedown(
    target: Delivery, *, remote_id: str, part_ids: Sequence[str], why: str, by_id: int | None, now: datetime
) -> Delivery:
    """Promise to take down what stands of a delivery."""
    return plan(
        kind=Kind.TAKEDOWN,
        about=remote_id,
        institution_id=target.institution_id,
        account_id=target.account_id,
        due_at=now,
        now=now,
        origin=target.origin,
        origin_id=target.origin_id,
        by_id=by_id,
        target=target,
        title=target.title,
        said={"remote_id": remote_id, "part_ids": [*part_ids], "why": why},
    )
