"""A database as the migrations leave it: made once for each state of the code that makes it, copied for each process.

Running all migrations takes a minute of a small machine's processor, and every process of a test run needs them.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pendopo.config.embedded import EmbeddedPostgres

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
KEPT = ROOT / ".make" / "migrated"
IMPORTED = re.compile(r"^(?:from|import) (pendopo[\w.]*)", re.MULTILINE)


def makers() -> list[Path]:
    """Every file that has a say in what the migrations leave: they, what they import, roles, and versions."""
    found = set(SOURCE.glob("**/migrations/*.py"))
    for name in {name for file in found for name in IMPORTED.findall(file.read_text(encoding="utf-8"))}:
        place = SOURCE.joinpath(*name.split("."))
        found |= set(place.glob("*.py")) if place.is_dir() else {place.with_suffix(".py")}
    return sorted(found | {SOURCE / "pendopo/config/roles.py", ROOT / "requirements/run.txt"})


def fingerprint() -> str:
    """One value for one state of all makers."""
    whole = hashlib.sha256()
    for file in makers():
        whole.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:24]


@contextmanager
def _alone() -> Iterator[None]:
    """The first process makes it, the others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start(server: EmbeddedPostgres, migrate: Callable[[], None]) -> None:
    """Start a server in a new folder, with a migrated database in it; `migrate` makes that where none is kept."""
    kept = KEPT / fingerprint()
    with _alone():
        if not kept.exists():
            server.start()
            migrate()
            server.stop()
            for old in KEPT.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            _copy(server.cluster, kept.with_suffix(".new"))
            kept.with_suffix(".new").rename(kept)
        else:
            server.cluster.parent.mkdir(parents=True, exist_ok=True)
            _copy(kept, server.cluster)
    server.start()


def lay(folder: Path) -> None:
    """Lay the kept database, where there is one, into the folder of a house that is still to be started.

    The house finds nothing to migrate then; that it migrates a new folder by itself is proven in `tests/machine`.
    """
    kept = KEPT / fingerprint()
    if kept.exists():
        server = EmbeddedPostgres(folder, durable=False)
        # The server knows where its files may stand, so it makes the place.
        server.start()
        server.stop()
        shutil.rmtree(server.cluster)
        _copy(kept, server.cluster)


def _copy(one: Path, other: Path) -> None:
    # The server's files belong to its own user, which `shutil` would forget.
    subprocess.run(["cp", "-a", "--reflink=auto", str(one), str(other)], check=True)
