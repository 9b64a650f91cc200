"""A register that was kept before comes in whole or not at all, and the same file twice changes nothing."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_as
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Case, Entry, Register, Reporter
from pendopo.serve.cases.register.meaning import guessed, letter
from pendopo.serve.cases.register.sheets import cells_of
from pendopo.serve.cases.states import CaseState, Channel
from pendopo.serve.cases.tests.builders import NOW

HEADING = [
    "No",
    "Tanggal masuk",
    "Nama pelapor",
    "Isi aduan",
    "Jenis",
    "OPD",
    "Status",
    "Tanggal selesai",
    "Jawaban",
]
ROWS = [
    [
        "1",
        "2026-11-02",
        "Budi",
        "Lampu jalan mati di Jalan Melati.",
        "pengaduan",
        "Dinas PU",
        "Selesai",
        "2026-11-05",
        "Sudah diganti.",
    ],
    ["2", "3 November 2026", "", "Mohon trotoar diperlebar.", "aspirasi", "", "proses", "", ""],
]


@pytest.fixture
def coordinator(db):
    member = a_member(an_institution(), Role.COORDINATOR)
    a_unit(member.institution, "Dinas Pekerjaan Umum", short_name="Dinas PU")
    with acting_as(member):
        yield member


def a_csv(*rows, heading=HEADING, separator=";"):
    return "\n".join(separator.join(row) for row in (heading, *rows)).encode()


def a_workbook(*rows, heading=HEADING):
    book = Workbook()
    for row in (heading, *rows):
        book.active.append(row)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def taken(coordinator, raw):
    heading, rows = cells_of(raw)
    return actions.take_register(name="buku.csv", heading=heading, rows=rows, by=coordinator, now=NOW)


def test_columns_are_guessed_by_their_names():
    assert guessed(HEADING) == {
        "number": 0,
        "received": 1,
        "name": 2,
        "story": 3,
        "kind": 4,
        "unit": 5,
        "state": 6,
        "ended": 7,
        "answer": 8,
    }
    assert [letter(place) for place in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


@pytest.mark.parametrize("raw", [a_csv(*ROWS), a_csv(*ROWS, separator=","), a_workbook(*ROWS)])
def test_a_register_becomes_cases(coordinator, raw):
    assert actions.import_register(register=taken(coordinator, raw), by=coordinator, now=NOW) == (2, 0)
    ended, going_on = Case.objects.order_by("received_at")
    assert (ended.state, ended.unit.short_name, ended.channel) == (
        CaseState.CLOSED,
        "Dinas PU",
        Channel.IMPORTED,
    )
    assert ended.closed_at == datetime(2026, 11, 5, 1, tzinfo=UTC)
    assert (going_on.state, going_on.kind) == (CaseState.NEW, "aspiration")
    assert Entry.objects.get(what="imported_answer").told
    assert Reporter.objects.filter(contact__isnull=False).count() == 1


def test_the_same_file_twice_changes_nothing(coordinator):
    actions.import_register(register=taken(coordinator, a_csv(*ROWS)), by=coordinator, now=NOW)
    again = taken(coordinator, a_workbook(*ROWS))
    assert actions.import_register(register=again, by=coordinator, now=NOW) == (0, 2)
    assert Case.objects.count() == 2


def test_one_wrong_cell_stops_all_of_it_and_is_named(coordinator):
    wrong = [
        ["3", "kemarin", "", "Air keruh.", "", "", "", "", ""],
        ["4", "2026-12-24", "", "", "curhat", "Dinas Mimpi", "entah", "", ""],
        ["1", "2026-11-09", "", "Nomor yang sama.", "", "", "", "", ""],
    ]
    register = taken(coordinator, a_csv(*ROWS, *wrong))
    with pytest.raises(Refused):
        actions.import_register(register=register, by=coordinator, now=NOW)
    assert not Case.objects.exists()
    cells = [one.cell for row in actions.rows_of(register, now=NOW) for one in row.wrong]
    assert cells == ["B4", "B5", "G5", "D5", "E5", "F5", "A6"] or set(cells) == {
        "B4",
        "B5",
        "D5",
        "E5",
        "F5",
        "G5",
        "A6",
    }


@pytest.mark.parametrize("raw", [b"", b"\0\0", b"PK\x03\x04 rusak", b"Tanggal;Isi\n"])
def test_what_is_no_register_is_refused_kindly(raw, db):
    with pytest.raises(Refused):
        cells_of(raw)


def test_twenty_thousand_rows_are_read_and_one_more_is_refused():
    many = a_csv(*[[str(n), "2026-11-02", "", f"Laporan {n}", "", "", "", "", ""] for n in range(20_000)])
    assert len(cells_of(many)[1]) == 20_000
    with pytest.raises(Refused):
        cells_of(many + b"\n1;2026-11-02;;Satu lagi;;;;;")


def test_rows_are_kept_sealed_and_forgotten_once_imported(coordinator):
    register = taken(coordinator, a_csv(*ROWS))
    assert b"Melati" not in bytes(register.kept)
    actions.import_register(register=register, by=coordinator, now=NOW)
    register.refresh_from_db()
    assert register.kept is None


def test_only_those_who_manage_the_rules_import(coordinator):
    operator = a_member(coordinator.institution, Role.OPERATOR)
    with acting_as(operator), pytest.raises(Refused):
        taken(operator, a_csv(*ROWS))


def test_the_pages_show_mapping_mistakes_and_import(coordinator):
    client = signed_in(coordinator)
    answer = client.post("/kasus/impor/", {"file": SimpleUploadedFile("buku.csv", a_csv(*ROWS))})
    register = Register.objects.get()
    assert answer.url == f"/kasus/impor/{register.pk}/"
    columns = {part: str(place) for part, place in register.mapping.items()}
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, {**columns, "do": "try"}).status_code == 200
    assert client.post(answer.url, {**columns, "received": "", "do": "try"}).status_code == 422
    assert client.post(answer.url, {**columns, "do": "import"}).status_code == 302
    assert Case.objects.count() == 2
