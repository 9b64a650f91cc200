"""What others may hear about the institution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class WorkingDaysChanged:
    """Working days or hours are others now; promises that lie ahead can be reckoned again."""

    institution_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class UnitMoved:
    """A unit stands under another now, with all that stands under it."""

    institution_id: int
    unit_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class UnitClosed:
    """A unit is no more."""

    institution_id: int
    unit_id: int
