"""Which unit may be the one to answer: an office's own names, duties, services and places, from the first day on.

A phrase weighs the more the longer it is and the fewer units share it. What operators chose teaches a head of the
office's own (`office`), which speaks beside the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from pendopo.listen.triage import lists
from pendopo.listen.triage.folding import Folded
from pendopo.listen.triage.phrases import Found, Phrases

PROPOSED: Final = 3
NAMED: Final = 3.0
AT_A_PLACE: Final = 0.75
FURTHER_WORD: Final = 0.6
# What stands against every proposal: a single shared word shall not look certain.
DOUBT: Final = 0.8


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as citizens speak of it."""

    key: str
    names: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Gazetteer:
    """Units by the words that point to them."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = tuple(units)
        listed: dict[str, list[str]] = {}
        for unit in self.units:
            listed[f"n {unit.key}"] = list(unit.names)
            listed[f"d {unit.key}"] = list(unit.duties)
            listed[f"p {unit.key}"] = list(unit.places)
        self._phrases = Phrases(listed)

    def points(self, folded: Folded) -> dict[str, tuple[float, list[Found]]]:
        """How many points each unit gets, and for which words."""
        found = self._phrases.found(folded)
        shared: dict[tuple[int, int], int] = {}
        for one in found:
            shared[one.start, one.end] = shared.get((one.start, one.end), 0) + 1
        points: dict[str, tuple[float, list[Found]]] = {}
        counted: set[tuple[str, str]] = set()
        for one in found:
            kind, _, key = one.tag.partition(" ")
            said = " ".join(word.form for word in folded.words[one.start : one.end])
            if (key, said) in counted:
                continue
            counted.add((key, said))
            weight = {"n": NAMED, "p": AT_A_PLACE}.get(kind, 1.0)
            weight *= (1 + FURTHER_WORD * (one.end - one.start - 1)) / shared[one.start, one.end]
            before, words = points.get(key, (0.0, []))
            points[key] = (before + weight, [*words, one])
        return points

    def shares(self, folded: Folded) -> list[tuple[str, float, list[Found]]]:
        """The units pointed to, likeliest first, each with its share of belief."""
        points = self.points(folded)
        total = DOUBT + sum(worth for worth, _words in points.values())
        order = sorted(points, key=lambda key: (-points[key][0], key))
        return [(key, points[key][0] / total, points[key][1]) for key in order]


@cache
def usual() -> Gazetteer:
    """The units most regencies have."""
    return Gazetteer(
        Unit(key, tuple(one["names"]), tuple(one["duties"])) for key, one in lists.read("units.toml").items()
    )


def with_usual_duties(unit: Unit) -> Unit:
    """The unit, with the names and duties units of its name have elsewhere: useful before anybody wrote any."""
    called = [f" {' '.join(re.findall(r'[a-z0-9]+', name.casefold()))} " for name in unit.names]
    for known in usual().units:
        if any(f" {name} " in one for name in known.names for one in called):
            return Unit(unit.key, unit.names + known.names, unit.duties + known.duties, unit.places)
    return unit
