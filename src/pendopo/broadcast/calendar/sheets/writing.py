"""The template of a plan, and the calendar as a sheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pendopo.broadcast.calendar.sheets import columns
from pendopo.broadcast.calendar.sheets.reading import ROWS_MOST
from pendopo.foundation.sheets import put


def template(pillars: Sequence[str], accounts: Sequence[str]) -> bytes:
    """An empty plan with instructions and lists to choose from."""
    book, sheet = _book(columns.NEEDED)
    choices = book.create_sheet(columns.CHOICES)
    for number, (head, names) in enumerate(
        (
            (columns.HEADS[columns.PILLAR], pillars),
            (columns.HEADS[columns.ACCOUNTS], accounts),
            (columns.HEADS[columns.CEREMONY], ("ya", "tidak")),
        ),
        start=1,
    ):
        choices.cell(1, number, head).font = Font(bold=True)
        choices.column_dimensions["ABC"[number - 1]].width = 36
        for row, name in enumerate(names, start=2):
            put(choices, row, number, name)
        if names:
            column = (columns.PILLAR, columns.ACCOUNTS, columns.CEREMONY)[number - 1]
            letter = "ABC"[number - 1]
            listed = DataValidation(
                type="list",
                formula1=f"'{columns.CHOICES}'!${letter}$2:${letter}${len(names) + 1}",
                allow_blank=True,
                showErrorMessage=column != columns.ACCOUNTS,  # several may be written
            )
            sheet.add_data_validation(listed)
            listed.add(f"{columns.LETTERS[column]}2:{columns.LETTERS[column]}{ROWS_MOST + 1}")
    help_sheet = book.create_sheet(_("How to"))
    help_sheet.column_dimensions["A"].width = 100
    for number, line in enumerate(_instructions(), start=1):
        help_sheet.cell(number, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    return _bytes(book)


def _instructions() -> tuple[str, ...]:
    return (
        _("Fill in one row for each post on the first sheet. Leave the row with the headings as it is."),
        _("Date: 2026-12-24 or 24 Desember 2026. Time: 09.00, on the clock of your office."),
        _("Pillar and account: choose from the lists. Write several accounts with a semicolon between them."),
        _("Formulas are not read. At most %(most)s rows and 2 MB.") % {"most": ROWS_MOST},
        _("Upload the file. You see every row and what is wrong with it before anything is imported."),
    )


def export(rows: Iterable[Sequence[Any]]) -> bytes:
    """The calendar, a row for each post, in the order of `columns.HEADS`."""
    book, sheet = _book(columns.HEADS)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            put(sheet, number, column, value)
    return _bytes(book)


def _book(heads: Sequence[str]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = columns.SHEET
    for number, head in enumerate(heads, start=1):
        cell = sheet.cell(1, number, head)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8ECEF")
        sheet.column_dimensions[columns.LETTERS[number - 1]].width = columns.WIDTHS[number - 1]
    sheet.freeze_panes = "A2"
    return book, sheet


def _bytes(book: Workbook) -> bytes:
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()
