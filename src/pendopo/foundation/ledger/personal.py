"""Personal words of an entry: sealed apart from the chain, so that they can be erased and it still holds."""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64encode
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from pendopo.foundation.secrets.keyring import KeyRing

SALT = "_salt"  # without it, a guessed name could be checked against the seal


def context(mark: UUID) -> str:
    """The place a value is sealed for."""
    return f"foundation.ledger:{mark}"


def close_personal(ring: KeyRing, mark: UUID, words: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """The sealed words, and the seal that enters the chain (SHA-256 over salt and words)."""
    plain = json.dumps({**words, SALT: b64encode(os.urandom(16)).decode()}, sort_keys=True).encode()
    return ring.seal(plain, context(mark)), hashlib.sha256(plain).digest()


def open_personal(ring: KeyRing, mark: UUID, sealed: bytes) -> dict[str, Any]:
    """The words again. Raises SecretUnreadable."""
    words: dict[str, Any] = json.loads(ring.open(sealed, context(mark)))
    words.pop(SALT, None)
    return words


def is_what_was_sealed(ring: KeyRing, mark: UUID, sealed: bytes, seal: bytes) -> bool:
    """Whether the sealed words are those whose seal entered the chain."""
    return hashlib.sha256(ring.open(sealed, context(mark))).digest() == seal
