"""What is known of a day or a danger without asking anybody: words its draft begins with, read from lists in Indonesian.

An office that writes in another language gets the general sentence instead.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

LANGUAGE: Final = "id"
CLAUSE: Final = re.compile(r"[,;.!?]")


@dataclass(frozen=True, kw_only=True)
class Hazard:
    """A danger, and what people can do before it comes and while it lasts."""

    key: str
    words: tuple[str, ...]
    called: str
    before: str
    during: str


def angle_of(day: str, language: str) -> str:
    """What citizens can use on a day, by its key; "" where nothing is written down."""
    return _angles().get(day, "") if language == LANGUAGE else ""


def hazard_of(headline: str, language: str) -> Hazard | None:
    """The danger a warning names; None where the list has none, or where the warning itself says that it is none."""
    if language != LANGUAGE:
        return None
    said = " | ".join(_meant(headline))
    return next((one for one in _hazards() if _any_of(one.words).search(said)), None)


def _meant(headline: str) -> Iterator[str]:
    """What the headline says is so: without what it denies, and without what is told for practice, falsely, or as over."""
    unreal, denied = _not_so()
    for clause in CLAUSE.split(headline.casefold()):
        if not unreal.search(clause):
            yield denied.sub(" ", clause)


@functools.cache
def _angles() -> Mapping[str, str]:
    return {key: str(words) for key, words in _read("angles.toml").items()}


@functools.cache
def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(words)})(?:nya)?\b")


@functools.cache
def _not_so() -> tuple[re.Pattern[str], re.Pattern[str]]:
    said = _read("hazards.toml")
    dangers = [word for one in _hazards() for word in one.words]
    denied = rf"\b(?:{_either(said['denials'])})(?:\s+(?:{_either([*said['between'], *dangers])})\b)+"
    return _any_of(tuple(said["unreal"])), re.compile(denied)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@functools.cache
def _hazards() -> tuple[Hazard, ...]:
    return tuple(Hazard(**one | {"words": tuple(one["words"])}) for one in _read("hazards.toml")["hazard"])


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((importlib.resources.files(__package__) / name).read_text(encoding="utf-8"))
