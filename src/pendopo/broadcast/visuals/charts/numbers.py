"""Numbers as Indonesian offices write them: 1.234,5, Rp 1,2 miliar, 45 %, (300), and 1.234, which may be either.

A cell alone can't say whether its point parts thousands or decimals; the column it stands in can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final


class Style(StrEnum):
    """How figures are parted."""

    INDONESIAN = "id"  # 1.234,5
    ENGLISH = "en"  # 1,234.5


class Sign(StrEnum):
    """What kind of number its cell says it is."""

    NONE = ""
    RUPIAH = "rupiah"
    PERCENT = "percent"


SCALES: Final = {
    "rb": 10**3,
    "ribu": 10**3,
    "jt": 10**6,
    "juta": 10**6,
    "m": 10**9,
    "miliar": 10**9,
    "milyar": 10**9,
    "miliyar": 10**9,
    "t": 10**12,
    "triliun": 10**12,
    "trilyun": 10**12,
}
MISSING: Final = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "...",
        "…",
        "n/a",
        "na",
        "nihil data",
        "tidak ada data",
        "tad",
        "belum ada data",
        "null",
        # What a spreadsheet writes where it could not reckon.
        *("#n/a", "#div/0!", "#ref!", "#value!", "#num!", "#name?", "#null!"),
    }
)
ZERO: Final = frozenset({"nihil"})
# "10 m" is ten metres, "Rp10 m" ten thousand million.
OF_RUPIAH: Final = frozenset({"m", "t"})
DIGITS_MOST: Final = 15
UNIT: Final = r"[^\W\d_][\w./²³-]{0,18}(?: [^\W\d_][\w./²³-]{0,18}){0,2}"
CELL: Final = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[+-])?\s*(?:(?P<rupiah>rp\.?|idr)\s*)?(?P<sign2>[+-])?\s*"
    r"(?P<figure>\d[\d.,' ]*\d|\d|[.,]\d+)\s*(?:,-|,–|,00-)?"
    rf"\s*(?P<words>%|{UNIT}(?: %)?)?\s*(?P<close>\))?",
    re.IGNORECASE,
)
SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u200b\ufeff"), " ")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number as it was read from one cell, before its column has decided how its points are meant."""

    meanings: dict[Style, Decimal] = field(hash=False)
    sign: Sign = Sign.NONE
    unit: str = ""
    places: int = 0
    """Decimals as written."""
    is_scaled: bool = False
    """Whether the cell itself says million or the like; then its column's name does not say it again."""

    @property
    def is_ambiguous(self) -> bool:
        return len(set(self.meanings.values())) > 1

    @property
    def style(self) -> Style | None:
        """The only style in which it is a number; None where both give the same, or each its own."""
        return next(iter(self.meanings)) if len(self.meanings) == 1 else None


def is_missing(cell: str) -> bool:
    return _plain(cell) in MISSING


def read_figure(cell: str) -> Figure | None:
    """What a cell says as a number; None where it says none."""
    plain = _plain(cell)
    if plain in ZERO:
        return Figure(meanings=dict.fromkeys(Style, Decimal(0)))
    found = CELL.fullmatch(plain)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    if found["sign"] and found["sign2"]:
        return None
    negative = found["open"] or "-" in (found["sign"] or "", found["sign2"] or "")
    scale, unit, is_percent = _words(found["words"] or "", is_rupiah=bool(found["rupiah"]))
    sign = Sign.RUPIAH if found["rupiah"] else Sign.PERCENT if is_percent else Sign.NONE
    if unit == "rupiah":
        sign, unit = Sign.RUPIAH, ""
    meanings, places = _meanings(found["figure"].strip())
    if not meanings or (sign is Sign.RUPIAH and is_percent):
        return None
    factor = -scale if negative else scale
    return Figure(
        meanings={style: value * factor for style, value in meanings.items()},
        sign=sign,
        unit=unit,
        places=places if scale == 1 else 0,
        is_scaled=scale > 1,
    )


def scale_word(word: str) -> int:
    """What `juta` multiplies by; 1 for any other word."""
    return SCALES.get(word.casefold().strip(". "), 1)


@dataclass(frozen=True)
class Verdict:
    """How a column's points are meant, and how sure that is."""

    style: Style
    is_guess: bool = False
    """Nothing in the column decided; Indonesian is what is usual here."""
    strangers: tuple[int, ...] = ()
    """Places of the figures that are written the other way."""


def judge(figures: Iterable[Figure | None]) -> Verdict:
    """Decide by the column as a whole."""
    known = [(place, one) for place, one in enumerate(figures) if one is not None]
    sure: dict[Style, list[int]] = {style: [] for style in Style}
    for place, one in known:
        if one.style:
            sure[one.style].append(place)
    style = Style.ENGLISH if len(sure[Style.ENGLISH]) > len(sure[Style.INDONESIAN]) else Style.INDONESIAN
    other = Style.INDONESIAN if style is Style.ENGLISH else Style.ENGLISH
    is_guess = not sure[style] and any(one.is_ambiguous for _, one in known)
    return Verdict(style, is_guess, tuple(sure[other]))


def _plain(cell: str) -> str:
    return " ".join(cell.translate(SPACES).replace("−", "-").replace("’", "'").split()).casefold()


def _words(words: str, *, is_rupiah: bool) -> tuple[int, str, bool]:
    """Scale, unit, and whether it is a percentage."""
    scale, is_percent = 1, False
    rest: list[str] = []
    for word in words.split():
        if word in {"%", "persen"}:
            is_percent = True
        elif not rest and scale == 1 and scale_word(word) > 1 and (is_rupiah or word not in OF_RUPIAH):
            scale = scale_word(word)
        else:
            rest.append(word)
    return scale, " ".join(rest), is_percent


def _meanings(figure: str) -> tuple[dict[Style, Decimal], int]:
    figure = re.sub(r"(?<=\d)[ '](?=\d{3}(?!\d))", "", figure)
    if re.search(r"[ ']", figure) or sum(map(str.isdigit, figure)) > DIGITS_MOST:
        return {}, 0
    if figure.isdigit():
        return dict.fromkeys(Style, Decimal(figure)), 0
    found: dict[Style, Decimal] = {}
    places = 0
    for style, thousands, point in ((Style.INDONESIAN, ".", ","), (Style.ENGLISH, ",", ".")):
        whole, _point, decimals = figure.partition(point)
        is_grouped = re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(thousands)}\d{{3}})+", whole)
        if not (is_grouped or whole.isdigit() or not whole) or (_point and not decimals.isdigit()):
            continue
        found[style] = Decimal(f"{whole.replace(thousands, '') or 0}.{decimals or 0}")
        places = max(places, len(decimals))
    return found, places if len(found) == 1 else 0
