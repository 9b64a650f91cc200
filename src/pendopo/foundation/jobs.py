"""Background work: a job is a row in PostgreSQL, deferred in the transaction that needs it.

The row of a room is the truth and a job only a wake-up call: a job that finds nothing to do does nothing.
Each room's jobs stand in its `jobs.py`, which Procrastinate finds by itself.
"""

from __future__ import annotations

from procrastinate.contrib.django import app

__all__ = ["app", "job", "periodic"]

job = app.task
"""Decorator: `@job(queue="publish", name="publishing.deliver")` above a plain function."""

periodic = app.periodic
"""Decorator above `@job`: `@periodic(cron="* * * * *")`; the job gets `timestamp` (seconds since 1970)."""
