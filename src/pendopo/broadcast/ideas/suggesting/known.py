"""What is known of a day or a danger without asking anybody: words its draft begins with, read from lists in Indonesian.

An office that writes in another language gets the general sentence instead.
"""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

LANGUAGE: Final = "id"


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
    """The danger a warning names; None where the list has none."""
    said = headline.casefold()
    if language != LANGUAGE:
        return None
    return next((one for one in _hazards() if any(word in said for word in one.words)), None)


@functools.cache
def _angles() -> Mapping[str, str]:
    return {key: str(words) for key, words in _read("angles.toml").items()}


@functools.cache
def _hazards() -> tuple[Hazard, ...]:
    return tuple(Hazard(**one | {"words": tuple(one["words"])}) for one in _read("hazards.toml")["hazard"])


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((importlib.resources.files(__package__) / name).read_text(encoding="utf-8"))
