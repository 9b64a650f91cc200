"""What an office's own operators teach: which unit answers. Learned at night, with numpy alone.

A fifth of the choices is kept back. On it a new head must beat the one before it, or the gazetteer, to take its place;
and on it the office's own point is found, above which nineteen of twenty proposals were right. The one before has long
learned most of what is kept back, so not it is measured but its twin: what it knew, without what is kept back.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from zlib import crc32

import numpy as np

from pendopo.listen.triage.features import PLACES, Features, features, rarity, row
from pendopo.listen.triage.folding import Folded, fold
from pendopo.listen.triage.model import Floats, Head, Model, likelihoods, load, small
from pendopo.listen.triage.units import Gazetteer

FEWEST: Final = 50
# Older choices say less of how the office divides its work today, and a night is short.
MOST: Final = 10_000
KEPT_BACK: Final = 5
RIGHT: Final = 0.95
# Of fewer held-back texts nobody can say that nineteen of twenty were right.
FEWEST_ABOVE: Final = 20
NEVER: Final = 2.0
ROUNDS: Final = 12
BATCH: Final = 32
STEP: Final = 0.4
HEAD: Final = "unit"


@dataclass(frozen=True, slots=True)
class Choice:
    """A text, and the unit an operator gave it to. In the order they were made."""

    text: str
    unit: str


@dataclass(frozen=True)
class OfficeHead:
    """An office's own head, how often its first proposal was right, and the point above which one is filled in."""

    model: Model
    top1: float
    point: float

    def shares(self, texts: Sequence[Folded], gazetteer: Gazetteer) -> tuple[tuple[str, ...], Floats]:
        """Its units, and how much it believes in each for every text."""
        head = self.model.head(HEAD)
        said = self.model.opinions([_features(text, gazetteer) for text in texts])
        return head.labels, likelihoods(said.scores, head)

    def save(self, file: Path | IO[bytes]) -> None:
        """Keep it; the same choices make the same bytes."""
        self.model.about = {"top1": self.top1, "point": self.point}
        self.model.save(file)


def open_office(file: Path | IO[bytes]) -> OfficeHead:
    """An office's head as it was kept."""
    model = load(file)
    return OfficeHead(model, model.about["top1"], model.about["point"])


@dataclass(frozen=True)
class Lesson:
    """A night of learning: how often the new and the one before were right on what was kept back, and what came of it."""

    choices: int
    kept_back: int
    top1: float
    top1_before: float
    head: OfficeHead | None  # none: it was no better


def learn(
    choices: Sequence[Choice],
    gazetteer: Gazetteer,
    before: OfficeHead | None = None,
    *,
    known: int | None = None,
) -> OfficeHead | None:
    """A head learned from the choices, or the one before where the new one is no better on what was kept back.

    `known`: so many of them, the oldest, taught the one before; left out, all but none where there was none before.
    """
    if known is None:
        known = len(choices) if before else 0
    lesson = learned(choices, gazetteer, known=known)
    return lesson.head or before if lesson else before


def learned(choices: Sequence[Choice], gazetteer: Gazetteer, *, known: int = 0) -> Lesson | None:
    """What the choices teach; None where they are too few to teach anything.

    `known`: so many of them, the oldest, taught the head that speaks now; 0 where only the gazetteer does.
    """
    known = max(known - max(len(choices) - MOST, 0), 0)
    choices = choices[-MOST:]
    if len(choices) < FEWEST:
        return None
    kept = _kept_back(choices)
    held = [choices[place] for place in sorted(kept)]
    texts = [fold(one.text) for one in held]
    tried = _twin(choices, kept, gazetteer)
    top1 = _top1(tried, held, texts, gazetteer)
    if any(place not in kept for place in range(known)):
        rival = _top1(_twin(choices[:known], kept, gazetteer), held, texts, gazetteer)
    else:
        rival = _top1_without(held, texts, gazetteer)
    head = None
    if top1 > rival:
        head = OfficeHead(_fitted(choices, gazetteer), top1, _point(tried, held, texts, gazetteer))
    return Lesson(len(choices), len(held), top1, rival, head)


def _kept_back(choices: Sequence[Choice]) -> frozenset[int]:
    """Old ones and new ones alike, by what they say: the same words are on one side, and every night on the same."""
    order = sorted(range(len(choices)), key=lambda place: (crc32(choices[place].text.encode()), place))
    return frozenset(order[: len(choices) // KEPT_BACK])


def _twin(choices: Sequence[Choice], kept: AbstractSet[int], gazetteer: Gazetteer) -> OfficeHead:
    """A head that never saw what is kept back."""
    seen = [one for place, one in enumerate(choices) if place not in kept]
    return OfficeHead(_fitted(seen, gazetteer), 0.0, NEVER)


def _features(folded: Folded, gazetteer: Gazetteer) -> Features:
    return features(folded, (f"unit {key}" for key in gazetteer.points(folded)))


def _top1(head: OfficeHead, kept: Sequence[Choice], texts: Sequence[Folded], gazetteer: Gazetteer) -> float:
    units, shares = head.shares(texts, gazetteer)
    firsts: list[int] = shares.argmax(axis=1).tolist()
    return sum(units[best] == one.unit for best, one in zip(firsts, kept, strict=True)) / len(kept)


def _top1_without(kept: Sequence[Choice], texts: Sequence[Folded], gazetteer: Gazetteer) -> float:
    firsts = [gazetteer.shares(text)[:1] for text in texts]
    return sum(
        bool(first) and first[0][0] == one.unit for first, one in zip(firsts, kept, strict=True)
    ) / len(kept)


def _point(head: OfficeHead, kept: Sequence[Choice], texts: Sequence[Folded], gazetteer: Gazetteer) -> float:
    """The lowest confidence from which on enough of the first proposals were right."""
    units, shares = head.shares(texts, gazetteer)
    best = shares.argmax(axis=1)
    order = np.argsort(-shares.max(axis=1), kind="stable")
    right = np.array([units[best[place]] == kept[place].unit for place in order])
    share_right = np.cumsum(right) / np.arange(1, len(right) + 1)
    good = np.flatnonzero((share_right >= RIGHT) & (np.arange(1, len(right) + 1) >= FEWEST_ABOVE))
    return float(shares.max(axis=1)[order[good[-1]]]) if len(good) else NEVER


def _fitted(choices: Sequence[Choice], gazetteer: Gazetteer) -> Model:
    """Softmax regression by adaptive steps, the same for the same choices."""
    texts = [_features(fold(one.text), gazetteer) for one in choices]
    rare = rarity(texts)
    rows = [row(text, rare) for text in texts]
    units = tuple(sorted({one.unit for one in choices}))
    right = np.array([units.index(one.unit) for one in choices])
    weights = np.zeros((PLACES, len(units)), np.float32)
    moved = np.full((PLACES, 1), 1e-4, np.float32)
    chance = np.random.default_rng(0)
    for _round in range(ROUNDS):
        order = chance.permutation(len(rows))
        for begin in range(0, len(order), BATCH):
            _step(
                weights,
                moved,
                [rows[one] for one in order[begin : begin + BATCH]],
                right[order[begin : begin + BATCH]],
            )
    return Model((Head(HEAD, units, (0.0,) * len(units), 1.0),), *small(weights), rare)


def _step(
    weights: Floats, moved: Floats, rows: Sequence[tuple[np.ndarray, np.ndarray]], right: np.ndarray
) -> None:
    at = np.concatenate([one for one, _values in rows])
    values = np.concatenate([one for _at, one in rows])[:, None]
    begins = np.cumsum([0, *(len(one) for one, _values in rows)])[:-1]
    scores = np.add.reduceat(weights[at] * values, begins, axis=0)
    wrong = likelihoods(scores, Head(HEAD, (), (), 1.0))
    wrong[np.arange(len(right)), right] -= 1
    touched, where = np.unique(at, return_inverse=True)
    slope = np.zeros((len(touched), weights.shape[1]), np.float32)
    np.add.at(slope, where, np.repeat(wrong, np.diff([*begins, len(at)]), axis=0) * values)
    slope /= len(rows)
    moved[touched] += (slope**2).sum(axis=1, keepdims=True)
    weights[touched] -= STEP * slope / np.sqrt(moved[touched])
