"""The folder for everything that must survive, and the keys a first start makes in it."""

from __future__ import annotations

import base64
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from pendopo.foundation.secrets.keyring import new_key

VAPID_KEY_BYTES = 32
# The order of the curve P-256; a private key is a number below it.
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class DataFolder:
    """Keys here are used where the settings give none."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "database"

    @property
    def media(self) -> Path:
        return self.path / "media"

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def secret_key_file(self) -> Path:
        return self.keys / "secret_key"

    @property
    def ring_file(self) -> Path:
        """The keys that seal, newest first, one a line."""
        return self.keys / "ring"

    @property
    def vapid_file(self) -> Path:
        return self.keys / "vapid"

    @property
    def decrees(self) -> Path:
        """Years of holidays that the office brought itself, as `foundation/clock/README.md` tells."""
        return self.path / "decrees"

    @property
    def last_backup_file(self) -> Path:
        """When the last backup was made, for `pendopo doctor`."""
        return self.path / "last_backup"

    def prepare(self) -> None:
        """Make what is missing; what is there stays."""
        self.path.mkdir(parents=True, exist_ok=True)
        # Root's database runs under another user, who must get through to it.
        self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        for folder in (self.keys, self.media):
            folder.mkdir(mode=0o700, exist_ok=True)
        for file, make in (
            (self.secret_key_file, _new_secret_key),
            (self.ring_file, new_key),
            (self.vapid_file, _new_vapid_key),
        ):
            if not file.exists():
                write_private(file, make() + "\n")

    def secret_key(self) -> str:
        return _read(self.secret_key_file)

    def ring(self) -> tuple[str, ...]:
        return tuple(_read(self.ring_file).split())

    def vapid_key(self) -> str:
        return _read(self.vapid_file)

    def add_to_ring(self, key: str) -> None:
        """Put a key at the front: it seals from the next start on."""
        write_private(self.ring_file, "\n".join([key, *self.ring()]) + "\n")


def write_private(file: Path, text: str) -> None:
    """Write a file only its owner can read, whole or not at all."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(
        os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as to:
        to.write(text)
        to.flush()
        os.fsync(to.fileno())
    unfinished.rename(file)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _new_secret_key() -> str:
    return secrets.token_urlsafe(48)


def _new_vapid_key() -> str:
    """A private key on P-256 as web push libraries take it: the number, base64 for addresses."""
    number = 1 + secrets.randbelow(P256_ORDER - 1)
    return base64.urlsafe_b64encode(number.to_bytes(VAPID_KEY_BYTES, "big")).decode().rstrip("=")
