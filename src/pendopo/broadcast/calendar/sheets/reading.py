"""A plan is read in full before anything is done with it: each wrong cell is named."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from pendopo.broadcast.calendar.sheets import columns
from pendopo.broadcast.content.actions import Composition, Place, Words
from pendopo.broadcast.content.models import Pillar
from pendopo.foundation.clock import Zone
from pendopo.foundation.clock.reading import read_date, read_time
from pendopo.foundation.errors import Refused
from pendopo.foundation.sheets import armed
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.accounts.queries import network_called

ROWS_MOST: Final = 500
BYTES_MOST: Final = 2 * 1024 * 1024
UNPACKED_MOST: Final = 30 * 1024 * 1024
LINES_MOST: Final = 20_000  # empty ones count: some programs save a million of them
HEADING_WITHIN: Final = 20
LIKE_A_HEADING: Final = 3  # names in a row
TITLE_MOST: Final = 200
TEXT_MOST: Final = 10_000


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A cell and what is wrong with it."""

    cell: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a plan; only without `wrong` may it be used."""

    number: int
    title: str
    due_at: datetime | None
    pillar: Pillar | None
    account_ids: tuple[int, ...]
    account_names: tuple[str, ...]
    text: str
    is_ceremony: bool
    wrong: tuple[Wrong, ...] = ()

    def composition(self) -> Composition:
        """Its words, for its accounts."""
        return Composition(
            words=Words(text=self.text), places=tuple(Place(account_id=pk) for pk in self.account_ids)
        )


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the names in a plan may mean here."""

    zone: Zone
    pillars: Sequence[Pillar]
    accounts: Sequence[SocialAccount]
    standing: frozenset[tuple[str, datetime]] = field(default_factory=frozenset)

    def pillar(self, name: str) -> Pillar | None:
        return next((one for one in self.pillars if one.name.casefold() == name.casefold()), None)

    def accounts_called(self, name: str) -> list[SocialAccount]:
        """Those a name may mean; the label of the lists means one, a bare name or handle perhaps several."""
        wanted = name.casefold()
        labelled = [one for one, said in labels(self.accounts).items() if said.casefold() == wanted]
        wanted = wanted.lstrip("@")
        return labelled or [
            one
            for one in self.accounts
            if wanted in {one.handle.casefold().lstrip("@"), one.name.casefold(), plain_label(one).casefold()}
        ]


def plain_label(account: SocialAccount) -> str:
    """Name and network; a semicolon stands between accounts, so none stands inside of one.

    Sheets speak Indonesian whoever asks for them: what one colleague exports, another one imports.
    """
    with translation.override("id"):
        network = network_called(account)
    return f"{account.name or account.handle} ({network})".replace(";", ",")


def labels(accounts: Iterable[SocialAccount]) -> dict[SocialAccount, str]:
    """Accounts as sheets name them: name and network, and the handle or server where two would be called the same."""
    found = {one: plain_label(one) for one in accounts}
    for more in ("handle", "base"):
        times = Counter(said.casefold() for said in found.values())
        found = {
            one: f"{said} {getattr(one, more)}".replace(";", ",") if times[said.casefold()] > 1 else said
            for one, said in found.items()
        }
    return found


Cells = tuple[int, list[Any]]


def cells_of(raw: bytes) -> list[Cells]:
    """The filled rows under the heading, as they stand. Raises Refused when it is no plan."""
    if len(raw) > BYTES_MOST:
        raise Refused(_("This file is larger than 2 MB. Split the plan into several files."), field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED_MOST:
                raise Refused(_("This file is too large once unpacked. Split the plan."), field="file")
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book[columns.SHEET] if columns.SHEET in book.sheetnames else book.worksheets[0]
            return _filled(sheet.iter_rows(max_col=len(columns.HEADS)))
        finally:
            book.close()
    except Refused:
        raise
    except (
        Exception
    ) as error:  # a broken file breaks its reader in any of twenty ways, on opening or half-way
        raise Refused(
            _("This is not an Excel workbook (.xlsx). Download the template and fill it in."), field="file"
        ) from error


def _filled(rows: Iterable[Sequence[Any]]) -> list[Cells]:
    above: list[list[str]] = []
    found: list[Cells] = []
    heading_seen = False
    for number, row in enumerate(rows, start=1):
        said = [("=" if cell.data_type == "f" else cell.value) for cell in row]
        said += [None] * (len(columns.HEADS) - len(said))
        if not heading_seen:
            above.append([str(one or "").strip() for one in said[: columns.STATE]])
            heading_seen = [one.casefold() for one in above[-1]] == [one.casefold() for one in columns.NEEDED]
            if number == HEADING_WITHIN and not heading_seen:
                break
            continue
        if number > LINES_MOST:
            raise _too_many()
        if all(one is None or not str(one).strip() for one in said[: columns.STATE]):
            continue
        found.append((number, said))
        if len(found) > ROWS_MOST:
            raise _too_many()
    if not heading_seen:
        raise Refused(_what_the_heading_lacks(above), field="file")
    if not found:
        raise Refused(_("There is no row under the headings."), field="file")
    return found


def _too_many() -> Refused:
    return Refused(
        _("This plan has more than %(most)s rows. Split it into several files.") % {"most": ROWS_MOST},
        field="file",
    )


def _what_the_heading_lacks(above: Sequence[Sequence[str]]) -> str:
    """Cell by cell, where a row looks like the heading; otherwise that there is none."""
    names = {one.casefold() for one in columns.NEEDED}
    likest, number = max(
        ((sum(one.casefold() in names for one in row), number) for number, row in enumerate(above, start=1)),
        default=(0, 0),
        key=lambda one: one[0],
    )
    if likest < LIKE_A_HEADING:
        return _("The row with the headings is missing: %(heads)s. Use the template.") % {
            "heads": ", ".join(columns.NEEDED)
        }
    return " ".join(
        _("%(cell)s: “%(needed)s” has to stand here, not “%(said)s”.")
        % {"cell": f"{letter}{number}", "needed": needed, "said": said[:40]}
        for letter, needed, said in zip(columns.LETTERS, columns.NEEDED, above[number - 1], strict=False)
        if said.casefold() != needed.casefold()
    )


def read_rows(cells: Iterable[Cells], known: Known, *, now: datetime) -> list[Row]:
    """Each row with its errors; the same post twice is one of them."""
    seen: dict[tuple[str, datetime], int] = {}
    rows = []
    for number, said in cells:
        row = _Reader(number, said, known, now).row(seen)
        if row.due_at is not None and row.title:
            seen.setdefault((row.title, row.due_at), number)
        rows.append(row)
    return rows


class _Reader:
    """Reads one row and gathers what is wrong."""

    def __init__(self, number: int, said: list[Any], known: Known, now: datetime) -> None:
        self.number = number
        self.said = said
        self.known = known
        self.now = now
        self.wrong: list[Wrong] = []
        for column, one in enumerate(said[: columns.STATE]):
            if one == "=":
                self._no(column, _("formulas are not read. Write the value itself."))

    def row(self, seen: Mapping[tuple[str, datetime], int]) -> Row:
        title, due_at = self._title(), self._due_at()
        accounts = self._accounts()
        row = Row(
            number=self.number,
            title=title,
            due_at=due_at,
            pillar=self._pillar(),
            account_ids=tuple(one.pk for one in accounts),
            account_names=tuple(plain_label(one) for one in accounts),
            text=self._text(),
            is_ceremony=self._ceremony(),
        )
        if title and due_at is not None:
            self._check_twice((title, due_at), seen)
        return Row(**{**row.__dict__, "wrong": tuple(sorted(self.wrong, key=lambda one: one.cell))})

    def _check_twice(self, key: tuple[str, datetime], seen: Mapping[tuple[str, datetime], int]) -> None:
        if key in self.known.standing:
            self._no(columns.TITLE, _("this post already stands in the calendar at this time."))
        elif key in seen:
            self._no(columns.TITLE, _("the same post stands in row %(number)s.") % {"number": seen[key]})

    def _no(self, column: int, why: str) -> None:
        self.wrong.append(Wrong(cell=f"{columns.LETTERS[column]}{self.number}", why=why))

    def _words(self, column: int) -> str:
        one = self.said[column]
        return "" if one is None or one == "=" else armed(str(one).strip())

    def _title(self) -> str:
        title = " ".join(self._words(columns.TITLE).split())
        if not title and self.said[columns.TITLE] != "=":
            self._no(columns.TITLE, _("a working title is missing."))
        if len(title) > TITLE_MOST:
            self._no(columns.TITLE, _("the title is longer than %(most)s characters.") % {"most": TITLE_MOST})
        return title

    def _due_at(self) -> datetime | None:
        day, clock = self._date(), self._time()
        if day is None or clock is None:
            return None
        due_at = self.known.zone.at(day, clock)
        if due_at < self.now:
            self._no(columns.DATE, _("this time has passed. Choose a later one."))
        return due_at

    def _date(self) -> date | None:
        said = self.said[columns.DATE]
        if said == "=":
            return None
        if said is None or not str(said).strip():
            self._no(columns.DATE, _("a date is missing. Write 2026-12-24 or 24 Desember 2026."))
            return None
        day = read_date(said)
        if day is None or not 2000 <= day.year <= 2200:
            self._no(
                columns.DATE,
                _("date not recognised: “%(said)s”. Write 2026-12-24 or 24 Desember 2026.")
                % {"said": str(said)[:40]},
            )
            return None
        return day

    def _time(self) -> time | None:
        said = self.said[columns.TIME]
        if said == "=":
            return None
        if said is None or not str(said).strip():
            self._no(columns.TIME, _("a time is missing. Write 09.00."))
            return None
        clock = read_time(said)
        if clock is None:
            self._no(
                columns.TIME, _("time not recognised: “%(said)s”. Write 09.00.") % {"said": str(said)[:40]}
            )
        return clock

    def _pillar(self) -> Pillar | None:
        if not (name := self._words(columns.PILLAR)):
            return None
        pillar = self.known.pillar(name)
        if pillar is None:
            self._no(
                columns.PILLAR,
                _("no pillar is called “%(name)s”. There are: %(names)s.")
                % {"name": name[:40], "names": ", ".join(one.name for one in self.known.pillars) or "-"},
            )
        return pillar

    def _accounts(self) -> list[SocialAccount]:
        found: dict[int, SocialAccount] = {}
        for name in self._words(columns.ACCOUNTS).split(";"):
            if not name.strip():
                continue
            called = self.known.accounts_called(name.strip())
            if len(called) == 1:
                found[called[0].pk] = called[0]
                continue
            why = (
                _("several accounts are called “%(name)s”. Choose from the list; several with a semicolon.")
                if called
                else _("no account is called “%(name)s”. Choose from the list; several with a semicolon.")
            )
            self._no(columns.ACCOUNTS, why % {"name": name.strip()[:60]})
        return list(found.values())

    def _text(self) -> str:
        text = self._words(columns.TEXT)
        if len(text) > TEXT_MOST:
            self._no(columns.TEXT, _("the text is longer than %(most)s characters.") % {"most": TEXT_MOST})
        return text

    def _ceremony(self) -> bool:
        said = self._words(columns.CEREMONY).lower()
        if said not in columns.YES | columns.NO and self.said[columns.CEREMONY] != "=":
            self._no(columns.CEREMONY, _("write “ya” or “tidak”."))
        return said in columns.YES
