"""What `pendopo doctor` looks at: each check says what it found, and how to mend what is not well."""

from __future__ import annotations

import ctypes
import shutil
import smtplib
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import get_connection
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import translation

from pendopo.config.data_folder import DataFolder
from pendopo.config.env import env
from pendopo.foundation.secrets.keyring import SecretUnreadable
from pendopo.foundation.tenancy import whole_house
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.networks.contract import Gone, NotReachable, ReconnectNeeded

OLDEST_POSTGRES: Final = 140_000
SILENT_WORKER: Final = timedelta(seconds=60)
SILENT_NETWORK: Final = timedelta(hours=1)
LATE_JOB: Final = timedelta(minutes=2)
OLD_BACKUP: Final = timedelta(days=7)
CLOCKS_APART: Final = timedelta(seconds=2)
LEAST_FREE_BYTES: Final = 1_000_000_000
CLOCK_UNKEPT: Final = 5  # what adjtimex answers when no time server keeps the clock
WHY_ALL: Final = "doctor looks after the whole house"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing looked at. Well means: nothing to do; `mend` says what to do otherwise."""

    about: str
    words: str
    mend: str = ""

    @property
    def is_well(self) -> bool:
        return not self.mend


def look_over(now: datetime) -> Iterator[Finding]:
    """Every check in order; without a database the others cannot be made."""
    found = list(_database())
    yield from found
    if any(not one.is_well and one.about == "database" for one in found):
        return
    checks: tuple[Callable[[datetime], Iterator[Finding]], ...] = (
        *(_worker, _clock, _disk, _mail, _accounts, _language_model, _keys, _backup),
    )
    for check in checks:
        yield from check(now)


def _database() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int, current_setting('server_version'), current_user, "
                "EXISTS (SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls))"
            )
            number, version, role, passes_walls = cursor.fetchone()
    except OperationalError as error:
        yield Finding(
            about="database",
            words=str(error).strip().splitlines()[0],
            mend="Start it with `pendopo up`, or correct DATABASE_URL.",
        )
        return
    if number < OLDEST_POSTGRES:
        yield Finding(about="database", words=f"PostgreSQL {version}", mend="Use PostgreSQL 14 or newer.")
        return
    waiting = MigrationExecutor(connection)
    if waiting.migration_plan(waiting.loader.graph.leaf_nodes()):
        yield Finding(
            about="database", words="Its tables are older than the program.", mend="Run `pendopo migrate`."
        )
    elif passes_walls:
        yield Finding(
            about="database",
            words=f"The application works as {role}, for whom the walls between institutions do not stand.",
            mend="Run `pendopo migrate`, and leave PENDOPO_DATABASE_AS_OWNER unset.",
        )
    else:
        yield Finding(about="database", words=f"PostgreSQL {version}, in the role {role}.")


def _worker(now: datetime) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT max(last_heartbeat) FROM procrastinate_workers), "
            "(SELECT min(coalesce(scheduled_at, 'epoch'::timestamptz)) FROM procrastinate_jobs "
            " WHERE status = 'todo' AND scheduled_at < %s), "
            "(SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')",
            [now - LATE_JOB],
        )
        heard_at, late_since, failed = cursor.fetchone()
    if heard_at is None or now - heard_at > SILENT_WORKER:
        last = "never" if heard_at is None else f"last heard of at {heard_at:%Y-%m-%d %H:%M} UTC"
        yield Finding(
            about="worker",
            words=f"No worker is at work ({last}).",
            mend="Start `pendopo up` or `pendopo work`.",
        )
    elif late_since is not None:
        yield Finding(
            about="worker",
            words=f"Work waits since {late_since:%Y-%m-%d %H:%M} UTC.",
            mend="Look into the worker's log; start another `pendopo work`, or raise PENDOPO_WORKER_CONCURRENCY.",
        )
    else:
        yield Finding(about="worker", words="At work, nothing waits.")
    if failed:
        yield Finding(
            about="worker",
            words=f"{failed} jobs ended with an error.",
            mend="Look for `Error` in the worker's log. Posts are safe: what is due is looked for again by itself.",
        )


def _clock(_: datetime) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        before = datetime.now().astimezone()
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - before)
    if apart > CLOCKS_APART:
        yield Finding(
            about="clock",
            words=f"This machine and the database are {apart.total_seconds():.0f} s apart.",
            mend="Let a time server keep both clocks: `timedatectl set-ntp true`.",
        )
    elif _nobody_keeps_the_clock():
        yield Finding(
            about="clock",
            words="No time server keeps this machine's clock, and posts are due by it.",
            mend="Run `timedatectl set-ntp true` (on the host, if this is a container).",
        )
    else:
        yield Finding(about="clock", words="Right.")


def _nobody_keeps_the_clock() -> bool:
    if sys.platform != "linux":
        return False
    asked = ctypes.create_string_buffer(512)  # all zero: only asks
    return bool(ctypes.CDLL(None).adjtimex(asked) == CLOCK_UNKEPT)


def _disk(_: datetime) -> Iterator[Finding]:
    folder = env().data
    room = shutil.disk_usage(folder if folder.exists() else folder.parent)
    words = f"{room.free / 1e9:.1f} GB free at {folder}."
    small = room.free < LEAST_FREE_BYTES or room.free < room.total / 20
    yield Finding(
        about="disk",
        words=words,
        mend="Make room, or move the data folder: stop, copy it, set PENDOPO_DATA, start." if small else "",
    )


def _mail(_: datetime) -> Iterator[Finding]:
    if not env().mail_url.get_secret_value():
        yield Finding(
            about="mail",
            words=f"Mail is not sent; it is written to {settings.EMAIL_FILE_PATH}.",
            mend="Set PENDOPO_MAIL_URL, such as smtp://user:password@mail.example.go.id:587.",
        )
        return
    try:
        mail = get_connection(fail_silently=False)
        mail.open()
        mail.close()
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            about="mail",
            words=f"{settings.EMAIL_HOST} does not take mail: {error}",
            mend="Correct PENDOPO_MAIL_URL.",
        )
    else:
        yield Finding(
            about="mail", words=f"{settings.EMAIL_HOST} takes mail from {settings.DEFAULT_FROM_EMAIL}."
        )


def _accounts(now: datetime) -> Iterator[Finding]:
    well = 0
    with whole_house(WHY_ALL), translation.override("en"):
        for account in SocialAccount.objects.kept().with_keepers().order_by("institution", "handle"):
            page = urljoin(settings.PUBLIC_URL, reverse("accounts:account", args=[account.pk]))
            unwell = [one.sentence for one in accounts.concerns(account, now=now) if one.is_urgent]
            if _is_silent(account, now):
                unwell.append(f"It does not answer: {account.last_trouble.splitlines()[0]}")
            if unwell:
                yield Finding(
                    about="account",
                    words=f"{account.network} {account.handle} of {account.institution}: {' '.join(unwell)}",
                    mend=f"Open {page}: it says how to mend each.",
                )
            else:
                well += 1
    yield Finding(about="accounts", words=f"{well} in order.")


def _is_silent(account: SocialAccount, now: datetime) -> bool:
    """Whether its network has given no usable answer for so long that it is more than a stumble."""
    answered_at = account.last_answered_at or account.connected_at
    return bool(account.last_trouble) and now - answered_at > SILENT_NETWORK


def _language_model(_: datetime) -> Iterator[Finding]:
    model = settings.PENDOPO_LANGUAGE_MODEL
    if model is None:
        return
    key = "Correct PENDOPO_LANGUAGE_MODEL_KEY."
    try:
        names = model.names()
    except ReconnectNeeded:
        yield Finding(about="language model", words=f"{model.url} does not accept the key.", mend=key)
    except (NotReachable, Gone, ValueError):
        inside = (
            "" if model.is_inside else " If it has a private address, set PENDOPO_LANGUAGE_MODEL_INSIDE=true."
        )
        yield Finding(
            about="language model",
            words=f"{model.url} does not answer as OpenAI's API does.",
            mend=f"Start it, or correct PENDOPO_LANGUAGE_MODEL_URL.{inside}",
        )
    else:
        there = model.name in names
        yield Finding(
            about="language model",
            words=f"{model.url} has {', '.join(names[:10]) or 'no models'}; asked is {model.name}.",
            mend="" if there else "Set PENDOPO_LANGUAGE_MODEL_NAME to one of these.",
        )


def _keys(_: datetime) -> Iterator[Finding]:
    folder = DataFolder(env().data)
    for file in (folder.secret_key_file, folder.ring_file, folder.vapid_file):
        if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield Finding(about="keys", words=f"Others can read {file}.", mend=f"Run `chmod 600 {file}`.")
    unreadable = _unreadable_accounts()
    if unreadable:
        yield Finding(
            about="keys",
            words=f"The secrets of {unreadable} accounts cannot be opened with the keys that are set.",
            mend="Put the missing key back (`pendopo keys list` shows names), or connect these accounts again.",
        )
    else:
        yield Finding(about="keys", words=f"{len(env().keys)} in the ring; all that was looked at opens.")


def _unreadable_accounts() -> int:
    count = 0
    with whole_house(WHY_ALL):
        for account in SocialAccount.objects.kept():
            try:
                accounts.credentials_of(account)
            except SecretUnreadable:
                count += 1
    return count


def _backup(now: datetime) -> Iterator[Finding]:
    note = DataFolder(env().data).last_backup_file
    if not note.exists():
        yield Finding(
            about="backup", words="None was made yet.", mend="Run `pendopo backup FILE --verify`, daily."
        )
        return
    made_at = datetime.fromisoformat(note.read_text(encoding="utf-8").strip())
    yield Finding(
        about="backup",
        words=f"The last one was made at {made_at:%Y-%m-%d %H:%M} UTC.",
        mend="Run `pendopo backup FILE --verify`, daily." if now - made_at > OLD_BACKUP else "",
    )
