"""Words that stand in many more titles, and in what many more citizens write to us, than they used to."""

from __future__ import annotations

import importlib.resources
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

FEWEST_LETTERS: Final = 4
FEWEST_PIECES: Final = 3
TIMES: Final = 3.0
MOST: Final = 12
SAME: Final = 0.5  # of a word's pieces: with so many in common two words tell of one thing
_WORD: Final = re.compile(rf"[^\W\d_]{{{FEWEST_LETTERS},}}")


@dataclass(frozen=True, kw_only=True)
class Stream:
    """What was said in one day, and in the days before it; voices are what citizens wrote to us, each once a day.

    Where only some were read, each stands for so many.
    """

    today: Sequence[str]
    before: Sequence[str]
    days: float
    is_voices: bool = False
    today_each: int = 1
    before_each: int = 1

    @property
    def now(self) -> int:
        """How many there are in the day."""
        return len(self.today) * self.today_each

    @property
    def usual(self) -> float:
        """How many there were on a day before it."""
        return len(self.before) * self.before_each / max(self.days, 1)


@dataclass(frozen=True, kw_only=True)
class Rising:
    """A word, in how many titles it stands now and how many citizens say it, and how often it used to be said a day."""

    word: str
    titles: int
    voices: int
    usual: float
    beside: tuple[str, ...] = ()  # words that rise in the same pieces

    @property
    def now(self) -> int:
        return self.titles + self.voices

    @property
    def times(self) -> float:
        """How many times as often; a word nobody used before is compared with one piece a week."""
        return self.now / max(self.usual, 1 / 7)


def rising(*streams: Stream, fewest: int = FEWEST_PIECES, without: Collection[str] = ()) -> list[Rising]:
    """What rises in one day against the days before it, the steepest first."""
    read: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    voices: Counter[str] = Counter()
    usual: dict[str, float] = {}
    for stream in streams:
        for word, count in _counted(stream.today).items():
            read[word] += count
            (voices if stream.is_voices else titles)[word] += count * stream.today_each
        for word, count in _counted(stream.before).items():
            usual[word] = usual.get(word, 0.0) + count * stream.before_each / max(stream.days, 1)
    found = [
        Rising(word=word, titles=titles[word], voices=voices[word], usual=usual.get(word, 0.0))
        for word, count in read.items()
        if count >= fewest and word not in without
    ]
    steep = [one for one in found if one.times >= TIMES]
    return sorted(steep, key=lambda one: (-one.times * one.now, one.word))[:MOST]


def gathered(found: Sequence[Rising], pieces: Iterable[str]) -> list[Rising]:
    """One word for each thing, with those that rise in the same pieces beside it."""
    holding, left, things = _holding(found, pieces), list(found), []
    while left:
        first = left[0]
        same = [one for one in left if _is_same(holding[one.word], holding[first.word])]
        things.append(replace(first, beside=tuple(one.word for one in same if one is not first)))
        left = [one for one in left if one not in same]
    return things


def untold(found: Sequence[Rising], pieces: Iterable[str], told: Collection[str]) -> list[Rising]:
    """The steepest word that tells of something else than those that were told, and the words that rise with it."""
    pieces = list(pieces)
    holding = _holding(found, pieces)
    known = {number for number, piece in enumerate(pieces) if words_of(piece) & set(told)}
    fresh = [one for one in found if one.word not in told and not _is_same(holding[one.word], known)]
    return [one for one in fresh if _is_same(holding[one.word], holding[fresh[0].word])]


def _holding(found: Sequence[Rising], pieces: Iterable[str]) -> dict[str, set[int]]:
    """In which pieces each word stands."""
    holding: dict[str, set[int]] = {one.word: set() for one in found}
    for number, piece in enumerate(pieces):
        for word in holding.keys() & words_of(piece):
            holding[word].add(number)
    return holding


def words_of(piece: str) -> set[str]:
    """The words of a title or a text that say what it is about."""
    return {one.casefold() for one in _WORD.findall(piece)} - _common()


def _is_same(pieces: set[int], others: set[int]) -> bool:
    return len(pieces & others) >= SAME * len(pieces)


def _counted(pieces: Iterable[str]) -> Counter[str]:
    """In how many of them each word stands."""
    return Counter(word for piece in pieces for word in words_of(piece))


@cache
def _common() -> frozenset[str]:
    """Words that say nothing of what something is about."""
    file = importlib.resources.files(__package__) / "common_words.toml"
    lists = tomllib.loads(file.read_text(encoding="utf-8"))
    return frozenset(word for words in lists.values() for word in words.split())
