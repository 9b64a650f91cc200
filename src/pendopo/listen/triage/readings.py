"""What the house understood of a text: answers, each with how sure it is and the words that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

UNSURE: Final = 0.5


class Intent(StrEnum):
    """What somebody wants who writes to an office."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    INFORMATION_REQUEST = "information_request"
    HOAX_TIP = "hoax_tip"
    SPAM = "spam"
    ABUSIVE = "abusive"
    SMALL_TALK = "small_talk"


class Urgency(StrEnum):
    """How soon somebody must look."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Span:
    """Where a word stands in the text as it was written."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; below the office's threshold it decides nothing (*belum yakin*)."""

    label: str
    confidence: float
    words: tuple[Span, ...] = ()
    is_unsure: bool = False

    def decided_by(self, text: str) -> list[str]:
        """The words of the text that decided it."""
        return [text[word.start : word.end] for word in self.words]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A unit that may be the one to answer."""

    unit: str
    confidence: float
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """Up to three proposals; one is filled in only above the office's own point."""

    proposals: tuple[Proposal, ...]
    filled: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the house understood it. It never hides, closes, merges or sends anything."""

    intent: Answer
    sentiment: Answer
    emotion: Answer
    urgency: Answer
    unit: UnitAnswer
    care: Answer
    spam: Answer
    question: Answer
    language: Answer
    marks: frozenset[str]
