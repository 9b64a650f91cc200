"""The application's role may work on every table, and gets nothing back that was taken from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from pendopo.config import roles
from pendopo.config.embedded import EmbeddedPostgres


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres.temporary() as server:
        yield server


@pytest.fixture
def owner(server) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        roles.prepare(connection.cursor())
        yield connection


def as_application(server: EmbeddedPostgres) -> psycopg.Connection[Any]:
    return psycopg.connect(server.url, autocommit=True, options="-c role=pendopo_app")


def test_it_works_on_tables_made_before_and_after(server, owner):
    owner.execute("CREATE TABLE after_it (id bigserial PRIMARY KEY)")
    roles.prepare(owner.cursor())
    with as_application(server) as application:
        application.execute("INSERT INTO after_it DEFAULT VALUES")
        application.execute("UPDATE after_it SET id = 5")
        application.execute("DELETE FROM after_it")


def test_tables_of_a_restored_database_are_opened_to_it(server, owner):
    owner.execute("CREATE TABLE restored (id bigserial PRIMARY KEY)")
    owner.execute("REVOKE ALL ON restored, restored_id_seq FROM pendopo_app")
    roles.prepare(owner.cursor())
    with as_application(server) as application:
        application.execute("INSERT INTO restored DEFAULT VALUES")


def test_what_was_taken_from_it_stays_away(server, owner):
    owner.execute("CREATE TABLE kept (id bigint)")
    owner.execute("REVOKE UPDATE, DELETE ON kept FROM pendopo_app")
    roles.prepare(owner.cursor())
    with as_application(server) as application, pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute("DELETE FROM kept")


def test_it_can_make_no_table(server, owner):
    with as_application(server) as application, pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute("CREATE TABLE mine (id bigint)")


def test_an_owner_who_may_not_is_told_what_to_have_run(owner):
    owner.execute("DROP ROLE IF EXISTS plain; CREATE ROLE plain; GRANT CREATE ON SCHEMA public TO plain")
    owner.execute("SET ROLE plain")
    with pytest.raises(roles.RolesTrouble, match='GRANT "pendopo_app" TO "plain"'):
        roles.prepare(owner.cursor())


def test_the_one_who_signs_in_may_step_down_too(server, owner):
    owner.execute("DROP ROLE IF EXISTS web; CREATE ROLE web LOGIN")
    roles.prepare(owner.cursor(), sign_in_role="web")
    found = owner.execute("SELECT pg_has_role('web', 'pendopo_app', 'MEMBER')").fetchone()
    assert found == (True,)
