"""What others may hear about cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class CaseOpened:
    """A case stands, and its clocks run."""

    institution_id: int
    case_id: int
    conversation_id: int | None


@dataclass(frozen=True, kw_only=True)
class CaseReferred:
    """Somebody chose the unit that answers."""

    institution_id: int
    case_id: int
    unit_id: int
    conversation_id: int | None
    by_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseAnswered:
    """Everybody who can be told has the answer."""

    institution_id: int
    case_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseClosed:
    """A case ended; `ending` says how."""

    institution_id: int
    case_id: int
    ending: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseReopened:
    """A case goes on, because the citizen or the office wants it to."""

    institution_id: int
    case_id: int
    by_citizen: bool
    at: datetime
