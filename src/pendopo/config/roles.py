"""The role web and worker work as: it owns nothing, so row-level security holds for it.

`prepare` is run by the owner of the tables before and after migrations; running it again changes nothing.
What a migration takes away from the role (the ledger can be read and added to, never changed) stays away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from psycopg import sql

from pendopo.config.database import APPLICATION_ROLE

_CREATE: Final = """
DO $$ BEGIN
    CREATE ROLE pendopo_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- there since another start, or another one on the same server was quicker
END $$
"""

_WAY_IN: Final = """
GRANT USAGE ON SCHEMA public TO pendopo_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pendopo_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO pendopo_app
"""

# Only tables the role cannot see at all: what was taken from it on purpose is not given back.
_TABLES_MADE_BEFORE: Final = """
DO $$ DECLARE found regclass; BEGIN
    FOR found IN
        SELECT oid::regclass FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'S')
          AND pg_has_role(relowner, 'USAGE')
          AND NOT CASE WHEN relkind = 'S' THEN has_sequence_privilege('pendopo_app', oid, 'USAGE')
                       ELSE has_table_privilege('pendopo_app', oid, 'SELECT') END
    LOOP
        IF (SELECT relkind FROM pg_class WHERE oid = found) = 'S' THEN
            EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO pendopo_app', found);
        ELSE
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %s TO pendopo_app', found);
        END IF;
    END LOOP;
END $$
"""


class RolesTrouble(Exception):
    """The database's roles are not as Pendopo needs them; the message says what to run."""


class Cursor(Protocol):
    """A cursor of Django or of psycopg."""

    def execute(self, query: Any, params: Sequence[Any] | None = None, /) -> Any: ...
    def fetchone(self) -> Any: ...


def prepare(cursor: Cursor, *, sign_in_role: str = "") -> None:
    """Create the role and let it work on the tables. Raises RolesTrouble.

    `sign_in_role` is whoever web and worker sign in as, where that is not the owner.
    """
    create(cursor, sign_in_role=sign_in_role)
    cursor.execute(_WAY_IN)
    cursor.execute(_TABLES_MADE_BEFORE)


def create(cursor: Cursor, *, sign_in_role: str = "") -> None:
    """Create the role, and let whoever signs in step down to it. Raises RolesTrouble."""
    cursor.execute(
        "SELECT current_user, EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)", [APPLICATION_ROLE]
    )
    owner, exists = cursor.fetchone()
    if not exists:
        try:
            cursor.execute(_CREATE)
        except Exception as error:
            raise RolesTrouble(_ask_for(f"CREATE ROLE {APPLICATION_ROLE} NOLOGIN")) from error
    for member in dict.fromkeys((owner, sign_in_role or owner)):
        _let_step_down(cursor, member)


def _let_step_down(cursor: Cursor, member: str) -> None:
    cursor.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [member, APPLICATION_ROLE])
    if cursor.fetchone()[0]:
        return
    grant = sql.SQL("GRANT {} TO {}").format(sql.Identifier(APPLICATION_ROLE), sql.Identifier(member))
    try:
        cursor.execute(grant)
    except Exception as error:
        raise RolesTrouble(_ask_for(grant.as_string())) from error


def _ask_for(statement: str) -> str:
    return (
        f"The owner of the database may not run `{statement}`. "
        f"Let the database's administrator run it once, then start again."
    )
