"""The same complaint in other words: proposed, never merged.

Texts are compared by what they are about (words for one thing count as one word), by the pieces of their words, and by
the places they name. Another place is another complaint, however alike the words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from pendopo.listen.triage import lists
from pendopo.listen.triage.folding import Folded, fold
from pendopo.listen.triage.phrases import Phrases
from pendopo.listen.triage.units import usual

WINDOW: Final = timedelta(days=14)
ALIKE: Final = 0.42
SAME_PLACE: Final = 0.22
SAME_TOPIC: Final = 0.1
OTHER_NAMES: Final = 0.15
NOT_NAMED: Final = 0.05
# How much a word's pieces count beside the word.
OF_PIECES: Final = 0.35
PIECE: Final = 4
_LISTED: Final = lists.read("concepts.toml")
_PLACES: Final = _LISTED.pop("places")
CONCEPTS: Final = Phrases(_LISTED)
CUES: Final = frozenset(word for cue in _PLACES["cues"] for word in (fold(cue).words[-1].form,))
NEVER_A_NAME: Final = frozenset(fold(word).words[0].form for word in _PLACES["never"])
SAYING_LITTLE: Final = frozenset(_PLACES["little"])


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and when it was said."""

    text: str
    at: datetime | None = None


@dataclass(frozen=True)
class Trace:
    """What of a text is compared."""

    topics: frozenset[str]
    words: tuple[str, ...]
    about: frozenset[str]  # the words without those that only say where
    pieces: tuple[str, ...]
    places: frozenset[tuple[str, str]]
    names: frozenset[str]
    spoken: frozenset[str]
    at: datetime | None


def clusters(
    said: Sequence[Said], *, window: timedelta = WINDOW, begun: Sequence[Sequence[int]] = ()
) -> list[list[int]]:
    """Which texts say the same; each text is in one cluster, in the order of their first texts.

    A text joins the cluster it is most like on the whole, if no place in it differs from one of the text's.
    `begun` are clusters that stand already, first in the answer: no text of theirs leaves them, others may join.
    """
    traces = [_trace(one) for one in said]
    rare = _rarity([trace.words for trace in traces]), _rarity([trace.pieces for trace in traces])
    made: list[list[int]] = [list(cluster) for cluster in begun]
    known: dict[str, set[int]] = {}
    for place, standing in enumerate(made):
        for name in {name for number in standing for name in traces[number].words}:
            known.setdefault(name, set()).add(place)
    placed = {number for standing in made for number in standing}
    for number, trace in enumerate(traces):
        if number in placed:
            continue
        near = {one for name in trace.words for one in known.get(name, ())}
        best, most = -1, ALIKE
        for cluster in sorted(near):
            likeness = _likeness_to(cluster=made[cluster], of=trace, traces=traces, rare=rare, window=window)
            if likeness > most:
                best, most = cluster, likeness
        if best < 0:
            best = len(made)
            made.append([])
        made[best].append(number)
        for name in trace.words:
            known.setdefault(name, set()).add(best)
    return made


def most_alike(asked: Sequence[Said], among: Sequence[Said]) -> list[int | None]:
    """For each text the place of the one that says the same most clearly, whenever it was said; None where none does."""
    traces = [_trace(one) for one in [*among, *asked]]
    rare = _rarity([trace.words for trace in traces]), _rarity([trace.pieces for trace in traces])
    known: dict[str, set[int]] = {}
    for place, trace in enumerate(traces[: len(among)]):
        for name in trace.words:
            known.setdefault(name, set()).add(place)
    found: list[int | None] = []
    for trace in traces[len(among) :]:
        near = sorted({place for name in trace.words for place in known.get(name, ())})
        rated = [
            (_likeness(trace, traces[place], rare), -place)
            for place in near
            if not _elsewhere(trace, traces[place])
        ]
        likeness, place = max(rated, default=(0.0, 0))
        found.append(-place if likeness > ALIKE else None)
    return found


def _likeness_to(
    *,
    cluster: list[int],
    of: Trace,
    traces: list[Trace],
    rare: tuple[dict[str, float], dict[str, float]],
    window: timedelta,
) -> float:
    found = []
    for one in cluster:
        other = traces[one]
        if _elsewhere(of, other):
            return 0.0
        if of.at is None or other.at is None or abs(of.at - other.at) <= window:
            found.append(_likeness(of, other, rare))
    return (max(found) + sum(found) / len(found)) / 2 if found else 0.0


def _likeness(one: Trace, other: Trace, rare: tuple[dict[str, float], dict[str, float]]) -> float:
    likeness = (1 - OF_PIECES) * _cosine(one.words, other.words, rare[0])
    likeness += OF_PIECES * _cosine(one.pieces, other.pieces, rare[1])
    together = _together(one, other)
    if one.topics & other.topics:
        # A fire and a drowned child are one unit's matter, maybe in one village: that alone makes them no one thing.
        about_it = one.about & other.about
        likeness += SAME_TOPIC + (SAME_PLACE if together and about_it else 0)
    if not together and (one.places or other.places):
        likeness -= OTHER_NAMES if one.places and other.places else NOT_NAMED
    return likeness


def _together(one: Trace, other: Trace) -> bool:
    """Whether a place that one of the two names is spoken of in the other, with a cue before it or without."""
    return bool(one.names & other.spoken or other.names & one.spoken or one.places & other.places)


def _elsewhere(one: Trace, other: Trace) -> bool:
    """Whether the two name different places of one kind, and no place together."""
    if _numbers_differ(one, other):
        return True
    kinds = {kind for kind, _name in one.places} & {kind for kind, _name in other.places}
    return bool(kinds) and not _together(one, other)


def _numbers_differ(one: Trace, other: Trace) -> bool:
    """SD 3 Melati is not SD 5 Melati."""
    mine = {place for place in one.places if place[1].isdigit()}
    theirs = {place for place in other.places if place[1].isdigit()}
    return bool(
        mine and theirs and not mine & theirs and {kind for kind, _ in mine} & {kind for kind, _ in theirs}
    )


def _cosine(one: tuple[str, ...], other: tuple[str, ...], rare: dict[str, float]) -> float:
    both = sum(rare[name] ** 2 for name in set(one) & set(other))
    if not both:
        return 0.0
    return both / math.sqrt(sum(rare[name] ** 2 for name in one) * sum(rare[name] ** 2 for name in other))


def _rarity(texts: Sequence[tuple[str, ...]]) -> dict[str, float]:
    seen = Counter(name for text in texts for name in text)
    return {name: math.log((len(texts) + 2) / (count + 0.5)) + 0.3 for name, count in seen.items()}


def _trace(said: Said) -> Trace:
    folded = fold(said.text)
    covered: set[int] = set()
    words: list[str] = []
    for found in sorted(CONCEPTS.found(folded), key=lambda one: one.start - one.end):
        if not covered & set(range(found.start, found.end)):
            covered.update(range(found.start, found.end))
            words.append(f"={found.tag}")
    plain = [_stem(word.form) for order, word in enumerate(folded.words) if order not in covered]
    words += [word for word in plain if word not in SAYING_LITTLE and word[0].isalnum()]
    points = usual().points(folded)
    best = max((worth for worth, _words in points.values()), default=0.0)
    places = _places(folded)
    pieces = {f"<{word}>"[at : at + PIECE] for word in words for at in range(max(1, len(word) + 3 - PIECE))}
    return Trace(
        frozenset(key for key, (worth, _words) in points.items() if worth >= best * 0.6),
        tuple(dict.fromkeys(words)),
        frozenset(words) - {_stem(said) for place in places for said in place},
        tuple(sorted(pieces)),
        places,
        frozenset(name for _kind, name in places if not name.isdigit()),
        frozenset(folded.written(word).casefold() for word in folded.words),
        said.at,
    )


def _places(folded: Folded) -> frozenset[tuple[str, str]]:
    """Places named in the text: the kind, and the name or number behind it."""
    found = set()
    forms = [word.form for word in folded.words]
    for order, form in enumerate(forms[:-1]):
        if form in CUES:
            following = folded.written(folded.words[order + 1]).casefold()
            if not following[:1].isalnum():
                continue
            if following.isdigit() or forms[order + 1] not in NEVER_A_NAME | CUES:
                found.add((form, following))
                further = folded.written(folded.words[order + 2]).casefold() if order + 2 < len(forms) else ""
                if not following.isdigit() and further.isdigit():
                    found.add((form, further))
    return frozenset(found)


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    """The word without the commonest endings and beginnings."""
    if len(word) > 6:
        word = re.sub(r"(nya|kan|lah|ipun)$", "", word)
        word = re.sub(r"^(ber|ter|di|nge|pe[mn]?|me[mn]?)(?=\w{4})", "", word)
    return word
