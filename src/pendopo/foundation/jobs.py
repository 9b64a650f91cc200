"""Background work: a job is a row in PostgreSQL, deferred in the transaction that needs it.

The row of a room is the truth and a job only a wake-up call: a job that finds nothing to do does nothing.
Each room's jobs stand in its `jobs.py`, which Procrastinate finds by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from procrastinate import App
from procrastinate.contrib.django import app

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector

__all__ = ["app", "job", "periodic", "worker_app"]

job = app.task
"""Decorator: `@job(queue="publish", name="publishing.deliver")` above a plain function."""

periodic = app.periodic
"""Decorator above `@job`: `@periodic(cron="* * * * *")`; the job gets `timestamp` (seconds since 1970)."""


def worker_app() -> App:
    """The app with a worker's own connections, for `pendopo work`."""
    return app.with_connector(cast("DjangoConnector", app.connector).get_worker_connector())
