"""What others may hear about service standards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StandardChanged:
    """Other words hold for a service from now on, or none at all; `components` are those that changed."""

    institution_id: int
    service_id: int
    service: str  # its short name, as saved replies quote it
    components: tuple[str, ...]
    is_withdrawn: bool
