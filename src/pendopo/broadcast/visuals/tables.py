"""A table as it was pasted or uploaded becomes the words of one card a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from pendopo.broadcast.visuals.catalog import spoken
from pendopo.broadcast.visuals.press.design import Design, DesignField, Kind
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later

if TYPE_CHECKING:
    import openpyxl
    from openpyxl import styles, utils
    from openpyxl.worksheet import datavalidation as validation

    from pendopo.broadcast.visuals.charts import cells
    from pendopo.foundation import sheets
else:
    openpyxl, styles, utils = Later("openpyxl"), Later("openpyxl.styles"), Later("openpyxl.utils")
    validation = Later("openpyxl.worksheet.datavalidation")
    cells, sheets = Later("pendopo.broadcast.visuals.charts.cells"), Later("pendopo.foundation.sheets")

WORD: Final = re.compile(r"[\W_]+")
BYTES_MOST: Final = 5_000_000
CHOICES_MOST: Final = 255
ROWS_OFFERED: Final = 500  # of a sample: as many cards as are drawn at once
NUMBERED: Final = re.compile(r"^(.*?)[\s_]*(\d+)$")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the table, and the field it fills; `at` is its place in a list or in pairs."""

    heading: str
    field: str
    at: int | None = None


@dataclass(frozen=True, kw_only=True)
class Cards:
    """What a table says: its columns, those no field takes, and one card's words a row."""

    columns: tuple[Column, ...]
    ignored: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    numbers: tuple[int, ...]  # of each row, as the office counts them


def cards_of(design: Design, raw: bytes | str) -> Cards:
    """Read a table by its headings, which are the names of the design's fields. Raises Refused.

    A list or pairs take several columns, numbered ("Langkah 1", "Langkah 2"), or one with a semicolon between entries.
    """
    rows = cells.rows_of(raw, keeps_lines=True)
    if len(rows) < 2:
        raise Refused(_("The table has no rows below its heading."), field="pasted")
    headings = [cell.strip() for cell in rows[0][1]]
    columns = [_column(design, heading) for heading in headings]
    if not any(columns):
        raise Refused(
            _("No column has the name of a field. Name the columns as the fields: %(names)s.")
            % {"names": ", ".join(spoken(one.label) for one in design.fields if one.says_words)},
            field="pasted",
        )
    filled = [(number, words) for number, row in rows[1:] if (words := _words(design, columns, row))]
    return Cards(
        columns=tuple(one for one in columns if one),
        ignored=tuple(
            heading for heading, one in zip(headings, columns, strict=True) if one is None and heading
        ),
        rows=tuple(words for _number, words in filled),
        numbers=tuple(number for number, _said in filled),
    )


def as_text(raw: bytes | str) -> str:
    """A table as it would have been pasted: a line a row, tabs between its cells. Raises Refused."""
    return _written(row for _number, row in cells.rows_of(raw))


def as_numbered_text(raw: bytes | str) -> str:
    """The same for cards: each row keeps its number, and a cell of several lines its lines. Raises Refused."""
    known = dict(cells.rows_of(raw, keeps_lines=True))
    return _written(known.get(number, []) for number in range(1, max(known) + 1))


def _written(rows: Iterable[Sequence[str]]) -> str:
    into = io.StringIO()
    csv.writer(into, delimiter="\t", lineterminator="\n").writerows(rows)
    return into.getvalue().removesuffix("\n")


def sample(design: Design) -> bytes:
    """A workbook to fill in: the fields as headings, the design's example as its only row, choices to choose from."""
    columns = [one for field in design.fields for one in _sampled(field)]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for at, (heading, example, options) in enumerate(columns, start=1):
        sheets.put(sheet, 1, at, heading)
        sheet.cell(1, at).font = styles.Font(bold=True)
        sheets.put(sheet, 2, at, example)
        sheet.cell(2, at).alignment = styles.Alignment(wrap_text=True, vertical="top")
        letter = utils.get_column_letter(at)
        sheet.column_dimensions[letter].width = 28
        if options:
            choice = validation.DataValidation(type="list", formula1=f'"{_offered(options)}"')
            sheet.add_data_validation(choice)
            choice.add(f"{letter}2:{letter}{ROWS_OFFERED}")
    sheet.freeze_panes = "A2"
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def _offered(options: Sequence[str]) -> str:
    """Choices as a spreadsheet takes them: no comma inside one, and no more letters than it holds."""
    offered = ""
    for one in options:
        longer = f"{offered},{one}" if offered else one
        if "," not in one and '"' not in one and len(longer) <= CHOICES_MOST:
            offered = longer
    return offered


def _sampled(field: DesignField) -> list[tuple[str, str, tuple[str, ...]]]:
    """A field's headings, what stands below each, and what may be chosen there; nothing where no cell can hold it."""
    label, example = spoken(field.label), field.example
    match field.kind:
        case Kind.LIST | Kind.PAIRS:
            entries = [": ".join(one) if isinstance(one, list | tuple) else str(one) for one in example or []]
            return [(f"{label} {number}", one, ()) for number, one in enumerate(entries or [""], start=1)]
        case Kind.CHOICE:
            options = {one.key: spoken(one.label) for one in field.options}
            return [(label, options.get(str(example), ""), tuple(options.values()))]
        case Kind.LINE | Kind.TEXT:
            return [(label, str(example or ""), ())]
        case _:
            return []


def _plain(words: str) -> str:
    return WORD.sub(" ", words).strip().casefold()


def _column(design: Design, heading: str) -> Column | None:
    """Which field a heading means, by its label in either language or its key, with a number behind it or without."""
    plain = _plain(heading)
    numbered = NUMBERED.match(plain)
    for field in design.fields:
        names = {_plain(field.label.id), _plain(field.label.en), _plain(field.key)}
        if plain in names:
            return Column(heading=heading, field=field.key)
        if numbered and numbered[1].strip() in names and field.kind in {Kind.LIST, Kind.PAIRS}:
            return Column(heading=heading, field=field.key, at=int(numbered[2]))
    return None


def _words(design: Design, columns: Sequence[Column | None], cells: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, cell in zip(columns, cells, strict=False):
        said = cell.strip()
        if column is None or not said:
            continue
        field = design.field(column.field)
        if field is None:
            continue
        if field.kind in {Kind.LIST, Kind.PAIRS}:
            found.setdefault(field.key, []).extend(_entries(field, said))
        else:
            found[field.key] = _chosen(field, said) if field.kind == Kind.CHOICE else said
    return found


def _entries(field: DesignField, said: str) -> list[Any]:
    parts = [part.strip() for part in re.split(r"[;\n]", said) if part.strip()]
    if field.kind == Kind.LIST:
        return parts
    return [[side.strip() for side in re.split(r"[|:=]", part, maxsplit=1)] for part in parts]


def _chosen(field: DesignField, said: str) -> str:
    plain = _plain(said)
    for one in field.options:
        if plain in {_plain(one.key), _plain(one.label.id), _plain(one.label.en)}:
            return one.key
    return said
