"""What others may hear about public information."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ExemptListChanged:
    """Something became exempt, or is so no longer: what must not be published is another from now on (R15)."""

    institution_id: int
    by_id: int


@dataclass(frozen=True, kw_only=True)
class RequestRegistered:
    """A request is complete, has its number, and its clock runs (R50)."""

    institution_id: int
    request_id: int


@dataclass(frozen=True, kw_only=True)
class ObjectionFiled:
    """Somebody objects; the superior's clock runs (R52)."""

    institution_id: int
    objection_id: int
