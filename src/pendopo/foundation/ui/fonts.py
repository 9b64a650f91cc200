"""The fonts an office can choose, and the style sheet that sets them: files of this house, never of another host."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.templatetags.static import static

from pendopo.foundation.ui import assets

LIST: Final = Path(__file__).parent / "fonts.toml"
KITS_OWN: Final = "Plus Jakarta Sans"
# Which letters stand in which file, as the packages divide them.
SUBSETS: Final = {
    "latin": (
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
        "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
    ),
    "latin-ext": (
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,"
        "U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
    ),
}
BEHIND: Final = 'ui-sans-serif,system-ui,"Noto Sans","Noto Color Emoji",sans-serif'
# Where the house was set up without a font's file, words are still set, in the device's own letters.
WEIGHTS: Final = "200 900"


@dataclass(frozen=True)
class Font:
    """One family, `slug` in addresses and file names."""

    slug: str
    name: str

    def file(self, subset: str) -> str:
        return f"fonts/{self.slug}-{subset}.woff2"

    @property
    def is_bundled(self) -> bool:
        """Whether setting the house up has brought its files."""
        return all((assets.BUILT / self.file(subset)).exists() for subset in SUBSETS)


@functools.cache
def listed() -> tuple[Font, ...]:
    """Every font of fonts.toml, the kit's own first."""
    fonts = tomllib.loads(LIST.read_text(encoding="utf-8"))["fonts"]
    return tuple(Font(slug, name) for slug, name in fonts.items())


def bundled() -> list[Font]:
    """What can be chosen here. The kit's own is always among them: its letters have something behind them."""
    return [font for font in listed() if font.is_bundled or font.name == KITS_OWN]


def named(name: str) -> Font:
    """The font of that name or slug; the kit's own where there is none such (any more)."""
    found = (font for font in listed() if name in {font.name, font.slug})
    return next(found, listed()[0])


def faces(fonts: Iterable[Font]) -> str:
    """`@font-face` for each; the kit's own are in its own sheet already."""
    return "".join(
        f'@font-face{{font-family:"{font.name}";font-style:normal;font-weight:{WEIGHTS};font-display:swap;'
        f'src:url("{static(f"built/{font.file(subset)}")}") format("woff2");unicode-range:{letters}}}\n'
        for font in dict.fromkeys(fonts)
        if font.name != KITS_OWN and font.is_bundled
        for subset, letters in SUBSETS.items()
    )


def stylesheet(heading: Font, body: Font) -> str:
    """An office's two fonts over the kit's own."""
    return (
        f"{faces([heading, body])}"
        f'html{{font-family:"{body.name}",{BEHIND}}}\n'
        f'h1,h2,h3{{font-family:"{heading.name}",{BEHIND}}}\n'
    )


def specimens() -> str:
    """A class for each font, so that a page may show every choice in its own letters."""
    fonts = bundled()
    return faces(fonts) + "".join(
        f'.in-{font.slug}{{font-family:"{font.name}",{BEHIND}}}\n' for font in fonts
    )
