"""The one feature step: words, pieces of words and pairs of words, hashed into a fixed number of places.

Pieces never cross a word's edge, so what a word says is the same wherever it stands: a head's opinion of a word is
worked out once and kept. That is what makes reading quick, and telling which words decided free.

Words, pieces and pairs are each brought to length one by themselves; what the rules have marked counts as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pendopo.listen.triage.folding import Folded

PLACES: Final = 1 << 18
SHORTEST_PIECE: Final = 3
LONGEST_PIECE: Final = 6
PAIRS_COUNT: Final = 0.5
RARENESS: Final = 16
WORDS_READ: Final = 400


@dataclass(frozen=True, slots=True)
class Features:
    """What a text consists of, each counted once."""

    words: tuple[str, ...]
    # The places of the pairs, and which of the words is the first of each.
    pairs: tuple[int, ...]
    firsts: tuple[int, ...]
    marks: tuple[str, ...]


def features(folded: Folded, signs: Iterable[str]) -> Features:
    """The text's features; `signs` are what the rules have found in it."""
    words = folded.forms[:WORDS_READ]
    order = {word: number for number, word in enumerate(dict.fromkeys(words))}
    pairs = {pair: order[pair[0]] for pair in pairwise(words)}
    return Features(
        tuple(order),
        tuple(place("p", f"{first} {second}") for first, second in pairs),
        tuple(pairs.values()),
        tuple(sorted({*folded.marks, *signs})),
    )


def place(kind: str, name: str) -> int:
    """Where a feature is kept."""
    return crc32(f"{kind} {name}".encode()) % PLACES


@lru_cache(maxsize=4096)
def pieces(word: str) -> tuple[int, ...]:
    """The places of a word's pieces; signs and pictures have none."""
    if not word[0].isalnum():
        return ()
    framed = f"<{word[:24]}>"
    return tuple(
        place("c", framed[start : start + size])
        for size in range(SHORTEST_PIECE, LONGEST_PIECE + 1)
        for start in range(len(framed) - size + 1)
    )


def places(text: Features) -> tuple[list[int], list[int], list[int], list[int]]:
    """The places of a text's words, their pieces, its pairs and its marks."""
    return (
        [place("w", word) for word in text.words],
        [one for word in text.words for one in pieces(word)],
        list(text.pairs),
        [place("m", mark) for mark in text.marks],
    )


def rarity(texts: Sequence[Features]) -> NDArray[np.uint8]:
    """How rare each place is, in sixteenths; counted once over everything the heads are taught."""
    seen = np.zeros(PLACES)
    for text in texts:
        seen[list({one for group in places(text)[:3] for one in group})] += 1
    rare = np.log((len(texts) + 1) / (seen + 1)) + 1
    return np.minimum(np.round(rare * RARENESS), 255).astype(np.uint8)


def row(
    text: Features, rare: NDArray[np.uint8], marks_count: float = 1.0
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """A text as numbers to learn from, by the same arithmetic as `Model.opinions`."""
    *groups, marks = places(text)
    at: list[NDArray[np.int32]] = [np.asarray(marks, np.int32)]
    values: list[NDArray[np.floating]] = [np.full(len(marks), marks_count, np.float32)]
    for group, weight in zip(groups, (1.0, 1.0, PAIRS_COUNT), strict=True):
        if group:
            rares = rare[group].astype(np.float32) / RARENESS
            at.append(np.asarray(group, np.int32))
            values.append(weight * rares / np.sqrt(rares @ rares))
    return np.concatenate(at), np.concatenate(values).astype(np.float32)
