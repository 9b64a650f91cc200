"""Pictures: taken in without what a camera tells about place and person, and fitted to each network."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from pendopo.foundation.errors import Refused
from pendopo.networks.contract import Limits

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
WEBP: Final = "image/webp"
FORMATS: Final = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
ENDINGS: Final = {JPEG: "jpg", PNG: "png", WEBP: "webp"}
TAKEN_IN: Final = ("JPEG", "PNG", "WEBP", "GIF")
UPLOAD_MAX: Final = 25_000_000
PIXELS_MAX: Final = 60_000_000
EDGE_MAX: Final = 4096  # of what is kept; no network shows more
SENT_EDGE_MAX: Final = 2560
QUALITIES: Final = (90, 84, 76, 68)
SHRINK: Final = 0.8


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A picture as the library keeps it."""

    content: bytes
    kind: str
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def ending(self) -> str:
        return ENDINGS[self.kind]


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


def read(file: UploadedFile[bytes]) -> bytes:
    """An upload's bytes, unless there are too many to be held. Raises Refused."""
    if (file.size or 0) > UPLOAD_MAX:
        raise Refused(_("This picture is larger than 25 MB. Save it smaller and try again."), field="file")
    return bytes(file.read())


def take_in(raw: bytes) -> Taken:
    """Re-encode an upload: upright, without EXIF (place, device, owner), at most EDGE_MAX wide or high.

    Raises Refused when it is no picture or too large.
    """
    if len(raw) > UPLOAD_MAX:
        raise Refused(_("This picture is larger than 25 MB. Save it smaller and try again."), field="file")
    with warnings.catch_warnings():
        # Pillow warns of what may be a bomb before it refuses it; we refuse at once.
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            opened = Image.open(io.BytesIO(raw), formats=TAKEN_IN)
            if opened.width * opened.height > PIXELS_MAX:
                raise Refused(
                    _("This picture has too many pixels. Save it smaller and try again."), field="file"
                )
            picture: Image.Image = ImageOps.exif_transpose(opened)
            picture.load()
        except (
            UnidentifiedImageError,
            OSError,
            SyntaxError,
            ValueError,
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
        ) as error:
            raise Refused(
                _("This file cannot be read as a picture. Use JPEG, PNG or WebP."), field="file"
            ) from error
    picture.thumbnail((EDGE_MAX, EDGE_MAX), Image.Resampling.LANCZOS)
    # A drawing stays sharp as PNG; a photograph is ten times smaller as JPEG.
    is_drawing = opened.format in {"PNG", "GIF"} or _has_alpha(picture)
    kind = PNG if is_drawing else JPEG
    content = _encoded(picture, kind, 92)
    return Taken(content=content, kind=kind, width=picture.width, height=picture.height)


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
        png = _encoded(picture, PNG, 100)
        if len(png) <= limits.picture_bytes_max:
            return Taken(content=png, kind=PNG, width=picture.width, height=picture.height)
        kind = JPEG
    while True:
        for quality in QUALITIES:
            encoded = _encoded(picture, kind, quality)
            if len(encoded) <= limits.picture_bytes_max:
                return Taken(content=encoded, kind=kind, width=picture.width, height=picture.height)
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


def thumbnail(content: bytes, *, sha256: str, edge: int) -> bytes:
    """A small WebP for our own pages, remembered on the storage."""
    name = f"renditions/{sha256[:2]}/{sha256}-{edge}.webp"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return bytes(file.read())
    picture = Image.open(io.BytesIO(content))
    picture.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    made = _encoded(picture, WEBP, 78)
    default_storage.save(name, ContentFile(made))
    return made


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _encoded(picture: Image.Image, kind: str, quality: int) -> bytes:
    """Only pixels and the colour profile go on: no EXIF, XMP or comment."""
    into = io.BytesIO()
    profile = picture.info.get("icc_profile")
    extra = {"icc_profile": profile} if profile and picture.mode in {"RGB", "RGBA"} else {}
    match kind:
        case "image/png":
            clean = picture.convert("RGBA" if _has_alpha(picture) else "RGB")
            clean.info = {}
            clean.save(into, "PNG", optimize=True, **extra)
        case "image/webp":
            clean = picture.convert("RGBA" if _has_alpha(picture) else "RGB")
            clean.info = {}
            clean.save(into, "WEBP", quality=quality, **extra)
        case _:
            clean = _flat(picture)
            clean.info = {}
            clean.save(into, "JPEG", quality=quality, optimize=True, progressive=True, **extra)
    return into.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency: on white, as paper."""
    if not _has_alpha(picture):
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    seen = picture.convert("RGBA")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper
