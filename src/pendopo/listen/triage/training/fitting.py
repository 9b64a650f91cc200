"""Fitting the heads: for each label two logistic regressions, one plain and one on log-count ratios, as one line.

Both are linear, so their sum is. The second is the better of the two where texts are short, together they are
better than either (Wang and Manning, 2012).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from pendopo.listen.triage.features import PLACES, Features, place, row
from pendopo.listen.triage.model import Floats, Head, likelihoods

SMOOTHING: Final = 0.1
STEEPNESSES: Final = tuple(0.25 * 1.15**step for step in range(40))


@dataclass(frozen=True)
class Leaning:
    """How closely the two regressions follow their texts, and how much a mark counts beside words."""

    plain: float = 1.0
    ratio: float = 4.0
    marks_count: float = 1.0


@dataclass(frozen=True)
class Fitted:
    """A head's weights, a column a label, and what to add to each."""

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats


def table(texts: Sequence[Features], rare: NDArray[np.uint8], marks_count: float) -> sparse.csr_matrix:
    """The texts as rows of one sparse table."""
    rows = [row(text, rare, marks_count) for text in texts]
    made = sparse.csr_matrix(
        (
            np.concatenate([values for _at, values in rows]),
            np.concatenate([at for at, _values in rows]),
            np.cumsum([0, *(len(at) for at, _values in rows)]),
        ),
        shape=(len(texts), PLACES),
    )
    made.sum_duplicates()
    return made


def fit(
    texts: Sequence[Features],
    labels: Sequence[str],
    counts: Sequence[float],
    rare: NDArray[np.uint8],
    *,
    leaning: Leaning,
) -> Fitted:
    """A head that tells these labels apart."""
    rows = table(texts, rare, leaning.marks_count)
    given = np.asarray(labels)
    names = tuple(sorted(set(labels)))
    columns, biases = [], []
    for name in names if len(names) > 2 else names[:1]:
        column, bias = _line(rows, given == name, np.asarray(counts), leaning)
        columns.append(column)
        biases.append(bias)
    if len(names) == 2:
        columns.append(-columns[0])
        biases.append(-biases[0])
    weights = np.stack(columns, axis=1).astype(np.float32)
    weights[sorted({place("m", mark) for text in texts for mark in text.marks})] *= leaning.marks_count
    return Fitted(names, weights, np.asarray(biases, np.float32))


def steepness(scores: Floats, labels: Sequence[str], names: tuple[str, ...]) -> float:
    """How steep confidence may rise with the score: what makes the truth of held-back texts likeliest."""
    right = np.asarray([names.index(label) for label in labels])

    def surprise(steep: float) -> float:
        shares = likelihoods(scores.copy(), Head("", names, (), steep))
        return float(-np.log(shares[np.arange(len(right)), right] + 1e-9).mean())

    return min(STEEPNESSES, key=surprise)


def _line(rows: sparse.csr_matrix, is_it: Any, counts: Any, leaning: Leaning) -> tuple[Any, float]:
    of, against = rows[is_it].sum(axis=0).A1 + SMOOTHING, rows[~is_it].sum(axis=0).A1 + SMOOTHING
    ratio = np.log((of / of.sum()) / (against / against.sum()))
    total, offset = np.zeros(PLACES), 0.0
    for strength, scaled, by in (
        (leaning.plain, rows, 1.0),
        (leaning.ratio, rows.multiply(ratio).tocsr(), ratio),
    ):
        line = LogisticRegression(
            C=strength, class_weight="balanced", solver="liblinear", tol=1e-2, random_state=0
        )
        line.fit(scaled, is_it, sample_weight=counts)
        spread = float(line.decision_function(scaled).std()) or 1.0
        total += by * line.coef_[0] / spread
        offset += float(line.intercept_[0]) / spread
    return total, offset
