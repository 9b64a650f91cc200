"""The embedded server: private, one to a folder, and not put off by what a crash left."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from pendopo.config.embedded import AlreadyRunning, DatabaseTrouble, EmbeddedPostgres


@pytest.fixture
def folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="pendopo-embedded-"))
    folder.chmod(0o755)
    yield folder / "database"
    shutil.rmtree(folder, ignore_errors=True)


def answers(server: EmbeddedPostgres) -> bool:
    with psycopg.connect(server.url) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_it_starts_answers_and_stops(folder):
    server = EmbeddedPostgres(folder, durable=False)
    with server:
        assert server.is_running
        assert answers(server)
    assert not server.is_running


def test_what_was_written_is_there_after_a_restart(folder):
    with EmbeddedPostgres(folder, durable=False) as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE words (said text)")
        connection.execute("INSERT INTO words VALUES ('Sugeng rawuh')")
    with EmbeddedPostgres(folder, durable=False) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT said FROM words").fetchone() == ("Sugeng rawuh",)


def test_it_speaks_utf8_and_listens_on_a_private_socket_only(folder):
    with EmbeddedPostgres(folder, durable=False) as server:
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert stat.S_IMODE(server.socket_folder.stat().st_mode) == 0o700
        assert server.pid is not None
        assert not psutil.Process(server.pid).net_connections("inet")


def test_a_second_one_on_the_same_folder_is_refused_with_the_first_named(folder):
    with EmbeddedPostgres(folder, durable=False) as server:
        with pytest.raises(AlreadyRunning, match=rf"{folder} \(process {os.getpid()}\)"):
            EmbeddedPostgres(folder, durable=False).start()
        assert answers(server)


def test_a_server_that_was_killed_is_noticed_and_started_again(folder):
    with EmbeddedPostgres(folder, durable=False) as server:
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while not server.has_died() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert server.has_died()
        server.stop()
        server.start()
        assert answers(server)


def test_a_path_too_long_for_a_socket_gets_one_elsewhere(folder):
    deep = folder / ("panjang" * 20)
    with EmbeddedPostgres(deep, durable=False) as server:
        assert deep not in server.socket_folder.parents
        assert answers(server)
    shutil.rmtree(server.socket_folder, ignore_errors=True)


def test_where_to_knock_is_known_before_it_runs(folder):
    assert EmbeddedPostgres(folder).django()["HOST"] == str(folder / "socket")


def test_a_cluster_that_cannot_start_says_why(folder):
    with EmbeddedPostgres(folder, durable=False) as server:
        pass
    (folder / "cluster" / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(DatabaseTrouble, match=r"PG_VERSION|version 9\.6"):
        server.start()
