"""Pictures: what a network takes, what a blind reader is told (R12), and whose face it is (R16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Action, Finding, Fix, Sentence, Span
from pendopo.broadcast.content.rules.reading import Reading
from pendopo.broadcast.content.rules.rulebook import Book
from pendopo.broadcast.content.rules.subject import PictureFacts, Variant
from pendopo.networks import counting
from pendopo.networks.contract import Ability

# How cameras, telephones, messengers and drawing programs name their files.
_FILE_NAME: Final = re.compile(
    r"""\s*(?:
      [^\n]*\.(?:jpe?g|png|webp|gif|heic|bmp|tiff?|svg|mp4|mov|pdf)
      |(?:img|dsc|dscn|dscf|pxl|mvimg|vid|pic|image|photo|foto|gambar|picture|screenshot|capture|scan|
          untitled|desain|design|export|final|revisi|draft)[\s_\-.]*[(]?[\d_\-.\s()]*(?:copy|edit|fix|final|rev)?[\d)]*
      |whatsapp\s+(?:image|video)\b[^\n]*
      |screenshot[\s_\-][\d][^\n]*
      |tangkapan\s+layar[\s_\-]+[\d][^\n]*
      |[\d_\-.\s]+
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_RATIO_SLACK: Final = 0.01  # a network rounds to whole pixels


def is_file_name(alt: str) -> bool:
    """Whether an alternative text is only what the file happened to be called."""
    return bool(alt.strip()) and bool(_FILE_NAME.fullmatch(alt))


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    for field, account_key, picture in reading.pictures():
        yield from _alt(field, account_key, picture, book)
        yield from _consent(field, account_key, picture, book)
        yield from _rights(field, account_key, picture, book)
    for variant in reading.subject.variants:
        yield from _fits(variant, book)


def _place(field: str) -> Span:
    return Span(field=field, start=0, end=0)


def _alt(field: str, account_key: str | None, picture: PictureFacts, book: Book) -> Iterator[Finding]:
    alt = picture.alt.strip()
    if not alt:
        code = "alt_missing"
    elif is_file_name(alt):
        code = "alt_file_name"
    elif book.is_on("alt_thin") and len(_LETTER.findall(alt)) < book.threshold("alt_thin", "letters"):
        code = "alt_thin"
    else:
        return
    field = f"{field}.alt"
    yield book.finding(
        code,
        about=f"{picture.key} {alt}",
        where=Span(field=field, start=0, end=len(picture.alt)),
        account_key=account_key,
        fix=Fix(label=Sentence(msgid=words.WRITE_ALT), field=field, action=Action.WRITE_ALT_TEXT),
    )


def _consent(field: str, account_key: str | None, picture: PictureFacts, book: Book) -> Iterator[Finding]:
    if (picture.shows_minor or picture.shows_patient) and not picture.consent_ref.strip():
        yield book.finding(
            "consent_missing",
            about=picture.key,
            where=_place(field),
            account_key=account_key,
            fix=Fix(label=Sentence(msgid=words.ADD_CONSENT), field=field, action=Action.ADD_CONSENT),
        )


def _rights(field: str, account_key: str | None, picture: PictureFacts, book: Book) -> Iterator[Finding]:
    if not picture.has_rights:
        yield book.finding(
            "rights_unclear",
            about=picture.key,
            where=_place(field),
            account_key=account_key,
            fix=Fix(label=Sentence(msgid=words.SAY_RIGHTS), field=field, action=Action.SAY_RIGHTS),
        )


def _fits(variant: Variant, book: Book) -> Iterator[Finding]:
    limits, pictures = variant.limits, variant.pictures
    account: dict[str, str | int] = {"account": variant.account_name}
    fewer = Fix(label=Sentence(msgid=words.FEWER_PICTURES), field="pictures", action=Action.REMOVE_PICTURES)
    if pictures and not limits.can(Ability.PICTURES):
        yield book.finding(
            "pictures_not_taken",
            about=variant.account_key,
            params=account,
            account_key=variant.account_key,
            fix=fewer,
        )
        return
    if len(pictures) > limits.pictures_max:
        yield book.finding(
            "too_many_pictures",
            about=variant.account_key,
            params={**account, "limit": limits.pictures_max, "pictures": len(pictures)},
            account_key=variant.account_key,
            fix=fewer,
        )
    for place, picture in enumerate(pictures):
        if book.is_on("picture_small") and picture.width < book.threshold("picture_small", "width"):
            yield book.finding(
                "picture_small",
                about=picture.key,
                params={"width": picture.width},
                where=_place(f"pictures.{place}"),
                account_key=variant.account_key,
            )
        for code, params, fix in _misfits(variant, place, picture):
            yield book.finding(
                code,
                about=f"{variant.account_key} {picture.key}",
                params={**account, **params},
                where=Span(field=f"pictures.{place}.alt", start=0, end=len(picture.alt))
                if code == "alt_too_long"
                else _place(f"pictures.{place}"),
                account_key=variant.account_key,
                fix=fix,
            )


def _misfits(
    variant: Variant, place: int, picture: PictureFacts
) -> Iterator[tuple[str, dict[str, str | int], Fix | None]]:
    limits, field = variant.limits, f"pictures.{place}"
    render = Fix(label=Sentence(msgid=words.RENDER), field=field, action=Action.MAKE_RENDITION)
    shape: dict[str, str | int] = {"width": picture.width, "height": picture.height}
    if picture.kind not in limits.picture_kinds:
        yield "picture_kind", {"kind": picture.kind}, render
    if picture.size > limits.picture_bytes_max:
        sizes: dict[str, str | int] = {
            "size": -(-picture.size // 1000),
            "limit": limits.picture_bytes_max // 1000,
        }
        yield "picture_bytes", sizes, render
    if limits.picture_pixels_max is not None and picture.width * picture.height > limits.picture_pixels_max:
        yield "picture_pixels", shape, render
    if limits.aspect_ratios is not None and picture.width and picture.height:
        lowest, highest = limits.aspect_ratios
        ratio = picture.width / picture.height
        if not lowest * (1 - _RATIO_SLACK) <= ratio <= highest * (1 + _RATIO_SLACK):
            crop = Fix(label=Sentence(msgid=words.CROP), field=field, action=Action.CROP_PICTURE)
            yield "picture_ratio", shape, crop
    if len(picture.alt) > limits.alt_text_max:
        over = len(counting.graphemes(picture.alt)) - limits.alt_text_max
        if over > 0:
            yield "alt_too_long", {"over": over}, None
