"""A worker's threads hold connections in a rush, and give them back when it is quiet."""

from __future__ import annotations

import pytest
from django.db import connection

from pendopo.config.commands.work import Connections


class Watched:
    """Stands where Django's connection stands, and remembers what was asked of it."""

    def __init__(self) -> None:
        self.closed = 0

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def watched(monkeypatch) -> Watched:
    watched = Watched()
    monkeypatch.setattr("pendopo.config.commands.work.connection", watched)
    monkeypatch.setattr("pendopo.config.commands.work.close_old_connections", lambda: None)
    return watched


def test_a_single_job_gives_its_connection_back(watched):
    assert Connections(few=3)(lambda: "done", None, None) == "done"
    assert watched.closed == 1


def test_in_a_rush_connections_are_kept(watched):
    keep = Connections(few=1)
    keep(lambda: keep(lambda: "inner"))
    assert watched.closed == 1, "only the last one to end gives its connection back"


def test_a_job_that_fails_gives_its_connection_back_and_still_fails(watched):
    def fails() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        Connections()(fails)
    assert watched.closed == 1
    assert connection is not watched
