"""A database that took the rooms' old steps, one by one, has nothing more to do: one stroke stands for them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from pendopo.foundation.tables import Tables


def taken(monkeypatch: pytest.MonkeyPatch, steps: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is still to be done where these steps were taken."""
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _: dict.fromkeys(steps))
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    return [
        (one.app_label, one.name) for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]


def test_a_database_that_took_the_old_steps_has_nothing_to_do(monkeypatch):
    known = MigrationExecutor(None).loader.disk_migrations
    strokes = {key for key, one in known.items() if any(isinstance(op, Tables) for op in one.operations)}
    assert ("institution", "0001_tables") in strokes
    old = {step for stroke in strokes for step in known[stroke].replaces}
    assert ("institution", "0001_initial") in old
    # A room that came later has no old steps: all of its own are still to be taken.
    rooms = {room for room, name in strokes if not known[room, name].replaces}
    later = {step for step in known if step[0] in rooms}
    assert set(taken(monkeypatch, (set(known) - strokes - later) | old)) == later
    assert strokes <= set(taken(monkeypatch, set()))
