"""What a reading brings home."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pendopo.listen.watch.reading.places import Point


def _(sentence: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return sentence


class Unreadable(Exception):
    """A file that is not what it should be. The message is fit to be shown; a detail may stand on its second line."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One piece of news as its feed tells it."""

    mark: str  # what tells it apart from the others of its feed
    title: str
    url: str = ""
    summary: str = ""
    said_at: datetime | None = None
    # Of a public post that a search found: who says it, where, and by which of our words it was found.
    author: str = ""
    network: str = ""
    sought: str = ""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A feed, and what was odd about it ('' when nothing was)."""

    title: str
    entries: tuple[Entry, ...]
    trouble: str = ""


class Shape(StrEnum):
    """What kind of danger is warned of."""

    QUAKE = "quake"
    WEATHER = "weather"


@dataclass(frozen=True, kw_only=True)
class Warned:
    """One official warning as its sender states it."""

    mark: str
    shape: Shape
    headline: str
    sent_at: datetime
    begins_at: datetime
    ends_at: datetime | None = None  # None: the sender names no end
    text: str = ""
    url: str = ""
    sender: str = ""
    event: str = ""
    severity: str = ""
    # Alert, Update or Cancel, as CAP says it; those it follows by their marks.
    message: str = "Alert"
    follows: tuple[str, ...] = ()
    is_real: bool = True  # not an exercise or a test
    area: str = ""
    centre: Point | None = None
    outlines: tuple[tuple[Point, ...], ...] = ()
    magnitude: float | None = None
    depth: str = ""
    felt: str = ""
    potential: str = ""
    facts: dict[str, str] = field(default_factory=dict)
