"""Regions by their names, as tables and boundary files write them: Kec. Mlati, MLATI, Kecamatan Mlati."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused

CORNERS_MOST: Final = 40_000
SHAPES_MOST: Final = 600
KNOWN_AT_LEAST: Final = 0.8  # of the regions in a table, or it is no map
SHORT: Final = {"kec": "kecamatan", "kel": "kelurahan", "kab": "kabupaten", "prov": "provinsi"}
KIND: Final = re.compile(
    r"^(kecamatan|kelurahan|kalurahan|desa|kabupaten|kota|provinsi|kapanewon|distrik)\b\s*"
)


def matched(labels: Sequence[str], boundaries: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Each shape with the label it belongs to ('' where the table has none); nothing where too few are known.

    Raises Refused when the file is no GeoJSON of areas, or too large to be drawn.
    """
    features = boundaries.get("features")
    if boundaries.get("type") != "FeatureCollection" or not isinstance(features, list) or not features:
        raise _unreadable()
    shapes: list[tuple[Mapping[str, Any], Any]] = []
    corners = 0
    for feature in features:
        if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
            raise _unreadable()
        geometry = feature["geometry"]
        depth = {"Polygon": 2, "MultiPolygon": 3}.get(str(geometry.get("type")))
        if depth is None:
            raise _unreadable()
        rings, number = _checked(geometry.get("coordinates"), depth)
        corners += number
        properties = feature.get("properties")
        shapes.append(
            (
                properties if isinstance(properties, dict) else {},
                {"type": geometry["type"], "coordinates": rings},
            )
        )
    if corners > CORNERS_MOST or len(shapes) > SHAPES_MOST:
        raise Refused(
            _("These boundaries are too detailed to be drawn. Simplify them to at most %(most)s corners.")
            % {"most": CORNERS_MOST},
            field="boundaries",
        )
    return _best([label for label in dict.fromkeys(labels) if label], shapes)


def strangers(labels: Sequence[str], boundaries: Mapping[str, Any]) -> tuple[str, ...]:
    """Which regions of a table no area of a checked file is named after."""
    said = {
        str(value)
        for feature in boundaries["features"]
        for value in (feature.get("properties") or {}).values()
    }
    known = {form for one in said for form in _forms(one)}
    return tuple(label for label in dict.fromkeys(labels) if label and not _forms(label) & known)


def _best(
    labels: Sequence[str], shapes: Sequence[tuple[Mapping[str, Any], Any]]
) -> tuple[tuple[str, Any], ...]:
    """By the property whose values name most of the regions."""
    exact = {_plain(label): label for label in labels}
    many = Counter(form for label in labels for form in _forms(label))
    loose = {form: label for label in labels for form in _forms(label) if many[form] == 1}
    keys = dict.fromkeys(key for properties, _shape in shapes for key in properties)
    best: list[tuple[str, Any]] = []
    known = 0
    for key in list(keys)[:40]:
        found = [(_known(str(properties.get(key, "")), exact, loose), shape) for properties, shape in shapes]
        number = len({label for label, _shape in found if label})
        if number > known:
            best, known = found, number
    return tuple(best) if labels and known >= KNOWN_AT_LEAST * len(labels) else ()


def _checked(coordinates: Any, depth: int) -> tuple[list[Any], int]:
    """Only numbers, only two of each, and not nested deeper than a shape is."""
    if not isinstance(coordinates, list):
        raise _unreadable()
    if depth == 0:
        if len(coordinates) < 2 or not all(
            isinstance(one, int | float) and abs(one) < 1e9 for one in coordinates[:2]
        ):
            raise _unreadable()
        return [round(float(one), 5) for one in coordinates[:2]], 1
    kept, corners = [], 0
    for one in coordinates:
        part, number = _checked(one, depth - 1)
        kept.append(part)
        corners += number
        if corners > CORNERS_MOST:
            break
    return kept, corners


def _known(name: str, exact: Mapping[str, str], loose: Mapping[str, str]) -> str:
    """The label of the region a shape is named after, or nothing."""
    said = (
        exact.get(_plain(name)),
        *(loose.get(form) for form in sorted(_forms(name), key=len, reverse=True)),
    )
    return next((label for label in said if label), "")


def _plain(name: str) -> str:
    first, *others = re.sub(r"[^a-z0-9]+", " ", name.casefold()).split() or [""]
    return " ".join((SHORT.get(first, first), *others))


def _forms(name: str) -> set[str]:
    """As it may be written elsewhere: with what kind of region it is, and without. Kota Baru may be its whole name."""
    plain = _plain(name)
    return {one.replace(" ", "") for one in (plain, KIND.sub("", plain))} - {""}


def _unreadable() -> Refused:
    return Refused(
        _("These boundaries cannot be read. Use a GeoJSON file with one area a region."), field="boundaries"
    )
