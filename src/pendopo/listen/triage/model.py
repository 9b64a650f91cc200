"""The learned part: linear heads over one table of weights, read from a file of a few megabytes with numpy alone."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from pendopo.listen.triage.features import PAIRS_COUNT, RARENESS, Features, pieces, place

Floats = NDArray[np.floating]
WORDS_KEPT: Final = 30_000
# A fixed date inside the file: the same texts make the same bytes.
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Head:
    """One question the model answers: its labels, their columns, and how steep confidence rises."""

    name: str
    labels: tuple[str, ...]
    bias: tuple[float, ...]
    steepness: float


@dataclass(frozen=True)
class Opinions:
    """What the heads say of a batch: a score for each text and column, and what each word added to it."""

    scores: Floats
    owners: NDArray[np.int64]
    added: Floats


@dataclass
class Model:
    """A table of weights, its heads, and what it has already worked out of single words."""

    heads: tuple[Head, ...]
    weights: NDArray[np.int8]
    scales: Floats
    rarity: NDArray[np.uint8]
    about: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known: dict[str, int] = {}
        self._rows: Floats = np.zeros((1024, 2 * self.weights.shape[1] + 2), np.float32)

    def columns(self, name: str) -> slice:
        """Where a head's labels stand in the scores."""
        at = 0
        for head in self.heads:
            if head.name == name:
                return slice(at, at + len(head.labels))
            at += len(head.labels)
        raise KeyError(name)

    def head(self, name: str) -> Head:
        """A head by its name."""
        return next(head for head in self.heads if head.name == name)

    def opinions(self, texts: Sequence[Features]) -> Opinions:
        """The scores of a batch, and for each word of each text (words in order, then marks) what it added."""
        width = self.weights.shape[1]
        scores: Floats = np.tile(
            np.concatenate([np.asarray(head.bias, np.float32) for head in self.heads]), (len(texts), 1)
        )
        rows = [self._row(word) for text in texts for word in text.words]
        counts = np.array([len(text.words) for text in texts])
        owners = np.repeat(np.arange(len(texts)), counts)
        known = self._rows[rows]
        lengths: Floats = np.zeros((len(texts), 2), np.float32)
        _sum_into(lengths, owners, known[:, -2:])
        lengths = 1 / np.sqrt(np.maximum(lengths, 1e-9))
        added = known[:, :width] * lengths[owners, :1] + known[:, width : 2 * width] * lengths[owners, 1:]
        _sum_into(scores, owners, added)
        self._add_pairs(scores, added, texts, counts)
        self._add_marks(scores, texts)
        return Opinions(scores, owners, added)

    def _add_pairs(
        self, scores: Floats, added: Floats, texts: Sequence[Features], counts: NDArray[np.int64]
    ) -> None:
        """Pairs speak for the first of their two words."""
        starts = np.cumsum(counts) - counts
        places = [one for text in texts for one in text.pairs]
        if not places:
            return
        owners = np.repeat(np.arange(len(texts)), [len(text.pairs) for text in texts])
        firsts = np.array([one for text in texts for one in text.firsts]) + starts[owners]
        rarity = self._rarity(places)
        lengths = np.zeros((len(texts), 1), np.float32)
        _sum_into(lengths, owners, (rarity**2)[:, None])
        said = self._weights(places) * (PAIRS_COUNT * rarity / np.sqrt(lengths[owners, 0]))[:, None]
        _sum_into(scores, owners, said)
        order = np.argsort(firsts, kind="stable")
        _sum_into(added, firsts[order], said[order])

    def _add_marks(self, scores: Floats, texts: Sequence[Features]) -> None:
        marked = [(number, place("m", mark)) for number, text in enumerate(texts) for mark in text.marks]
        if marked:
            owners, places = zip(*marked, strict=True)
            _sum_into(scores, np.array(owners), self._weights(places))

    def _row(self, word: str) -> int:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= WORDS_KEPT:
                self._known.clear()
            known = self._known[word] = len(self._known)
            if known >= len(self._rows):
                self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
            self._rows[known] = self._worked_out(word)
        return known

    def _worked_out(self, word: str) -> Floats:
        whole, parts = [place("w", word)], list(pieces(word))
        rare, rares = self._rarity(whole), self._rarity(parts)
        return np.concatenate(
            [
                rare @ self._weights(whole),
                rares @ self._weights(parts) if parts else np.zeros(self.weights.shape[1], np.float32),
                [float(rare @ rare), float(rares @ rares)],
            ]
        )

    def _weights(self, places: Sequence[int]) -> Floats:
        found: Floats = self.weights[np.asarray(places, np.int64)] * self.scales
        return found

    def _rarity(self, places: Sequence[int]) -> Floats:
        return self.rarity[np.asarray(places, np.int64)].astype(np.float32) / RARENESS

    def save(self, file: Path | IO[bytes]) -> None:
        """Write the model so that the same model makes the same bytes."""
        about = {"heads": [vars(head) for head in self.heads], **self.about}
        parts = {"about.json": json.dumps(about, indent=1, sort_keys=True).encode()}
        for name in ("weights", "scales", "rarity"):
            held = io.BytesIO()
            np.save(held, getattr(self, name), allow_pickle=False)
            parts[f"{name}.npy"] = held.getvalue()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as bundle:
            for name, body in parts.items():
                bundle.writestr(zipfile.ZipInfo(name, EPOCH), body, zipfile.ZIP_LZMA)


def load(file: Path | IO[bytes]) -> Model:
    """Read a model; the file holds arrays and JSON, nothing that is run."""
    with zipfile.ZipFile(file) as bundle:
        about = json.loads(bundle.read("about.json"))
        arrays = {
            name: np.load(io.BytesIO(bundle.read(f"{name}.npy")), allow_pickle=False)
            for name in ("weights", "scales", "rarity")
        }
    heads = tuple(
        Head(one["name"], tuple(one["labels"]), tuple(one["bias"]), one["steepness"])
        for one in about.pop("heads")
    )
    return Model(heads, **arrays, about=about)


def likelihoods(scores: Floats, head: Head) -> Floats:
    """Scores as shares of belief that add up to one."""
    steep = scores * head.steepness
    steep -= steep.max(axis=1, keepdims=True)
    risen = np.exp(steep)
    shares: Floats = risen / risen.sum(axis=1, keepdims=True)
    return shares


def small(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Weights as a byte each, and each column's scale; a column after the other, to need little memory."""
    scales = np.ones(weights.shape[1], np.float32)
    bytes_ = np.empty(weights.shape, np.int8)
    for number, column in enumerate(weights.T):
        scales[number] = max(float(np.abs(column).max()) / 127, 1e-9)
        bytes_[:, number] = np.round(column / scales[number])
    return bytes_, scales


def _sum_into(sums: Floats, owners: NDArray[np.int64], values: Floats) -> None:
    """Add each value to its owner's sum; owners come in rising order."""
    if len(owners):
        begins = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
        sums[owners[begins]] += np.add.reduceat(values, begins, axis=0)
