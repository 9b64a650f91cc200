"""The sizes a card is drawn in: from one filling each network, phone and wall gets its own.

A card is laid out 1080 units wide, whatever it becomes, so that its smallest letters are as legible on a phone when the
picture is wide as when it is tall; what differs is how high it is.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

UNITS_WIDE: Final = 1080
POINTS_AN_INCH: Final = 72
BLEED_MILLIMETRES: Final = 3.0
PAGES_MOST: Final = 20  # of a carousel; the networks take 10 to 20


class Form(StrEnum):
    """What comes out of the press."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


@dataclass(frozen=True, kw_only=True)
class Size:
    """One size: pixels for screens, millimetres for paper. `height` is in units, for a card 1080 wide."""

    key: str
    pixels: tuple[int, int] | None = None
    millimetres: tuple[float, float] | None = None
    pages: bool = False  # a cover, a page for each thing listed, and an end
    bytes_most: int = 8_000_000

    @property
    def height(self) -> float:
        across, down = self.millimetres or self.pixels or (1, 1)
        return UNITS_WIDE * down / across

    @property
    def form(self) -> Form:
        """What it is usually handed out as."""
        return Form.PDF if self.millimetres else Form.PNG

    @property
    def ppi(self) -> float:
        """Resolution at which a page 1080 points wide becomes this many pixels; paper is drawn for a screen."""
        across = self.pixels[0] if self.pixels else UNITS_WIDE
        return POINTS_AN_INCH * across / UNITS_WIDE

    def units(self, millimetres: float) -> float:
        """A length on paper as units of the card."""
        if self.millimetres is None:
            return 0
        return millimetres / self.millimetres[0] * UNITS_WIDE


SIZES: Final[Mapping[str, Size]] = MappingProxyType(
    {
        size.key: size
        for size in (
            Size(key="portrait", pixels=(1080, 1350)),
            Size(key="square", pixels=(1080, 1080)),
            Size(key="story", pixels=(1080, 1920)),
            # WhatsApp makes larger files smaller by itself, and letters fray.
            Size(key="status", pixels=(1080, 1920), bytes_most=1_000_000),
            Size(key="wide", pixels=(1600, 900)),
            Size(key="link", pixels=(1200, 628)),
            Size(key="carousel", pixels=(1080, 1350), pages=True),
            Size(key="a4", millimetres=(210, 297)),
            Size(key="a3", millimetres=(297, 420)),
        )
    }
)


def suiting(ratio: float, keys: Collection[str]) -> str:
    """Of these sizes the picture for a screen whose shape (width to height) comes closest to `ratio`."""
    shapes = {
        key: size.pixels[0] / size.pixels[1] for key in keys if (size := SIZES[key]).pixels and not size.pages
    }
    return min(shapes, key=lambda key: abs(math.log(shapes[key] / ratio)))


# The frames of a film, page by page.
FILM_SIZES: Final[Mapping[str, Size]] = MappingProxyType(
    {
        "tall": Size(key="film-tall", pixels=(1080, 1920), pages=True),
        "square": Size(key="film-square", pixels=(1080, 1080), pages=True),
    }
)
