"""Importing a register that was kept before: whole or not at all, and the same row only once."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases import codes, policies
from pendopo.serve.cases.actions.opening import clocks_in_force
from pendopo.serve.cases.clocks import Terms, promises
from pendopo.serve.cases.models import Case, ClockVersion, Entry, Imported, Register, Reporter
from pendopo.serve.cases.register.meaning import NEEDED, Part, Row, folded, guessed, read_rows
from pendopo.serve.cases.sealing import Contact, sealed
from pendopo.serve.cases.states import CaseState, Channel, Ending

AT_ONCE: Final = 1000


@transaction.atomic
def take_register(
    *, name: str, heading: Sequence[str], rows: Sequence[Sequence[Any]], by: Member, now: datetime
) -> Register:
    """Keep an uploaded register until somebody has said what its columns mean. Raises Refused."""
    policies.require(by, Permission.MANAGE_CASE_RULES, by, now=now)
    mark = uuid.uuid4()
    return Register.objects.create(
        institution_id=by.institution_id,
        name=name[:200],
        mark=mark,
        heading=list(heading),
        kept=settings.PENDOPO_KEY_RING.seal(json.dumps(list(rows)).encode(), place_of(mark)),
        rows=len(rows),
        mapping=guessed(heading),
        made_by=by,
        made_at=now,
    )


@transaction.atomic
def map_register(*, register: Register, mapping: Mapping[str, int], by: Member, now: datetime) -> None:
    """Say what the columns mean. Raises Refused."""
    policies.require(by, Permission.MANAGE_CASE_RULES, register, now=now)
    _require_kept(register)
    chosen = {
        part: place
        for part, place in mapping.items()
        if part in Part.values and 0 <= place < len(register.heading)
    }
    lacking = [str(part.label) for part in NEEDED if part.value not in chosen]
    if lacking:
        raise Refused(_("Choose the column of: %(names)s.") % {"names": ", ".join(lacking)})
    if len(set(chosen.values())) != len(chosen):
        raise Refused(_("One column can't hold two things. Choose each column once."))
    register.mapping = chosen
    register.save(update_fields=["mapping"])


def rows_of(register: Register, *, now: datetime) -> list[Row]:
    """The rows as they would become cases, each with what is wrong with it. Raises Refused."""
    _require_kept(register)
    raw = settings.PENDOPO_KEY_RING.open(bytes(register.kept or b""), place_of(register.mark))
    house = structure.institution(register.institution_id)
    units: dict[str, int] = {}
    for unit in structure.units(register):
        for name in (unit.name, unit.short_name):
            if name:
                units.setdefault(folded(name), unit.pk)
    return read_rows(json.loads(raw), register.mapping, zone=structure.zone_of(house), units=units, now=now)


@transaction.atomic
def import_register(*, register: Register, by: Member, now: datetime) -> tuple[int, int]:
    """Make a case of each row that has none yet. Returns how many are new, and how many stood already.

    Raises Refused when a cell is wrong: then nothing is imported.
    """
    policies.require(by, Permission.MANAGE_CASE_RULES, register, now=now)
    held = Register.objects.select_for_update(of=("self",)).get(pk=register.pk)
    rows = rows_of(held, now=now)
    wrong = sum(1 for row in rows if row.wrong)
    if wrong:
        raise Refused(
            _("Nothing was imported: %(many)s rows have mistakes. Mend them in the file and upload it again.")
            % {"many": wrong}
        )
    standing = set(
        Imported.objects.filter(institution_id=held.institution_id).values_list("reference", flat=True)
    )
    new = [row for row in rows if row.reference not in standing]
    for begin in range(0, len(new), AT_ONCE):
        _make(held, new[begin : begin + AT_ONCE], by=by, now=now)
    Register.objects.filter(pk=held.pk).update(imported_at=now, kept=None, new=len(new))
    ledger.write(
        did="cases.imported",
        by=by,
        to=held,
        at=now,
        words={"name": held.name, "new": len(new), "stood": len(rows) - len(new)},
    )
    return len(new), len(rows) - len(new)


def _make(register: Register, rows: Sequence[Row], *, by: Member, now: datetime) -> None:
    house = structure.institution(register.institution_id)
    calendar, zone = structure.calendar_of(house), structure.zone_of(house)
    versions: dict[date, ClockVersion] = {}
    cases, reporters, entries, imported = [], [], [], []
    for row in rows:
        received = row.received_at or now
        day = zone.day_of(received)
        if day not in versions:
            versions[day] = clocks_in_force(house, on=day, now=now)
        version = versions[day]
        due = promises(
            Terms.read(version.terms), calendar, received_at=received, kind=row.kind, supervisory=False
        )
        ended = row.ended_at if row.is_done else None
        case = Case(
            institution=house,
            code=codes.new_code(),
            check_value=codes.new_check_value(),
            kind=row.kind,
            channel=Channel.IMPORTED,
            title=row.title,
            story=row.story,
            place=row.place,
            topic=row.topic,
            unit_id=row.unit_id,
            state=CaseState.CLOSED if ended else CaseState.NEW,
            ending=Ending.SETTLED if ended else "",
            clocks=version,
            received_at=received,
            opened_at=received,
            opened_by=by,
            verified_at=ended,
            answered_at=ended,
            closed_at=ended,
            **asdict(due),
        )
        cases.append(case)
        mark = uuid.uuid4()
        contact = Contact(name=row.name, phone=row.phone, email=row.email)
        reporters.append(
            Reporter(
                institution=house,
                case=case,
                mark=mark,
                contact=sealed(contact, mark) if any(asdict(contact).values()) else None,
                joined_at=received,
            )
        )
        entries.append(
            Entry(
                institution=house,
                case=case,
                at=received,
                what="imported",
                words={"name": register.name, "line": row.number},
                by=by,
            )
        )
        if row.answer:
            entries.append(
                Entry(
                    institution=house,
                    case=case,
                    at=ended or received,
                    what="imported_answer",
                    text=row.answer,
                    by=by,
                    told=True,
                )
            )
        imported.append(
            Imported(
                institution=house, case=case, register=register, reference=row.reference, line=row.number
            )
        )
    Case.objects.bulk_create(cases)
    Reporter.objects.bulk_create(reporters)
    Entry.objects.bulk_create(entries)
    Imported.objects.bulk_create(imported)


@transaction.atomic
def forget_register(*, register: Register) -> None:
    """Nobody imported it in time: its rows go."""
    Register.objects.filter(pk=register.pk, imported_at__isnull=True).delete()


def place_of(mark: uuid.UUID) -> str:
    """What a register's rows are sealed for."""
    return f"cases.register:{mark}"


def _require_kept(register: Register) -> None:
    if register.kept is None:
        raise Refused(_("This register is imported already. Upload a file to import another."))
