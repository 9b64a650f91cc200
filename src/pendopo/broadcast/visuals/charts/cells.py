"""Rows of cells out of what an office pastes or uploads. Bounded before anything is unpacked."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later

if TYPE_CHECKING:
    import openpyxl

    from pendopo.foundation import sheets
else:
    openpyxl, sheets = Later("openpyxl"), Later("pendopo.foundation.sheets")

ROWS_MOST: Final = 2_000
COLUMNS_MOST: Final = 40
BYTES_MOST: Final = 5_000_000
UNPACKED_MOST: Final = 60_000_000
FILES_MOST: Final = 400  # inside one workbook
LINES_MOST: Final = 10_000  # empty ones count: some programs save a million of them
CELL_MOST: Final = 4_000  # letters; whole paragraphs stand in tables of cards
SEPARATORS: Final = "\t;,|"
ZIPPED: Final = b"PK\x03\x04"

Row = tuple[int, list[str]]
"""The row's number as the office sees it, and its cells as words."""


def rows_of(raw: bytes | str, *, keeps_lines: bool = False) -> list[Row]:
    """Rows that say something; with `keeps_lines` a cell of several lines stays one. Raises Refused."""
    if len(raw) > BYTES_MOST:
        raise Refused(_("This table is larger than 5 MB. Take only the rows the chart needs."), field="table")
    is_book = isinstance(raw, bytes) and raw[:4] == ZIPPED
    lines = _workbook(raw) if is_book and isinstance(raw, bytes) else _lines(raw)
    rows: list[Row] = []
    for number, line in lines:
        cells = [
            sheets.armed(_tidy(cell.replace("\0", ""), keeps_lines=keeps_lines))[:CELL_MOST]
            for cell in line[:COLUMNS_MOST]
        ]
        if any(cells):
            rows.append((number, cells))
        if len(rows) > ROWS_MOST:
            raise Refused(
                _(
                    "This table has more than %(most)s rows. Sum them up first: nobody can read so many in a chart."
                )
                % {"most": ROWS_MOST},
                field="table",
            )
    if not rows:
        raise Refused(_("There is nothing in this table. Paste rows with a heading."), field="table")
    width = max(_used(cells) for _number, cells in rows)
    return [(number, [*cells[:width], *[""] * (width - len(cells))]) for number, cells in rows]


def _tidy(cell: str, *, keeps_lines: bool) -> str:
    if not keeps_lines:
        return " ".join(cell.split())
    lines = (" ".join(line.split()) for line in cell.splitlines())
    return "\n".join(line for line in lines if line)


def _used(cells: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell), default=0)


def _lines(raw: bytes | str) -> Iterable[tuple[int, Sequence[str]]]:
    text = raw.removeprefix("\ufeff") if isinstance(raw, str) else _decoded(raw)
    if "\0" in text:
        raise _unreadable()
    separator = _separator(text)
    try:
        return [
            (number, line)
            for number, line in zip(
                range(1, LINES_MOST + 1),
                csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar='"'),
                strict=False,
            )
        ]
    except csv.Error as error:
        raise _unreadable() from error


def _decoded(raw: bytes) -> str:
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as error:
            raise _unreadable() from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """What parts most lines into the same number of cells; a comma may also be a decimal's."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]

    def fit(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    if any("\t" in line for line in lines):
        return "\t"
    if any(";" in line for line in lines) and fit(";")[0] * 2 >= len(lines):
        return ";"
    return max(SEPARATORS, key=fit)


def _workbook(raw: bytes) -> Iterable[tuple[int, Sequence[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
            if len(parts) > FILES_MOST or sum(one.file_size for one in parts) > UNPACKED_MOST:
                raise Refused(
                    _(
                        "This workbook is too large once unpacked. Copy the rows the chart needs and paste them."
                    ),
                    field="table",
                )
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        try:
            lines = book.worksheets[0].iter_rows(max_col=COLUMNS_MOST, max_row=LINES_MOST)
            return [(number, [_word(cell) for cell in line]) for number, line in enumerate(lines, start=1)]
        finally:
            book.close()
    except Refused:
        raise
    except Exception as error:  # a broken file breaks its reader in any of twenty ways
        raise _unreadable() from error


def _word(cell: Any) -> str:
    """A cell as an Indonesian would have typed it, so that one reader understands both."""
    match cell.value:
        case None:
            return ""
        case bool():
            return str(cell.value)
        case datetime() | date():
            return f"{cell.value:%Y-%m-%d}"
        case int() | float():
            shown = str(getattr(cell, "number_format", ""))
            return _typed(cell.value, shown)
        case _:
            return str(cell.value)


def _typed(value: float, shown: str) -> str:
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 (not a number is not itself)
        return ""
    is_percent = "%" in shown
    exact = Decimal(repr(value)) * (100 if is_percent else 1)
    plain = f"{exact:f}"
    if "." in plain:
        # Always a comma and never three decimals: no column has to guess what was a number already.
        whole, _point, decimals = plain.partition(".")
        decimals = decimals[:6].rstrip("0")
        plain = f"{whole},{decimals}{'0' if len(decimals) == 3 else ''}" if decimals else whole
    if is_percent:
        return f"{plain}%"
    return f"Rp{plain}" if _is_rupiah(shown) else plain


def _is_rupiah(shown: str) -> bool:
    """Whether a cell's format writes rupiah."""
    return "rp" in shown.casefold() or "idr" in shown.casefold()


def _unreadable() -> Refused:
    return Refused(
        _("This is neither a table of text nor an Excel workbook (.xlsx). Copy the rows and paste them."),
        field="table",
    )
