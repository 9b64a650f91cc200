"""pg_dump and pg_restore out of the wheel, for the embedded database and for a managed one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from pendopo.config import database, roles
from pendopo.config.backup.errors import BackupTrouble
from pendopo.config.embedded import EmbeddedPostgres, program
from pendopo.config.env import Env

# pg_restore says this to every server, and those before 17 do not know it.
NOT_BEFORE_17 = b"SET transaction_timeout = 0;\n"
EMPTIED = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
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
    with _in_words(), connect(entry) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = _one(connection, "SELECT pg_export_snapshot()")
        rows = rows_of_tables(connection)
        _run(entry, "pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={to}")
    return rows


def load(entry: Mapping[str, Any], dumped: Path, *, replace: bool = False) -> None:
    """Bring a dump into a database that holds nothing, or give up what it holds. Raises BackupTrouble.

    Where it fails, what was there is there still.
    """
    with _in_words(), connect(entry, autocommit=True) as connection:
        holds_tables = connection.execute(TABLES).fetchone() is not None
        if holds_tables and not replace:
            raise BackupTrouble(
                "The database already holds tables. Restore into an empty data folder or database, "
                "or add --replace to give up what is there."
            )
        # Only the role: rights it has to every new table would undo what the dump takes from it.
        roles.create(connection.cursor())
    _replay(entry, dumped, first=EMPTIED if holds_tables else b"")
    with _in_words(), connect(entry, autocommit=True) as connection:
        roles.prepare(connection.cursor())
        connection.execute("ANALYZE")


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (psycopg.Error, roles.RolesTrouble) as error:
        raise BackupTrouble(f"The database refuses: {_last(str(error))}") from error


def rows_of_tables(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """How many rows each table holds."""
    return {
        name: _one(connection, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
        for (name,) in connection.execute(TABLES).fetchall()
    }


def _one(connection: psycopg.Connection[Any], query: Any) -> Any:
    found = connection.execute(query).fetchone()
    return found[0] if found else None


def _replay(entry: Mapping[str, Any], dumped: Path, *, first: bytes) -> None:
    """The dump as statements behind the `first` ones, in one transaction: all of it, or nothing."""
    with tempfile.TemporaryFile() as troubles:
        statements = subprocess.Popen(  # noqa: S603
            [program("pg_restore"), "--no-owner", f"--use-list={_parts(dumped)}", "--file=-", str(dumped)],
            stdout=subprocess.PIPE,
            stderr=troubles,
        )
        into = subprocess.Popen(  # noqa: S603
            [program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"],
            env=_where(entry),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=troubles,
        )
        with statements, into:
            if statements.stdout is not None and into.stdin is not None:
                _pour(first, statements.stdout, into.stdin)
        if statements.returncode or into.returncode:
            troubles.seek(0)
            raise BackupTrouble(f"The database could not be brought back: {_last(troubles.read().decode())}")


def _pour(first: bytes, source: IO[bytes], into: IO[bytes]) -> None:
    with suppress(BrokenPipeError), into:
        into.write(first)
        for line in source:
            if line == NOT_BEFORE_17:
                break
            into.write(line)
        shutil.copyfileobj(source, into, 1 << 20)


def _parts(dumped: Path) -> Path:
    """What to bring back: all but default privileges, which name the owner of another installation."""
    listed = subprocess.run(  # noqa: S603
        [program("pg_restore"), "--list", str(dumped)], capture_output=True, text=True, check=False
    )
    if listed.returncode:
        raise BackupTrouble(f"The dump cannot be read: {_last(listed.stderr)}")
    parts = dumped.with_suffix(".parts")
    parts.write_text(
        "\n".join(line for line in listed.stdout.splitlines() if " DEFAULT ACL " not in line),
        encoding="utf-8",
    )
    return parts


def _where(entry: Mapping[str, Any]) -> dict[str, str]:
    """By the environment, not by the command line: that can be read by every user of the machine."""
    where = {
        "PGHOST": entry.get("HOST"),
        "PGPORT": entry.get("PORT"),
        "PGUSER": entry.get("USER"),
        "PGPASSWORD": entry.get("PASSWORD"),
        "PGDATABASE": entry["NAME"],
        "PGSSLMODE": entry.get("OPTIONS", {}).get("sslmode"),
        "PGSSLROOTCERT": entry.get("OPTIONS", {}).get("sslrootcert"),
    }
    return {**os.environ, **{name: str(value) for name, value in where.items() if value}}


def _run(entry: Mapping[str, Any], name: str, *arguments: str) -> None:
    done = subprocess.run(  # noqa: S603
        [program(name), *arguments],
        env=_where(entry),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupTrouble(f"{name}: {_last(done.stderr)}")


def _last(words: str) -> str:
    return " ".join(words.strip().splitlines()[-3:])
