"""Finding words and phrases of a list in a text, by looking each word up once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

T = TypeVar("T")

_WORD: Final = re.compile(r"\w+(?:[-‑'’]\w+)*")


class Match(NamedTuple, Generic[T]):
    """A phrase of the list in the text, and what the list says about it."""

    start: int
    end: int
    entry: T


class Words(NamedTuple):
    """The words of a text, where each stands and as it is compared; a hyphen holds together what belongs together."""

    spans: tuple[tuple[int, int], ...]
    lows: tuple[str, ...]
    known: frozenset[str]


def words_of(text: str) -> Words:
    spans = tuple([match.span() for match in _WORD.finditer(text)])
    low = text.casefold().replace("‑", "-")
    if len(low) == len(text):
        lows = tuple([low[start:end] for start, end in spans])
    else:  # a sign became two, such as ß
        lows = tuple([text[start:end].casefold().replace("‑", "-") for start, end in spans])
    return Words(spans, lows, frozenset(lows))


class Phrases(Generic[T]):
    """A list of phrases. Where two begin at the same word the longer one is meant."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for said, entry in entries:
            lows = words_of(said).lows
            if lows:
                self._by_first.setdefault(lows[0], []).append((lows, entry))
        for rivals in self._by_first.values():
            rivals.sort(key=lambda one: -len(one[0]))

    def found_in(self, text: str, words: Words) -> Iterator[Match[T]]:
        """The phrases in `text`, whose `words` these are, without overlaps, in order."""
        by_first = self._by_first
        if by_first.keys().isdisjoint(words.known):
            return
        until = 0
        for place, low in enumerate(words.lows):
            rivals = by_first.get(low)
            if rivals is None or place < until:
                continue
            match = _longest(rivals, text, words, place)
            if match is not None:
                length, entry = match
                until = place + length
                yield Match(words.spans[place][0], words.spans[until - 1][1], entry)


def _longest(
    rivals: Sequence[tuple[tuple[str, ...], T]], text: str, words: Words, place: int
) -> tuple[int, T] | None:
    for lows, entry in rivals:
        end = place + len(lows)
        if words.lows[place:end] != lows:
            continue
        # A full stop or a comma between two words ends a phrase.
        gaps = (text[words.spans[n][1] : words.spans[n + 1][0]] for n in range(place, end - 1))
        if all(not gap.strip() for gap in gaps):
            return len(lows), entry
    return None
