"""Which texts teach which head: those whose licence allows it, and the house's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final
from zlib import crc32

SENTIMENT_OF: Final = {"complaint": "negative", "abusive": "negative", "praise": "positive"}
OWN_WEIGHT: Final = 2.0
PARTS: Final = 5
# Every so many of the Indonesian texts stand beside the local ones.
INDONESIAN_BESIDE: Final = 3
LOCAL_WEIGHT: Final = 6.0


@dataclass(frozen=True)
class Example:
    """A text, what it should be read as, how much it counts, and whether it is kept back to measure with."""

    text: str
    label: str
    held_back: bool = False
    weight: float = 1.0


@dataclass(frozen=True)
class Seed:
    """A message of the house's own, written for training."""

    text: str
    intent: str
    urgency: str
    unit: str


def seeds() -> list[Seed]:
    """The messages written for this house."""
    return [
        Seed(text, *about.split())
        for about, text in _under_headings(resources.files("pendopo.listen.triage") / "seed" / "messages.txt")
    ]


def rows(packs: Path, name: str) -> list[dict[str, str]]:
    """One pack's texts with their labels."""
    with (packs / name / "train.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def intent() -> list[Example]:
    """Nearly nothing is published about intents, so the house's own messages teach this head alone."""
    return [Example(seed.text, seed.intent, _drawn(seed.text)) for seed in seeds()]


def danger() -> list[Example]:
    """Whether something is urgent, as far as the house's own messages can tell; the rules' lists come first."""
    return [
        Example(seed.text, "high" if seed.urgency == "high" else "other", _drawn(seed.text))
        for seed in seeds()
    ]


def sentiment(packs: Path) -> list[Example]:
    """Published reviews and comments; the house's own messages teach that a question is no complaint."""
    published = [
        Example(row["text"], row["label"], row["part"] != "train") for row in rows(packs, "sentiment_smsa")
    ]
    return published + [
        Example(seed.text, SENTIMENT_OF.get(seed.intent, "neutral"), weight=OWN_WEIGHT) for seed in seeds()
    ]


def emotion(packs: Path) -> list[Example]:
    """Published short messages; kept back by lot, because the pack's own part is too small to tell much."""
    return [Example(row["text"], row["label"], _drawn(row["text"])) for row in rows(packs, "emotion_emot")]


def spam(packs: Path) -> list[Example]:
    """Comments under videos, kept back by name: what is measured has never been seen advertised.

    The house's own messages add what gambling is not, and spam that sells something else.
    """
    published = [
        Example(row["text"], row["label"], _drawn(row["brand"] or row["text"]))
        for row in rows(packs, "spam_judol")
    ]
    return published + [
        Example(seed.text, "spam" if seed.intent == "spam" else "ham", weight=OWN_WEIGHT) for seed in seeds()
    ]


def question(packs: Path) -> list[Example]:
    """Customer-service messages without their question marks: a question of form, not of intent."""
    return [Example(row["text"], row["label"], row["part"] != "train") for row in rows(packs, "question_cs")]


def language(packs: Path) -> list[Example]:
    """Javanese and Sundanese from the share-alike pack, Indonesian from the others, English of our own."""
    local = [
        Example(row["text"], row["lang"], _drawn_local(row["text"])) for row in rows(packs, "sentiment_local")
    ]
    indonesian = [
        Example(row["text"], "ind", _drawn(row["text"]))
        for name in ("question_cs", "emotion_emot")
        for row in rows(packs, name)[:1500]
    ]
    own = [Example(text, about, weight=3.0) for about, text in _own_languages()]
    return local + indonesian + own


def local_sentiment(packs: Path) -> list[Example]:
    """Javanese and Sundanese, beside Indonesian that shares its words with both."""
    local = [
        Example(row["text"], row["label"], _drawn_local(row["text"]), weight=LOCAL_WEIGHT)
        for row in rows(packs, "sentiment_local")
    ]
    return local + [
        Example(one.text, one.label, weight=0.5)
        for one in sentiment(packs)[::INDONESIAN_BESIDE]
        if not one.held_back
    ]


def _own_languages() -> list[tuple[str, str]]:
    return list(_under_headings(resources.files("pendopo.listen.triage") / "seed" / "languages.txt"))


def _under_headings(file: Traversable) -> Iterator[tuple[str, str]]:
    about = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            about = line.removeprefix("# ")
        elif line:
            yield about, line


def _drawn(name: str) -> bool:
    """One in five, the same ones every time."""
    return crc32(name.encode()) % PARTS == 0


def _drawn_local(text: str) -> bool:
    """The pack holds translations of one text in two languages; they share numbers and names and stay together."""
    kept = {word for word in text.split() if word[:1].isupper() or any(map(str.isdigit, word))}
    return _drawn(max(kept, key=lambda word: (len(word), word)).casefold() if kept else text)
