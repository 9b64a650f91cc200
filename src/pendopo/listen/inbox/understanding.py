"""Asking triage: all new messages in one pass, with the office's own units, words and what it has learned.

What triage works with is large, so it is read in with the first message, and kept by the process that takes them in.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from pendopo import __version__
from pendopo.foundation import personal_data
from pendopo.foundation.later import Later
from pendopo.listen.inbox.models import TriageVersion
from pendopo.listen.inbox.states import WAKES, Intent, Urgency

if TYPE_CHECKING:
    from pendopo.listen import triage
else:
    triage = Later("pendopo.listen.triage")

logger = logging.getLogger(__name__)

PHRASE_WORDS: Final = 4  # a longer piece of a list of duties is a sentence, and nobody writes it again
OFFICES_KEPT: Final = 16
SURE_FROM: Final = 50  # percent, where an office has said nothing
ANSWERS: Final = (
    "intent",
    "urgency",
    "sentiment",
    "emotion",
    "language",
    "question",
    "spam",
    "care",
)
OFFICE: Final = """
SELECT coalesce((SELECT jsonb_agg(jsonb_build_array(u.id, u.name, u.short_name, u.duties, w.names, w.duties, w.places)
                                  ORDER BY u.id)::text
                   FROM institution_orgunit u LEFT JOIN inbox_unitwords w ON w.unit_id = u.id
                  WHERE u.institution_id = %(institution)s AND u.closed_at IS NULL), '[]'),
       (SELECT sure_from FROM inbox_inboxsettings WHERE institution_id = %(institution)s),
       v.id, v.number
  FROM (SELECT 1) AS always
  LEFT JOIN inbox_triageversion v ON v.institution_id = %(institution)s AND v.in_use
"""
# What a head remembers of words is one table for all threads of a worker.
ONE_AT_A_TIME: Final = Lock()


@dataclass(frozen=True, kw_only=True)
class Office:
    """What triage is asked with for one institution."""

    gazetteer: triage.Gazetteer
    head: triage.OfficeHead | None
    units: frozenset[str]
    threshold: float
    version: str


@dataclass(frozen=True, kw_only=True)
class Understood:
    """A message as it was understood, and what it means for its conversation."""

    row: dict[str, Any]  # for the table of readings
    intent: str  # of `Intent`; its honest doubt where triage is not sure
    urgency: str  # of `Urgency`; nothing where triage is not sure
    urgency_sure: float
    urgent_words: tuple[str, ...]
    unit_id: int | None
    unit_is_filled: bool

    @property
    def is_surely_spam(self) -> bool:
        """As `ReadingQuerySet.surely_spam`."""
        return bool(self.row["is_spam"]) and self.row["sure"]["spam"] >= self.row["threshold"]

    @property
    def wakes(self) -> bool:
        """Whether somebody should be called for it."""
        return self.urgency == Urgency.HIGH and self.urgency_sure >= WAKES


def understand(institution_id: int, texts: Sequence[str]) -> list[Understood | None]:
    """What each text asks for. None where triage failed: a message is never lost for not being understood."""
    office = office_of(institution_id)
    try:
        return [*_read(office, texts)]
    except Exception:
        logger.exception("Triage failed on %s messages; each is tried alone.", len(texts))
    return [_alone(office, text) for text in texts]


def office_of(institution_id: int) -> Office:
    """The office's units with their words, its threshold and its own head, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(OFFICE, {"institution": institution_id})
        listed, sure_from, version_id, number = cursor.fetchone()
    gazetteer, units = _gazetteer(listed)
    return Office(
        gazetteer=gazetteer,
        head=_head(version_id) if version_id else None,
        units=units,
        threshold=(sure_from or SURE_FROM) / 100,
        version=f"{__version__}/{number}" if number else __version__,
    )


def phrases(said: str | None) -> tuple[str, ...]:
    """The phrases of a list that somebody typed, each once."""
    found = (" ".join(piece.split()) for piece in re.split(r"[,;.\n]", said or ""))
    return tuple(dict.fromkeys(piece for piece in found if piece and len(piece.split()) <= PHRASE_WORDS))


@lru_cache(maxsize=OFFICES_KEPT)
def _gazetteer(listed: str) -> tuple[triage.Gazetteer, frozenset[str]]:
    units = [
        triage.with_usual_duties(
            triage.Unit(
                str(pk),
                tuple(filter(None, (name, short))) + phrases(names),
                phrases(duties) + phrases(more),
                phrases(places),
            )
        )
        for pk, name, short, duties, names, more, places in json.loads(listed)
    ]
    return triage.Gazetteer(units), frozenset(unit.key for unit in units)


@lru_cache(maxsize=OFFICES_KEPT)
def _head(version_id: int) -> triage.OfficeHead:
    head = TriageVersion.objects.values_list("head", flat=True).get(pk=version_id)
    return triage.open_office(BytesIO(head or b""))


def _read(office: Office, texts: Sequence[str]) -> Iterator[Understood]:
    with ONE_AT_A_TIME:
        readings = triage.read(
            texts, gazetteer=office.gazetteer, office=office.head, threshold=office.threshold
        )
    for text, reading in zip(texts, readings, strict=True):
        yield _understood(office, text, reading)


def _alone(office: Office, text: str) -> Understood | None:
    try:
        return next(_read(office, [text]))
    except Exception:
        logger.exception("Triage cannot read a message of %s characters.", len(text))
        return None


def _understood(office: Office, text: str, reading: triage.Reading) -> Understood:
    # A unit may have been closed since the office's head learned of it.
    proposals = [one for one in reading.unit.proposals if one.unit in office.units]
    filled = int(reading.unit.filled) if reading.unit.filled in office.units else None
    answers: dict[str, triage.Answer] = {name: getattr(reading, name) for name in ANSWERS}
    # A number may well have decided something; it is never told as a word that did (R80).
    covered = personal_data.found_in(text)
    row = {
        "intent": reading.intent.label,
        "urgency": reading.urgency.label,
        "sentiment": reading.sentiment.label,
        "emotion": reading.emotion.label,
        "language": reading.language.label,
        "is_question": reading.question.label == "question",
        "is_spam": reading.spam.label == "spam",
        "asks_care": reading.care.label == "abusive",
        "units": [
            [int(one.unit), round(one.confidence, 3), _places(one.words, covered)] for one in proposals
        ],
        "filled_unit_id": filled,
        "sure": {name: round(one.confidence, 3) for name, one in answers.items()},
        "words": {name: _places(one.words, covered) for name, one in answers.items() if one.words},
        "personal": sorted({hit.kind.value for hit in covered}),
        "threshold": office.threshold,
        "version": office.version,
    }
    return Understood(
        row=row,
        intent=Intent.UNSURE if reading.intent.is_unsure else reading.intent.label,
        urgency="" if reading.urgency.is_unsure else str(reading.urgency.label),
        urgency_sure=round(reading.urgency.confidence, 3),
        urgent_words=tuple(text[start:end] for start, end in _places(reading.urgency.words, covered)),
        unit_id=filled or (int(proposals[0].unit) if proposals else None),
        unit_is_filled=filled is not None,
    )


def _places(words: Sequence[triage.Span], covered: Sequence[personal_data.Hit]) -> list[list[int]]:
    """Where the words stand that may be told."""
    return [
        [word.start, word.end]
        for word in words
        if not any(hit.start < word.end and word.start < hit.end for hit in covered)
    ]
