"""A suggestion before it is a row: what might be said, why, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pendopo.broadcast.ideas.suggesting.reasons import Reason, said


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """`reference` names the thing for ever within its source, so that it is suggested once.

    `reasons` are sentences to be, with their numbers; `text` are words to begin with, in which [..] marks what somebody who
    knows must fill in. Neither names a citizen.
    """

    source: str
    reference: str
    title: str
    reasons: Sequence[Reason]
    text: str = ""
    template: str = ""
    url: str = ""
    suggested_for: date | None = None
    useful_until: date | None = None
    is_solemn: bool = False
    strength: int = 0
    pillar_id: int | None = None
    campaign_id: int | None = None

    @property
    def why(self) -> str:
        """The reasons in words."""
        return said(one.kept() for one in self.reasons)
