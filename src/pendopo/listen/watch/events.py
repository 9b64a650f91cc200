"""What others may hear of news and warnings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class WarningRead:
    """An official warning concerns this office; `item_id` is the draft that is waiting, if there is one."""

    institution_id: int
    warning_id: int
    item_id: int | None
    headline: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class StoryRising:
    """More sources tell a story about us than a moment ago."""

    institution_id: int
    story_id: int
    title: str
    url: str
    sources: int
    at: datetime
