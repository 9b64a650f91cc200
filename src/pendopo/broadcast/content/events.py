"""What others may hear about content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Approved:
    """The last step said yes: what was sealed may be published at its time."""

    institution_id: int
    item_id: int
    version_id: int
    by_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ApprovalBroken:
    """The seal of an approved item was broken by a change; nothing of it may be published (R11)."""

    institution_id: int
    item_id: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """The office does not want it any more."""

    institution_id: int
    item_id: int


@dataclass(frozen=True, kw_only=True)
class Rescheduled:
    """An approved item moved inside its sealed window; its deliveries follow."""

    institution_id: int
    item_id: int


@dataclass(frozen=True, kw_only=True)
class SubmittedForReview:
    """A round through a lane began."""

    institution_id: int
    item_id: int
    run_id: int


@dataclass(frozen=True, kw_only=True)
class Returned:
    """A reviewer sent it back with a comment."""

    institution_id: int
    item_id: int
    by_id: int


@dataclass(frozen=True, kw_only=True)
class CrisisBegan:
    """Somebody switched the crisis on: ordinary posts wait (R17)."""

    institution_id: int
    crisis_id: int
    by_id: int
    why: str


@dataclass(frozen=True, kw_only=True)
class CrisisEnded:
    """Ordinary days again: what waited may go on."""

    institution_id: int
    crisis_id: int
    by_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LetThroughInCrisis:
    """Somebody looked at an ordinary post, and it goes out although there is a crisis."""

    institution_id: int
    item_id: int
    by_id: int
    at: datetime
