"""Points on the earth: how far apart, and whether one lies inside an outline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

EARTH_KM: Final = 6371.0


class Point(NamedTuple):
    """Degrees; south and west are negative."""

    latitude: float
    longitude: float


def distance_km(one: Point, other: Point) -> float:
    """Along the surface."""
    lat_1, lat_2 = math.radians(one.latitude), math.radians(other.latitude)
    lat, lon = lat_2 - lat_1, math.radians(other.longitude - one.longitude)
    chord = math.sin(lat / 2) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin(lon / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def is_inside(point: Point, outline: Sequence[Point]) -> bool:
    """Whether a line from the point crosses the outline an odd number of times."""
    inside = False
    before = outline[-1]
    for here in outline:
        if (here.latitude > point.latitude) != (before.latitude > point.latitude):
            share = (point.latitude - here.latitude) / (before.latitude - here.latitude)
            if point.longitude < here.longitude + share * (before.longitude - here.longitude):
                inside = not inside
        before = here
    return inside


def nearest_km(point: Point, outline: Sequence[Point]) -> float:
    """How far the nearest edge of the outline is; 0 inside of it. Small outlines, so the earth is flat here."""
    if is_inside(point, outline):
        return 0.0
    stretch = math.cos(math.radians(point.latitude))
    degree = math.radians(1) * EARTH_KM
    flat = [
        ((one.longitude - point.longitude) * stretch * degree, (one.latitude - point.latitude) * degree)
        for one in outline
    ]
    return min(_to_edge(flat[number - 1], flat[number]) for number in range(len(flat)))


def _to_edge(start: tuple[float, float], end: tuple[float, float]) -> float:
    """From the origin to the stretch between two places."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(x * dx + y * dy) / length)) if length else 0.0
    return math.hypot(x + along * dx, y + along * dy)
