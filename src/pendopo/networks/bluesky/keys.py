"""Record keys chosen by us before the first try: the same write has the same address for ever."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

_LETTERS: Final = "234567abcdefghijklmnopqrstuvwxyz"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_YEAR: Final = datetime(2024, 1, 1, tzinfo=UTC)
_YEAR: Final = 365 * 86_400 * 1_000_000  # microseconds


def record_key(made_at: datetime, key: str, part: int = 0) -> str:
    """A TID: the second in which the write was planned, made single by `key` and the thread's part.

    A TID has 53 bits of microseconds and 10 of a clock's name. The microseconds below the second
    and the clock's name come from the key, so that writes planned in one instant differ.
    """
    since = made_at.astimezone(UTC) - _EPOCH
    seconds = since.days * 86_400 + since.seconds
    spread = int.from_bytes(hashlib.sha256(f"{key}\0{part}".encode()).digest()[:8])
    return tid((seconds * 1_000_000 + spread % 1_000_000) << 10 | (spread // 1_000_000) % 1024)


def subject_key(did: str) -> str:
    """The one key under which we name somebody, whenever and however often: a TID that tells no time.

    Fifty-five bits come from the name, so that no two people a single account meets share a key.
    """
    spread = int.from_bytes(hashlib.sha256(did.encode()).digest()[:8])
    since = _FIRST_YEAR - _EPOCH
    return tid((since.days * 86_400 * 1_000_000 << 10) + spread % (_YEAR << 10))


def tid(number: int) -> str:
    """Sixty-five bits (the first one always 0) in thirteen letters that sort like the number."""
    return "".join(_LETTERS[(number >> shift) & 31] for shift in range(60, -1, -5))
