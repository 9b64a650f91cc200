"""`pendopo doctor` names each thing that is broken, and says how to mend it."""

from __future__ import annotations

import shutil
import smtplib
import socket
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from pydantic import SecretStr

from pendopo.config import doctor
from pendopo.config.data_folder import DataFolder
from pendopo.config.doctor import Finding, look_over
from pendopo.foundation.secrets.keyring import KeyRing, new_key
from pendopo.institution.accounts.models import AccountState
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.tests.builders import a_member, an_institution

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(monkeypatch, tmp_path) -> SimpleNamespace:
    """A house in which all is well, as far as its folder and settings go."""
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    folder.last_backup_file.write_text(datetime.now(UTC).isoformat())
    settings = SimpleNamespace(data=folder.path, mail_url=SecretStr("smtp://mail"), keys=("one",))
    monkeypatch.setattr(doctor, "env", lambda: settings)
    monkeypatch.setattr(doctor, "_nobody_keeps_the_clock", lambda: False)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5e10, total=1e11))
    a_worker(heard_at=timezone.now())
    return SimpleNamespace(folder=folder, settings=settings)


def a_worker(*, heard_at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [heard_at])


def a_job(status: str, *, due_at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args, scheduled_at, attempts) "
            "VALUES ('look', 'none', %s::procrastinate_job_status, '{}', %s, 0)",
            [status, due_at],
        )


def broken() -> list[Finding]:
    return [one for one in look_over(timezone.now()) if not one.is_well]


def only(about: str) -> Finding:
    """The one thing that is broken."""
    (found,) = broken()
    assert found.about == about, found
    return found


def test_a_house_in_order_has_nothing_to_mend(house):
    assert broken() == []
    assert {one.about for one in look_over(timezone.now())} == {
        *("database", "worker", "clock", "disk", "mail", "accounts", "keys", "backup")
    }


def test_a_database_that_is_down_is_said_and_nothing_else_is_asked(house, monkeypatch):
    def down() -> None:
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(doctor, "connection", SimpleNamespace(cursor=down))
    (found,) = look_over(timezone.now())
    assert (found.about, found.words) == ("database", "connection refused")
    assert "pendopo up" in found.mend


@pytest.mark.parametrize(
    ("answer", "words", "mend"),
    [
        ((130_011, "13.11", "pendopo_app", False), "PostgreSQL 13.11", "14 or newer"),
        (
            (160_000, "16.0", "postgres", True),
            "the walls between institutions do not stand",
            "pendopo migrate",
        ),
    ],
)
def test_a_database_that_is_old_or_works_as_its_owner_is_said(house, monkeypatch, answer, words, mend):
    @contextmanager
    def cursor():
        yield SimpleNamespace(execute=lambda *_: None, fetchone=lambda: answer)

    in_order = SimpleNamespace(loader=MigrationExecutor(connection).loader, migration_plan=lambda _: [])
    monkeypatch.setattr(doctor, "MigrationExecutor", lambda _: in_order)
    monkeypatch.setattr(doctor, "connection", SimpleNamespace(cursor=cursor))
    found = next(look_over(timezone.now()))
    assert words in found.words
    assert mend in found.mend


def test_tables_older_than_the_program_are_said(house, monkeypatch):
    monkeypatch.setattr(doctor.MigrationExecutor, "migration_plan", lambda *_: ["one more"])
    assert "pendopo migrate" in next(look_over(timezone.now())).mend


def test_a_worker_that_died_is_said(house):
    a_worker(heard_at=timezone.now() - timedelta(minutes=5))
    found = only("worker")
    assert "last heard of" in found.words
    assert "pendopo work" in found.mend


def test_a_worker_that_never_was_is_said(house):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
    assert "never" in only("worker").words


def test_work_that_waits_too_long_is_said(house):
    a_job("todo", due_at=timezone.now() - timedelta(minutes=10))
    assert "Work waits since" in only("worker").words


def test_jobs_that_ended_with_an_error_are_counted(house):
    a_job("failed", due_at=timezone.now())
    assert only("worker").words.startswith("1 jobs")


def test_a_clock_that_is_off_is_said(house, monkeypatch):
    class Late(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) - timedelta(seconds=40)

    monkeypatch.setattr(
        doctor, "datetime", SimpleNamespace(now=Late.now, fromisoformat=datetime.fromisoformat)
    )
    found = only("clock")
    assert "40 s apart" in found.words
    assert "timedatectl" in found.mend


def test_a_clock_that_nobody_keeps_is_said(house, monkeypatch):
    monkeypatch.setattr(doctor, "_nobody_keeps_the_clock", lambda: True)
    assert "No time server" in only("clock").words


def test_a_disk_that_is_nearly_full_is_said(house, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4e8, total=1e11))
    found = only("disk")
    assert found.words.startswith("0.4 GB free")
    assert "Make room" in found.mend


def test_mail_that_is_not_set_is_said(house):
    house.settings.mail_url = SecretStr("")
    assert "PENDOPO_MAIL_URL" in only("mail").mend


def test_a_mail_server_that_does_not_answer_is_said(house, settings):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = door.getsockname()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    found = only("mail")
    assert "127.0.0.1 does not take mail" in found.words
    assert "PENDOPO_MAIL_URL" in found.mend


def test_a_mail_server_that_refuses_the_password_is_said(house, monkeypatch):
    def refuse() -> None:
        raise smtplib.SMTPAuthenticationError(535, b"no")

    monkeypatch.setattr(doctor, "get_connection", lambda **_: SimpleNamespace(open=refuse))
    assert "does not take mail" in only("mail").words


def test_an_account_that_must_be_connected_again_is_named(house):
    an_account(an_institution(), state=AccountState.RECONNECT)
    found = only("account")
    assert "Must be connected again." in found.words
    assert "/akun" in found.mend


def test_an_account_whose_network_is_silent_is_named_with_its_reason(house):
    now = timezone.now()
    office = an_institution()
    trouble = {"last_trouble": "We could not reach the network.\n502", "last_trouble_at": now}
    an_account(office, last_answered_at=now - timedelta(minutes=59), **trouble)
    an_account(office, last_answered_at=now - timedelta(hours=2), **trouble)
    found = only("account")
    assert "It does not answer: We could not reach the network." in found.words


def test_an_account_nobody_answers_for_any_more_is_named(house):
    office = an_institution()
    an_account(office, responsible=a_member(office, left_at=timezone.now()))
    assert "The responsible official has left." in only("account").words


def test_keys_that_others_can_read_are_said(house):
    house.folder.ring_file.chmod(0o644)
    assert f"chmod 600 {house.folder.ring_file}" in only("keys").mend


def test_a_key_that_is_missing_is_said_with_what_it_closes(house, settings):
    an_account(an_institution())
    settings.PENDOPO_KEY_RING = KeyRing.of([new_key()])
    found = only("keys")
    assert found.words.startswith("The secrets of 1 accounts cannot be opened")
    assert "pendopo keys list" in found.mend


@pytest.mark.parametrize(
    "spoil",
    [
        lambda note: note.unlink(),
        lambda note: note.write_text((datetime.now(UTC) - timedelta(days=8)).isoformat()),
    ],
    ids=["never", "long ago"],
)
def test_a_backup_that_is_missing_or_old_is_said(house, spoil: Callable):
    spoil(house.folder.last_backup_file)
    assert "pendopo backup FILE --verify" in only("backup").mend
