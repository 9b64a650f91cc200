"""Every read of the institution and its units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.urls import reverse

from pendopo.foundation.clock import Zone
from pendopo.foundation.often import Often
from pendopo.foundation.tenancy import TenantQuerySet
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.foundation.ui.menu import Nameplate
from pendopo.institution.structure.models import Institution, LadderContact, OrgUnit, Rung
from pendopo.institution.structure.working_days import calendar_of

__all__ = [
    "Branch",
    "calendar_of",
    "institution",
    "is_below",
    "ladder",
    "ladder_of",
    "nameplate",
    "tree",
    "unit_names",
    "units",
    "zone_of",
]


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


NAMED: Final = Often(
    lambda institution_id: OrgUnit.objects.filter(
        institution_id=institution_id, closed_at__isnull=True
    ).values_list("pk", "short_name", "name"),
    institution_id=int,
)


def unit_names(member: BelongsTo) -> list[tuple[int, str]]:
    """Number and short name of each open unit, by name: a filter of a list needs no more."""
    found = NAMED.rows(institution_id=member.institution_id)
    return [(number, short or name) for number, short, name in found]


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


def ladder_of(member: BelongsTo, unit: OrgUnit | None) -> dict[Rung, LadderContact]:
    """Who stands on a unit's own ladder, or on that of the whole institution."""
    return {Rung(one.rung): one for one in LadderContact.objects.seen_by(member).filter(unit=unit)}


def ladder(unit: OrgUnit) -> dict[Rung, LadderContact]:
    """Who is reminded of what this unit owes: its own contact, else that of the unit above, else the institution's.

    The liaison of a unit that named none is its own mailbox. A rung where nobody can be found is missing.
    """
    units = {one.pk: one for one in OrgUnit.objects.seen_by(unit)}
    known: dict[tuple[int | None, str], LadderContact] = {
        (one.unit_id, one.rung): one for one in LadderContact.objects.seen_by(unit)
    }
    found: dict[Rung, LadderContact] = {}
    for rung in Rung:
        place: int | None = unit.pk
        while True:
            if contact := known.get((place, rung.value)):
                found[rung] = contact
                break
            here = units.get(place) if place is not None else None
            if here is None:
                break
            if rung is Rung.LIAISON and (here.email or here.phone):
                found[rung] = LadderContact(
                    institution_id=unit.institution_id,
                    unit=here,
                    rung=rung,
                    name=here.called,
                    email=here.email,
                    phone=here.phone,
                )
                break
            place = here.parent_id
    return found
