"""What is promised of each service today, as citizens may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pendopo.serve.standards.models import Revision
from pendopo.serve.standards.states import Component

# What one sentence can promise; the rest is read on the service's own page.
TOLD: Final = (Component.REQUIREMENTS, Component.TIME, Component.COST)


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A standard in force in short."""

    service_id: int
    name: str
    names: tuple[str, ...]
    since: date | None
    parts: tuple[tuple[str, str], ...]


def promised(institution_id: int) -> Sequence[Promise]:
    """Every standard in force; one question."""
    rows = Revision.objects.filter(institution_id=institution_id).in_force().select_related("service")
    return [
        Promise(
            service_id=row.service_id,
            name=row.service.name,
            names=row.service.names,
            since=row.revised_on,
            parts=tuple((str(one.label), text) for one in TOLD if (text := row.part(one).strip())),
        )
        for row in rows.order_by("service__name", "service_id")
    ]
