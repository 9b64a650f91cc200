"""Background work: a job is a row in PostgreSQL, deferred in the transaction that needs it.

The row of a room is the truth and a job only a wake-up call: a job that finds nothing to do does nothing.
Each room's jobs stand in its `jobs.py`, which Procrastinate finds by itself.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

__all__ = ["app", "job", "periodic", "wake_once"]

job = app.task
"""Decorator: `@job(queue="publish", name="publishing.deliver")` above a plain function."""

periodic = app.periodic
"""Decorator above `@job`: `@periodic(cron="* * * * *")`; the job gets `timestamp` (seconds since 1970)."""


def wake_once(task: Task[..., Any, Any], name: str, **said: int) -> None:
    """Have it done as soon as this transaction is, unless that is about to happen anyway; never two at a time."""
    # A savepoint: the refusal of a second job must not take the caller's transaction with it.
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.configure(lock=name, queueing_lock=name).defer(**said)
