"""Finding listed words and phrases in a folded text, at a cost that doesn't grow with the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pendopo.listen.triage.folding import Folded, fold


@dataclass(frozen=True, slots=True)
class Found:
    """What a list knows of some words, and which words those are."""

    tag: str
    start: int
    end: int


class Phrases:
    """Lists of phrases, each under a tag; a phrase may stand under several."""

    def __init__(self, listed: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for tag, phrases in listed.items():
            for phrase in phrases:
                words = tuple(word.form for word in fold(phrase).words)
                if words:
                    self._by_first.setdefault(words[0], []).append((words, tag))
        for known in self._by_first.values():
            known.sort(key=lambda one: -len(one[0]))

    def found(self, folded: Folded) -> list[Found]:
        """Every listed phrase in the text; the longest one of each tag at each place."""
        forms, bare = folded.forms, folded.bare
        found = []
        firsts = self._by_first
        hits = [start for start, form in enumerate(forms) if form in firsts or bare[start] in firsts]
        for start in hits:
            known = firsts.get(forms[start]) or firsts[bare[start]]
            tagged: set[str] = set()
            for words, tag in known:
                end = start + len(words)
                if tag not in tagged and (
                    len(words) == 1 or _same(words, forms[start:end]) or _same(words, bare[start:end])
                ):
                    tagged.add(tag)
                    found.append(Found(tag, start, end))
        return found


def _same(words: tuple[str, ...], written: list[str]) -> bool:
    return words == tuple(written)
