"""One line of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Group(StrEnum):
    """When it wants to be done, and by whom."""

    NOW = "now"
    TODAY = "today"
    OTHERS = "others"


class Urgency(IntEnum):
    """What comes first within a group: danger to all, harm in public, then the law's clock, then people who wait."""

    DANGER = 0
    HARM = 1
    LAW = 2
    CITIZEN = 3
    COLLEAGUE = 4
    CARE = 5


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something that needs somebody, and the one next step."""

    group: Group
    urgency: Urgency
    title: str
    action: str
    url: str
    icon: str
    detail: str = ""
    sign: str = ""  # "danger" for late and dangerous, "warning" for what waits
    due_at: datetime | None = None

    @property
    def place(self) -> tuple[int, bool, float, str]:
        """Where it stands among the others."""
        at = self.due_at.timestamp() if self.due_at else 0.0
        # Of two dangers the newer is the one that nobody has looked at.
        at = -at if self.urgency == Urgency.DANGER else at
        return (self.urgency, self.due_at is None, at, self.title)
