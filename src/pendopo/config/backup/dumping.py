"""pg_dump and pg_restore out of the wheel, for the embedded database and for a managed one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from pendopo.config import database, roles
from pendopo.config.backup.errors import BackupTrouble
from pendopo.config.embedded import EmbeddedPostgres, program
from pendopo.config.env import Env

TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname
"""


def as_owner(env: Env) -> dict[str, Any]:
    """How to reach the database as the one who owns its tables."""
    return database.django(env.model_copy(update={"database_as_owner": True}))


def of_server(server: EmbeddedPostgres) -> dict[str, Any]:
    """How to reach a server of our own."""
    return server.django()


def connect(entry: Mapping[str, Any], *, autocommit: bool = False) -> psycopg.Connection[Any]:
    return psycopg.connect(
        host=entry.get("HOST") or None,
        port=entry.get("PORT") or None,
        user=entry.get("USER") or None,
        password=entry.get("PASSWORD") or None,
        dbname=entry["NAME"],
        autocommit=autocommit,
        **{name: value for name, value in entry.get("OPTIONS", {}).items() if name != "options"},
    )


def dump(entry: Mapping[str, Any], to: Path) -> dict[str, int]:
    """Write the database as it stands at one moment; how many rows each table holds at that moment."""
    with connect(entry) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = _one(connection, "SELECT pg_export_snapshot()")
        rows = rows_of_tables(connection)
        _run(entry, "pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={to}")
    return rows


def load(entry: Mapping[str, Any], dumped: Path, *, replace: bool = False) -> None:
    """Bring a dump into a database that holds nothing. Raises BackupTrouble."""
    with connect(entry, autocommit=True) as connection:
        if connection.execute(TABLES).fetchone():
            if not replace:
                raise BackupTrouble(
                    "The database already holds tables. Restore into an empty data folder or database, "
                    "or add --replace to give up what is there."
                )
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        roles.prepare(connection.cursor())
    _run(
        entry,
        "pg_restore",
        "--no-owner",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={entry['NAME']}",
        str(dumped),
    )
    with connect(entry, autocommit=True) as connection:
        roles.prepare(connection.cursor())
        connection.execute("ANALYZE")


def rows_of_tables(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """How many rows each table holds."""
    return {
        name: _one(connection, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
        for (name,) in connection.execute(TABLES).fetchall()
    }


def _one(connection: psycopg.Connection[Any], query: Any) -> Any:
    found = connection.execute(query).fetchone()
    return found[0] if found else None


def _run(entry: Mapping[str, Any], name: str, *arguments: str) -> None:
    # By the environment, not by the command line: that can be read by every user of the machine.
    where = {
        "PGHOST": str(entry.get("HOST") or ""),
        "PGPORT": str(entry.get("PORT") or ""),
        "PGUSER": str(entry.get("USER") or ""),
        "PGPASSWORD": str(entry.get("PASSWORD") or ""),
        "PGDATABASE": str(entry["NAME"]),
        "PGSSLMODE": str(entry.get("OPTIONS", {}).get("sslmode", "")),
        "PGSSLROOTCERT": str(entry.get("OPTIONS", {}).get("sslrootcert", "")),
    }
    done = subprocess.run(  # noqa: S603
        [program(name), *arguments],
        env={**os.environ, **{key: value for key, value in where.items() if value}},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupTrouble(f"{name}: {' '.join(done.stderr.strip().splitlines()[-3:])}")
