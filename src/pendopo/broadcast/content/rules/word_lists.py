"""The word lists of this package, read strictly from the TOML files beside it."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pendopo.broadcast.content.rules.phrases import Phrases


class ListInvalid(ValueError):
    """A word list cannot be read; the message says which entry to mend."""


class WordKind(StrEnum):
    """Why another word is better; each is the code of a rule."""

    OFFICIALESE = "officialese"
    SPELLING = "spelling"


@dataclass(frozen=True, kw_only=True)
class PlainWord:
    """What is said, and what says the same."""

    said: str
    plain: str
    kind: WordKind


class Political(StrEnum):
    """What a word has to do with an election; each is the code of a rule."""

    APPEAL = "campaign_appeal"
    TERM = "campaign_term"
    SIGN = "hand_sign"
    PARTY = "party"


class Playful(StrEnum):
    """What does not suit a solemn day; each is the code of a rule."""

    HUMOUR = "humour"
    GIVEAWAY = "giveaway"


@dataclass(frozen=True, kw_only=True)
class Neutrality:
    """The lists for election periods."""

    phrases: Phrases[Political]
    parties_in_capitals: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Tone:
    """The lists for solemn days."""

    phrases: Phrases[Playful]
    emoji: frozenset[str]


_POLITICAL: Final = {
    "appeal": Political.APPEAL,
    "term": Political.TERM,
    "sign": Political.SIGN,
    "party": Political.PARTY,
}


def read_plain_words(text: str) -> tuple[PlainWord, ...]:
    """Read the list; refuses a word twice, and a plain word that is itself on the list."""
    try:
        entries = tuple(
            PlainWord(
                said=_low(entry["said"]),
                plain=_filled(entry["plain"]),
                kind=WordKind(entry.get("kind", WordKind.OFFICIALESE)),
            )
            for entry in _table(text)["word"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ListInvalid(f"The list of plain words cannot be read: {error}.") from error
    said = [one.said for one in entries]
    twice = sorted({one for one in said if said.count(one) > 1})
    if twice:
        raise ListInvalid(f"These stand twice in the list of plain words: {', '.join(twice)}.")
    return entries


@functools.cache
def plain_words() -> Phrases[PlainWord]:
    return Phrases((one.said, one) for one in read_plain_words(_packaged("plain_words.toml")))


@functools.cache
def neutrality() -> Neutrality:
    table = _table(_packaged("neutrality.toml"))
    never_alone = {_low(word) for word in table["party_never_alone"]}
    return Neutrality(
        phrases=Phrases(
            (_low(said), kind)
            for name, kind in _POLITICAL.items()
            for said in table[name]
            if said not in never_alone
        ),
        parties_in_capitals=frozenset(_low(word) for word in table["party_in_capitals"]),
    )


@functools.cache
def tone() -> Tone:
    table = _table(_packaged("tone.toml"))
    return Tone(
        phrases=Phrases((_low(said), kind) for kind in Playful for said in table[kind.value]),
        emoji=frozenset(table["emoji"]),
    )


def _packaged(name: str) -> str:
    return (importlib.resources.files(__package__) / name).read_text(encoding="utf-8")


def _table(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ListInvalid(f"A word list is not valid TOML: {error}.") from error


def _filled(word: object) -> str:
    if not isinstance(word, str) or not word.strip():
        raise ListInvalid(f"{word!r} is not a word.")
    return word


def _low(word: object) -> str:
    written = _filled(word)
    if written != written.casefold():
        raise ListInvalid(f"{written} has to be written in small letters.")
    return written
