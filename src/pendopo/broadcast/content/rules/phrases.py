"""Finding words and phrases of a list in a text, by looking each word up once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import methodcaller
from typing import Final, Generic, NamedTuple, TypeVar

T = TypeVar("T")

_SPAN: Final = methodcaller("span")
_WORD: Final = re.compile(r"\w+(?:[-‑'’]\w+)*")


class Word(NamedTuple):
    """A word as it stands, and as it is compared."""

    start: int
    end: int
    low: str


class Match(NamedTuple, Generic[T]):
    """A phrase of the list in the text, and what the list says about it."""

    start: int
    end: int
    entry: T


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; a hyphen holds together what belongs together."""
    low = text.casefold().replace("‑", "-")
    if len(low) != len(text):  # a sign that becomes two, such as ß
        return tuple(
            Word(one.start(), one.end(), one.group().casefold().replace("‑", "-"))
            for one in _WORD.finditer(text)
        )
    return tuple([Word(start, end, low[start:end]) for start, end in map(_SPAN, _WORD.finditer(text))])


class Phrases(Generic[T]):
    """A list of phrases. Where two begin at the same word the longer one is meant."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for said, entry in entries:
            lows = tuple(word.low for word in words_of(said))
            if lows:
                self._by_first.setdefault(lows[0], []).append((lows, entry))
        for rivals in self._by_first.values():
            rivals.sort(key=lambda one: -len(one[0]))

    def found_in(self, text: str, words: Sequence[Word]) -> Iterator[Match[T]]:
        """The phrases in `text`, whose `words` these are, without overlaps, in order."""
        by_first = self._by_first
        until = 0
        for place, word in enumerate(words):
            rivals = by_first.get(word.low)
            if rivals is None or place < until:
                continue
            match = _longest(rivals, text, words, place)
            if match is not None:
                length, entry = match
                until = place + length
                yield Match(word.start, words[until - 1].end, entry)


def _longest(
    rivals: Sequence[tuple[tuple[str, ...], T]], text: str, words: Sequence[Word], place: int
) -> tuple[int, T] | None:
    for lows, entry in rivals:
        end = place + len(lows)
        if end > len(words) or any(words[place + n].low != low for n, low in enumerate(lows)):
            continue
        # A full stop or a comma between two words ends a phrase.
        gaps = (text[words[n].end : words[n + 1].start] for n in range(place, end - 1))
        if all(not gap.strip() for gap in gaps):
            return len(lows), entry
    return None
