"""One server and the folder it lives in.

The server listens on a socket in a folder only its owner can enter; there is no TCP port and no password.
PostgreSQL refuses to run as root, so under root it runs under a user of its own. Two houses never share one
folder: the starter holds a lock the kernel releases when it dies, whatever it died of.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psutil

from pendopo.config import locks
from pendopo.config.embedded import users
from pendopo.config.embedded.errors import AlreadyRunning, DatabaseTrouble
from pendopo.config.embedded.programs import SYSTEM_HOME, anyone_may_enter, program, program_for, short_hash

OWNER = "pendopo"
DATABASE = "pendopo"
# The kernel's limit for a socket's address, less the closing zero byte.
SOCKET_PATH_BYTES = 107
SOCKET_NAME = ".s.PGSQL.5432"
ELSEWHERE = "elsewhere"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 30
PR_SET_PDEATHSIG = 1

SMALL = {
    "shared_buffers": "64MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "512MB",
    "max_connections": "100",
    "autovacuum_max_workers": "2",
    "io_method": "sync",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "max_wal_size": "512MB",
}
KEPT_LOG = {
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "%a.log",
    "log_rotation_age": "1d",
    "log_truncate_on_rotation": "on",
    "log_min_messages": "warning",
}
# For tests: what a power cut would take is not missed.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "1GB",
}


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class EmbeddedPostgres:
    """One PostgreSQL server and the folder it lives in."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.absolute()
        self.durable = durable
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    @contextmanager
    def temporary(cls) -> Iterator[EmbeddedPostgres]:
        """A server for a test run, gone afterwards with everything in it."""
        folder = Path(tempfile.mkdtemp(prefix="pendopo-db-"))
        try:
            with cls(folder, durable=False) as server:
                yield server
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # Where it is

    @property
    def home(self) -> Path:
        """The folder the server's own files are in.

        Root may keep its data where nobody else can enter, the server's user included. Then the files
        stand in the system's place for such things, and a note in our folder says where.
        """
        try:
            return Path((self.folder / ELSEWHERE).read_text(encoding="utf-8").strip())
        except FileNotFoundError:
            return self.folder

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def socket_folder(self) -> Path:
        """Where to knock: known without starting the server, so that settings can say it."""
        beside = self.home / "socket"
        if len(os.fsencode(beside / SOCKET_NAME)) <= SOCKET_PATH_BYTES:
            return beside
        return Path("/tmp") / f"pendopo-{short_hash(self.folder)}"  # noqa: S108

    @property
    def url(self) -> str:
        return f"postgresql://{OWNER}@/{DATABASE}?host={quote(str(self.socket_folder), safe='')}"

    def django(self) -> dict[str, object]:
        """The entry for Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": DATABASE,
            "USER": OWNER,
            "HOST": str(self.socket_folder),
        }

    # Its life

    @property
    def is_running(self) -> bool:
        return self._postmaster() is not None

    @property
    def pid(self) -> int | None:
        postmaster = self._postmaster()
        return postmaster.pid if postmaster else None

    def start(self) -> None:
        """Start the server, creating its files the first time. Raises AlreadyRunning, DatabaseTrouble."""
        self._take_lock()
        try:
            self._end_orphan()
            self._prepare()
            self._launch()
            self._create_database()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server: politely, then firmly. Open transactions are rolled back."""
        postmaster = self._postmaster()
        if self._lock is not None and postmaster is not None:
            _end(postmaster)
        if self._process is not None:
            self._process.wait()
            self._process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def has_died(self) -> bool:
        """Whether a server this object started is gone without having been stopped."""
        return self._process is not None and self._process.poll() is not None

    # The steps of a start

    def _take_lock(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        # Root's server runs under another user, who must get through to what is theirs.
        self.folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        try:
            self._lock = locks.hold(self.folder / "lock")
        except locks.Held as error:
            raise AlreadyRunning(
                f"Pendopo is already running on {self.folder} (process {error.holder}). "
                "Stop it first, or choose another folder with PENDOPO_DATA.",
            ) from error

    def _postmaster(self) -> psutil.Process | None:
        """The server that has this cluster open, if it is really one and really this cluster."""
        try:
            written = (self.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            process = psutil.Process(int(written[0]))
            if process.status() == psutil.STATUS_ZOMBIE or not process.name().startswith("postgres"):
                return None
            return process if Path(process.cwd()).samefile(self.cluster) else None
        except (OSError, IndexError, ValueError, psutil.Error):
            return None

    def _end_orphan(self) -> None:
        """Clear what a starter left that was killed: a server without a parent, or a file that names one."""
        orphan = self._postmaster()
        if orphan is not None:
            _end(orphan)
        # We hold the lock and no server has the cluster open: whatever process the file names now
        # (numbers are given out again, soonest after a restart), it is not ours.
        for claim in (self.cluster / "postmaster.pid", self.socket_folder / f"{SOCKET_NAME}.lock"):
            claim.unlink(missing_ok=True)

    def _prepare(self) -> None:
        user = users.server_user(self.cluster)
        self._settle(user)
        for folder in (self.cluster, self.socket_folder):
            users.private_folder(folder, user)
        if not (self.cluster / "PG_VERSION").exists():
            self._initdb(user)
        own = {user.pw_name, pwd.getpwuid(os.geteuid()).pw_name}
        self._write("pg_hba.conf", f"local all {OWNER} peer map={OWNER}\n", user)
        self._write("pg_ident.conf", "".join(f'{OWNER} "{name}" {OWNER}\n' for name in sorted(own)), user)

    def _settle(self, user: pwd.struct_passwd) -> None:
        if self.cluster.exists() or user.pw_uid == os.geteuid() or anyone_may_enter(self.folder.parent):
            return
        SYSTEM_HOME.mkdir(parents=True, exist_ok=True)
        home = Path(tempfile.mkdtemp(dir=SYSTEM_HOME, prefix="database-"))
        home.chmod(0o711)
        (self.folder / ELSEWHERE).write_text(f"{home}\n", encoding="utf-8")

    def _initdb(self, user: pwd.struct_passwd) -> None:
        done = subprocess.run(  # noqa: S603
            [
                *(program_for(user, "initdb"), f"--pgdata={self.cluster}", f"--username={OWNER}"),
                *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("--auth-local=peer", "--auth-host=reject"),
                *(() if self.durable else ("--no-sync",)),
            ],
            **users.running_as(user),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            shutil.rmtree(self.cluster, ignore_errors=True)
            raise DatabaseTrouble(
                f"The database could not be created in {self.cluster}: {_last_words(done.stderr)}"
            )

    def _write(self, name: str, text: str, user: pwd.struct_passwd) -> None:
        path = self.cluster / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        users.give(path, user)

    def _launch(self) -> None:
        user = users.server_user(self.cluster)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **SMALL,
            **(KEPT_LOG if self.durable else FORGETFUL),
        }
        command = [str(program_for(user, "postgres")), "-D", str(self.cluster)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            written = _sizes(self._logs())
            with self.start_log.open("wb") as log:
                self._process = subprocess.Popen(  # noqa: S603
                    command,
                    **users.running_as(user),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    # Ctrl-C in the terminal is for us; the server is stopped last, by us.
                    start_new_session=True,
                    preexec_fn=_dies_with_its_parent,  # noqa: PLW1509
                )
            if self._is_ready_before(deadline):
                return
            words = _written_since(written, self._logs())
            # Sessions of a server that was killed need a moment to notice that it is gone.
            if "still in use" in words and time.monotonic() < deadline:
                time.sleep(0.3)
                continue
            raise DatabaseTrouble(f"The database did not start: {_last_words(words)} (see {self.start_log})")

    @property
    def start_log(self) -> Path:
        return self.folder / "start.log"

    def _logs(self) -> list[Path]:
        """Where the server writes: first the file it is started with, then its own, one a weekday."""
        return [self.start_log, *(self.cluster / "log").glob("*.log")]

    def _is_ready_before(self, deadline: float) -> bool:
        while time.monotonic() < deadline and self._process is not None and self._process.poll() is None:
            with suppress(OSError):
                written = (self.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
                if len(written) > 7 and written[7].strip() == "ready":
                    return True
            time.sleep(0.02)
        return False

    def _create_database(self) -> None:
        if DATABASE not in self._sql("postgres", "SELECT datname FROM pg_database").split():
            self._sql("postgres", f"CREATE DATABASE {DATABASE}")

    def _sql(self, database: str, statement: str) -> str:
        """Ask through psql, so that a starter needs no driver in its memory."""
        asked = subprocess.run(  # noqa: S603
            [
                *(
                    program("psql"),
                    "--no-psqlrc",
                    "--tuples-only",
                    "--no-align",
                    "--quiet",
                    "--set=ON_ERROR_STOP=1",
                ),
                *(f"--host={self.socket_folder}", f"--username={OWNER}", f"--dbname={database}"),
                f"--command={statement}",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if asked.returncode:
            raise DatabaseTrouble(f"The database does not do what it should: {_last_words(asked.stderr)}")
        return asked.stdout.strip()


def _dies_with_its_parent() -> None:
    """Linux tells the server to shut down when we are killed without a chance to say so."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _end(postmaster: psutil.Process) -> None:
    for how, patience in ((signal.SIGINT, SECONDS_TO_STOP), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        with suppress(psutil.NoSuchProcess):
            postmaster.send_signal(how)
            with suppress(psutil.TimeoutExpired):
                postmaster.wait(patience)
        if not postmaster.is_running():
            return


def _sizes(logs: Iterable[Path]) -> dict[Path, int]:
    return {log: log.stat().st_size for log in logs if log.exists()}


def _written_since(sizes: Mapping[Path, int], logs: Iterable[Path]) -> str:
    """What was added. The first log of a start is written anew, and starts of a server are short."""
    words = []
    for log in logs:
        text = log.read_bytes()
        before = sizes.get(log, 0)
        words.append(text[before if before <= len(text) and log.name != "start.log" else 0 :])
    return b"".join(words).decode(errors="replace")


def _last_words(text: str) -> str:
    told = [
        line
        for line in text.splitlines()
        if line.strip() and "logging collector" not in line and "HINT:  Future log" not in line
    ]
    return " ".join(told[-3:]) or "it said nothing"
