"""A small drawing of a text by which two texts are compared without reading either again.

A text is cut into shingles of three words, each shingle becomes a number, and the smallest numbers
are kept (a bottom-k sketch): a fair sample, the same one from every text that shares them.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final, NamedTuple
from zlib import crc32

SHINGLE: Final = 3
KEPT: Final = 128

_WORD: Final = re.compile(r"\w+")
_LINK: Final = re.compile(r"https?://\S+")


class Sketch(NamedTuple):
    """The smallest shingle numbers; `whole` when no shingle had to be left out."""

    numbers: frozenset[int]
    highest: int
    whole: bool


def words(text: str) -> list[str]:
    """The words of a text as they are compared: without links, capitals and punctuation."""
    found: list[str] = _WORD.findall(_LINK.sub(" ", text).casefold())
    return found


def sketch(text: str) -> tuple[str, Sketch]:
    """A name that only the same words in the same order share, and the drawing."""
    said = words(text)
    joined = " ".join(said)
    name = hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:24] if said else ""
    if len(said) < SHINGLE:
        shingles = {joined} if said else set()
    else:
        shingles = {f"{one} {two} {three}" for one, two, three in zip(said, said[1:], said[2:], strict=False)}
    numbers = sorted({crc32(shingle.encode("utf-8", "surrogatepass")) for shingle in shingles})
    kept = numbers[:KEPT]
    return name, Sketch(frozenset(kept), kept[-1] if kept else -1, len(numbers) <= KEPT)


def similarity(one: Sketch, two: Sketch) -> float:
    """How much of what two texts say together they share: 0 to 1 (Jaccard, estimated for long ones)."""
    if not one.numbers or not two.numbers:
        return 0.0
    shared = one.numbers & two.numbers
    if not shared:
        return 0.0
    cut = min((side for side in (one, two) if not side.whole), key=lambda side: side.highest, default=None)
    if cut is None:
        return len(shared) / len(one.numbers | two.numbers)
    # Numbers above the end of the shorter drawing were never looked at on that side.
    beside = [number for number in (one.numbers ^ two.numbers) - cut.numbers if number <= cut.highest]
    return len(shared) / (len(cut.numbers) + len(beside))
