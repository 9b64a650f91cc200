"""A plan that comes in and goes out as a workbook: whole or not at all, and without formulas."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from pendopo.broadcast.calendar import actions
from pendopo.broadcast.calendar.sheets import columns, reading
from pendopo.broadcast.content.models import ContentItem, Pillar
from pendopo.broadcast.content.tests.builders import an_item
from pendopo.foundation import sheets
from pendopo.foundation.clock.reading import read_date, read_time
from pendopo.foundation.errors import Refused
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


def a_plan(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = columns.SHEET
    sheet.append(columns.NEEDED)
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> SimpleUploadedFile:
    into = io.BytesIO()
    book.save(into)
    return SimpleUploadedFile("rencana.xlsx", into.getvalue())


WHOLE = a_plan(("Baik", "2027-12-24", "09.00", None, None, "Teks", "ya")).read()


class TestSheets:
    def test_each_wrong_cell_is_named_and_nothing_is_imported(self, sari):
        answer = sari.post(
            "/kalender/impor/",
            {
                "file": a_plan(
                    ("Baik", "2027-12-24", "09.00", None, None, "Teks", "tidak"),
                    ("Salah", "31 Februari 2027", "25.00", "Tak ada", "Tak ada", "=1+1", "mungkin"),
                )
            },
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        for cell in ("B3", "C3", "D3", "E3", "F3", "G3"):
            assert f"<strong>{cell}</strong>" in page
        assert [one.cell for row in answer.context["rows"] for one in row.wrong] == [
            "B3",
            "C3",
            "D3",
            "E3",
            "F3",
            "G3",
        ]
        assert (answer.context["right"], "Baik" in page) == (1, False)
        assert "<strong>B2</strong>" not in page
        assert not ContentItem.objects.exists()

    def test_a_good_plan_becomes_drafts_once(self, sari, account):
        plan = a_plan(("Baik", "24 Desember 2027", "09.00", None, f"@{account.handle}", "Teks", "ya"))
        shown = sari.post("/kalender/impor/", {"file": plan})
        assert shown.status_code == 200
        assert not ContentItem.objects.exists()
        signed = {"plan": shown.context["plan"]}
        assert sari.post("/kalender/impor/pakai/", signed).status_code == 302
        item = ContentItem.objects.get()
        assert (item.title, item.is_ceremony, item.account_ids) == ("Baik", True, [account.pk])
        assert sari.post("/kalender/impor/pakai/", signed).status_code == 422
        assert ContentItem.objects.count() == 1

    def test_what_is_no_workbook_is_refused(self, sari):
        answer = sari.post("/kalender/impor/", {"file": SimpleUploadedFile("a.xlsx", b"halo")})
        assert answer.status_code == 422

    def test_the_export_runs_no_formula_and_can_be_read_again(self, client, office, author, account, at):
        an_item(author, account, now=at, due_at=at + timedelta(minutes=5), title="=HYPERLINK(1)")
        client.force_login(a_member(office, Role.EDITOR).person)
        raw = client.get("/kalender/ekspor/").content
        cell = load_workbook(io.BytesIO(raw))[columns.SHEET]["A2"]
        assert (cell.value, cell.data_type) == ("'=HYPERLINK(1)", "s")
        assert sheets.armed(cell.value) == "=HYPERLINK(1)"

    def test_the_template_names_its_columns(self, sari, account):
        book = load_workbook(io.BytesIO(sari.get("/kalender/impor/templat/").content))
        assert tuple(cell.value for cell in book[columns.SHEET][1]) == columns.NEEDED
        assert len(book[columns.SHEET].data_validations.dataValidation) == 2


def export_of(client, **asked: str) -> list[tuple]:
    raw = client.get("/kalender/ekspor/", asked).content
    return list(load_workbook(io.BytesIO(raw))[columns.SHEET].iter_rows(min_row=2, values_only=True))


class TestRoundTrip:
    def test_what_is_exported_comes_in_again_as_the_same_plan(self, client, office, author, at):
        editor = a_member(office, Role.EDITOR)
        client.force_login(editor.person)
        twins = [an_account(office, name="Pemkab", handle=one) for one in ("satu", "dua; tiga")]
        pillar = Pillar.objects.create(institution=office, name="Layanan", dye=1, share_percent=70)
        due = datetime(2027, 3, 4, 2, 30, tzinfo=UTC)
        an_item(author, *twins, text="=1+1\nBaris kedua", title="-Diskon", due_at=due, now=at, pillar=pillar)
        an_item(
            author,
            twins[1],
            text="Teks \u201cbiasa\u201d, 100 %",
            title="'+62",
            due_at=due,
            now=at,
            is_ceremony=True,
        )
        an_item(author, text="", title="@pemkab", due_at=due + timedelta(days=1), now=at)
        before = _told()
        raw = client.get("/kalender/ekspor/", {"dari": "2027-03-01"}).content
        ContentItem.objects.update(due_at=due + timedelta(days=300))
        first = set(ContentItem.objects.values_list("pk", flat=True))
        shown = client.post("/kalender/impor/", {"file": SimpleUploadedFile("k.xlsx", raw)})
        assert shown.status_code == 200, [row.wrong for row in shown.context["rows"]]
        client.post("/kalender/impor/pakai/", {"plan": shown.context["plan"]})
        assert _told(ContentItem.objects.exclude(pk__in=first)) == before
        assert len(before) == 3

    def test_the_export_keeps_to_its_filters(self, client, office, author, at):
        client.force_login(a_member(office, Role.EDITOR).person)
        for title in ("Air bersih", "Pajak", "Jalan"):
            an_item(author, title=title, due_at=datetime(2027, 3, 4, 2, tzinfo=UTC), now=at)
        assert [row[0] for row in export_of(client, dari="2027-03-01", q="air")] == ["Air bersih"]

    @given(st.text(st.sampled_from("'=+-@\t\n\uff1d a1"), max_size=8))
    def test_what_is_disarmed_is_no_formula_and_is_armed_again(self, text):
        assert not sheets.disarmed(text).startswith(sheets.DANGEROUS)
        assert sheets.armed(sheets.disarmed(text)) == text


def _told(items=None) -> set[tuple]:
    found = (items or ContentItem.objects.all()).values_list(
        "title", "due_at", "pillar__name", "account_ids", "current__text", "is_ceremony"
    )
    return {(*row[:3], frozenset(row[3]), *row[4:]) for row in found}


class TestBadFiles:
    """Each says in Indonesian what to mend, and leaves nothing behind."""

    def refused(self, client, file: SimpleUploadedFile) -> str:
        answer = client.post("/kalender/impor/", {"file": file})
        assert answer.status_code == 422
        assert not ContentItem.objects.exists()
        return answer.content.decode()

    @pytest.mark.parametrize("raw", [b"halo", b"PK\x03\x04 lalu bukan apa-apa", b"\x89PNG\r\n" * 99])
    def test_what_is_no_workbook(self, sari, raw):
        assert "bukan buku kerja Excel" in self.refused(sari, SimpleUploadedFile("a.xlsx", raw))

    def test_one_that_is_too_large(self, sari):
        raw = b"PK" + bytes(reading.BYTES_MOST)
        assert "2 MB. Bagi" in self.refused(sari, SimpleUploadedFile("a.xlsx", raw))

    def test_one_that_unpacks_to_gigabytes_is_not_unpacked(self, sari):
        into = io.BytesIO(a_plan(("Baik", "2027-12-24", "09.00")).read())
        with zipfile.ZipFile(into, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/bom.xml", bytes(reading.UNPACKED_MOST + 1))
        assert len(into.getvalue()) < reading.BYTES_MOST
        assert "Isi berkas ini terlalu besar" in self.refused(
            sari, SimpleUploadedFile("a.xlsx", into.getvalue())
        )

    def test_one_whose_words_multiply(self, sari):
        into = io.BytesIO()
        good = zipfile.ZipFile(io.BytesIO(a_plan(("Baik", "2027-12-24", "09.00")).read()))
        entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        with zipfile.ZipFile(into, "w") as packed:
            for one in good.namelist():
                words = good.read(one).decode()
                if one.startswith("xl/worksheets"):
                    words = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>' + words.replace("Baik", "&a11;")
                packed.writestr(one, words.replace("Baik", "&a11;"))
        self.refused(sari, SimpleUploadedFile("a.xlsx", into.getvalue()))

    def test_wrong_columns_are_named_cell_by_cell(self, sari):
        book = Workbook()
        book.worksheets[0].append(["Judul", "Tgl", "Jam", "Pilar", "Akun", "Teks"])
        page = self.refused(sari, saved(book))
        assert "B1: di sini harus tertulis \u201cTanggal\u201d, bukan \u201cTgl\u201d." in page
        assert "G1: di sini harus tertulis \u201cSeremonial\u201d" in page
        assert "A1:" not in page

    def test_a_sheet_of_something_else(self, sari):
        book = Workbook()
        book.worksheets[0].append(["Nama", "Gaji"])
        assert "Judul, Tanggal, Jam" in self.refused(sari, saved(book))

    def test_more_rows_than_a_plan_has(self, sari):
        rows = [(f"Kabar {number}", "2027-12-24", "09.00") for number in range(reading.ROWS_MOST + 1)]
        assert "lebih dari 500 baris" in self.refused(sari, a_plan(*rows))

    def test_dates_times_accounts_and_pillars_that_do_not_exist(self, sari, office, account):
        an_account(office, name="Pemkab", handle="a")
        an_account(office, name="Pemkab", handle="b")
        page = self.refused(
            sari,
            a_plan(
                ("Satu", "30 Februari 2027", "24.00", "Tak ada", "@takada"),
                ("Dua", 46000, 0.4, None, "Pemkab"),
                ("Tiga", "2020-01-01", "09.00"),
                (None, None, None, None, account.handle),
                ("x" * 201, "2027-12-24", "09.00", None, None, "y" * 10_001),
            ),
        )
        for cell, words in (
            ("B2", "tanggal tidak dikenali"),
            ("C2", "jam tidak dikenali"),
            ("D2", "tidak ada pilar bernama"),
            ("E2", "tidak ada akun bernama"),
            ("B3", "tanggal tidak dikenali"),
            ("E3", "beberapa akun bernama"),
            ("B4", "sudah lewat"),
            ("A5", "judul kerja"),
            ("B5", "tanggal"),
            ("A6", "200"),
            ("F6", "10000"),
        ):
            said = page.split(f"<strong>{cell}</strong>", 1)[1].split("</p>", 1)[0]
            assert words in said, (cell, said)

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_a_damaged_file_is_refused_or_read_but_never_breaks(self, data):
        raw = bytearray(WHOLE)
        for at in data.draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=40)):
            raw[at] = data.draw(st.integers(0, 255))
        with contextlib.suppress(Refused):
            reading.cells_of(bytes(raw))

    def test_a_row_that_fails_while_it_is_imported_takes_all_with_it(self, sari, monkeypatch):
        shown = sari.post(
            "/kalender/impor/",
            {"file": a_plan(("Satu", "2027-12-24", "09.00"), ("Dua", "2027-12-24", "10.00"))},
        )
        begun = actions.content.start_item

        def start(**about):
            if about["title"] == "Dua":
                raise Refused("Tidak bisa.")
            return begun(**about)

        monkeypatch.setattr(actions.content, "start_item", start)
        answer = sari.post("/kalender/impor/pakai/", {"plan": shown.context["plan"]})
        assert answer.status_code == 422
        assert "Baris 3" in answer.content.decode()
        assert not ContentItem.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        "2026-12-24",
        "24/12/2026",
        "24 Desember 2026",
        "Kamis, 24 Des 2026",
        datetime(2026, 12, 24),
        date(2026, 12, 24),
    ],
)
def test_days_are_understood_as_people_write_them(said):
    assert read_date(said) == date(2026, 12, 24)


@pytest.mark.parametrize("said", ["31 Februari 2026", "besok", "", "2026-13-01", "24 Desembr 2026"])
def test_what_is_no_day_is_none(said):
    assert read_date(said) is None


@pytest.mark.parametrize("said", ["09.00", "9:00", "09.00 WIB", "pukul 9.00", time(9)])
def test_times_are_understood_as_people_write_them(said):
    assert read_time(said) == time(9)
