"""Who the server runs as: ourselves, or, where we are root, a user of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from pendopo.config.embedded.errors import DatabaseTrouble

SERVER_USER = "pendopo-db"


def server_user(cluster: Path) -> pwd.struct_passwd:
    """The user for this cluster: whoever owns it already. Raises DatabaseTrouble."""
    owner = cluster.stat().st_uid if cluster.exists() else None
    if os.geteuid() == 0:
        return known(owner) if owner else _beside_root()
    if owner not in {None, os.geteuid()}:
        raise DatabaseTrouble(
            f"{cluster} belongs to user {name_of(owner or 0)}. "
            "Start Pendopo as that user, or choose another folder with PENDOPO_DATA.",
        )
    return known(os.geteuid())


def known(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError as error:
        raise DatabaseTrouble(
            f"User number {uid} has no name on this machine, which PostgreSQL needs. "
            "Start Pendopo as a user listed in /etc/passwd, or set DATABASE_URL to a server of your own.",
        ) from error


def name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def running_as(user: pwd.struct_passwd) -> dict[str, Any]:
    """How to start a program as this user, with nothing of ours in its surroundings."""
    plain = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/"}, "umask": 0o077}
    if user.pw_uid == os.geteuid():
        return plain
    return {**plain, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def give(path: Path, user: pwd.struct_passwd) -> None:
    if user.pw_uid != os.geteuid():
        os.chown(path, user.pw_uid, user.pw_gid)


def private_folder(folder: Path, user: pwd.struct_passwd) -> None:
    """A folder that is really this user's and that nobody else can enter. Raises DatabaseTrouble."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        give(folder, user)
    owner = folder.lstat().st_uid
    if folder.is_symlink() or owner != user.pw_uid:
        raise DatabaseTrouble(
            f"{folder} belongs to user {name_of(owner)}, but the database runs as {user.pw_name}. "
            "Remove it if it is a leftover, or choose another folder with PENDOPO_DATA.",
        )
    folder.chmod(0o700)


def _beside_root() -> pwd.struct_passwd:
    with suppress(KeyError):
        return pwd.getpwnam(SERVER_USER)
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is not None:
        subprocess.run(  # noqa: S603
            [
                *(useradd, "--system", "--no-create-home", "--home-dir", "/", "--shell", "/usr/sbin/nologin"),
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
