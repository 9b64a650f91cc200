"""Proving that a backup can be brought back: by bringing it back, into a copy that is thrown away."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from pendopo.config.backup import dumping
from pendopo.config.backup.errors import BackupTrouble
from pendopo.config.backup.reading import Contents, read
from pendopo.config.backup.restoring import bring_keys
from pendopo.config.data_folder import DataFolder
from pendopo.config.embedded import EmbeddedPostgres
from pendopo.config.env import Env, variable


def verify(settings: Env, file: Path, passphrase: str) -> Contents:
    """Restore into a copy, count its rows, and read its ledgers. Raises BackupTrouble."""
    with tempfile.TemporaryDirectory(prefix="verify-", dir=settings.data) as temporary:
        copy = DataFolder(Path(temporary))
        copy.prepare()

        def only_read(_: str, content: IO[bytes]) -> None:
            while content.read(1 << 20):
                pass

        dumped = copy.path / "database.dump"
        found = read(file, passphrase, database=dumped, media=only_read)
        bring_keys(copy, found.keys)
        with EmbeddedPostgres(copy.database, durable=False) as server:
            entry = dumping.of_server(server)
            dumping.load(entry, dumped)
            with dumping.connect(entry) as connection:
                rows = dumping.rows_of_tables(connection)
            _compare(found.about["rows"], rows)
            _read_ledgers(copy)
    return found


def _compare(told: dict[str, int], found: dict[str, int]) -> None:
    differing = sorted(name for name in told.keys() | found.keys() if told.get(name) != found.get(name))
    if differing:
        raise BackupTrouble(f"The copy does not hold what was backed up: {', '.join(differing)}.")


def _read_ledgers(copy: DataFolder) -> None:
    """In a process of its own, for this one is already bound to the database it was started with."""
    ours = {variable(name) for name in Env.model_fields}
    plain = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in ours}
    read_them = subprocess.run(
        [sys.executable, "-m", "pendopo", "ledger", "verify"],
        env={**plain, variable("data"): str(copy.path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if read_them.returncode:
        raise BackupTrouble(f"The ledger in the copy does not hold: {read_them.stderr.strip()}")
