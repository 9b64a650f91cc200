"""Designs filled in three ways, in three brands: what every design is tried with."""

from __future__ import annotations

import functools
import io
from dataclasses import replace
from typing import Any, Final

from PIL import Image, ImageDraw

from pendopo.broadcast.visuals.press.cards import Card, Office, Shown
from pendopo.broadcast.visuals.press.design import Design, DesignField, Kind
from pendopo.broadcast.visuals.press.look import Look, look_for

BRANDS: Final[dict[str, Look]] = {
    "dark": look_for("#1f3a5f", "#b5832f", "Plus Jakarta Sans", "Plus Jakarta Sans"),
    "light": look_for("#f2d98c", "#7fb069", "Lora", "Source Sans 3"),
    "garish": look_for("#ff00cc", "#00ff66", "Montserrat", "Inter"),
}
LENGTHS: Final = ("short", "usual", "full", "long")
OFFICES: Final = {
    "short": Office(name="Desa Sukamaju", reach="@desasukamaju"),
    "usual": Office(name="Dinas Kesehatan Kabupaten Wanasari", reach="dinkes.wanasari.go.id"),
    "long": Office(
        name="Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana "
        "Kabupaten Kepulauan Tanimbar",
        reach="dpppapppkb.kepulauantanimbarkab.go.id",
    ),
}
MONTHS: Final = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
LONG_WORDS: Final = (
    "Mempertanggungjawabkan penyelenggaraan penanggulangan ketidakseimbangan keanekaragaman hayati antarkecamatan "
    "melalui pemberdayaan kelompok masyarakat berpenghasilan rendah secara berkesinambungan dan terkoordinasi "
)
NUMBER_LEAST: Final = 9  # a field with less room holds a number
# What offices write, in their long words: for as much as a field may say.
OFFICIAL_WORDS: Final = [
    "pelayanan",
    "administrasi",
    "kependudukan",
    "di",
    "kantor",
    "kecamatan",
    "dan",
    "kelurahan",
    "sampai",
    "pukul",
    "15.00",
    "untuk",
    "pemberdayaan",
    "masyarakat",
    "pesisir",
    "serta",
    "penanggulangan",
    "bencana",
    "oleh",
    "petugas",
    "kesehatan",
    "bersama",
    "perangkat",
    "desa",
    "melalui",
    "penyelenggaraan",
    "musyawarah",
    "perencanaan",
    "pembangunan",
    "daerah",
]


def filled(design: Design, length: str) -> dict[str, Any]:
    """Words for every field: the least there can be, the example, as many as its limit lets through, or such as
    no card can hold."""
    if length == "usual":
        return dict(design.example)
    kept = {}
    for field in design.fields:
        if length == "short":
            if field.required and field.key in design.example:
                kept[field.key] = _short(field, design.example[field.key])
        elif field.kind == Kind.CHART:
            kept[field.key] = {"table": _long_table(field)}
        elif field.says_words:
            kept[field.key] = _full(field) if length == "full" else _long(field)
        elif field.key in design.example:
            kept[field.key] = design.example[field.key]
    return kept


def _short(field: DesignField, example: Any) -> Any:
    if field.kind in {Kind.LIST, Kind.PAIRS}:
        return example[:1]
    return example


def _long_table(field: DesignField) -> str:
    """Twelve rows whose names are as long as names of districts and duties get."""
    if "line" in field.charts:
        rows = [f"{month} 2026\t{1_000_000 + 7_919 * at}" for at, month in enumerate(MONTHS)]
        return "\n".join(["Bulan\tPengunjung", *rows])
    share = [30, 20, 15, 10, 5, 5, 4, 4, 3, 2, 1, 1]
    names = [f"Penyelenggaraan {LONG_WORDS.split()[at % 12]} wilayah {at + 1}" for at in range(12)]
    if field.charts[:1] == ("share",):
        return "\n".join(
            ["Urusan\tBagian", *(f"{name}\t{part}%" for name, part in zip(names, share, strict=True))]
        )
    return "\n".join(
        ["Urusan\tJumlah", *(f"{name}\t{part * 12_345}" for name, part in zip(names, share, strict=True))]
    )


def _full(field: DesignField) -> Any:
    """Every entry there may be, each as long as it may be; numbers where the example has some."""
    if field.kind == Kind.LIST:
        return [_sentence(field.most, at * 5) for at in range(field.entries)]
    if field.kind == Kind.PAIRS:
        return [
            [
                _said_like(
                    field.example[0][side],
                    field.name_most if side == 0 else field.most,
                    at * 7 + side,
                )
                for side in (0, 1)
            ]
            for at in range(field.entries)
        ]
    return _said_like(field.example, field.most, len(field.key))


def _said_like(example: str, most: int, start: int) -> str:
    if most < NUMBER_LEAST:
        return "1.234,56"[:most]
    if example and not any(one.isalpha() for one in example):
        return (
            "1.234.567.890"
            if (len(example) < 8 and "." in example) or "," in example
            else "0271 555 0112 1234"
        )[:most]
    return _sentence(most, start)


def _sentence(most: int, start: int) -> str:
    """Whole words, as many as `most` characters hold, the last one such that little room is left."""
    said, at = "", start
    while True:
        word = OFFICIAL_WORDS[at % len(OFFICIAL_WORDS)]
        longer = f"{said} {word}".strip()
        if len(longer) > most:
            break
        said, at = longer, at + 1
    room = most - len(said) - 1
    last = max((one for one in OFFICIAL_WORDS if len(one) <= room), key=len, default="")
    return f"{said} {last}".strip().capitalize()


def _long(field: DesignField) -> Any:
    many = (LONG_WORDS * (field.most // len(LONG_WORDS) + 1))[: field.most].strip()
    if field.most <= 20:
        many = "1.234.567.890,12"[: field.most]
    if field.kind == Kind.LIST:
        return [many] * field.entries
    if field.kind == Kind.PAIRS:
        return [[many, many]] * field.entries
    return many


def a_card(design: Design, *, brand: str = "dark", length: str = "usual") -> Card:
    """A card of this design, filled."""
    words = filled(design, length)
    pictures = {}
    if length != "short":
        pictures = {one.key: a_photo(at) for at, one in enumerate(design.fields) if one.kind == Kind.PICTURE}
    return Card(
        design=design,
        words=words,
        office=replace(
            OFFICES["long" if length == "full" else length], logo=a_logo() if length != "short" else None
        ),
        look=BRANDS[brand],
        pictures=pictures,
    )


@functools.cache
def a_photo(at: int = 0) -> Shown:
    """Something like a photograph: a bright sky, a dark ground, an edge between."""
    picture = Image.new("RGB", (1600, 1200))
    pen = ImageDraw.Draw(picture)
    for y in range(1200):
        shade = y / 1200
        pen.line(
            [(0, y), (1600, y)], fill=(int(235 - 120 * shade), int(240 - 90 * shade), int(250 - 160 * shade))
        )
    pen.polygon(
        [(0, 1200), (0, 760), (420, 560), (760, 820), (1180, 500), (1600, 780), (1600, 1200)],
        fill=(58, 92, 64),
    )
    pen.ellipse([1100, 140, 1330, 370], fill=(255, 250, 225))
    pen.rectangle([300 + at * 90, 700, 560 + at * 90, 1010], fill=(196, 142, 92))
    into = io.BytesIO()
    picture.resize((800, 600)).save(into, "JPEG", quality=85)
    return Shown(content=into.getvalue(), kind="image/jpeg", width=800, height=600, focus=(0.5, 0.45))


@functools.cache
def a_plain_photo(colour: str) -> Shown:
    """The worst a photograph can be behind letters."""
    into = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(into, "PNG")
    return Shown(content=into.getvalue(), kind="image/png", width=64, height=48)


@functools.cache
def a_logo() -> Shown:
    """A shield, as regencies have them."""
    picture = Image.new("RGBA", (240, 300), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.polygon(
        [(10, 10), (230, 10), (230, 170), (120, 290), (10, 170)],
        fill=(24, 90, 60, 255),
        outline=(214, 168, 40, 255),
        width=14,
    )
    pen.ellipse([80, 70, 160, 150], fill=(214, 168, 40, 255))
    into = io.BytesIO()
    picture.save(into, "PNG")
    return Shown(content=into.getvalue(), kind="image/png", width=240, height=300)
