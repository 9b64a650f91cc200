"""Words under the pictures: cut into lines and moments, drawn as a band that can be read on any ground."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont

from pendopo.broadcast.visuals.video.pictures import planes_of
from pendopo.foundation.later import Later
from pendopo.foundation.ui.colour import AA, Rgb, contrast, parse

if TYPE_CHECKING:
    import numpy as np

    from pendopo.broadcast.visuals.video.pictures import Pixels
else:
    np = Later("numpy")

LINES_MOST: Final = 2
LETTERS_A_SECOND: Final = 16  # what people read at ease
SETTLING: Final = 0.8  # seconds before an eye has found the words
PAUSES: Final = ",;:.?!"
PAUSE: Final = 14  # letters by which a part may be longer or shorter to end there
NUMBER: Final = re.compile(r"(?:rp\.?|pukul|no\.?|[\d.,:/-]*\d)", re.IGNORECASE)
WEIGHT: Final = 600
SIZE: Final = 50 / 1080  # of the frame's width
ROOM: Final = 0.86  # of the frame's width, for a line
# What every network lays over the foot of an upright film: name, words and buttons.
FOOT_UPRIGHT: Final = 0.17
FOOT: Final = 0.05


@dataclass(frozen=True, kw_only=True)
class Lettering:
    """How words look: a font's file, and the colours of the words and of their band."""

    font: Path
    words: str = "#ffffff"
    band: str = "#1b1815"

    def sure(self) -> tuple[Rgb, Rgb]:
        """Words and band that can be read, whatever the brand's colours are."""
        words, band = parse(self.words), parse(self.band)
        if contrast(words, band) < AA:
            white, black = Rgb(1, 1, 1), Rgb(0, 0, 0)
            words = white if contrast(white, band) >= contrast(black, band) else black
        return words, band


@dataclass(frozen=True)
class Cue:
    """Words that stand from one moment to another, in seconds."""

    begins: float
    ends: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Band:
    """A drawn cue: where it lies in the frame, how much it covers, and its planes."""

    left: int
    top: int
    covers: tuple[Pixels, Pixels]
    planes: tuple[Pixels, Pixels, Pixels]

    def lay(self, planes: Sequence[Pixels]) -> None:
        """Lay it over a frame's planes."""
        for plane, own, covers, half in zip(
            planes, self.planes, (self.covers[0], self.covers[1], self.covers[1]), (1, 2, 2), strict=True
        ):
            top, left = self.top // half, self.left // half
            part = plane[top : top + own.shape[0], left : left + own.shape[1]]
            weight = covers.astype(np.uint16)
            part[:] = ((part * (255 - weight) + own * weight + 127) // 255).astype(np.uint8)


class Letterer:
    """Measures and draws with one font for one shape of frame."""

    def __init__(self, look: Lettering, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.words, self.band = look.sure()
        self.size = round(SIZE * min(width, height))
        self.pad, self.leading = round(self.size * 0.6), round(self.size * 1.32)
        self.font = ImageFont.truetype(str(look.font), self.size)
        try:
            axes = self.font.get_variation_axes()
            self.font.set_variation_by_axes(
                [WEIGHT if len(axes) == 1 else axis["default"] or 0 for axis in axes]
            )
        except OSError:
            pass  # a font of one weight

    def parts(self, caption: str) -> list[tuple[str, ...]]:
        """What stands at one time: two lines, evenly filled, divided where a reader would pause."""
        words = self._words(caption)
        if not words:
            return []
        lines = self._lines(words)
        number = -(-len(lines) // LINES_MOST)
        evenly = [self._balanced(part) for part in _divided(words, number)]
        if all(len(one) <= LINES_MOST for one in evenly):
            return evenly
        return [tuple(lines[at : at + LINES_MOST]) for at in range(0, len(lines), LINES_MOST)]

    @property
    def band_top(self) -> int:
        """Above it no words ever stand."""
        return self._foot - self._high(LINES_MOST)

    def draw(self, lines: Sequence[str]) -> Band:
        """A rounded band that hugs the words, above what networks lay over the frame."""
        pad, leading = self.pad, self.leading
        wide = _even(max(self.font.getlength(line) for line in lines) + 2 * pad + self.size * 0.4)
        high = self._high(len(lines))
        left = _even((self.width - wide) / 2)
        top = self._foot - high
        covers = Image.new("L", (wide * 2, high * 2))
        ImageDraw.Draw(covers).rounded_rectangle((0, 0, wide * 2 - 1, high * 2 - 1), self.size, fill=255)
        mask = np.asarray(covers.resize((wide, high), Image.Resampling.BOX))
        drawn = Image.new("RGB", (wide, high), self.band.hex)
        pen = ImageDraw.Draw(drawn)
        for number, line in enumerate(lines):
            middle = high / 2 + (number - (len(lines) - 1) / 2) * leading
            pen.text((wide / 2, middle), line, font=self.font, fill=self.words.hex, anchor="mm")
        half = mask.reshape(high // 2, 2, wide // 2, 2).mean(axis=(1, 3)).astype(np.uint8)
        return Band(left, top, (mask, half), planes_of(np.asarray(drawn)))

    @property
    def _room(self) -> float:
        return ROOM * self.width - 2 * self.size

    @property
    def _foot(self) -> int:
        foot = FOOT_UPRIGHT if self.height > self.width * 1.5 else FOOT
        return _even(self.height * (1 - foot))

    def _high(self, lines: int) -> int:
        return _even(self.leading * lines + 1.1 * self.pad)

    def _lines(self, words: Sequence[str]) -> list[str]:
        lines: list[str] = []
        line = ""
        for word in words:
            longer = f"{line} {word}".strip()
            if line and self.font.getlength(longer) > self._room:
                lines.append(line)
                line = word
            else:
                line = longer
        return [*lines, line] if line else lines

    def _balanced(self, words: Sequence[str]) -> tuple[str, ...]:
        """Two lines of about one length rather than a full one and a lonely word."""
        lines = self._lines(words)
        if len(lines) != LINES_MOST:
            return tuple(lines)
        splits = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
        return min(
            (split for split in splits if all(self.font.getlength(line) <= self._room for line in split)),
            key=lambda split: max(self.font.getlength(line) for line in split),
            default=tuple(lines),
        )

    def _words(self, caption: str) -> list[str]:
        """Words; a number and what it counts are one, and a word longer than a line is several."""
        found: list[str] = []
        for word in re.sub(r"[\x00-\x20\x7f\u2028\u2029]+", " ", caption).split():
            together = f"{found[-1]} {word}" if found else ""
            if together and NUMBER.fullmatch(found[-1]) and self.font.getlength(together) <= self._room / 2:
                found[-1] = together
            else:
                found += self._cut(word)
        return found

    def _cut(self, word: str) -> Iterator[str]:
        while self.font.getlength(word) > self._room and len(word) > 1:
            fits = next(
                (at for at in range(len(word) - 1, 1, -1) if self.font.getlength(word[:at]) <= self._room), 1
            )
            yield word[:fits]
            word = word[fits:]
        yield word


def _divided(words: Sequence[str], number: int) -> list[Sequence[str]]:
    """So many parts of about one length, rather after a comma than before a word."""
    ends = list(itertools.accumulate(len(word) + 1 for word in words))
    cuts = [0]
    for cut in range(1, number):
        wanted = ends[-1] * cut / number
        places = range(cuts[-1] + 1, len(words) - (number - cut) + 1)
        if not places:
            break
        cuts.append(
            min(
                places,
                key=lambda at: abs(ends[at - 1] - wanted) - (PAUSE if words[at - 1][-1] in PAUSES else 0),
            )
        )
    return [words[begin:end] for begin, end in itertools.pairwise([*cuts, len(words)])]


def seconds_to_read(caption: str) -> float:
    """How long words have to stand."""
    return SETTLING + len(caption.strip()) / LETTERS_A_SECOND if caption.strip() else 0.0


def cues_of(parts: Sequence[tuple[str, ...]], begins: float, ends: float) -> list[Cue]:
    """One page's words over its time, each part as long as it has letters."""
    letters = [sum(map(len, lines)) for lines in parts]
    at, cues = begins, []
    for lines, weight in zip(parts, letters, strict=True):
        until = at + (ends - begins) * weight / sum(letters)
        cues.append(Cue(at, until, lines))
        at = until
    return cues


def srt(cues: Sequence[Cue]) -> str:
    """The same words as a subtitle file."""
    return "\n".join(
        "\n".join([str(number), f"{_clock(cue.begins)} --> {_clock(cue.ends)}", *cue.lines, ""])
        for number, cue in enumerate(cues, start=1)
    )


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    return (
        f"{thousandths // 3_600_000:02}:{thousandths // 60_000 % 60:02}"
        f":{thousandths // 1000 % 60:02},{thousandths % 1000:03}"
    )


def _even(length: float) -> int:
    return round(length / 2) * 2
