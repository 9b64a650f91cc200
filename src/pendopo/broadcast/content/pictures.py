"""Pictures fitted to each network: their part, size and kind. How they are taken in, `foundation/pictures.py` says."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.foundation.pictures import (
    ENDINGS,
    FORMATS,
    JPEG,
    PNG,
    WEBP,
    Taken,
    as_drawn,
    encoded,
    read,
    take_in,
    thumbnail,
)
from pendopo.networks.contract import Limits

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = Later("PIL.Image")

__all__ = [
    "JPEG",
    "PNG",
    "WEBP",
    "Cut",
    "Taken",
    "as_drawn",
    "cut",
    "fitted",
    "kind_for",
    "read",
    "rendition",
    "take_in",
    "thumbnail",
]

SENT_EDGE_MAX: Final = 2560
QUALITIES: Final = (90, 84, 76, 68)
SHRINK: Final = 0.8


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Which part of a picture is sent, in pixels of the original, and how large it becomes."""

    left: int
    top: int
    right: int
    bottom: int
    width: int
    height: int

    def crops(self, width: int, height: int) -> bool:
        """Whether something of the original is left out."""
        return (self.left, self.top, self.right, self.bottom) != (0, 0, width, height)


def cut(width: int, height: int, focus: tuple[float, float], limits: Limits) -> Cut:
    """The largest part around the focus that has a ratio the network takes, and its size there."""
    left, top, right, bottom = 0, 0, width, height
    if limits.aspect_ratios is not None:
        lowest, highest = limits.aspect_ratios
        ratio = width / height
        if ratio > highest:
            wide = max(int(height * highest), 1)
            left = _slid(width, wide, focus[0])
            right = left + wide
        elif ratio < lowest:
            high = max(int(width / lowest), 1)
            top = _slid(height, high, -focus[1])
            bottom = top + high
    shown_width, shown_height = right - left, bottom - top
    scale = min(1.0, SENT_EDGE_MAX / max(shown_width, shown_height))
    if limits.picture_pixels_max is not None:
        scale = min(scale, (limits.picture_pixels_max / (shown_width * shown_height)) ** 0.5)
    return Cut(
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        width=max(int(shown_width * scale), 1),
        height=max(int(shown_height * scale), 1),
    )


def _slid(whole: int, part: int, focus: float) -> int:
    """Where a part begins so that the focus (-1..1) lies as near to its middle as the edges allow."""
    middle = (focus + 1) / 2 * whole
    return min(max(round(middle - part / 2), 0), whole - part)


def kind_for(kind: str, limits: Limits) -> str:
    """As which kind a picture of `kind` is sent."""
    for one in (kind, JPEG, PNG, WEBP):
        if one in limits.picture_kinds and one in FORMATS:
            return one
    return JPEG


def fitted(content: bytes, *, kind: str, focus: tuple[float, float], limits: Limits) -> Taken:
    """The picture as the network takes it: its part, its size in pixels and bytes, its kind."""
    picture: Image.Image = Image.open(io.BytesIO(content))
    part = cut(picture.width, picture.height, focus, limits)
    kind = kind_for(kind, limits)
    picture = picture.crop((part.left, part.top, part.right, part.bottom))
    if picture.size != (part.width, part.height):
        picture = picture.resize((part.width, part.height), Image.Resampling.LANCZOS)
    if kind == PNG and JPEG in limits.picture_kinds:
        png = encoded(picture, PNG, 100)
        if len(png) <= limits.picture_bytes_max:
            return Taken(content=png, kind=PNG, width=picture.width, height=picture.height)
        kind = JPEG
    while True:
        for quality in QUALITIES:
            made = encoded(picture, kind, quality)
            if len(made) <= limits.picture_bytes_max:
                return Taken(content=made, kind=kind, width=picture.width, height=picture.height)
        if min(picture.size) < 16:
            raise Refused(_("This picture cannot be made small enough for this network."))
        picture = picture.resize(
            (max(int(picture.width * SHRINK), 1), max(int(picture.height * SHRINK), 1)),
            Image.Resampling.LANCZOS,
        )


def rendition(content: bytes, *, sha256: str, kind: str, focus: tuple[float, float], limits: Limits) -> Taken:
    """`fitted`, remembered on the storage under what it was made of."""
    made_of = repr(
        (
            focus,
            limits.aspect_ratios,
            limits.picture_pixels_max,
            limits.picture_bytes_max,
            limits.picture_kinds,
            SENT_EDGE_MAX,
            QUALITIES,
        )
    )
    name = f"renditions/{sha256[:2]}/{sha256}-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}"
    for made_kind, ending in ENDINGS.items():
        if default_storage.exists(f"{name}.{ending}"):
            with default_storage.open(f"{name}.{ending}") as file:
                kept = file.read()
            width, height = Image.open(io.BytesIO(kept)).size
            return Taken(content=kept, kind=made_kind, width=width, height=height)
    made = fitted(content, kind=kind, focus=focus, limits=limits)
    default_storage.save(f"{name}.{made.ending}", ContentFile(made.content))
    return made
