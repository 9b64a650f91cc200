"""BMKG's earthquakes as JSON: the latest one, the fifteen strongest, the fifteen that were felt.

All three have the shape {"Infogempa": {"gempa": one or a list}}; every value is a text. The same earthquake stands in
several of them, and BMKG corrects its figures in place: what is one earthquake says its time of origin.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pendopo.listen.watch.reading.heard import Shape, Unreadable, Warned, _
from pendopo.listen.watch.reading.places import Point

NOT_JSON: Final = _("This is not JSON, so no earthquakes can be read from it.")
NOT_QUAKES: Final = _("This file does not hold earthquakes as BMKG writes them.")
SENDER: Final = "BMKG"
MOST: Final = 50
CENTRE: Final = re.compile(r"^Pusat gempa\s+(berada\s+)?", re.IGNORECASE)
OTHER_TENTHS: Final = 3


class Quake(BaseModel):
    """One earthquake as BMKG writes it."""

    model_config = ConfigDict(str_max_length=2000, extra="ignore")

    at: datetime = Field(alias="DateTime")
    coordinates: str = Field(alias="Coordinates")
    magnitude: float = Field(alias="Magnitude", ge=-2, le=11)
    depth: str = Field(alias="Kedalaman", default="")
    region: str = Field(alias="Wilayah", default="")
    potential: str = Field(alias="Potensi", default="")
    felt: str = Field(alias="Dirasakan", default="")
    day: str = Field(alias="Tanggal", default="")
    clock: str = Field(alias="Jam", default="")

    def point(self) -> Point:
        """Raises ValueError where it isn't one."""
        latitude, _comma, longitude = self.coordinates.partition(",")
        found = Point(float(latitude), float(longitude))
        if abs(found.latitude) > 90 or abs(found.longitude) > 180:
            raise ValueError(self.coordinates)
        return found


def read_quakes(content: bytes, *, url: str) -> tuple[Warned, ...]:
    """The earthquakes of a file; one that can't be read does not hide the others. Raises Unreadable."""
    try:
        said = json.loads(content.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(NOT_JSON) from error
    inner = said.get("Infogempa") if isinstance(said, dict) else None
    listed = inner.get("gempa") if isinstance(inner, dict) else None
    rows = [listed] if isinstance(listed, dict) else listed
    if not isinstance(rows, list):
        raise Unreadable(NOT_QUAKES)
    read = list(_readable(rows[:MOST], url))
    if rows and not read:
        raise Unreadable(NOT_QUAKES)
    return tuple(read)


def _readable(rows: list[Any], url: str) -> Iterator[Warned]:
    for row in rows:
        try:
            quake = Quake.model_validate(row)
            centre = quake.point()
        except (ValidationError, ValueError):
            continue
        region = CENTRE.sub("", quake.region.strip())
        at = quake.at if quake.at.tzinfo else quake.at.replace(tzinfo=UTC)
        yield Warned(
            mark=f"bmkg-quake:{at.astimezone(UTC):%Y%m%d%H%M%S}",
            shape=Shape.QUAKE,
            headline=f"Gempa magnitudo {f'{quake.magnitude:.1f}'.replace('.', ',')}: {region}".strip(": "),
            sent_at=at,
            begins_at=at,
            url=url,
            sender=SENDER,
            event="Gempa bumi",
            area=region,
            centre=centre,
            magnitude=quake.magnitude,
            depth=quake.depth,
            felt="" if quake.felt.strip() in {"-", ""} else quake.felt.strip(),
            potential=quake.potential.strip(),
            facts={"waktu": f"{quake.day} {quake.clock}".strip()},
        )


def is_same_news(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether citizens would learn nothing new: figures that moved a little, words that were left out."""
    return (
        is_same_magnitude(before.get("magnitude"), now.get("magnitude"))
        and before.get("felt", "") == now.get("felt", "")
        and has_tsunami(str(before.get("potential", ""))) == has_tsunami(str(now.get("potential", "")))
    )


def is_same_magnitude(one: float | None, other: float | None) -> bool:
    """Whether it moved by no more than first readings do. In tenths: 6.1 less 5.8 falls short of 0.3 by a hair."""
    return one is not None and other is not None and abs(round(one * 10) - round(other * 10)) < OTHER_TENTHS


def has_tsunami(potential: str) -> bool:
    """Whether the sender says that a tsunami is possible."""
    said = potential.casefold()
    return "tsunami" in said and "tidak" not in said
