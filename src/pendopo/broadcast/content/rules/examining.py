"""Every rule over one subject, in an order that never changes."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from pendopo.broadcast.content.rules import (
    accounts,
    corrections,
    gaps,
    handles,
    lengths,
    links,
    loudness,
    neutrality,
    pictures,
    plain_language,
    privacy,
    sameness,
    sources,
    tone,
    voice,
)
from pendopo.broadcast.content.rules.finding import Finding
from pendopo.broadcast.content.rules.reading import Reading
from pendopo.broadcast.content.rules.rulebook import Book, packaged_rules
from pendopo.broadcast.content.rules.subject import Subject
from pendopo.broadcast.content.rules.tuning import STANDARD, Tuning

EXAMINERS: Final[tuple[Callable[[Reading, Book], Iterator[Finding]], ...]] = (
    privacy.examine,
    lengths.examine,
    pictures.examine,
    sources.examine,
    corrections.examine,
    gaps.examine,
    neutrality.examine,
    tone.examine,
    accounts.examine,
    handles.examine,
    sameness.examine,
    links.examine,
    plain_language.examine,
    loudness.examine,
    voice.examine,
)
RULES_VERSION: Final = packaged_rules().version


def examine(subject: Subject, *, tuning: Tuning = STANDARD) -> tuple[Finding, ...]:
    """What the rules say: blocks first, then what needs a reason, then hints; each as one reads the text."""
    reading, book = Reading(subject), tuning.book()
    found = [finding for examiner in EXAMINERS for finding in examiner(reading, book)]
    places = {variant.account_key: place for place, variant in enumerate(subject.variants)}

    def order(finding: Finding) -> tuple[int, int, int, str, float, str]:
        where = finding.where
        return (
            finding.severity.weight,
            -1 if finding.account_key is None else places[finding.account_key],
            book.rules.by_code[finding.code].place,
            where.field if where else "",
            where.start if where else math.inf,
            finding.key,
        )

    return tuple(_told_apart(sorted(found, key=order)))


def _told_apart(found: list[Finding]) -> Iterator[Finding]:
    """The second finding about the same thing, in the same account, has a key of its own."""
    seen: Counter[tuple[str, str | None]] = Counter()
    for finding in found:
        seen[finding.key, finding.account_key] += 1
        number = seen[finding.key, finding.account_key]
        yield finding if number == 1 else dataclasses.replace(finding, key=f"{finding.key}.{number}")
