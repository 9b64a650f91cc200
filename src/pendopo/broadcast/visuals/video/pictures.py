"""A page's picture as a film holds it: brightness and two colours, filling the frame, and how it moves."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from PIL import Image, ImageFilter, UnidentifiedImageError

from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
else:
    np = Later("numpy")

BYTES_MOST: Final = 25_000_000
PIXELS_MOST: Final = 40_000_000
TAKEN_IN: Final = ("PNG", "JPEG", "WEBP")
ZOOM: Final = 0.05  # of the frame; a card's own margin is wider
UNIFORM: Final = 14  # how far the edge of a picture may differ from one colour,
NEARLY_ALL: Final = 0.9  # and how much of it may not
GAP: Final = 24  # between a picture and the words beneath it
# BT.709, the colours of every HD screen, in the range a film keeps.
LUMA: Final = (0.2126, 0.7152, 0.0722)
BLACK, SPAN, MIDDLE, COLOUR_SPAN = 16, 219, 128, 224


@dataclass(frozen=True)
class Still:
    """One page, ready: its planes and the way it moves (-1 comes nearer, 1 goes back, 0 stands)."""

    luma: Image.Image
    blue: Image.Image
    red: Image.Image
    way: int = 0

    @property
    def planes(self) -> tuple[Image.Image, Image.Image, Image.Image]:
        return self.luma, self.blue, self.red

    def at(self, share: float) -> tuple[Image.Image, ...]:
        """Its planes after that share of its time."""
        if not self.way:
            return self.planes
        eased = share * share * (3 - 2 * share)
        grown = 1 + ZOOM * (eased if self.way < 0 else 1 - eased)
        return tuple(_nearer(plane, grown) for plane in self.planes)


def still(
    picture: bytes | Pixels, width: int, height: int, *, number: int, way: int, words_at: int | None = None
) -> Still:
    """Read a picture and lay it into the frame. Raises Refused, naming the page.

    `words_at` is where its words begin: a picture that does not fill the frame stands above them.
    """
    rgb = _fitted(_read(picture, number), width, height, words_at)
    luma, blue, red = (Image.fromarray(plane) for plane in planes_of(np.asarray(rgb)))
    return Still(luma, blue, red, way)


def planes_of(rgb: Pixels) -> tuple[Pixels, Pixels, Pixels]:
    """RGB as brightness, and two colours at half the size."""
    red, green, blue = (rgb[..., channel].astype(np.float32) / 255 for channel in range(3))
    luma = LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue
    to_blue, to_red = (blue - luma) / (2 * (1 - LUMA[2])), (red - luma) / (2 * (1 - LUMA[0]))

    def halved(plane: NDArray[Any]) -> NDArray[Any]:
        high, wide = plane.shape
        return np.asarray(plane.reshape(high // 2, 2, wide // 2, 2).mean(axis=(1, 3)))

    def whole(plane: NDArray[Any]) -> Pixels:
        return np.asarray(np.clip(np.rint(plane), 0, 255), np.uint8)

    return (
        whole(BLACK + SPAN * luma),
        whole(MIDDLE + COLOUR_SPAN * halved(to_blue)),
        whole(MIDDLE + COLOUR_SPAN * halved(to_red)),
    )


def _nearer(plane: Image.Image, grown: float) -> Image.Image:
    width, height = plane.size
    left, top = width * (1 - 1 / grown) / 2, height * (1 - 1 / grown) / 2
    box = (left, top, width - left, height - top)
    return plane.resize(plane.size, Image.Resampling.BICUBIC, box=box)


def _read(picture: bytes | Pixels, number: int) -> Image.Image:
    if not isinstance(picture, bytes):
        if picture.ndim != 3 or picture.shape[2] != 3 or picture.size > 3 * PIXELS_MOST:
            raise _unreadable(number)
        return Image.fromarray(picture)
    if len(picture) > BYTES_MOST:
        raise _unreadable(number)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            opened = Image.open(io.BytesIO(picture), formats=TAKEN_IN)
            if opened.width * opened.height > PIXELS_MOST:
                raise _unreadable(number)
            # What shines through stands on white, as on paper.
            seen = opened.convert("RGBA")
        except (
            UnidentifiedImageError,
            OSError,
            SyntaxError,
            ValueError,
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
        ) as error:
            raise _unreadable(number) from error
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def _unreadable(number: int) -> Refused:
    return Refused(
        _("Page %(number)s cannot be read as a picture. Use PNG, JPEG or WebP of at most 25 MB.")
        % {"number": number},
        field="pages",
    )


def _fitted(picture: Image.Image, width: int, height: int, words_at: int | None) -> Image.Image:
    """The whole picture within the frame; around it its own edge's colour, or a blurred echo of itself."""
    scale = min(width / picture.width, height / picture.height)
    size = (
        max(1, min(width, round(picture.width * scale))),
        max(1, min(height, round(picture.height * scale))),
    )
    small = picture.resize(size, Image.Resampling.LANCZOS)
    # A hair's breadth more is no reason for a border.
    if width - size[0] <= 4 and height - size[1] <= 4:
        return small.resize((width, height), Image.Resampling.LANCZOS) if size != (width, height) else small
    ground = _ground(small, width, height)
    bottom = height if words_at is None else words_at - GAP
    if size[1] > bottom:
        size = (max(1, round(size[0] * bottom / size[1])), bottom)
        small = picture.resize(size, Image.Resampling.LANCZOS)
    top = min((height - size[1]) // 2, bottom - size[1])
    ground.paste(small, ((width - size[0]) // 2, top))
    return ground


def _ground(picture: Image.Image, width: int, height: int) -> Image.Image:
    seen = np.asarray(picture)
    if picture.width < width:
        edge = np.concatenate([seen[:, 0], seen[:, -1]])
    else:
        edge = np.concatenate([seen[0], seen[-1]])
    usual = np.median(edge, axis=0)
    if float((np.abs(edge - usual).max(axis=1) <= UNIFORM).mean()) >= NEARLY_ALL:
        red, green, blue = (int(part) for part in usual)
        return Image.new("RGB", (width, height), (red, green, blue))
    scale = max(width / picture.width, height / picture.height) / 8
    echo = picture.resize((round(picture.width * scale) + 1, round(picture.height * scale) + 1))
    echo = echo.filter(ImageFilter.GaussianBlur(16)).resize((width, height), Image.Resampling.BICUBIC)
    return echo.point(lambda part: int(part * 0.6))
