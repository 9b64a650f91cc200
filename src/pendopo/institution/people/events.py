"""What others may hear about people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class MemberJoined:
    """Somebody was invited, or came back."""

    institution_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class MemberMoved:
    """Somebody belongs to another unit, or to none."""

    institution_id: int
    member_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MemberLeft:
    """Somebody has no role and no session here any more (R04); what they kept must be handed over."""

    institution_id: int
    member_id: int
    by_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LetterEnds:
    """An assignment letter ends in so many days, or has ended (-1), and no other follows it (R02)."""

    institution_id: int
    letter_id: int
    member_id: int
    days: int
    number: str
    ends_on: date
    at: datetime
