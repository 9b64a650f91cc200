"""A visual in its office's look, drawn by this process's press."""

from __future__ import annotations

import atexit
import functools
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from pendopo.broadcast.content.models import Picture
from pendopo.broadcast.visuals import chart_fields, contrast, filling, queries
from pendopo.broadcast.visuals.catalog import spoken
from pendopo.broadcast.visuals.filling import Problem
from pendopo.broadcast.visuals.press import cards
from pendopo.broadcast.visuals.press.cards import FONTS, Card, Drawn, Office, Shown
from pendopo.broadcast.visuals.press.design import Design, Kind
from pendopo.broadcast.visuals.press.look import look_for
from pendopo.broadcast.visuals.press.press import Misprint, Press, TookTooLong, TookTooMuch
from pendopo.broadcast.visuals.press.sizes import SIZES, Form, Size
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.foundation.pictures import JPEG, PNG
from pendopo.institution.models import Institution

if TYPE_CHECKING:
    import oxipng
    from PIL import Image
else:
    Image = Later("PIL.Image")
    oxipng = Later("oxipng")

LOGO_EDGE: Final = 400
PICTURE_EDGE: Final = 1600  # no card shows a picture larger
SMALL_EDGE: Final = 480  # less than half a card's width
PICTURE_QUALITY: Final = 86
# Rows of a card are flat colours: no filter does best, and this depth gives three quarters of the bytes for a tenth of
# the time of oxipng's usual level, which gives two thirds.
DEFLATE_LEVEL: Final = 9
SEEN_QUALITY: Final = 70  # of 100: letters stay clean
SEEN_EFFORT: Final = 2  # of 6: 12 ms for a preview
JPEG_QUALITIES: Final = (90, 82, 74, 64)
PREVIEW_SECONDS: Final = 6.0


@functools.cache
def press() -> Press:
    """The press of this process; its child starts with the first order."""
    made = Press(FONTS)
    atexit.register(made.close)
    return made


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A card as it is drawn now, and why it can't go on yet."""

    drawn: Drawn
    problems: tuple[Problem, ...]


def office_of(institution: Institution) -> Office:
    """Who speaks on the card, in the office's own words."""
    site = (
        institution.website.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    )
    return Office(name=institution.name, reach=site or institution.phone, logo=_logo(institution))


def _logo(institution: Institution) -> Shown | None:
    if not institution.logo:
        return None
    return _logo_in(institution.logo.name, institution.pk)


@functools.lru_cache(maxsize=64)
def _logo_in(name: str, institution_id: int) -> Shown | None:
    """A logo's file never changes under its name."""
    logo = Institution(pk=institution_id, logo=name).logo
    try:
        with logo.open("rb") as file, Image.open(file) as picture:
            picture.thumbnail((LOGO_EDGE, LOGO_EDGE))
            into = io.BytesIO()
            picture.convert("RGBA").save(into, "PNG")
    except (OSError, ValueError):
        return None
    return Shown(content=into.getvalue(), kind=PNG, width=picture.width, height=picture.height)


def card_of(design: Design, words: Mapping[str, Any], institution: Institution) -> Card:
    """A design filled in by this office. Its pictures are those of the office's own library."""
    return Card(
        design=design,
        words=resolved(design, words, institution),
        office=office_of(institution),
        look=look_for(
            institution.colour, institution.accent, institution.heading_font, institution.body_font
        ),
        pictures=_pictures(design, words, institution),
    )


def resolved(design: Design, words: Mapping[str, Any], institution: Institution) -> dict[str, Any]:
    """The words as the card needs them: with the boundaries of the office's region where a map may come of them."""
    read = filling.words_for(design, words)
    if not chart_fields.may_be_a_map(design):
        return read
    return chart_fields.with_boundaries(design, read, queries.boundaries_of(institution.pk))


def _pictures(design: Design, words: Mapping[str, Any], institution: Institution) -> dict[str, Shown]:
    wanted = {
        field.key: int(words[field.key]["picture_id"])
        for field in design.fields
        if field.kind == Kind.PICTURE
        and isinstance(words.get(field.key), dict)
        and words[field.key].get("picture_id")
    }
    known = Picture.objects.kept().filter(institution_id=institution.pk, pk__in=wanted.values())
    by_id = {picture.pk: picture for picture in known}
    return {key: shown(by_id[number]) for key, number in wanted.items() if number in by_id}


def shown(picture: Picture) -> Shown:
    """A picture of the library as a card takes it: no larger than it is ever seen."""
    content, across, down = _smaller(picture.file.name, picture.sha256)
    # The library counts from the middle, to the right and upwards.
    focus = ((picture.focus_x + 1) / 2, (1 - picture.focus_y) / 2)
    return Shown(content=content, kind=JPEG, width=across, height=down, focus=focus)


@functools.lru_cache(maxsize=32)
def _smaller(name: str, sha256: str) -> tuple[bytes, int, int]:
    with Picture(file=name, sha256=sha256).file.open("rb") as file, Image.open(file) as picture:
        picture.thumbnail((PICTURE_EDGE, PICTURE_EDGE))
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A") if "A" in picture.getbands() else None)
        into = io.BytesIO()
        flat.save(into, "JPEG", quality=PICTURE_QUALITY)
    return into.getvalue(), flat.width, flat.height


def proof(
    card: Card, size_key: str, *, scale: float = 1.0, form: Form | None = None, bleed: bool = False
) -> Proof:
    """Draw a card and look at it. Raises Refused when it can't be drawn at all."""
    size = SIZES[size_key]
    try:
        whole, refused = chart_fields.with_charts(press(), card, size)
        drawn = cards.draw(press(), whole, size, form=form, scale=scale, bleed=bleed, seconds=PREVIEW_SECONDS)
    except TookTooLong as error:
        raise Refused(
            _("Drawing this card took too long and was stopped. Write less, or choose another template.")
        ) from error
    except TookTooMuch as error:
        raise Refused(
            _(
                "This card can't be drawn just now. Try again; if it stays so, take smaller photos or another template."
            )
        ) from error
    except Misprint as error:
        raise Refused(
            _("This template can't be drawn: %(why)s. Tell whoever made it, or choose another one.")
            % {"why": error.said}
        ) from error
    found = [
        *filling.problems(card.design, card.words, cut=drawn.cut),
        *(Problem(field=key, words=str(no)) for key, no in refused.items()),
    ]
    return Proof(drawn=drawn, problems=tuple(found))


def remarks(card: Card, size_key: str) -> tuple[Problem, ...]:
    """What stops nothing, and is said beside the card: words that are hard to read, and those of the example."""
    known = {one.key: spoken(one.label) for one in card.design.fields} | {"_office": card.office.name}
    left = [*_small(card), *filling.from_example(card.design, card.words)]
    try:
        made = cards.draw(
            press(),
            card,
            SIZES[size_key],
            form=Form.PNG,
            scale=contrast.SCALE,
            ghost=True,
            seconds=PREVIEW_SECONDS,
        )
    except Misprint:
        return tuple(left)  # the proof says why it can't be drawn
    faint = contrast.faint_fields(made, known)
    if not faint:
        return tuple(left)
    said = _(
        "Hard to read on what is under it (contrast below WCAG AA): %(fields)s. Choose a calmer photo, or tell "
        "whoever made the template."
    ) % {"fields": ", ".join(faint)}
    return (Problem(field="", words=said, is_warning=True), *left)


def _small(card: Card) -> list[Problem]:
    """Photographs that would be drawn several times as large as they are."""
    said = _(
        "“%(field)s” is only %(wide)s × %(high)s pixels and looks blurred. Choose the photo as it was taken."
    )
    return [
        Problem(
            field="",
            words=said
            % {"field": spoken(known.label) if known else key, "wide": one.width, "high": one.height},
            is_warning=True,
        )
        for key, one in card.pictures.items()
        for known in [card.design.field(key)]
        if max(one.width, one.height) < SMALL_EDGE
    ]


def for_screens(page: bytes) -> bytes:
    """A page as it is looked at and not kept: WebP, a third of the bytes of its PNG, for a phone on a thin line."""
    into = io.BytesIO()
    with Image.open(io.BytesIO(page)) as picture:
        picture.convert("RGB").save(into, "WEBP", quality=SEEN_QUALITY, method=SEEN_EFFORT)
    return into.getvalue()


def finished(page: bytes, size: Size) -> tuple[bytes, str]:
    """A page as it leaves the house, and its MIME type: squeezed without loss, else as JPEG under the size's bound."""
    png = oxipng.optimize_from_memory(
        page,
        level=0,
        filter=[oxipng.RowFilter.NoOp],
        deflate=oxipng.Deflaters.libdeflater(DEFLATE_LEVEL),
    )
    if len(png) <= size.bytes_most:
        return png, PNG
    with Image.open(io.BytesIO(page)) as picture:
        flat = picture.convert("RGB")
    for quality in JPEG_QUALITIES:
        into = io.BytesIO()
        flat.save(into, "JPEG", quality=quality, optimize=True)
        if into.tell() <= size.bytes_most:
            break
    return into.getvalue(), JPEG
