"""What triage and the office's own table say of a message: fields of a new case, each with the words that decided it.

Below the office's threshold nothing is filled in: who opens the case chooses (*belum yakin*).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.queries import Read
from pendopo.serve.cases import routing
from pendopo.serve.cases.models import Route
from pendopo.serve.cases.states import CaseKind

KINDS: Mapping[str, CaseKind] = {
    "complaint": CaseKind.COMPLAINT,
    "suggestion": CaseKind.ASPIRATION,
    "praise": CaseKind.ASPIRATION,
    "question": CaseKind.INQUIRY,
    "information_request": CaseKind.INQUIRY,
}


@dataclass(frozen=True, kw_only=True)
class Prefilled:
    """Fields of a new case, and why they are filled: the deciding words by field."""

    begins: Mapping[str, Any]
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()  # fields that triage looked at and left to people


def prefilled(row: Conversation, viewer: Member, *, story: str) -> Prefilled:
    """Kind, urgency, unit and topic, as far as the house is sure of them."""
    read = inbox.read(row, viewer=viewer)
    begins: dict[str, Any] = {
        "kind": KINDS.get(row.intent, CaseKind.COMPLAINT),
        "urgent": row.urgency == "high",
    }
    words: dict[str, Sequence[str]] = {}
    unsure: set[str] = set()
    if row.intent not in KINDS:
        unsure.add("kind")
    if read is not None:
        if row.intent in KINDS and not read.intent.is_unsure:
            words["kind"] = read.intent.words
        if row.urgency == "high" and not read.urgency.is_unsure:
            words["urgent"] = read.urgency.words
    if (line := _in_the_table(row, story)) is not None:
        begins |= {"topic": line.topic, "unit": line.unit}
        words |= {"topic": (line.topic,), "unit": (line.topic,)}
    elif row.unit is not None and row.unit_is_filled:
        said = _said_of(row.unit, read)
        begins["unit"] = row.unit
        words["unit"] = said
        if topic := _topic(row.unit, said):
            begins["topic"] = topic
            words["topic"] = (topic.casefold(),)
    else:
        unsure.add("unit")
    # A question mark may decide, and tells nobody anything.
    told = {name: [one for one in said if re.search(r"\w", one)] for name, said in words.items()}
    return Prefilled(begins=begins, words=told, unsure=frozenset(unsure))


def _in_the_table(row: Conversation, story: str) -> Route | None:
    """The line of the office's table whose topic the citizen names, the longest one; for everywhere only."""
    said = routing.key(story)
    found = [
        one
        for one in routing.routes(row)
        if not one.place_key and re.search(rf"(?<!\w){re.escape(one.topic_key)}(?!\w)", said)
    ]
    return max(found, key=lambda one: (len(one.topic_key), -one.pk), default=None)


def _said_of(unit: OrgUnit, read: Read | None) -> Sequence[str]:
    """The words that point to a unit; none where a person chose it in the inbox."""
    proposals = read.proposals if read is not None else ()
    return next((one.words for one in proposals if one.unit == unit and one.is_filled), ())


def _topic(unit: OrgUnit, words: Sequence[str]) -> str:
    """What the unit was recognised by, unless that was its own name."""
    names = routing.key(f"{unit.name} {unit.short_name}")
    topics = [one for one in words if routing.key(one) not in names]
    return max(topics, key=len, default="")[:100].capitalize()
