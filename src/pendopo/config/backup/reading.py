"""Reading a backup from its beginning to its end."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from pendopo.config.backup.errors import BackupTrouble
from pendopo.config.backup.names import ABOUT, DATABASE, END, KEYS, MEDIA
from pendopo.config.backup.sealing import CUT, Unsealing

Keep = Callable[[str, IO[bytes]], None]


@dataclass
class Contents:
    """What was found besides media, which is handed on as it comes."""

    about: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)
    media: int = 0


def read(file: Path, passphrase: str, *, database: Path, media: Keep) -> Contents:
    """Unpack the dump to `database` and hand each medium to `media`. Raises BackupTrouble."""
    found = Contents()
    end: dict[str, Any] | None = None
    try:
        with file.open("rb") as source:
            unsealing = io.BufferedReader(Unsealing(source, passphrase), buffer_size=1 << 20)
            with tarfile.open(fileobj=unsealing, mode="r|") as archive:
                for member in archive:
                    content = archive.extractfile(member)
                    if content is None:
                        continue
                    match member.name.split("/", 1):
                        case [name] if name == ABOUT:
                            found.about = json.load(content)
                        case [name] if name == KEYS:
                            found.keys = json.load(content)
                        case [name] if name == END:
                            end = json.load(content)
                        case [name] if name == DATABASE:
                            with database.open("wb") as to:
                                shutil.copyfileobj(content, to, 1 << 20)
                        case [folder, name] if folder == MEDIA:
                            found.media += 1
                            media(name, content)
            while unsealing.read(1 << 20):
                pass  # the padding of the archive: the last chunk has to be seen
    except tarfile.TarError as error:
        raise BackupTrouble(CUT) from error
    except OSError as error:
        raise BackupTrouble(f"{file} cannot be read: {error.strerror or error}.") from error
    if end is None or end["media"] != found.media or not database.exists():
        raise BackupTrouble(CUT)
    return found
