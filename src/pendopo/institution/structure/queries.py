"""Every read of the institution and its units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse

from pendopo.foundation.clock import Zone
from pendopo.foundation.tenancy import TenantQuerySet
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.foundation.ui.menu import Nameplate
from pendopo.institution.structure.models import Institution, OrgUnit
from pendopo.institution.structure.working_days import calendar_of

__all__ = ["Branch", "calendar_of", "institution", "is_below", "nameplate", "tree", "units", "zone_of"]


def institution(institution_id: int) -> Institution:
    """The institution. Raises Institution.DoesNotExist."""
    return Institution.objects.get(pk=institution_id)


def zone_of(institution: Institution) -> Zone:
    """The clock on the office's wall."""
    return Zone(institution.zone)


def nameplate(institution: Institution) -> Nameplate:
    """Its name, colours and fonts for pages that are read without signing in."""
    return Nameplate(
        name=institution.name,
        colour=institution.colour,
        logo_url=reverse("institution:logo", args=[institution.slug]) if institution.logo else "",
        heading_font=institution.heading_font,
        body_font=institution.body_font,
        is_demonstration=settings.PENDOPO_IS_DEMONSTRATION,
    )


def units(member: BelongsTo) -> TenantQuerySet[OrgUnit]:
    """The open units of the member's institution, by name."""
    return OrgUnit.objects.seen_by(member).filter(closed_at__isnull=True)


@dataclass(frozen=True)
class Branch:
    """A unit with those below it."""

    unit: OrgUnit
    below: list[Branch] = field(default_factory=list)


def tree(found: Iterable[OrgUnit]) -> list[Branch]:
    """The units as they stand under each other; whose parent is not among them stands at the top."""
    branches = {unit.pk: Branch(unit) for unit in found}
    tops: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.unit.parent_id or 0)
        (above.below if above else tops).append(branch)
    return tops


def is_below(unit: OrgUnit, top: OrgUnit) -> bool:
    """Whether `unit` is `top`, or stands somewhere under it."""
    parents = dict(OrgUnit.objects.seen_by(unit).values_list("pk", "parent_id"))
    place: int | None = unit.pk
    while place is not None:
        if place == top.pk:
            return True
        place = parents.get(place)
    return False
