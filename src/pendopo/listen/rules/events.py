"""What rules ask of rooms above them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CaseAsked:
    """A rule wants a case for a message, in the name of its owner. Whoever refuses stops this rule only."""

    institution_id: int
    conversation_id: int
    message_id: int
    by_id: int
