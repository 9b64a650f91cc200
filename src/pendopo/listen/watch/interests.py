"""What this office watches for: its own words, and those its structure knows already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pendopo.institution.people import queries as people
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import queries as structure
from pendopo.listen.watch.models import WatchSettings
from pendopo.listen.watch.reading import Point
from pendopo.listen.watch.scoring import LEADER, POINTS, REGION, TOPIC, UNIT, US, Interests
from pendopo.listen.watch.touching import Here

REASONS_MOST: Final = 20
# Where a region's name begins in the name of its government.
BEFORE_A_REGION: Final = (
    "Pemerintah Kabupaten ",
    "Pemerintah Kota ",
    "Pemerintah Provinsi ",
    "Pemerintah Desa ",
)


def settings_of(institution_id: int) -> WatchSettings:
    """What the office said, or what holds until it says something."""
    kept = WatchSettings.objects.filter(institution_id=institution_id).first()
    return kept or WatchSettings(institution_id=institution_id)


def of(institution_id: int) -> Interests:
    """Every word that counts, by its kind."""
    house, said = structure.institution(institution_id), settings_of(institution_id)
    leaders = people.members(institution_id).in_role(Role.LEADER).select_related("person")
    units = [word for unit in structure.units(said) for word in (unit.name, unit.short_name)]
    return Interests.of(
        {
            US: [house.name, house.short_name, *said.names],
            LEADER: [one.name for one in leaders],
            UNIT: units,
            REGION: [*said.region, *_region_in(house.name)],
            TOPIC: said.topics,
        }
    )


def here(institution_id: int) -> Here:
    """Where warnings concern us."""
    house, said = structure.institution(institution_id), settings_of(institution_id)
    place = (
        Point(said.latitude, said.longitude)
        if said.latitude is not None and said.longitude is not None
        else None
    )
    return Here(
        point=place,
        radius_km=said.radius_km,
        least_magnitude=said.least_magnitude,
        region=tuple(dict.fromkeys([*said.region, *_region_in(house.name)])),
    )


def _region_in(name: str) -> list[str]:
    return [name.removeprefix(before) for before in BEFORE_A_REGION if name.startswith(before)]


def together(one: Sequence[dict[str, str]], other: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The reasons of both, each once, the weightiest first."""
    both = [*one, *(reason for reason in other if reason not in one)]
    return sorted(both, key=lambda reason: -POINTS.get(reason["kind"], 0))[:REASONS_MOST]
