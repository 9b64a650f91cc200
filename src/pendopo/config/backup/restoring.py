"""Bringing back what a backup holds."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import django
from django.core.files import File
from django.core.files.storage import default_storage

from pendopo.config.backup import dumping
from pendopo.config.backup.reading import Contents, read
from pendopo.config.data_folder import DataFolder, write_private
from pendopo.config.env import Env, env
from pendopo.config.standing import standing_database


def restore(settings: Env, file: Path, passphrase: str, *, replace: bool) -> Contents:
    """Database, media and keys, into the data folder and database of these settings. Raises BackupTrouble."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="restore-", dir=settings.data)))
        media: list[tuple[str, Path]] = []

        def keep(name: str, content: IO[bytes]) -> None:
            kept = folder / f"{len(media)}.medium"
            with kept.open("wb") as to:
                shutil.copyfileobj(content, to, 1 << 20)
            media.append((name, kept))

        # Nothing is changed before the whole file has been read and found unchanged.
        found = read(file, passphrase, database=folder / "database.dump", media=keep)
        stack.enter_context(standing_database())
        dumping.load(dumping.as_owner(settings), folder / "database.dump", replace=replace)
        bring_keys(DataFolder(settings.data), found.keys)
        env.cache_clear()
        django.setup()
        for name, kept in media:
            _put(name, kept)
    return found


def bring_keys(folder: DataFolder, keys: dict[str, Any]) -> None:
    """The backup's keys become the data folder's; a key that was there before still opens."""
    ring = list(dict.fromkeys([*keys["ring"], *folder.ring()]))
    write_private(folder.secret_key_file, keys["secret_key"] + "\n")
    write_private(folder.ring_file, "\n".join(ring) + "\n")
    if keys["vapid"]:
        write_private(folder.vapid_file, keys["vapid"] + "\n")


def _put(name: str, kept: Path) -> None:
    if default_storage.exists(name):
        default_storage.delete(name)
    with kept.open("rb") as content:
        default_storage.save(name, File(content))
