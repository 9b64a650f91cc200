"""JSON lines in, JSON lines out: what `pendopo triage` answers, in the labels of the public packs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from pendopo.listen.triage.duplicates import Said, clusters
from pendopo.listen.triage.reader import read
from pendopo.listen.triage.readings import Intent, Reading

BATCH: Final = 256
# The packs know six intents. A request for papers and a rumour to be checked are questions to them.
IN_SIX: Final = {Intent.INFORMATION_REQUEST: "question", Intent.HOAX_TIP: "question"}
NO_UNIT: Final = frozenset({Intent.SPAM, Intent.ABUSIVE, Intent.SMALL_TALK})
# Below it a proposal for a unit is not worth a line.
FAINT: Final = 0.35


class Unreadable(Exception):
    """A line that can't be answered; the message says why."""


def classified(
    lines: Iterable[str | bytes], complain: Callable[[str], None], *, explain: bool
) -> Iterator[str]:
    """An answer for each good line, in their order; a bad line is complained about by its number and left out."""
    waiting: list[tuple[Any, str]] = []
    for asked in _readable(lines, complain):
        waiting.append(asked)
        if len(waiting) >= BATCH:
            yield from _answers(waiting, explain=explain)
            waiting = []
    yield from _answers(waiting, explain=explain)


def clustered(lines: Iterable[str | bytes], complain: Callable[[str], None]) -> Iterator[str]:
    """For each good line the id of the first text that says the same, which may be its own."""
    asked = list(_readable(lines, complain))
    first = {
        member: cluster[0] for cluster in clusters([Said(text) for _key, text in asked]) for member in cluster
    }
    for number, (key, _text) in enumerate(asked):
        yield json.dumps({"id": key, "cluster": asked[first[number]][0]})


def _readable(lines: Iterable[str | bytes], complain: Callable[[str], None]) -> Iterator[tuple[Any, str]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = _asked(line)
        except Unreadable as why:
            complain(f"Line {number} is left out: {why}")
        else:
            yield asked


def _asked(line: str | bytes) -> tuple[Any, str]:
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        raise Unreadable("it is not UTF-8.") from None
    except (json.JSONDecodeError, RecursionError):
        raise Unreadable("it is not JSON.") from None
    if not isinstance(row, dict):
        raise Unreadable('it is not an object like {"id": "1", "text": "..."}.')
    if not isinstance(row.get("text"), str):
        raise Unreadable('it has no "text".')
    if isinstance(row.get("id"), dict | list) or row.get("id") is None:
        raise Unreadable('it has no "id".')
    return row["id"], row["text"]


def _answers(asked: list[tuple[Any, str]], *, explain: bool) -> Iterator[str]:
    for (key, text), reading in zip(asked, read([text for _key, text in asked]), strict=True):
        answer = {"id": key, **labels(reading)}
        if explain:
            answer["because"] = _because(reading, text)
        yield json.dumps(answer)


def labels(reading: Reading) -> dict[str, str]:
    """A reading in the packs' labels."""
    intent = Intent(reading.intent.label)
    units = reading.unit.proposals
    has_unit = units and units[0].confidence >= FAINT and intent not in NO_UNIT
    return {
        "intent": IN_SIX.get(intent, intent.value),
        "sentiment": reading.sentiment.label,
        "emotion": reading.emotion.label,
        "urgency": reading.urgency.label,
        "unit": units[0].unit if has_unit else "none",
        "abusive": reading.care.label,
        "spam": reading.spam.label,
        "question": reading.question.label,
        "language": reading.language.label,
    }


def _because(reading: Reading, text: str) -> dict[str, Any]:
    answers = {
        name: getattr(reading, name)
        for name in ("intent", "sentiment", "emotion", "urgency", "care", "spam", "question", "language")
    }
    return {
        name: {
            "label": one.label,
            "confidence": round(one.confidence, 3),
            "unsure": one.is_unsure,
            "words": one.decided_by(text),
        }
        for name, one in answers.items()
    } | {
        "unit": [
            {
                "label": one.unit,
                "confidence": round(one.confidence, 3),
                "words": [text[word.start : word.end] for word in one.words],
            }
            for one in reading.unit.proposals
        ],
        "marks": sorted(reading.marks),
    }
