"""What a piece of news has to do with this office, in points, with every reason named.

Our name weighs most, then those who lead us, our units, the region, and the office's own topics. A word counts once,
and more where it stands in the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

US: Final = "us"
LEADER: Final = "leader"
UNIT: Final = "unit"
REGION: Final = "region"
TOPIC: Final = "topic"
SOUGHT: Final = "sought"  # a network found it for a word we asked for, however it compares words
POINTS: Final = {US: 6, LEADER: 5, UNIT: 4, REGION: 3, TOPIC: 2, SOUGHT: 1}
IN_TITLE: Final = 2
ABOUT_US: Final = frozenset({US, LEADER, UNIT})
MOST: Final = 100
# "DPU" is a name, "Ani" a part of "berani": shorter words count only as they are written.
SHORT: Final = 4


@dataclass(frozen=True)
class Interests:
    """What this office watches for: each kind with its words."""

    words: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, words: Mapping[str, Iterable[str]]) -> Interests:
        """Each word once, in the strongest of its kinds."""
        seen: set[str] = set()
        kept: list[tuple[str, tuple[str, ...]]] = []
        for kind in POINTS:
            own = dict.fromkeys(" ".join(word.split()) for word in words.get(kind, ()))
            kept.append((kind, tuple(word for word in own if word and word.casefold() not in seen)))
            seen |= {word.casefold() for word in own}
        return cls(tuple(kept))


@dataclass(frozen=True, kw_only=True)
class Score:
    """How much, and why."""

    points: int
    is_about_us: bool
    reasons: tuple[tuple[str, str], ...]  # kind and word, the weightiest first

    def kept(self) -> list[dict[str, str]]:
        """As a row keeps them."""
        return [{"kind": kind, "word": word} for kind, word in self.reasons]


def score(title: str, text: str, interests: Interests) -> Score:
    """Points and reasons; nothing at all is 0 without reasons."""
    points = 0
    reasons: list[tuple[str, str]] = []
    for kind, words in interests.words:
        # The whole name before its parts, which then say nothing more.
        for word in sorted(words, key=len, reverse=True):
            seen = _pattern(word)
            if any(seen.search(longer) for _kind, longer in reasons):
                continue
            in_title = seen.search(title) is not None
            if in_title or seen.search(text):
                points += POINTS[kind] + (IN_TITLE if in_title else 0)
                reasons.append((kind, word))
    return Score(
        points=min(points, MOST),
        is_about_us=any(kind in ABOUT_US for kind, _word in reasons),
        reasons=tuple(reasons),
    )


def found_for(found: Score, sought: str) -> Score:
    """The same, and that it was found for a word; what names the word already says nothing new with it."""
    bare = sought.lstrip("#").casefold()
    if any(bare in word.casefold() for _kind, word in found.reasons):
        return found
    return Score(
        points=min(found.points + POINTS[SOUGHT], MOST),
        is_about_us=found.is_about_us,
        reasons=(*found.reasons, (SOUGHT, sought)),
    )


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """The word as a whole; short ones only with their capitals, others with or without."""
    flags = re.IGNORECASE if len(word) >= SHORT else re.NOFLAG
    spaced = r"\s+".join(re.escape(piece) for piece in word.split())
    return re.compile(rf"(?<!\w){spaced}(?!\w)", flags)
