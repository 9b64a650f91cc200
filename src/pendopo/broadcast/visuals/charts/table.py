"""A table as a chart needs it: columns of one kind each, what was decided about them, and what is still unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from django.utils.translation import gettext as _

from pendopo.broadcast.visuals.charts.cells import Row, rows_of
from pendopo.broadcast.visuals.charts.columns import Column, Question, column_of, is_period
from pendopo.broadcast.visuals.charts.moments import YEAR, read_moment
from pendopo.broadcast.visuals.charts.numbers import is_missing, read_figure
from pendopo.foundation.errors import Refused

TOTALS: Final = ("jumlah", "total", "jumlah total", "grand total", "total keseluruhan", "jumlah keseluruhan")
SOURCES: Final = ("sumber:", "sumber data:", "source:")
NUMBERINGS: Final = frozenset({"no", "no.", "nomor", "#", "nomor urut", "no urut"})
ANSWER_MOST: Final = 60
LABEL_MOST: Final = 120  # letters of a cell in a chart
NOT_READ: Final = (".xls", ".ods", ".pdf", ".doc", ".docx", ".numbers", ".png", ".jpg", ".jpeg")


@dataclass(frozen=True, kw_only=True)
class Table:
    """What was read. `notes` tell what was left out or taken for granted, `questions` what only a person knows."""

    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    """The number of each row, as the office counts them."""
    heading: str = ""
    """A line above the table."""
    source: str = ""
    """What the table itself names as its source."""
    measure: str = ""
    """What is counted, where the columns are named by their time."""
    notes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def numbers(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.kind.is_number)


def read_table(raw: bytes | str, filename: str = "", answers: Mapping[str, str] | None = None) -> Table:
    """Read what was pasted or uploaded (text with tabs, CSV, XLSX).

    `answers` are those to `Table.questions`, by their keys; reading again with them gives a table that asks less.
    Raises Refused, naming row and column where there are such.
    """
    if PurePath(filename).suffix.casefold() in NOT_READ:
        raise Refused(
            _("This kind of file is not read. Save the table as XLSX or CSV, or paste its rows."),
            field="table",
        )
    heading, rows, source, notes = _body(rows_of(raw))
    names, rows, has_names = _named(rows)
    rows, left_out = _without_totals(rows)
    notes += left_out
    given = {key: " ".join(answer.split())[:ANSWER_MOST] for key, answer in (answers or {}).items()}
    columns: list[Column] = []
    questions: list[Question] = []
    for place, name in enumerate(name[:LABEL_MOST] for name in names):
        cells = [cells[place][:LABEL_MOST] for _number, cells in rows]
        if not name and not any(cells):
            continue
        if _counts_rows(name, cells) and len(names) > 1:
            notes.append(_("The column “%(name)s” only numbers the rows and is not drawn.") % {"name": name})
            continue
        said = given.get(f"name:{place}", "") or name or _("Column %(number)s") % {"number": place + 1}
        if not has_names and not given.get(f"name:{place}"):
            questions.append(
                Question(f"name:{place}", _("What does column %(number)s show?") % {"number": place + 1})
            )
        column, asked, told = column_of(
            said, place, cells, [number for number, _cells in rows], given, others=len(names) - 1
        )
        columns.append(column)
        questions += (one for one in asked if one.key not in {known.key for known in questions})
        notes += told
    measure = given.get("measure", "") or heading
    if not measure and sum(is_period(column) for column in columns) > 1:
        questions.append(Question("measure", _("What do the numbers in this table show?")))
    if not any(column.kind.is_number for column in columns):
        raise Refused(
            _("No column of this table holds numbers. A chart needs at least one, with a heading above it."),
            field="table",
        )
    return Table(
        columns=tuple(columns),
        rows=tuple(number for number, _cells in rows),
        heading=heading,
        source=source,
        measure=measure,
        notes=tuple(notes),
        questions=tuple(questions),
    )


def _body(rows: list[Row]) -> tuple[str, list[Row], str, list[str]]:
    """The table without what stands above and below it: its title, its source, remarks."""
    heading, source = "", ""
    notes: list[str] = []
    width = len(rows[0][1])
    if width < 2:
        return heading, rows, source, notes
    rows = list(rows)
    above: list[str] = []
    while len(rows) > 1 and _alone(rows[0][1]):
        above.append(_alone(rows.pop(0)[1]))
    while len(rows) > 1 and (said := _alone(rows[-1][1])) and not is_missing(said):
        if said.casefold().startswith(SOURCES):
            source = said.split(":", 1)[1].strip()
        else:
            notes.append(_("The line “%(line)s” below the table is not drawn.") % {"line": said[:80]})
        rows.pop()
    heading = next((line for line in above if read_figure(line) is None), "")
    return heading, rows, source, notes


def _alone(cells: Sequence[str]) -> str:
    """The only cell that says something, where there is only one and it is the first."""
    return cells[0] if cells[0] and not any(cells[1:]) else ""


def _named(rows: list[Row]) -> tuple[list[str], list[Row], bool]:
    """Names of the columns, the rows under them, and whether the table brought the names itself."""
    rows = _one_heading(rows)
    first = rows[0][1]
    if len(rows) > 1 and _is_heading(first, [cells for _number, cells in rows[1:]]):
        return first, rows[1:], True
    if len(rows) == 1 and not any(read_figure(cell) for cell in first):
        raise Refused(_("There is no row under the headings."), field="table")
    return [""] * len(first), rows, False


def _one_heading(rows: list[Row]) -> list[Row]:
    """A heading of two rows, its first cell reaching over both: Kecamatan | Tahun, and beneath it 2025 | 2026."""
    if len(rows) < 3 or len(rows[0][1]) < 3:
        return rows
    above, below = rows[0][1], rows[1][1]
    is_over = above[0] and not below[0] and "" in above[1:] and all(below[1:])
    if not is_over or not all(read_figure(cell) is None or read_moment(cell) for cell in below[1:]):
        return rows
    merged = [lower or upper for upper, lower in zip(above, below, strict=True)]
    return [(rows[1][0], merged), *rows[2:]]


def _is_heading(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """A heading says words (or years and months) where numbers stand below it."""
    below = False
    for place, cell in enumerate(first):
        is_number = read_figure(cell) is not None and not YEAR.fullmatch(cell.casefold())
        if is_number and read_moment(cell) is None:
            return False
        column = [cells[place] for cells in rest if not is_missing(cells[place])]
        figures = sum(read_figure(one) is not None for one in column)
        below = below or (bool(column) and figures * 2 > len(column))
    words = [cell for cell in first if cell and read_figure(cell) is None]
    return below and bool(words)


def _without_totals(rows: list[Row]) -> tuple[list[Row], list[str]]:
    """A total among its parts would be the longest bar, and twice the truth."""
    notes: list[str] = []
    kept = list(rows)
    while len(kept) > 2 and _names_total(kept[-1][1]):
        notes.append(
            _("Row %(row)s, “%(name)s”, is a sum of the others and is not drawn.")
            % {"row": kept[-1][0], "name": _first_words(kept[-1][1])}
        )
        kept.pop()
    return kept, notes


def _names_total(cells: Sequence[str]) -> bool:
    return _first_words(cells).casefold().strip(": ") in TOTALS


def _first_words(cells: Sequence[str]) -> str:
    return next((cell for cell in cells if cell and not cell.strip(". ").isdigit()), "")


def _counts_rows(name: str, cells: Sequence[str]) -> bool:
    """Whether a column is 1, 2, 3 ..."""
    if name.casefold().strip() not in NUMBERINGS:
        return False
    return all(cell.strip(". ").isdigit() for cell in cells if cell)
