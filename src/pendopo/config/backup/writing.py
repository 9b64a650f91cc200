"""Writing everything into one sealed file."""

from __future__ import annotations

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.files.storage import Storage, default_storage

from pendopo import __version__
from pendopo.config.backup import dumping
from pendopo.config.backup.errors import BackupTrouble
from pendopo.config.backup.names import ABOUT, DATABASE, END, KEYS, MEDIA
from pendopo.config.backup.sealing import Sealing
from pendopo.config.data_folder import DataFolder, write_private
from pendopo.config.env import Env


def write(env: Env, file: Path, passphrase: str, now: datetime) -> None:
    """Make a backup. What is written has another name until it is whole. Raises BackupTrouble."""
    if file.exists():
        raise BackupTrouble(f"{file} exists already. Choose another name; a backup is never written over.")
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as to:
            sealing = Sealing(to, passphrase)
            _fill(env, sealing, now)
            sealing.finish()
            to.flush()
            os.fsync(to.fileno())
        unfinished.rename(file)
    except OSError as error:
        raise BackupTrouble(f"{file} cannot be written: {error.strerror or error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    write_private(DataFolder(env.data).last_backup_file, now.isoformat() + "\n")


def _fill(env: Env, into: Sealing, now: datetime) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="backup-", dir=env.data) as folder,
        tarfile.open(fileobj=into, mode="w|") as archive,
    ):
        dumped = Path(folder) / DATABASE
        rows = dumping.dump(dumping.as_owner(env), dumped)
        _add(archive, ABOUT, {"version": __version__, "made_at": now.isoformat(), "rows": rows})
        _add(archive, KEYS, _keys(env))
        archive.add(dumped, arcname=DATABASE)
        count = 0
        for name in files_of(default_storage):
            with default_storage.open(name) as file:
                _add_file(archive, f"{MEDIA}/{name}", file, default_storage.size(name))
            count += 1
        # Whoever reads as far as this has read everything.
        _add(archive, END, {"media": count})


def files_of(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file of a storage, however deep."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}".lstrip("/")
    for name in sorted(folders):
        yield from files_of(storage, f"{folder}/{name}".lstrip("/"))


def _keys(env: Env) -> dict[str, object]:
    return {
        "secret_key": env.secret_key.get_secret_value(),
        "ring": [key.get_secret_value() for key in env.keys],
        "vapid": env.vapid_private_key.get_secret_value(),
    }


def _add(archive: tarfile.TarFile, name: str, words: object) -> None:
    text = json.dumps(words, indent=1).encode()
    _add_file(archive, name, io.BytesIO(text), len(text))


def _add_file(archive: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> None:
    about = tarfile.TarInfo(name)
    about.size, about.mode = size, 0o600
    archive.addfile(about, file)
