"""What others may hear about material of units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class About:
    """Which request, and which unit."""

    institution_id: int
    request_id: int
    unit_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MaterialAsked(About):
    """A unit was asked for material."""


@dataclass(frozen=True, kw_only=True)
class MaterialCame(About):
    """A unit has sent material."""

    is_partly: bool


@dataclass(frozen=True, kw_only=True)
class MaterialTaken(About):
    """What a unit sent stands in a content item."""

    item_id: int
