"""What others may hear about cases."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CaseOpened:
    """A case stands, and its clocks run."""

    institution_id: int
    case_id: int
    conversation_id: int | None
