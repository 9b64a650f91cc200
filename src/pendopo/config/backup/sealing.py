r"""A stream sealed with a passphrase: read to its end, it is whole and unchanged, or it is not read at all.

    PENDOPO-BACKUP-1\n | salt 16 | then for each chunk: length 4 | AES-256-GCM ciphertext with its tag 16

A chunk's nonce is its number, and whether it is the last one is part of what its tag covers, so chunks
can be neither changed, exchanged, repeated nor cut off. The key is made by scrypt for this file only.
"""

from __future__ import annotations

import io
import os
import struct
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from pendopo.config.backup.errors import BackupTrouble

MAGIC: Final = b"PENDOPO-BACKUP-1\n"
SALT_BYTES: Final = 16
TAG_BYTES: Final = 16
CHUNK_BYTES: Final = 1 << 20
LENGTH: Final = struct.Struct(">I")
NOT_OURS: Final = "This is no backup of Pendopo."
CUT: Final = "The backup ends too early: the file was cut off. Fetch it again."
WRONG: Final = "The passphrase is not the one this backup was made with, or the file has been changed."


class Sealing(io.RawIOBase):
    """Write into it, and close it: only then is the file whole."""

    def __init__(self, to: IO[bytes], passphrase: str) -> None:
        super().__init__()
        salt = os.urandom(SALT_BYTES)
        self._to = to
        self._cipher = _cipher(passphrase, salt)
        self._waiting = bytearray()
        self._number = 0
        to.write(MAGIC + salt)

    def writable(self) -> bool:
        return True

    def write(self, words: object) -> int:
        added = bytes(words)  # type: ignore[call-overload]
        self._waiting += added
        # One chunk stays behind, for it may be the last.
        while len(self._waiting) > CHUNK_BYTES:
            self._put(bytes(self._waiting[:CHUNK_BYTES]), is_last=False)
            del self._waiting[:CHUNK_BYTES]
        return len(added)

    def finish(self) -> None:
        """Write what is left, as the last chunk."""
        self._put(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _put(self, chunk: bytes, *, is_last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number), chunk, _about(is_last=is_last))
        self._to.write(LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


class Unsealing(io.RawIOBase):
    """Reads what was sealed. Raises BackupTrouble where it is not what was written."""

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        super().__init__()
        if source.read(len(MAGIC)) != MAGIC:
            raise BackupTrouble(NOT_OURS)
        self._source = source
        self._cipher = _cipher(passphrase, source.read(SALT_BYTES))
        self._ready = bytearray()
        self._number = 0
        self._ended = False
        self._next = source.read(LENGTH.size)

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(into)  # type: ignore[arg-type]
        while not self._ready and not self._ended:
            self._ready += self._take()
        count = min(len(view), len(self._ready))
        view[:count] = self._ready[:count]
        del self._ready[:count]
        return count

    def _take(self) -> bytes:
        if len(self._next) < LENGTH.size:
            raise BackupTrouble(CUT)
        (length,) = LENGTH.unpack(self._next)
        if not TAG_BYTES <= length <= CHUNK_BYTES + TAG_BYTES:
            raise BackupTrouble(WRONG)
        sealed = self._source.read(length)
        self._next = self._source.read(LENGTH.size)
        self._ended = not self._next
        if len(sealed) < length:
            raise BackupTrouble(CUT)
        try:
            chunk = self._cipher.decrypt(_nonce(self._number), sealed, _about(is_last=self._ended))
        except InvalidTag as error:
            raise BackupTrouble(CUT if self._ended and self._number else WRONG) from error
        self._number += 1
        return chunk


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << 15, r=8, p=1).derive(passphrase.encode()))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _about(*, is_last: bool) -> bytes:
    return MAGIC + (b"last" if is_last else b"more")
