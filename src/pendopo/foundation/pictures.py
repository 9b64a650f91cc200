"""Pictures taken in without what a camera tells about place and person, and drawn small for our own pages."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later

if TYPE_CHECKING:
    from PIL import Image, ImageOps
else:
    Image = Later("PIL.Image")
    ImageOps = Later("PIL.ImageOps")

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
WEBP: Final = "image/webp"
FORMATS: Final = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
ENDINGS: Final = {JPEG: "jpg", PNG: "png", WEBP: "webp"}
TAKEN_IN: Final = ("JPEG", "PNG", "WEBP", "GIF")
PHONES_OWN: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1"})  # brands of HEIC
UPLOAD_MAX: Final = 25_000_000
PIXELS_MAX: Final = 60_000_000
EDGE_MAX: Final = 4096  # of what is kept; no network shows more


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
            OSError,
            SyntaxError,
            ValueError,
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
        ) as error:
            raise Refused(_unread(raw), field="file") from error
    picture.thumbnail((EDGE_MAX, EDGE_MAX), Image.Resampling.LANCZOS)
    # A drawing stays sharp as PNG; a photograph is ten times smaller as JPEG.
    is_drawing = opened.format in {"PNG", "GIF"} or has_alpha(picture)
    kind = PNG if is_drawing else JPEG
    content = encoded(picture, kind, 92)
    return Taken(content=content, kind=kind, width=picture.width, height=picture.height)


def as_drawn(raw: bytes) -> Taken:
    """What the house drew itself: no camera was near it, and encoding it anew would undo how well it is squeezed."""
    with Image.open(io.BytesIO(raw)) as picture:
        return Taken(
            content=raw, kind=Image.MIME[picture.format or ""], width=picture.width, height=picture.height
        )


def _unread(raw: bytes) -> str:
    if raw[4:8] == b"ftyp" and raw[8:12] in PHONES_OWN:
        return _(
            "This photo is in a format of some phones (HEIC) that few can read. Send it to yourself by WhatsApp and "
            "use that copy, or take a picture of the screen."
        )
    return _("This file cannot be read as a picture. Use JPEG, PNG or WebP.")


def thumbnail(content: bytes, *, sha256: str, edge: int) -> bytes:
    """A small WebP for our own pages, remembered on the storage."""
    name = f"renditions/{sha256[:2]}/{sha256}-{edge}.webp"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return bytes(file.read())
    picture = Image.open(io.BytesIO(content))
    picture.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    made = encoded(picture, WEBP, 78)
    default_storage.save(name, ContentFile(made))
    return made


def has_alpha(picture: Image.Image) -> bool:
    """Whether something shines through."""
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def encoded(picture: Image.Image, kind: str, quality: int) -> bytes:
    """Only pixels and the colour profile go on: no EXIF, XMP or comment."""
    into = io.BytesIO()
    profile = picture.info.get("icc_profile")
    extra = {"icc_profile": profile} if profile and picture.mode in {"RGB", "RGBA"} else {}
    match kind:
        case "image/png":
            clean = picture.convert("RGBA" if has_alpha(picture) else "RGB")
            clean.info = {}
            clean.save(into, "PNG", optimize=True, **extra)
        case "image/webp":
            clean = picture.convert("RGBA" if has_alpha(picture) else "RGB")
            clean.info = {}
            clean.save(into, "WEBP", quality=quality, **extra)
        case _:
            clean = _flat(picture)
            clean.info = {}
            clean.save(into, "JPEG", quality=quality, optimize=True, progressive=True, **extra)
    return into.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency: on white, as paper."""
    if not has_alpha(picture):
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    seen = picture.convert("RGBA")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper
