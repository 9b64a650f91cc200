"""Words that one room quotes from another, without either importing the other.

Between braces a text names what it quotes: `{layanan:KTP-el:biaya}`. The first word names a source;
`desk/quoting.py` says who answers for it. A quote is filled in when the text is used, so it always says what
holds today, and it brings its source along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

QUOTED: Final = re.compile(r"\{([a-z]+:[^{}\n]+)\}")


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What stands there today."""

    name: str  # as it is written between braces
    of: str  # what it is about: "KTP-el"
    about: int  # and its number in its own room
    label: str  # what it says of it: "Biaya"
    heading: str  # the same in a citizen's words: "Biaya KTP-el"
    text: str
    source: str  # who says so, and since when, in a citizen's words
    url: str = ""  # where anyone can read it


@dataclass(frozen=True, kw_only=True)
class Match:
    """What answers a text: quotes about one thing, and the words that decided it."""

    of: str
    quotes: tuple[Quote, ...]
    words: tuple[str, ...]
    is_unsure: bool  # a person should look twice


class Source(Protocol):
    """Whoever answers for a first word."""

    def named(self, institution_id: int, names: Iterable[str]) -> Mapping[str, Quote]:
        """Those of these names that can be quoted today."""
        ...

    def offered(self, institution_id: int) -> Sequence[Quote]:
        """Everything that can be quoted today."""
        ...

    def asked(self, institution_id: int, text: str) -> Sequence[Match]:
        """What answers a citizen's question, the best first."""
        ...


_sources: dict[str, Source] = {}


def register(word: str, source: Source) -> None:
    """Say who answers for a first word, once, when the house is switched on."""
    _sources[word] = source


def names_in(text: str) -> tuple[str, ...]:
    """What a text quotes, each once, in its order."""
    return tuple(dict.fromkeys(QUOTED.findall(text)))


def named(institution_id: int, names: Iterable[str]) -> dict[str, Quote]:
    """Those of these names that can be quoted today; one question a source."""
    asked: dict[str, list[str]] = {}
    for name in names:
        asked.setdefault(name.partition(":")[0], []).append(name)
    found: dict[str, Quote] = {}
    for word, wanted in asked.items():
        if word in _sources:
            found |= _sources[word].named(institution_id, wanted)
    return found


def offered(institution_id: int) -> list[Quote]:
    """Everything that can be quoted today."""
    return [quote for source in _sources.values() for quote in source.offered(institution_id)]


def asked(institution_id: int, text: str, *, of: str) -> list[Match]:
    """What this source answers to a citizen's question, surest first."""
    found = _sources[of].asked(institution_id, text) if of in _sources else ()
    return sorted(found, key=lambda match: match.is_unsure)


def filled(text: str, quotes: Mapping[str, Quote]) -> str:
    """A text with its quotes filled in, and their sources below; what can't be quoted stays as it was written."""
    used = [quotes[name] for name in names_in(text) if name in quotes]
    for quote in used:
        text = text.replace(f"{{{quote.name}}}", quote.text)
    return with_sources(text, used)


def answer(quotes: Sequence[Quote]) -> str:
    """Quotes as an answer of their own."""
    return with_sources("\n\n".join(f"{one.heading}:\n{one.text}" for one in quotes), quotes)


def with_sources(said: str, quotes: Iterable[Quote]) -> str:
    """A text with its sources below, each once: whoever reads it can look it up."""
    lines = dict.fromkeys(f"{one.source} {one.url}".strip() for one in quotes)
    return "\n\n".join((said, "\n".join(lines))) if lines else said
