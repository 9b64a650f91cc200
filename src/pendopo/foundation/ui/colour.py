"""The institution's colour, made readable: a brand may choose any hex colour, and text stays legible on and in it.

Pure functions. Lightness is moved in OKLCH, where it moves without changing the hue people recognise, until
WCAG AA (4.5:1) holds on every paper the kit uses.
"""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass
from typing import Final

AA: Final = 4.5
READABLE: Final = AA + 0.05
HEX: Final = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


class NotAColour(ValueError):
    """The words do not name a colour such as #2d3f8f."""


@dataclass(frozen=True)
class Rgb:
    """A colour of a screen; each part from 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def hex(self) -> str:
        return "#" + "".join(f"{round(part * 255):02x}" for part in (self.red, self.green, self.blue))


@dataclass(frozen=True)
class Oklch:
    """A colour as eyes order it: lightness 0 to 1, chroma from 0, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


@dataclass(frozen=True)
class Papers:
    """What the institution's colour is read on, and the ink written on the colour itself."""

    card: Rgb
    page: Rgb
    ink: Rgb
    lighter: bool
    """Whether the colour has to become lighter to be read (in the dark) or darker (by day)."""


def parse(words: str) -> Rgb:
    """Read `#2d3f8f`, `2d3f8f` or `#23f`."""
    found = HEX.fullmatch(words.strip())
    if not found:
        raise NotAColour(f"{words!r} is not a colour. Write it as #2d3f8f.")
    digits = found[1]
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return Rgb(red, green, blue)


def luminance(colour: Rgb) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (_linear(part) for part in (colour.red, colour.green, colour.blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio as WCAG defines it, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def to_oklch(colour: Rgb) -> Oklch:
    red, green, blue = (_linear(part) for part in (colour.red, colour.green, colour.blue))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def from_oklch(colour: Oklch) -> Rgb:
    """The nearest colour a screen can show: chroma gives way, hue and lightness stay."""
    chroma = colour.chroma
    for _ in range(60):
        parts = _linear_parts(colour.lightness, chroma, colour.hue)
        if all(-1e-4 <= part <= 1 + 1e-4 for part in parts):
            break
        chroma *= 0.93
    else:
        parts = _linear_parts(colour.lightness, 0, colour.hue)
    red, green, blue = (_encoded(min(max(part, 0), 1)) for part in parts)
    return Rgb(red, green, blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _linear_parts(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


BY_DAY: Final = Papers(
    card=from_oklch(Oklch(0.993, 0.004, 85)),
    page=from_oklch(Oklch(0.969, 0.009, 83)),
    ink=from_oklch(Oklch(0.99, 0.004, 85)),
    lighter=False,
)
BY_NIGHT: Final = Papers(
    card=from_oklch(Oklch(0.255, 0.013, 58)),
    page=from_oklch(Oklch(0.213, 0.012, 56)),
    ink=from_oklch(Oklch(0.17, 0.012, 56)),
    lighter=True,
)


@functools.lru_cache(maxsize=256)
def theme_for(colour: str, *, dark: bool = False) -> dict[str, str]:
    """The style variables of one institution in one theme.

    The colour as chosen where it can be read, else its nearest relative that can.
    """
    papers = BY_NIGHT if dark else BY_DAY
    wanted = to_oklch(parse(colour))
    wash = from_oklch(Oklch(0.3 if dark else 0.952, min(wanted.chroma, 0.035 if dark else 0.018), wanted.hue))
    primary = _readable(wanted, on=(papers.card, papers.page, wash), ink=papers.ink, lighter=papers.lighter)
    return {
        "--color-primary": primary.hex,
        "--color-primary-content": papers.ink.hex,
        "--color-primary-wash": wash.hex,
    }


def stylesheet(colour: str) -> str:
    """Both themes of one institution's colour, by the same switches as the kit's own tokens."""
    day, night = (
        "".join(f"{name}:{value};" for name, value in theme_for(colour, dark=dark).items())
        for dark in (False, True)
    )
    return (
        f':root,[data-theme="pendopo"]{{{day}}}\n'
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme]){{{night}}}}}\n"
        f'[data-theme="pendopo-malam"]{{{night}}}\n'
    )


def _readable(wanted: Oklch, *, on: tuple[Rgb, ...], ink: Rgb, lighter: bool) -> Rgb:
    """Move lightness in small steps until everything is legible; at the end of the scale it always is."""
    step = 0.005 if lighter else -0.005
    lightness, enough = wanted.lightness, AA
    while True:
        # What is judged is what is shown: the colour after rounding to a screen's 256 steps.
        shown = parse(from_oklch(Oklch(lightness, wanted.chroma, wanted.hue)).hex)
        if min(contrast(shown, paper) for paper in (*on, ink)) >= enough:
            return shown
        lightness += step
        # Once moved, a hair further, so that the result stays where it is when it is asked again.
        enough = READABLE
