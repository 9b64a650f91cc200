"""An office's colours as a card needs them: every pair that stands on each other is legible (WCAG AA), whatever was chosen.

Pure. Lightness gives way in OKLCH, hue stays, so that a pale or a glaring brand is still recognised.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from pendopo.foundation.ui.colour import AA, Oklch, Rgb, contrast, from_oklch, luminance, parse, to_oklch

READABLE: Final = AA + 0.1
STEP: Final = 0.01
INK: Final = Oklch(0.24, 0.012, 60)
PAPER: Final = Oklch(0.98, 0.011, 85)
TINT: Final = Oklch(0.932, 0.02, 80)
# What means the same in every office: danger, a warning, a truth. They never take the brand's hue.
RED: Final = Oklch(0.5, 0.19, 27)
YELLOW: Final = Oklch(0.89, 0.17, 98)
AMBER: Final = Oklch(0.8, 0.155, 78)
GREEN: Final = Oklch(0.47, 0.12, 152)


@dataclass(frozen=True, kw_only=True)
class Look:
    """The roles of a card's colours, as hex. `on_x` is what is written on x; `x_ink` is x as letters on paper."""

    paper: str
    ink: str
    muted: str
    line: str
    primary: str
    on_primary: str
    primary_ink: str
    deep: str
    on_deep: str
    tint: str
    accent: str
    on_accent: str
    accent_ink: str
    red: str
    on_red: str
    yellow: str
    on_yellow: str
    amber: str
    on_amber: str
    green: str
    on_green: str
    heading: str
    body: str

    def words(self) -> dict[str, str]:
        return asdict(self)


@functools.lru_cache(maxsize=256)
def look_for(colour: str, accent: str, heading: str, body: str) -> Look:
    """The look of an office with these two colours and fonts."""
    wanted, second = to_oklch(parse(colour)), to_oklch(parse(accent))
    paper = from_oklch(PAPER)
    tint = from_oklch(TINT)
    white, ink = from_oklch(Oklch(0.995, 0.002, 85)), from_oklch(INK)
    grounds = (paper, tint, white)
    # A whole card is filled with it, so neither black nor glaring: within what large areas bear.
    fill = Oklch(min(max(wanted.lightness, 0.3), 0.84), min(wanted.chroma, 0.2), wanted.hue)
    primary, on_primary = _pair(fill, white, ink)
    deep = _darker(Oklch(0.32, min(wanted.chroma, 0.11), wanted.hue), (white,))
    spark, on_accent = _pair(
        Oklch(min(max(second.lightness, 0.45), 0.88), min(second.chroma, 0.21), second.hue), white, ink
    )
    red, on_red = _pair(RED, white, ink)
    yellow, on_yellow = _pair(YELLOW, white, ink)
    amber, on_amber = _pair(AMBER, white, ink)
    green, on_green = _pair(GREEN, white, ink)
    return Look(
        paper=paper.hex,
        ink=ink.hex,
        muted=_darker(Oklch(0.5, 0.015, 70), grounds).hex,
        line=from_oklch(Oklch(0.87, 0.012, 80)).hex,
        primary=primary.hex,
        on_primary=on_primary.hex,
        primary_ink=_darker(fill, grounds).hex,
        deep=deep.hex,
        on_deep=white.hex,
        tint=tint.hex,
        accent=spark.hex,
        on_accent=on_accent.hex,
        accent_ink=_darker(second, grounds).hex,
        red=red.hex,
        on_red=on_red.hex,
        yellow=yellow.hex,
        on_yellow=on_yellow.hex,
        amber=amber.hex,
        on_amber=on_amber.hex,
        green=green.hex,
        on_green=on_green.hex,
        heading=heading,
        body=body,
    )


def _pair(fill: Oklch, white: Rgb, ink: Rgb) -> tuple[Rgb, Rgb]:
    """A ground and the letters on it: white or ink, whichever asks less of the ground's lightness."""
    shown = parse(from_oklch(fill).hex)
    letters = white if luminance(shown) < 0.36 else ink
    step = -STEP if letters is white else STEP
    lightness = fill.lightness
    while contrast(shown, letters) < READABLE and 0 < lightness < 1:
        lightness += step
        shown = parse(from_oklch(Oklch(lightness, fill.chroma, fill.hue)).hex)
    return shown, letters


def _darker(wanted: Oklch, grounds: tuple[Rgb, ...]) -> Rgb:
    """The colour, or its nearest darker relative that can be read on all of `grounds`."""
    lightness = wanted.lightness
    while True:
        shown = parse(from_oklch(Oklch(lightness, wanted.chroma, wanted.hue)).hex)
        if min(contrast(shown, ground) for ground in grounds) >= READABLE or lightness <= 0:
            return shown
        lightness -= STEP


def ratio(one: str, other: str) -> float:
    """WCAG contrast of two hex colours."""
    return contrast(parse(one), parse(other))


def colours(look: Look) -> Mapping[str, str]:
    """The roles that are colours, without the fonts."""
    return {name: value for name, value in look.words().items() if value.startswith("#")}
