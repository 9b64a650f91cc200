"""Spreadsheets that go out of the house: nothing in them is a formula, and each says who took it, and when."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What spreadsheets, and what reads their text files, take for the beginning of a formula; the wide ones are those
# of East Asian keyboards.
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TITLE_MOST: Final = 31  # signs in the name of a sheet


def disarmed(text: str) -> str:
    """Words that no spreadsheet takes for a formula: with one apostrophe more before them."""
    return f"'{text}" if text.lstrip("'").startswith(DANGEROUS) else text


def armed(text: str) -> str:
    """The words as they were before `disarmed`."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(DANGEROUS) else text


def put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """A value as words or a date, never as a formula. Instants come without their zone: sheets know none."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = disarmed("".join(one for one in value if one >= " " or one in "\n\t"))
        cell.data_type = "s"
    else:
        cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value


def marked_book(
    lists: Iterable[tuple[str, Sequence[tuple[str, int]], Iterable[Sequence[Any]]]], *, mark: str
) -> bytes:
    """A book with a sheet for each list: title, headings with their widths, rows.

    `mark` says who took it and when; it stands above each list and on every printed page (domain.md 9.1).
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, heads, rows in lists:
        sheet = book.create_sheet(title[:TITLE_MOST])
        put(sheet, 1, 1, mark)
        sheet.cell(1, 1).font = Font(italic=True)
        for number, (head, width) in enumerate(heads, start=1):
            cell = sheet.cell(3, number, head)
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="E8ECEF")
            sheet.column_dimensions[get_column_letter(number)].width = width
        for place, row in enumerate(rows, start=4):
            for number, value in enumerate(row, start=1):
                put(sheet, place, number, value)
                sheet.cell(place, number).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "A4"
        # An ampersand begins a code there.
        sheet.oddFooter.left.text = mark.replace("&", "&&")
        sheet.oddFooter.right.text = "&P/&N"
    book.properties.creator = mark
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()
