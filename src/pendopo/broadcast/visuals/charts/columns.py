"""What kind of thing a column holds, and in which unit: guessed from its name and all its cells together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.broadcast.visuals.charts.moments import (
    FIRST_YEAR,
    LAST_YEAR,
    Moment,
    Span,
    is_month_first,
    read_moment,
)
from pendopo.broadcast.visuals.charts.numbers import (
    Figure,
    Sign,
    Style,
    is_missing,
    judge,
    read_figure,
    scale_word,
)
from pendopo.broadcast.visuals.charts.orders import has_order
from pendopo.foundation.errors import Refused
from pendopo.foundation.ui.templatetags.words import number

REGIONS: Final = re.compile(
    r"\b(kecamatan|kelurahan|desa|kabupaten|kab/kota|kota|provinsi|wilayah|distrik|kapanewon|kemantren|nagari|gampong"
    r"|dusun|daerah|kalurahan|region|district|province)\b",
    re.IGNORECASE,
)
REGION_CELL: Final = re.compile(
    r"(kec|kab|kel|prov|kota|desa|kecamatan|kabupaten|kelurahan|provinsi)\b\.? \w", re.IGNORECASE
)
CODES: Final = re.compile(r"\b(kode|nip|nik|nomor|id|rt|rw|npsn|telepon|hp)\b", re.IGNORECASE)
YEARS: Final = re.compile(r"\b(tahun|thn|year|ta)\b", re.IGNORECASE)
# Of these a sum says nothing.
NOT_SUMMED: Final = re.compile(
    r"\b(rata|rerata|rata-rata|indeks|ikm|ipm|nilai|skor|rasio|persentase|persen|tingkat|laju|suhu|harga|tarif|umur"
    r"|usia|lama|kepadatan|per|prevalensi|cakupan|average|mean|index|rate|score|price)\b",
    re.IGNORECASE,
)
WITHOUT_UNIT: Final = re.compile(r"\b(indeks|ikm|ipm|nilai|skor|rasio|index|score)\b", re.IGNORECASE)
COUNTED: Final = re.compile(r"(?:jumlah|total|banyaknya|banyak) ([a-z][a-z ]{1,24})", re.IGNORECASE)
COUNTABLE: Final = {
    "aduan": "aduan",
    "pengaduan": "aduan",
    "laporan": "laporan",
    "kasus": "kasus",
    "penduduk": "jiwa",
    "peserta": "peserta",
    "siswa": "siswa",
    "pelajar": "pelajar",
    "pemohon": "pemohon",
    "permohonan": "permohonan",
    "kunjungan": "kunjungan",
    "pengunjung": "pengunjung",
    "wisatawan": "wisatawan",
    "pasien": "pasien",
    "dokumen": "dokumen",
    "responden": "responden",
    "kejadian": "kejadian",
}
PERCENTAGES: Final = re.compile(r"(?:%|persen\b|persentase\b|prosentase\b)", re.IGNORECASE)
# "Jumlah" alone counts something whole, though not what.
WHOLE: Final = re.compile(r"(?:jumlah|total|banyak|banyaknya)\b", re.IGNORECASE)
ROWS_TOLD: Final = 6
IN_BRACKETS: Final = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]{1,30})[)\]]$")
IN_WORDS: Final = re.compile(r"^(.*\S),? (?:dalam|dlm\.?|in) ((?:\S+)(?: \S+){0,2})$", re.IGNORECASE)


class Kind(StrEnum):
    """What a column holds."""

    CATEGORY = "category"
    ORDER = "order"  # words with an order of their own: days of a week, schools, degrees of content
    REGION = "region"
    TIME = "time"
    NUMBER = "number"
    PERCENT = "percent"
    RUPIAH = "rupiah"

    @property
    def is_number(self) -> bool:
        return self in {Kind.NUMBER, Kind.PERCENT, Kind.RUPIAH}


@dataclass(frozen=True)
class Question:
    """What only a person knows: answer it under its key and read the table again."""

    key: str
    sentence: str
    choices: tuple[tuple[str, str], ...] = ()
    """Value and words of each answer; none where it is written freely."""
    guess: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's cells, each of its kind; None where a cell says nothing."""

    name: str
    place: int
    kind: Kind
    words: tuple[str, ...]
    moments: tuple[Moment | None, ...] = ()
    values: tuple[Decimal | None, ...] = ()
    unit: str = ""
    places: int = 0

    @property
    def is_summed(self) -> bool:
        """Whether its numbers may be added up and still mean something."""
        return self.kind in {Kind.NUMBER, Kind.RUPIAH} and not NOT_SUMMED.search(f"{self.name} {self.unit}")


def column_of(
    name: str,
    place: int,
    cells: Sequence[str],
    rows: Sequence[int],
    answers: Mapping[str, str],
    *,
    others: int,
) -> tuple[Column, list[Question], list[str]]:
    """The column, what has to be asked about it, and what was decided. Raises Refused for a cell that fits nowhere."""
    words = tuple("" if is_missing(cell) else cell for cell in cells)
    said = [word for word in words if word]
    column = Column(name=name, place=place, kind=Kind.CATEGORY, words=words)
    wanted = answers.get(f"kind:{place}", "")
    if wanted in {Kind.CATEGORY, Kind.REGION}:
        return replace(column, kind=Kind(wanted)), [], []
    if not said:
        return column, [], []
    month_first = is_month_first(said)
    moments = [read_moment(word, month_first=month_first) if word else None for word in words]
    if _is_time(name, said, [one for one in moments if one], others=others):
        return _time(replace(column, kind=Kind.TIME), moments, answers)
    if not CODES.search(name):
        figures = [None if word == "" else read_figure(word) for word in words]
        if _is_numeric(said, [one for one in figures if one]):
            return _numeric(column, figures, rows, answers)
    if has_order(said):
        return replace(column, kind=Kind.ORDER), [], []
    is_region = REGIONS.search(name) or sum(bool(REGION_CELL.match(word)) for word in said) * 2 > len(said)
    return replace(column, kind=Kind.REGION if is_region else Kind.CATEGORY), [], []


def is_period(column: Column) -> bool:
    """Whether a column of numbers is one year or month of what the whole table counts."""
    return column.kind.is_number and read_moment(column.name) is not None


def _is_time(name: str, said: Sequence[str], moments: Sequence[Moment], *, others: int) -> bool:
    if len(moments) < len(said) or len({one.span for one in moments}) != 1:
        return False
    if moments[0].span is not Span.YEAR or YEARS.search(name):
        return True
    # Numbers that could be years are years where they are all different and something stands beside them.
    years = [one.year for one in moments]
    return (
        others > 0
        and len(set(years)) == len(years)
        and max(years) - min(years) < 60
        and not COUNTED.search(name)
    )


def _is_numeric(said: Sequence[str], figures: Sequence[Figure]) -> bool:
    units = {figure.unit for figure in figures if figure.unit}
    return len(figures) * 5 >= len(said) * 3 and len(units) <= max(3, len(figures) // 4)


def _time(
    column: Column, moments: Sequence[Moment | None], answers: Mapping[str, str]
) -> tuple[Column, list[Question], list[str]]:
    key = f"year:{column.place}"
    found = list(moments)
    if any(one and not one.year for one in found):
        answer = answers.get(key, "")
        if answer.isdigit() and FIRST_YEAR <= int(answer) <= LAST_YEAR:
            found = [one and replace(one, year=one.year or int(answer)) for one in found]
        else:
            sentence = _("Which year do the months in “%(name)s” belong to?") % {"name": column.name}
            return replace(column, moments=tuple(found)), [Question(key, sentence)], []
    return replace(column, moments=tuple(found)), [], []


def _numeric(
    column: Column, figures: Sequence[Figure | None], rows: Sequence[int], answers: Mapping[str, str]
) -> tuple[Column, list[Question], list[str]]:
    name, scale, sign, unit = _named_unit(column.name)
    for row, word, figure in zip(rows, column.words, figures, strict=True):
        if word and figure is None:
            raise Refused(
                _(
                    "Row %(row)s, column “%(name)s”: “%(cell)s” is not a number. Write the number, or leave it empty."
                )
                % {"row": row, "name": name, "cell": word[:40]},
                field="table",
            )
    known = [(row, figure) for row, figure in zip(rows, figures, strict=True) if figure]
    sign = _one_sign(name, known, sign)
    is_one_of_many = read_moment(name) is not None
    unit_key = "unit" if is_one_of_many else f"unit:{column.place}"
    unit = _one_unit(name, known, unit) or answers.get(unit_key, "") or _counted(name)
    is_whole = (
        sign is Sign.RUPIAH
        or bool(_counted(name) or WHOLE.match(name))
        or unit.casefold() in COUNTABLE.values()
    )
    style, asked, told = _style(column.place, name, figures, rows, answers, is_whole=is_whole)
    told += _without_number(name, [row for row, word in zip(rows, column.words, strict=True) if not word])
    values = [figure.meanings.get(style, _any(figure)) if figure is not None else None for figure in figures]
    if sign is Sign.NONE:
        if unit in {"%", "persen"}:
            sign, unit = Sign.PERCENT, ""
        elif unit.casefold() in {"rp", "rupiah"}:
            sign, unit = Sign.RUPIAH, ""
        elif not unit and not WITHOUT_UNIT.search(name):
            sentence = (
                _("In which unit are these numbers counted? For example: people, reports, tonnes.")
                if is_one_of_many
                else _("In which unit is “%(name)s” counted? For example: people, reports, tonnes.")
                % {"name": name}
            )
            asked.append(Question(unit_key, sentence))
    kind = {Sign.NONE: Kind.NUMBER, Sign.PERCENT: Kind.PERCENT, Sign.RUPIAH: Kind.RUPIAH}[sign]
    places = 0 if scale > 1 else max((_places(value) for value in values if value is not None), default=0)
    scaled = tuple(
        value * (1 if figure.is_scaled else scale) if figure is not None and value is not None else None
        for value, figure in zip(values, figures, strict=True)
    )
    return replace(column, name=name, kind=kind, values=scaled, unit=unit, places=min(places, 2)), asked, told


def _named_unit(name: str) -> tuple[str, int, Sign, str]:
    """`Anggaran (juta Rp)`, `Luas dalam ha`: the name, a factor, a sign, a unit."""
    found = IN_BRACKETS.match(name) or IN_WORDS.match(name)
    if not found:
        return name, 1, Sign.PERCENT if PERCENTAGES.match(name) else Sign.NONE, ""
    scale, sign, rest = 1, Sign.NONE, []
    for word in found[2].replace(".", " ").split():
        plain = word.casefold()
        if plain in {"rp", "rupiah", "idr"}:
            sign = Sign.RUPIAH
        elif plain in {"%", "persen"}:
            sign = Sign.PERCENT
        elif scale_word(plain) > 1 and len(plain) > 1:
            scale = scale_word(plain)
        else:
            rest.append(word)
    if read_moment(" ".join(rest)) or any(map(str.isdigit, rest)):
        return name, 1, Sign.NONE, ""  # "Realisasi (2026)" says when, not what
    return found[1], scale, sign, " ".join(rest) if sign is Sign.NONE else ""


def _one_unit(name: str, known: Sequence[tuple[int, Figure]], unit: str) -> str:
    units = Counter(figure.unit for _row, figure in known if figure.unit)
    if not units:
        return unit
    usual = units.most_common(1)[0][0]
    for row, figure in known:
        if figure.unit and figure.unit != usual:
            raise Refused(
                _(
                    "Row %(row)s, column “%(name)s” counts in “%(unit)s”, other rows in “%(usual)s”. Use one unit for all."
                )
                % {"row": row, "name": name, "unit": figure.unit, "usual": usual},
                field="table",
            )
    return unit or usual


def _one_sign(name: str, known: Sequence[tuple[int, Figure]], sign: Sign) -> Sign:
    signs = {figure.sign for _row, figure in known if figure.sign}
    if not signs:
        return sign
    if len(signs) > 1 or (Sign.PERCENT in signs and any(figure.sign is Sign.NONE for _row, figure in known)):
        usual = Counter(figure.sign for _row, figure in known).most_common(1)[0][0]
        row = next(row for row, figure in known if figure.sign is not usual)
        raise Refused(
            _(
                "Row %(row)s, column “%(name)s”: some rows are percentages and others are not. Write all of them alike."
            )
            % {"row": row, "name": name},
            field="table",
        )
    return signs.pop()


def _style(
    place: int,
    name: str,
    figures: Sequence[Figure | None],
    rows: Sequence[int],
    answers: Mapping[str, str],
    *,
    is_whole: bool,
) -> tuple[Style, list[Question], list[str]]:
    key = "points" if read_moment(name) else f"points:{place}"
    verdict = judge(figures)
    if verdict.strangers:
        row = rows[verdict.strangers[0]]
        raise Refused(
            _(
                "Row %(row)s, column “%(name)s” writes points and commas the other way round. Write all numbers alike."
            )
            % {"row": row, "name": name},
            field="table",
        )
    if verdict.is_guess:
        example = next(figure for figure in figures if figure and figure.is_ambiguous)
        whole, part = sorted(example.meanings.values(), key=abs, reverse=True)
        styles = example.meanings
        if answers.get(key) in styles:
            return Style(answers[key]), [], []
        as_thousands = next(style for style, value in styles.items() if value == whole)
        as_decimals = next(style for style, value in styles.items() if value == part)
        # Nobody counts three decimals of a person, or writes 987 beside 1,234 and means decimals.
        plain = [_any(one) for one in figures if one and not one.is_ambiguous]
        if is_whole or (plain and all(abs(one) < 1000 and not one % 1 for one in plain)):
            told = _("In “%(name)s” a point was read as parting thousands: %(number)s.")
            return as_thousands, [], [told % {"name": name, "number": number(whole)}]
        question = Question(
            key,
            _("Are the numbers in “%(name)s” thousands or decimals?") % {"name": name},
            (
                (as_thousands.value, _("thousands: %(number)s") % {"number": number(whole)}),
                (as_decimals.value, _("decimals: %(number)s") % {"number": f"{part:f}".replace(".", ",")}),
            ),
            guess=as_thousands.value,
        )
        return as_thousands, [question], []
    if verdict.style is Style.ENGLISH:
        told = _("In “%(name)s” a point was read as the decimal sign, as all its rows are written that way.")
        return verdict.style, [], [told % {"name": name}]
    return verdict.style, [], []


def _without_number(name: str, rows: Sequence[int]) -> list[str]:
    """An empty cell, or a formula that came to nothing, is told: a bar that is not there is seen by nobody."""
    if not rows:
        return []
    shown = ", ".join(map(str, rows[:ROWS_TOLD])) + (", …" if len(rows) > ROWS_TOLD else "")
    told = ngettext(
        "“%(name)s” has no number in row %(rows)s, which is not drawn. Write one there if there should be one.",
        "“%(name)s” has no number in rows %(rows)s, which are not drawn. Write them there if there should be any.",
        len(rows),
    )
    return [told % {"name": name, "rows": shown}]


def _any(figure: Figure) -> Decimal:
    return next(iter(figure.meanings.values()))


def _counted(name: str) -> str:
    """`Jumlah aduan` counts aduan."""
    if found := COUNTED.fullmatch(name.strip()):
        counted = found[1].strip().casefold()
        return COUNTABLE.get(counted.split()[0], counted)
    return COUNTABLE.get(name.strip().casefold().split(" ")[0], "")


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
