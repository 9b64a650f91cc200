"""A dump comes back as it was, with the rights the application's role had; what cannot come back takes nothing away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from pendopo.config import roles
from pendopo.config.backup import BackupTrouble, dumping
from pendopo.config.embedded import EmbeddedPostgres

RIGHTS = """
SELECT relname, has_table_privilege('pendopo_app', oid, 'SELECT'), has_table_privilege('pendopo_app', oid, 'INSERT'),
       has_table_privilege('pendopo_app', oid, 'UPDATE'), has_table_privilege('pendopo_app', oid, 'DELETE')
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname
"""
AS_THEY_WERE = [("kept", True, True, False, False), ("plain", True, True, True, True)]


@pytest.fixture
def entry() -> Iterator[dict[str, Any]]:
    """A database with a table the application works on, and one that it only adds to."""
    with EmbeddedPostgres.temporary() as server:
        entry = dumping.of_server(server)
        with dumping.connect(entry, autocommit=True) as connection:
            roles.prepare(connection.cursor())
            connection.execute("CREATE TABLE kept (id bigint); CREATE TABLE plain (id bigint)")
            connection.execute("INSERT INTO kept VALUES (1), (2)")
            connection.execute("REVOKE UPDATE, DELETE ON kept FROM pendopo_app")
        yield entry


@pytest.fixture
def dumped(entry: dict[str, Any], tmp_path: Path) -> Path:
    file = tmp_path / "database.dump"
    assert dumping.dump(entry, file) == {"kept": 2, "plain": 0}
    return file


def connected(entry: dict[str, Any]) -> psycopg.Connection[Any]:
    return dumping.connect(entry, autocommit=True)


def test_what_was_taken_from_the_application_stays_away(entry, dumped, tmp_path):
    with connected(entry) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    dumping.load(entry, dumped)
    with connected(entry) as connection:
        assert connection.execute(RIGHTS).fetchall() == AS_THEY_WERE
        assert dumping.rows_of_tables(connection) == {"kept": 2, "plain": 0}
    again = tmp_path / "again.dump"
    dumping.dump(entry, again)
    dumping.load(entry, again, replace=True)
    with connected(entry) as connection:
        assert connection.execute(RIGHTS).fetchall() == AS_THEY_WERE


def test_what_is_there_is_not_given_up_unasked(entry, dumped):
    with pytest.raises(BackupTrouble, match="--replace"):
        dumping.load(entry, dumped)


def test_what_is_there_is_replaced_when_asked(entry, dumped):
    with connected(entry) as connection:
        connection.execute("CREATE TABLE newer (id bigint); DELETE FROM kept")
    dumping.load(entry, dumped, replace=True)
    with connected(entry) as connection:
        assert dumping.rows_of_tables(connection) == {"kept": 2, "plain": 0}


def test_a_dump_that_cannot_come_back_leaves_what_was_there(entry, dumped, monkeypatch):
    with connected(entry) as connection:
        connection.execute("INSERT INTO plain VALUES (7)")
    # What was there is gone already when a statement fails.
    pour = dumping._pour

    def poured_with_a_fault(first: bytes, source: Any, into: Any) -> None:
        pour(first + b"SELECT 1 / 0;\n", source, into)

    monkeypatch.setattr(dumping, "_pour", poured_with_a_fault)
    with pytest.raises(BackupTrouble, match="division by zero"):
        dumping.load(entry, dumped, replace=True)
    with connected(entry) as connection:
        assert dumping.rows_of_tables(connection) == {"kept": 2, "plain": 1}
