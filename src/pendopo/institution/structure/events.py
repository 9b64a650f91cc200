"""What others may hear about the institution."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class WorkingDaysChanged:
    """Working days or hours are others now; promises that lie ahead can be reckoned again."""

    institution_id: int


@dataclass(frozen=True, kw_only=True)
class UnitClosed:
    """A unit is no more."""

    institution_id: int
    unit_id: int
