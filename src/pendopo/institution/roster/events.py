"""What others may hear about the roster; who is told of it, the desk decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class ShiftGiven:
    """Somebody else put a person on duty."""

    institution_id: int
    shift_id: int
    member_id: int
    by_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ShiftCalledOff:
    """Somebody else took a shift off the roster."""

    institution_id: int
    shift_id: int
    member_id: int
    by_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SwapAsked:
    """A colleague is asked to take a shift."""

    institution_id: int
    swap_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SwapAnswered:
    """The colleague has said yes or no, or nothing in time."""

    institution_id: int
    swap_id: int
    state: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ShiftHandedOver:
    """A handover note was written for whoever comes next."""

    institution_id: int
    shift_id: int
    at: datetime
