"""Waking the worker: a job for each queue of deliveries, at the time the first of them is due."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final

from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import Kind
from pendopo.foundation.jobs import app

RUN_QUEUE: Final = "publishing.run_queue"
QUEUE: Final = "publish"
FIRST_TRY_AGAIN: Final = timedelta(seconds=30)
LONGEST_PATIENCE: Final = timedelta(minutes=30)


# What takes a deed back follows it in one queue, so that the last word is the last one said.
FOLLOWS: Final = {Kind.SHOW: Kind.HIDE, Kind.UNBLOCK: Kind.BLOCK}


def queue_of(kind: Kind, *, about: str = "") -> str:
    """What must stay in order: an account's posts, the answers in one thread, what is done to one message or person."""
    return str(kind) if kind == Kind.POST else f"{FOLLOWS.get(kind, kind)}:{about}"


def wake(institution_id: int, account_id: int, queue: str, *, at: datetime | None = None) -> None:
    """Let the worker look at a queue, now or at a time; in the transaction that wrote the row."""
    task = (
        app.configure_task(RUN_QUEUE, queue=QUEUE, schedule_at=at)
        if at
        else app.configure_task(RUN_QUEUE, queue=QUEUE)
    )
    task.defer(institution_id=institution_id, account_id=account_id, queue=queue)


def wake_for(delivery: Delivery) -> None:
    """Let the worker look when this delivery is due."""
    wake(delivery.institution_id, delivery.account_id, delivery.queue, at=delivery.due_at)


def patience(delivery: Delivery) -> timedelta:
    """How long to wait after this many tries: twice as long each time, a little different for each delivery.

    The difference comes from the key, not from chance, so a run can be repeated.
    """
    doubled: int = 2 ** min(max(delivery.attempts - 1, 0), 10)
    length = min(FIRST_TRY_AGAIN * doubled, LONGEST_PATIENCE)
    spread = hashlib.blake2b(f"{delivery.key}:{delivery.attempts}".encode(), digest_size=2).digest()
    return length * (0.8 + 0.4 * int.from_bytes(spread, "big") / 65_535)
