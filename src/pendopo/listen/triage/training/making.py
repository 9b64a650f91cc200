"""`pendopo triage train`: a twin that is measured on what was kept back, then the model that is shipped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.metrics import f1_score

from pendopo.listen.triage.features import Features, features, rarity
from pendopo.listen.triage.folding import fold
from pendopo.listen.triage.model import Head, Model, small
from pendopo.listen.triage.signs import coarse_words, signs
from pendopo.listen.triage.training import fitting, packs
from pendopo.listen.triage.training.fitting import Leaning
from pendopo.listen.triage.training.packs import Example

# Two files, because what is learned from the share-alike texts is shared alike.
FILES: Final[dict[str, dict[str, Callable[[Path], list[Example]]]]] = {
    "heads": {
        "intent": lambda _packs: packs.intent(),
        "danger": lambda _packs: packs.danger(),
        "sentiment": packs.sentiment,
        "emotion": packs.emotion,
        "spam": packs.spam,
        "question": packs.question,
    },
    "local": {"language": packs.language, "sentiment": packs.local_sentiment},
}
LICENCES: Final = {
    "heads": "Apache-2.0; learned from SmSA and EmoT (IndoNLU, Apache-2.0), judol-comment-classification and "
    "STIF-Indonesia (MIT) and Pendopo's own messages",
    "local": "CC BY-SA 4.0; learned from NusaX (Winata et al. 2023, CC BY-SA 4.0) and the texts of heads.model",
}
LEANINGS: Final = {
    # Lists of feelings know the reviews' words well, and private messages' less.
    "emotion": Leaning(marks_count=0.2),
    # Gambling repeats itself; following it closely finds it under other names too.
    "spam": Leaning(plain=10.0, ratio=10.0),
}


@dataclass(frozen=True)
class Figure:
    """How well a head told labels apart that it had not been taught."""

    file: str
    head: str
    texts: int
    macro_f1: float
    each: dict[str, float]


def make(folder: Path, packs_folder: Path, say: Callable[[str], None]) -> list[Figure]:
    """Train both files into the folder; returns the twins' figures."""
    figures = []
    for file in FILES:
        taught = examples(file, packs_folder)
        _twin, steep, measured = twin(file, taught)
        for figure in measured:
            say(f"{file}/{figure.head}: macro-F1 {figure.macro_f1:.3f} on {figure.texts} texts kept back")
        model = _model(taught, steep, everything=True)
        model.about = {
            "licence": LICENCES[file],
            "figures": {
                one.head: {"texts": one.texts, "macro_f1": round(one.macro_f1, 4)} for one in measured
            },
        }
        model.save(folder / f"{file}.model")
        say(f"{file}.model: {(folder / f'{file}.model').stat().st_size / 1e6:.1f} MB")
        figures += measured
    return figures


def examples(file: str, packs_folder: Path) -> dict[str, list[Example]]:
    """What each head of a file is taught."""
    return {head: of(packs_folder) for head, of in FILES[file].items()}


def twin(file: str, taught: dict[str, list[Example]]) -> tuple[Model, dict[str, float], list[Figure]]:
    """A model that never saw what is kept back, how steep its heads are, and how well it does there."""
    made = _model(taught, dict.fromkeys(taught, 1.0), everything=False)
    steep, figures = {}, []
    for name, all_of_it in taught.items():
        kept = [one for one in all_of_it if one.held_back]
        labels = [one.label for one in kept]
        scores = made.opinions([_read(one.text) for one in kept]).scores[:, made.columns(name)]
        names = made.head(name).labels
        guessed = [names[best] for best in scores.argmax(axis=1)]
        steep[name] = fitting.steepness(scores, labels, names)
        present = sorted(set(labels))
        each = f1_score(labels, guessed, labels=present, average=None, zero_division=0)
        figures.append(
            Figure(
                file, name, len(kept), float(np.mean(each)), dict(zip(present, map(float, each), strict=True))
            )
        )
    made.heads = tuple(Head(one.name, one.labels, one.bias, steep[one.name]) for one in made.heads)
    return made, steep, figures


def _model(taught: dict[str, list[Example]], steep: dict[str, float], *, everything: bool) -> Model:
    used = {
        name: [one for one in all_of_it if everything or not one.held_back]
        for name, all_of_it in taught.items()
    }
    known: dict[str, Features] = {
        one.text: _read(one.text) for all_of_it in used.values() for one in all_of_it
    }
    rare = rarity(list(known.values()))
    heads, columns = [], []
    for name, all_of_it in used.items():
        fitted = fitting.fit(
            [known[one.text] for one in all_of_it],
            [one.label for one in all_of_it],
            [one.weight for one in all_of_it],
            rare,
            leaning=LEANINGS.get(name, Leaning()),
        )
        heads.append(Head(name, fitted.labels, tuple(map(float, fitted.bias)), steep[name]))
        columns.append(fitted.weights)
    return Model(tuple(heads), *small(np.concatenate(columns, axis=1)), rare)


@cache
def _read(text: str) -> Features:
    folded = fold(text)
    return features(folded, signs(folded, coarse_words(folded)))


def read_all(texts: Sequence[str]) -> list[Features]:
    """Texts as features, for those who measure."""
    return [_read(text) for text in texts]
