"""The cells of a register as they stand, out of an Excel workbook or a text file with separators."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from pendopo.foundation.errors import Refused
from pendopo.foundation.sheets import armed

ROWS_MOST: Final = 20_000
COLUMNS_MOST: Final = 60
BYTES_MOST: Final = 20 * 1024 * 1024
UNPACKED_MOST: Final = 200 * 1024 * 1024
LINES_MOST: Final = 60_000  # empty ones count: some programs save a million of them
CELL_MOST: Final = 20_000


def cells_of(raw: bytes) -> tuple[list[str], list[list[Any]]]:
    """The heading, and each row under it as [number, cell, cell, ...] with words and nothing else. Raises Refused."""
    if len(raw) > BYTES_MOST:
        raise Refused(
            _("This file is larger than 20 MB. Split the register into several files."), field="file"
        )
    rows = _workbook(raw) if raw[:4] == b"PK\x03\x04" else _text(raw)
    heading: list[str] = []
    found: list[list[Any]] = []
    for number, row in rows:
        said = [_word(one) for one in row[:COLUMNS_MOST]]
        if not any(said):
            continue
        if not heading:
            while said and not said[-1]:
                said.pop()
            heading = said
            continue
        found.append([number, *said[: len(heading)], *[""] * (len(heading) - len(said))])
        if len(found) > ROWS_MOST:
            raise Refused(
                _("This register has more than %(most)s rows. Split it into several files.")
                % {"most": ROWS_MOST},
                field="file",
            )
    if not found:
        raise Refused(_("There is no row under the headings."), field="file")
    return heading, found


def _workbook(raw: bytes) -> Iterable[tuple[int, Sequence[Any]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED_MOST:
                raise Refused(_("This file is too large once unpacked. Split the register."), field="file")
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        try:
            lines = book.worksheets[0].iter_rows(max_col=COLUMNS_MOST, max_row=LINES_MOST, values_only=True)
            return list(enumerate(lines, start=1))
        finally:
            book.close()
    except Refused:
        raise
    except Exception as error:  # a broken file breaks its reader in any of twenty ways
        raise Refused(_("This is neither an Excel workbook (.xlsx) nor a CSV file."), field="file") from error


def _text(raw: bytes) -> Iterable[tuple[int, Sequence[Any]]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Refused(_("This is neither an Excel workbook (.xlsx) nor a CSV file."), field="file")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(";,\t|", key=first.count)
    csv.field_size_limit(CELL_MOST * 10)
    try:
        return list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1))
    except csv.Error as error:
        raise Refused(_("This is neither an Excel workbook (.xlsx) nor a CSV file."), field="file") from error


def _word(said: Any) -> str:
    """A cell as words; days and times as they are written everywhere."""
    match said:
        case None:
            return ""
        case datetime():
            return said.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return said.isoformat()
        case float() if said.is_integer():
            return str(int(said))
        case _:
            return armed(str(said).replace("\0", "").strip())[:CELL_MOST]
