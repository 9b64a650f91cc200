"""Dice of the hostile mode: what happens to one request follows from seed, request and its turn alone."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pendopo.practice.shapes import Moods


class Fate(StrEnum):
    """What becomes of one request."""

    ANSWERED = "answered"
    TOO_MANY = "too_many"
    FAIL_BEFORE = "fail_before"
    DROP_BEFORE = "drop_before"
    FAIL_AFTER = "fail_after"
    DROP_AFTER = "drop_after"
    HANG_AFTER = "hang_after"


# The request is lost before anything was accepted.
BEFORE = frozenset({Fate.TOO_MANY, Fate.FAIL_BEFORE, Fate.DROP_BEFORE})


def chance(seed: int, *words: object) -> float:
    """Return a number from 0 up to 1 that is always the same for the same words."""
    said = "\x1f".join(str(word) for word in (seed, *words)).encode()
    return int.from_bytes(hashlib.blake2b(said, digest_size=7).digest(), "big") / (1 << 56)


def fate(moods: Moods, *, method: str, path: str, turn: int) -> Fate:
    """Decide what becomes of the `turn`-th request for this method and path."""
    if method == "GET" and not moods.reads_too:
        return Fate.ANSWERED
    left = chance(moods.seed, "fate", method, path, turn)
    for share, end in (
        (moods.too_many, Fate.TOO_MANY),
        (moods.fail_before, Fate.FAIL_BEFORE),
        (moods.drop_before, Fate.DROP_BEFORE),
        (moods.fail_after, Fate.FAIL_AFTER),
        (moods.drop_after, Fate.DROP_AFTER),
        (moods.hang_after, Fate.HANG_AFTER),
    ):
        if left < share:
            return end
        left -= share
    return Fate.ANSWERED


def is_slow(moods: Moods, *, key: str) -> bool:
    """Whether the post with this key is worked on for a while."""
    return bool(moods.slow) and chance(moods.seed, "slow", key) < moods.slow


def calls_in_order(moods: Moods, calls: list[str]) -> list[str]:
    """Return the ids of webhook calls as a bad network makes them: some twice, some out of turn."""
    made: list[tuple[float, str]] = []
    for place, call in enumerate(calls):
        late = chance(moods.seed, "reorder", call) < moods.reorder
        made.append((place + (2.5 if late else 0), call))
        if chance(moods.seed, "replay", call) < moods.replay:
            made.append((place + 1.5, call))
    return [call for _, call in sorted(made)]
