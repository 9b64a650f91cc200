"""Reading texts: folded once, featured once, asked all questions at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pendopo.listen.triage.features import Features, features
from pendopo.listen.triage.folding import Folded, Word, fold
from pendopo.listen.triage.model import Floats, Head, Model, Opinions, likelihoods, load
from pendopo.listen.triage.office import OfficeHead
from pendopo.listen.triage.phrases import Found
from pendopo.listen.triage.readings import (
    UNSURE,
    Answer,
    Intent,
    Proposal,
    Reading,
    Span,
    UnitAnswer,
    Urgency,
)
from pendopo.listen.triage.signs import coarse_words, reported, signs
from pendopo.listen.triage.units import PROPOSED, Gazetteer, usual
from pendopo.listen.triage.urgency import Alarm, listen, urgency

BATCH: Final = 512
WORDS_TOLD: Final = 3
# Asking and asking for is neutral by rule, unless what was learned is sure of something else.
NEUTRAL: Final = frozenset({Intent.INFORMATION_REQUEST, Intent.SUGGESTION, Intent.HOAX_TIP})
SURE_OF_INTENT: Final = 0.5
SURE_OF_FEELING: Final = 0.7
# A review of many words that ends with a question is still a review.
ONE_THING: Final = 40
LOCAL: Final = ("jav", "sun")
THREATENS: Final = 0.8
REPORTS_IT: Final = 0.7
AT_LEISURE: Final = frozenset({Intent.SUGGESTION, Intent.PRAISE, Intent.SMALL_TALK})
SURE_OF_LEISURE: Final = 0.8
CALLS_FOR_HELP: Final = 0.8
SURE_OF_NO_SPAM: Final = 0.8
SURE_OF_DANGER: Final = 0.7
COARSE_SURE: Final = 0.9
RULE_SURE: Final = 0.95
# Letters are dressed up to hide from filters; who also sells is not writing to an office.
DRESSED: Final = frozenset({"styled", "combining", "spaced", "leet"})


@dataclass(frozen=True, slots=True)
class _Text:
    """A text on its way to being read."""

    folded: Folded
    coarse: list[Found]
    alarm: Alarm
    signs: set[str]
    features: Features


def read(
    texts: Sequence[str],
    *,
    gazetteer: Gazetteer | None = None,
    office: OfficeHead | None = None,
    threshold: float = UNSURE,
) -> list[Reading]:
    """What each text is, with how sure and the words that decided it.

    `gazetteer` is the office's own list of units (without it the usual ones), `office` what its operators taught,
    `threshold` the confidence below which an answer decides nothing.
    """
    readings: list[Reading] = []
    for begin in range(0, len(texts), BATCH):
        readings += _batch(texts[begin : begin + BATCH], gazetteer or usual(), office, threshold)
    return readings


@cache
def shipped(name: str) -> Model:
    """A model file of this house, read once."""
    with resources.as_file(resources.files("pendopo.listen.triage") / "model" / f"{name}.model") as file:
        return load(Path(file))


def _batch(
    written: Sequence[str], gazetteer: Gazetteer, office: OfficeHead | None, threshold: float
) -> list[Reading]:
    texts = [_text(one) for one in written]
    every = [one.features for one in texts]
    heads, local = shipped("heads"), shipped("local")
    said, said_local = heads.opinions(every), local.opinions(every)
    firsts = [_firsts(one) for one in texts]
    asked = {
        name: _Asked(heads, said, heads.head(name), firsts)
        for name in ("intent", "danger", "emotion", "spam", "question")
    }
    language = _Asked(local, said_local, local.head("language"), firsts)
    sentiment = _Asked(heads, said, heads.head("sentiment"), firsts)
    _bring_in(sentiment, _Asked(local, said_local, local.head("sentiment"), firsts), language)
    units = _units([one.folded for one in texts], gazetteer, office)
    readings = []
    for number, text in enumerate(texts):
        intent = _intent(text, asked["intent"].answer(number), asked["spam"], number)
        readings.append(
            Reading(
                intent=_held(intent, threshold),
                sentiment=_held(_sentiment(text, intent, sentiment.answer(number)), threshold),
                emotion=_held(asked["emotion"].answer(number), threshold),
                urgency=_held(_urgency(text, intent, asked["danger"].answer(number)), threshold),
                unit=next(units),
                care=_care(text),
                spam=_held(_spam(text, intent, asked["spam"].answer(number)), threshold),
                question=_held(_question(text, asked["question"].answer(number)), threshold),
                language=_held(language.answer(number), threshold),
                marks=text.folded.marks,
            )
        )
    return readings


def _text(written: str) -> _Text:
    folded = fold(written)
    coarse = coarse_words(folded)
    found = signs(folded, coarse)
    return _Text(folded, coarse, listen(folded), found, features(folded, found))


class _Asked:
    """One head's answers for a batch, and the words behind them."""

    def __init__(self, model: Model, said: Opinions, head: Head, firsts: list[list[Word]]) -> None:
        columns = model.columns(head.name)
        self.labels = head.labels
        self.shares = likelihoods(said.scores[:, columns].copy(), head)
        self._said, self._columns, self._firsts = said, columns, firsts
        self._order: NDArray[np.int64] | None = None

    def answer(self, number: int) -> Answer:
        """The likeliest label of a text."""
        if self._order is None:
            self._decide()
        best = int(self._best[number])
        return Answer(self.labels[best], float(self.shares[number, best]), self._words(number))

    def _decide(self) -> None:
        """Which words spoke most for the likeliest label of each text, most decisive first."""
        self._best = self.shares.argmax(axis=1)
        owners = self._said.owners
        column = self._columns.start + self._best[owners]
        self._worth: Floats = self._said.added[np.arange(len(owners)), column]
        self._order = np.lexsort((-self._worth, owners))
        self._begins = np.searchsorted(owners, np.arange(len(self._best) + 1))

    def _words(self, number: int) -> tuple[Span, ...]:
        assert self._order is not None  # noqa: S101 - `answer` has decided
        begin = int(self._begins[number])
        end = min(int(self._begins[number + 1]), begin + WORDS_TOLD)
        words = self._firsts[number]
        chosen = [words[place - begin] for place in self._order[begin:end].tolist() if self._worth[place] > 0]
        return tuple(Span(word.start, word.end) for word in chosen)


def _firsts(text: _Text) -> list[Word]:
    """Where each word of the features stands first."""
    firsts: dict[str, Word] = {}
    for word in reversed(text.folded.words):
        firsts[word.form] = word
    return [firsts[form] for form in text.features.words]


def _bring_in(sentiment: _Asked, local: _Asked, language: _Asked) -> None:
    """Javanese and Sundanese are judged by the head that learned them, as far as the text is in them."""
    share = language.shares[:, [language.labels.index(one) for one in LOCAL]].sum(axis=1, keepdims=True)
    order = [local.labels.index(label) for label in sentiment.labels]
    sentiment.shares = (1 - share) * sentiment.shares + share * local.shares[:, order]


def _intent(text: _Text, learned: Answer, spam: _Asked, number: int) -> Answer:
    """What is learned, unless letters were dressed up to sell, or somebody is threatened, calls for help or was cheated."""
    is_spam = float(spam.shares[number, spam.labels.index("spam")])
    if is_spam > RULE_SURE or (is_spam > UNSURE and text.folded.marks & DRESSED and "sells" in text.signs):
        return Answer(Intent.SPAM, is_spam, spam.answer(number).words)
    if threat := text.alarm.threat:
        return Answer(Intent.ABUSIVE, THREATENS, _spans(text.folded, threat))
    danger, called = text.alarm.of("danger"), text.alarm.of("help")
    if danger and called and learned.label in AT_LEISURE and learned.confidence < SURE_OF_LEISURE:
        # Who calls for help where something happens suggests nothing, however short it is said.
        return Answer(Intent.COMPLAINT, CALLS_FOR_HELP, _spans(text.folded, [*danger, *called]))
    told = reported(text.folded) if learned.label == Intent.SPAM and is_spam < 1 - SURE_OF_NO_SPAM else []
    if told and "§link" not in text.features.words:
        # Whoever complains about gambling, loans or cheats uses their words, and sells nothing.
        return Answer(Intent.COMPLAINT, REPORTS_IT, _spans(text.folded, told))
    return learned


def _urgency(text: _Text, intent: Answer, learned: Answer) -> Answer:
    """What the rules hear; where they hear nothing, what sounds like the messages that were urgent."""
    level, sure, why = urgency(text.alarm, intent.label)
    sounds_so = learned.label == Urgency.HIGH and learned.confidence >= SURE_OF_DANGER
    if level == Urgency.NORMAL and sounds_so and intent.label == Intent.COMPLAINT:
        return Answer(Urgency.HIGH, learned.confidence, learned.words)
    return Answer(level, sure, _spans(text.folded, why))


def _sentiment(text: _Text, intent: Answer, learned: Answer) -> Answer:
    asks = intent.label in NEUTRAL or (intent.label == Intent.QUESTION and "?" in text.features.words)
    if (
        asks
        and intent.confidence >= SURE_OF_INTENT
        and learned.confidence < SURE_OF_FEELING
        and len(text.folded.words) <= ONE_THING
    ):
        return Answer("neutral", intent.confidence, intent.words)
    return learned


def _spam(text: _Text, intent: Answer, learned: Answer) -> Answer:
    """The head learned gambling under videos; where it doubts, the intent tells what else is sold, or asks if it is true."""
    doubts = learned.label != "spam" and learned.confidence < SURE_OF_NO_SPAM
    if doubts and intent.label == Intent.SPAM and intent.confidence >= RULE_SURE and "sells" in text.signs:
        return Answer("spam", intent.confidence, intent.words)
    asks_if_true = intent.label == Intent.HOAX_TIP and intent.confidence >= SURE_OF_NO_SPAM
    if learned.label == "spam" and asks_if_true and not text.folded.marks & DRESSED:
        return Answer("ham", intent.confidence, intent.words)
    return learned


def _question(text: _Text, learned: Answer) -> Answer:
    asking = tuple(Span(word.start, word.end) for word in text.folded.words if word.form == "?")
    return Answer("question", RULE_SURE, asking) if asking else learned


def _care(text: _Text) -> Answer:
    """Coarse words and threats ask for care; they never hide and never close anything."""
    if found := [*text.coarse, *text.alarm.threat]:
        return Answer("abusive", COARSE_SURE, _spans(text.folded, found))
    return Answer("not_abusive", COARSE_SURE)


def _units(texts: list[Folded], gazetteer: Gazetteer, office: OfficeHead | None) -> Iterator[UnitAnswer]:
    pointed = [gazetteer.shares(text) for text in texts]
    if office is None:
        for text, shares in zip(texts, pointed, strict=True):
            yield UnitAnswer(
                tuple(Proposal(key, share, _spans(text, why)) for key, share, why in shares[:PROPOSED])
            )
        return
    units, learned = office.shares(texts, gazetteer)
    for text, shares, believed in zip(texts, pointed, learned, strict=True):
        why = {key: words for key, _share, words in shares}
        proposals = tuple(
            Proposal(units[best], float(believed[best]), _spans(text, why.get(units[best], [])))
            for best in np.argsort(-believed, kind="stable")[:PROPOSED]
        )
        is_sure = proposals[0].confidence >= office.point
        yield UnitAnswer(proposals, proposals[0].unit if is_sure else "")


def _spans(folded: Folded, found: Sequence[Found]) -> tuple[Span, ...]:
    return tuple(Span(folded.words[one.start].start, folded.words[one.end - 1].end) for one in found)


def _held(answer: Answer, threshold: float) -> Answer:
    if answer.confidence >= threshold:
        return answer
    return Answer(answer.label, answer.confidence, answer.words, is_unsure=True)
