"""What the columns of a register mean, and each row as a case: pure reading, no database."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.foundation.clock import Zone
from pendopo.foundation.clock.reading import read_date
from pendopo.serve.cases.states import CaseKind

A_DAY_BEGINS: Final = time(8)


class Part(models.TextChoices):
    """What a column of a register may hold."""

    NUMBER = "number", gettext_lazy("Number in the register")
    RECEIVED = "received", gettext_lazy("Date received")
    TITLE = "title", gettext_lazy("Subject")
    STORY = "story", gettext_lazy("What was reported")
    KIND = "kind", gettext_lazy("Kind")
    PLACE = "place", gettext_lazy("Place")
    TOPIC = "topic", gettext_lazy("Topic")
    NAME = "name", gettext_lazy("Name of the reporter")
    PHONE = "phone", gettext_lazy("Telephone of the reporter")
    EMAIL = "email", gettext_lazy("E-mail of the reporter")
    UNIT = "unit", gettext_lazy("Unit")
    STATE = "state", gettext_lazy("State")
    ANSWER = "answer", gettext_lazy("Answer")
    ENDED = "ended", gettext_lazy("Date of the answer")


NEEDED: Final = (Part.RECEIVED, Part.STORY)

# How registers call them, folded; the longest name that stands in a heading wins.
CALLED: Final[Mapping[str, Part]] = {
    "nomor": Part.NUMBER,
    "no": Part.NUMBER,
    "no register": Part.NUMBER,
    "nomor register": Part.NUMBER,
    "no tiket": Part.NUMBER,
    "tanggal": Part.RECEIVED,
    "tanggal masuk": Part.RECEIVED,
    "tanggal terima": Part.RECEIVED,
    "tanggal pengaduan": Part.RECEIVED,
    "tgl": Part.RECEIVED,
    "tgl masuk": Part.RECEIVED,
    "judul": Part.TITLE,
    "perihal": Part.TITLE,
    "isi": Part.STORY,
    "isi laporan": Part.STORY,
    "isi aduan": Part.STORY,
    "isi pengaduan": Part.STORY,
    "uraian": Part.STORY,
    "keluhan": Part.STORY,
    "jenis": Part.KIND,
    "klasifikasi": Part.KIND,
    "lokasi": Part.PLACE,
    "tempat": Part.PLACE,
    "alamat kejadian": Part.PLACE,
    "topik": Part.TOPIC,
    "kategori": Part.TOPIC,
    "nama": Part.NAME,
    "nama pelapor": Part.NAME,
    "pelapor": Part.NAME,
    "telepon": Part.PHONE,
    "no hp": Part.PHONE,
    "nomor hp": Part.PHONE,
    "hp": Part.PHONE,
    "email": Part.EMAIL,
    "surel": Part.EMAIL,
    "unit": Part.UNIT,
    "opd": Part.UNIT,
    "dinas": Part.UNIT,
    "unit kerja": Part.UNIT,
    "status": Part.STATE,
    "keadaan": Part.STATE,
    "jawaban": Part.ANSWER,
    "tindak lanjut": Part.ANSWER,
    "tanggal selesai": Part.ENDED,
    "tanggal jawab": Part.ENDED,
    "tgl selesai": Part.ENDED,
}
KINDS: Final[Mapping[str, CaseKind]] = {
    "pengaduan": CaseKind.COMPLAINT,
    "aduan": CaseKind.COMPLAINT,
    "keluhan": CaseKind.COMPLAINT,
    "aspirasi": CaseKind.ASPIRATION,
    "saran": CaseKind.ASPIRATION,
    "permintaan informasi": CaseKind.INQUIRY,
    "informasi": CaseKind.INQUIRY,
    "pertanyaan": CaseKind.INQUIRY,
}
DONE: Final = frozenset({"selesai", "tuntas", "closed", "ditutup", "sudah", "sudah dijawab", "dijawab"})
OPEN: Final = frozenset(
    {"", "baru", "proses", "diproses", "belum", "open", "menunggu", "tindak lanjut", "terbuka"}
)


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A cell and what is wrong with it."""

    cell: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a register; only without `wrong` may it be used."""

    number: int  # its line in the file
    reference: str  # what makes it the same row in another file
    received_at: datetime | None
    ended_at: datetime | None
    title: str
    story: str
    kind: CaseKind
    place: str
    topic: str
    name: str
    phone: str
    email: str
    unit_id: int | None
    is_done: bool
    answer: str
    wrong: tuple[Wrong, ...]


def guessed(heading: Sequence[str]) -> dict[str, int]:
    """Which column holds what, by its name: {"received": 1, ...}. What nobody calls so is left to a person."""
    found: dict[str, int] = {}
    for place, name in enumerate(heading):
        part = CALLED.get(folded(name))
        if part is not None and part.value not in found:
            found[part.value] = place
    return found


def letter(column: int) -> str:
    """A column as a sheet calls it: A, B, ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def read_rows(
    rows: Sequence[Sequence[Any]],
    mapping: Mapping[str, int],
    *,
    zone: Zone,
    units: Mapping[str, int],
    now: datetime,
) -> list[Row]:
    """Each row as a case with what is wrong with it. `units`: folded names to their numbers."""
    seen: dict[str, int] = {}
    read = []
    for one in rows:
        row = _Reader(int(one[0]), [str(cell) for cell in one[1:]], mapping, zone, now).row(units, seen)
        seen.setdefault(row.reference, row.number)
        read.append(row)
    return read


class _Reader:
    """Reads one row and gathers what is wrong."""

    def __init__(
        self, number: int, said: Sequence[str], mapping: Mapping[str, int], zone: Zone, now: datetime
    ) -> None:
        self.number, self.said, self.mapping, self.zone, self.now = number, said, mapping, zone, now
        self.wrong: list[Wrong] = []

    def row(self, units: Mapping[str, int], seen: Mapping[str, int]) -> Row:
        received_at = self._day(Part.RECEIVED, needed=True)
        is_done = self._is_done()
        ended_at = self._day(Part.ENDED, needed=False)
        if is_done and ended_at is None:
            ended_at = received_at
        if received_at is not None and ended_at is not None and ended_at < received_at:
            self._no(Part.ENDED, _("this is before it was received."))
        story = self._words(Part.STORY)
        if not story:
            self._no(Part.STORY, _("what was reported is missing."))
        reference = self._reference(received_at, story)
        if reference in seen:
            self._no(
                Part.NUMBER if Part.NUMBER in self.mapping else Part.STORY,
                _("the same stands in row %(number)s.") % {"number": seen[reference]},
            )
        title = self._words(Part.TITLE) or " ".join(story.split())[:80]
        return Row(
            number=self.number,
            reference=reference,
            received_at=received_at,
            ended_at=ended_at if is_done else None,
            title=title[:200],
            story=story,
            kind=self._kind(),
            place=self._words(Part.PLACE)[:200],
            topic=self._words(Part.TOPIC)[:100],
            name=self._words(Part.NAME)[:150],
            phone=self._words(Part.PHONE)[:30],
            email=self._words(Part.EMAIL)[:254],
            unit_id=self._unit(units),
            is_done=is_done,
            answer=self._words(Part.ANSWER),
            wrong=tuple(self.wrong),
        )

    def _words(self, part: Part) -> str:
        place = self.mapping.get(part.value)
        return self.said[place].strip() if place is not None and place < len(self.said) else ""

    def _no(self, part: Part, why: str) -> None:
        place = self.mapping.get(part.value)
        self.wrong.append(
            Wrong(cell=f"{letter(place)}{self.number}" if place is not None else str(self.number), why=why)
        )

    def _day(self, part: Part, *, needed: bool) -> datetime | None:
        said = self._words(part)
        if not said:
            if needed:
                self._no(part, _("a date is missing. Write 2026-12-24 or 24 Desember 2026."))
            return None
        day = read_date(said)
        if day is None or not 2000 <= day.year <= 2200:
            self._no(
                part,
                _("date not recognised: “%(said)s”. Write 2026-12-24 or 24 Desember 2026.")
                % {"said": said[:40]},
            )
            return None
        return self._instant(part, day)

    def _instant(self, part: Part, day: date) -> datetime | None:
        at = min(self.zone.at(day, A_DAY_BEGINS), self.now) if day == self.zone.day_of(self.now) else None
        at = at or self.zone.at(day, A_DAY_BEGINS)
        if at > self.now:
            self._no(part, _("this day has not come yet."))
            return None
        return at

    def _kind(self) -> CaseKind:
        said = folded(self._words(Part.KIND))
        if not said:
            return CaseKind.COMPLAINT
        if said not in KINDS:
            self._no(
                Part.KIND,
                _("kind not recognised: “%(said)s”. There are: pengaduan, aspirasi, permintaan informasi.")
                % {"said": said[:40]},
            )
        return KINDS.get(said, CaseKind.COMPLAINT)

    def _unit(self, units: Mapping[str, int]) -> int | None:
        said = self._words(Part.UNIT)
        if not said:
            return None
        if folded(said) not in units:
            self._no(Part.UNIT, _("no unit is called “%(said)s” here.") % {"said": said[:60]})
        return units.get(folded(said))

    def _is_done(self) -> bool:
        said = folded(self._words(Part.STATE))
        if said in DONE:
            return True
        if said not in OPEN:
            self._no(
                Part.STATE,
                _("state not recognised: “%(said)s”. Write “selesai” or “proses”.") % {"said": said[:40]},
            )
        return False

    def _reference(self, received_at: datetime | None, story: str) -> str:
        number = self._words(Part.NUMBER)
        day = received_at.date().isoformat() if received_at else ""
        # A register begins at 1 every year: a number alone names no row.
        said = f"{day[:4]}|{number}" if number else f"{day}|{' '.join(story.split()).casefold()}"
        return hashlib.sha256(said.encode()).hexdigest()


def folded(name: str) -> str:
    """A name as it is compared: small letters and digits, one space between words."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in name.casefold()).split())
