"""How a chart takes a brand: colours that can be told apart, in grey too, and letters whose width is known."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import ImageFont

from pendopo.foundation.ui.colour import (
    AA,
    Oklch,
    Rgb,
    contrast,
    from_oklch,
    luminance,
    parse,
    to_oklch,
)

GRAPHIC: Final = 3.1  # WCAG 1.4.11 asks 3 of what has to be seen; a hair more survives rounding
STRONG: Final = 10.5  # nobody needs more, and it would be as good as black
APART: Final = 1.9  # between two neighbours, where there is room for it
FALLBACK_WIDTH: Final = 0.58  # of a letter, in its size
REGULAR, BOLD = 400, 700


@dataclass(frozen=True, kw_only=True)
class Look:
    """A brand as a chart needs it. `fonts` is a folder of TTF files, `text` the size of words in pixels."""

    colour: str
    accent: str
    paper: str
    ink: str
    font: str = "Plus Jakarta Sans"
    fonts: Path | None = None
    text: float = 28

    @property
    def words(self) -> str:
        """The ink, where it can be read on this paper; else black or white."""
        return _readable(parse(self.ink), parse(self.paper), AA).hex

    @property
    def quiet(self) -> str:
        """For lines and ticks: between ink and paper, and still 3:1."""
        return self.step(GRAPHIC, chroma=0.01)

    @property
    def hair(self) -> str:
        """For the grid, which may be overlooked."""
        return self.step(1.35, chroma=0.01)

    @property
    def main(self) -> str:
        """The institution's colour, moved until it stands out from the paper."""
        wanted, paper = parse(self.colour), parse(self.paper)
        if contrast(wanted, paper) >= GRAPHIC:
            return wanted.hex
        return self.step(GRAPHIC)

    def step(self, ratio: float, *, of: str = "", chroma: float | None = None) -> str:
        """A relative of a brand colour with this contrast to the paper."""
        wanted, paper = to_oklch(parse(of or self.colour)), parse(self.paper)
        own = wanted.chroma if chroma is None else min(chroma, wanted.chroma)
        return _with_contrast(Oklch(wanted.lightness, own, wanted.hue), paper, ratio).hex

    def in_words(self, colour: str) -> str:
        """A colour dark or light enough for words; itself where it is."""
        if contrast(parse(colour), parse(self.paper)) >= AA:
            return colour
        return self.step(AA + 0.1, of=colour)

    def series(self, number: int) -> list[str]:
        """Colours for so many series: the two brand hues by turns, each a clear step lighter than the one before."""
        if number <= 1:
            return [self.main]
        paper = parse(self.paper)
        own = contrast(parse(self.main), paper)
        most = min(_most(paper) * 0.92, max(own, min(STRONG, GRAPHIC * APART ** (number - 1))))
        factor = (most / GRAPHIC) ** (1 / (number - 1))
        ladder = [most / factor**place for place in range(number)]
        return [
            self.step(max(ratio, GRAPHIC), of=self.colour if place % 2 == 0 else self.accent)
            for place, ratio in enumerate(ladder)
        ]

    def ramp(self, number: int) -> list[str]:
        """One hue from next to nothing to strong, for a map."""
        strong = min(_most(parse(self.paper)) * 0.85, 9.0)
        weak = 1.25
        if number == 1:
            return [self.step(strong)]
        factor = (strong / weak) ** (1 / (number - 1))
        return [self.step(weak * factor**place) for place in range(number)]

    def on(self, ground: str) -> str:
        """Words on a coloured ground."""
        return _readable(parse(self.paper), parse(ground), AA).hex

    def width(self, text: str, size: float, *, weight: int = REGULAR) -> float:
        """How wide a line of text is drawn."""
        font = _font(self.fonts, self.font, weight)
        if font is None:
            return len(text) * size * FALLBACK_WIDTH
        return font.getlength(text) * size / 100

    def lines(
        self, text: str, size: float, room: float, *, most: int = 2, weight: int = REGULAR
    ) -> list[str]:
        """Text in at most so many lines; what does not fit ends in an ellipsis."""
        lines: list[str] = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, size, weight=weight) > room and len(lines) < most:
                lines.append(word)
            else:
                lines[-1] = longer
        return [self._cut(line, size, room, weight) for line in lines]

    def _cut(self, line: str, size: float, room: float, weight: int) -> str:
        if self.width(line, size, weight=weight) <= room:
            return line
        fits, too_long = 0, len(line)
        while too_long - fits > 1:
            middle = (fits + too_long) // 2
            if self.width(f"{line[:middle]}…", size, weight=weight) <= room:
                fits = middle
            else:
                too_long = middle
        return f"{line[:fits].rstrip()}…"


@functools.lru_cache(maxsize=64)
def _font(folder: Path | None, family: str, weight: int) -> ImageFont.FreeTypeFont | None:
    """The file of a family and weight, at 100 pixels."""
    if folder is None:
        return None
    wanted = "Bold" if weight >= BOLD else "Regular"
    best = None
    for file in sorted(folder.glob("*.[to]tf")):
        try:
            font = ImageFont.truetype(str(file), 100)
        except OSError:
            continue
        name, style = font.getname()
        if name != family:
            continue
        if style == wanted:
            return font
        best = best or font
    return best


def _most(paper: Rgb) -> float:
    """The strongest contrast anything can have with this paper."""
    return max(contrast(paper, Rgb(0, 0, 0)), contrast(paper, Rgb(1, 1, 1)))


def _readable(wanted: Rgb, ground: Rgb, least: float) -> Rgb:
    if contrast(wanted, ground) >= least:
        return wanted
    white, black = Rgb(1, 1, 1), Rgb(0, 0, 0)
    return white if contrast(white, ground) >= contrast(black, ground) else black


@functools.lru_cache(maxsize=1024)
def _with_contrast(wanted: Oklch, paper: Rgb, ratio: float) -> Rgb:
    """Move lightness away from the paper, the way with more room, until the ratio is met."""
    darker = contrast(paper, Rgb(0, 0, 0)) >= contrast(paper, Rgb(1, 1, 1))
    low, high = (0.0, to_oklch(paper).lightness) if darker else (to_oklch(paper).lightness, 1.0)
    found = Rgb(0, 0, 0) if darker else Rgb(1, 1, 1)
    for _step in range(24):
        middle = (low + high) / 2
        # What is judged is what is shown: the colour after rounding to a screen's 256 steps.
        shown = parse(from_oklch(Oklch(middle, wanted.chroma, wanted.hue)).hex)
        if contrast(shown, paper) >= ratio and (luminance(shown) < luminance(paper)) == darker:
            found = shown
            low, high = (middle, high) if darker else (low, middle)
        else:
            low, high = (low, middle) if darker else (middle, high)
    return found
