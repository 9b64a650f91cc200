"""One row, one card: read by its headings, drawn one after another, and left out with a reason."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from PIL import Image

from pendopo.broadcast.visuals import actions, catalog, filling, jobs, queries, tables
from pendopo.broadcast.visuals.models import Batch
from pendopo.broadcast.visuals.press.design import Kind, house_designs
from pendopo.broadcast.visuals.states import BatchState
from pendopo.broadcast.visuals.tests.builders import NOON, an_own_design
from pendopo.foundation.errors import Refused

ROWS = [
    {"title": "Posyandu Melati buka Selasa"},
    {"body": "tanpa judul"},
    {"title": "Posyandu Mawar buka Rabu"},
]


def a_workbook(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


class TestReading:
    def test_headings_are_the_fields_names_in_either_language(self):
        read = tables.cards_of(catalog.design("announcement"), "Judul\tText\nSatu\tIsi satu\nDua\tIsi dua")
        assert read.rows == ({"title": "Satu", "body": "Isi satu"}, {"title": "Dua", "body": "Isi dua"})

    def test_a_list_takes_numbered_columns_or_semicolons(self):
        design = catalog.design("service-steps")
        numbered = tables.cards_of(design, "Layanan\tLangkah 1\tLangkah 2\nKTP\tDatang\tAmbil")
        joined = tables.cards_of(design, "Layanan\tLangkah\nKTP\tDatang; Ambil")
        assert numbered.rows == joined.rows == ({"title": "KTP", "steps": ["Datang", "Ambil"]},)

    def test_a_workbook_reads_like_what_is_pasted(self):
        raw = a_workbook([["Judul", "Isi"], ["Satu", "Isi satu"]])
        assert tables.cards_of(catalog.design("announcement"), raw).rows[0]["title"] == "Satu"

    def test_columns_no_field_takes_are_named(self):
        read = tables.cards_of(catalog.design("announcement"), "Judul\tAnggaran\nSatu\t12")
        assert read.ignored == ("Anggaran",)

    def test_a_cell_of_several_lines_is_a_list(self):
        raw = a_workbook([["Layanan", "Langkah"], ["KTP", "Datang\nAmbil"]])
        assert tables.cards_of(catalog.design("service-steps"), raw).rows[0]["steps"] == ["Datang", "Ambil"]

    def test_what_was_uploaded_is_drawn_as_it_was_looked_at(self):
        design = catalog.design("announcement")
        raw = a_workbook([["Judul", "Isi"], ["Satu", '"Aman" kata warga'], [], ["Dua", 'Kata "kami\nsiap']])
        looked, drawn = tables.cards_of(design, raw), tables.cards_of(design, tables.as_numbered_text(raw))
        assert looked == drawn
        assert drawn.numbers == (2, 4)

    @pytest.mark.parametrize("key", list(house_designs()))
    def test_a_sample_reads_back_as_the_example(self, key):
        design = catalog.design(key)
        read = tables.cards_of(design, tables.sample(design))
        [row] = read.rows
        assert not read.ignored
        words = filling.words_for(design, row)
        said = {one.key for one in design.fields if one.says_words or one.kind == Kind.CHOICE}
        assert words == {k: v for k, v in filling.words_for(design, design.example).items() if k in said}

    @pytest.mark.parametrize("raw", ["", "Judul", "Nomor\tWarna\n1\tMerah", b"\x00\x01\x02"])
    def test_what_is_no_such_table_is_refused(self, raw):
        with pytest.raises(Refused):
            tables.cards_of(catalog.design("announcement"), raw)


class TestDrawing:
    @pytest.fixture
    def batch(self, sari) -> Batch:
        return actions.start_batch(
            design="announcement", title="Posyandu", size="square", rows=ROWS, by=sari, now=NOON
        )

    def test_every_row_is_a_card_or_says_why_not(self, batch):
        jobs.draw_batch(batch.institution_id, batch.pk)
        batch.refresh_from_db()
        assert (batch.state, batch.drawn) == (BatchState.DONE, 3)
        cards = list(batch.cards.all())
        assert [bool(card.file) for card in cards] == [True, False, True]
        assert cards[1].problems
        assert "Melati" in cards[0].alt

    def test_what_was_left_out_is_not_counted_as_drawn(self, batch, page):
        jobs.draw_batch(batch.institution_id, batch.pk)
        assert "2 kartu dari 3 baris" in page.get(f"/grafis/tabel/{batch.pk}/").text

    def test_a_worker_that_dies_is_followed_by_one_that_goes_on(self, batch):
        actions.draw_next(batch_id=batch.pk, now=NOON)
        first = batch.cards.get(number=1).file.name
        jobs.draw_batch(batch.institution_id, batch.pk)
        assert batch.cards.get(number=1).file.name == first
        batch.refresh_from_db()
        assert batch.drawn == 3

    def test_what_nobody_draws_at_is_found_by_the_sweep(self, batch):
        later = NOON.replace(minute=5)
        assert (batch.institution_id, batch.pk) in queries.batches_left(later)
        jobs.draw_batch(batch.institution_id, batch.pk)
        assert queries.batches_left(later) == []

    def test_stopped_it_draws_no_further(self, batch, sari):
        actions.draw_next(batch_id=batch.pk, now=NOON)
        actions.stop_batch(batch=batch, by=sari, now=NOON)
        assert not actions.draw_next(batch_id=batch.pk, now=NOON)
        assert batch.cards.exclude(file="").count() == 1

    def test_too_many_rows_are_refused_whole(self, sari):
        with pytest.raises(Refused):
            actions.start_batch(
                design="announcement", title="x", size="square", rows=ROWS * 200, by=sari, now=NOON
            )
        assert not Batch.objects.exists()


class TestPages:
    def test_a_table_is_looked_at_drawn_and_fetched(self, page, sari):
        table = "Judul\tIsi\nPosyandu Melati\tSelasa\n\tTanpa judul"
        asked = {"title": "Posyandu", "size": "square", "pasted": table}
        looked = page.post("/grafis/templat/announcement/tabel/", asked)
        assert "Baris 3:" in looked.text
        assert "Baris 2:" not in looked.text
        begun = page.post("/grafis/templat/announcement/tabel/", asked | {"do": "start"})
        batch = Batch.objects.get()
        assert begun.url == f"/grafis/tabel/{batch.pk}/"
        assert "hx-get" in page.get(begun.url).text
        jobs.draw_batch(batch.institution_id, batch.pk)
        archive = page.get(f"/grafis/tabel/{batch.pk}/kartu.zip")
        assert "Baris 3:" in page.get(begun.url).text
        names = zipfile.ZipFile(io.BytesIO(archive.content)).namelist()
        assert names == ["001.png", "teks-alternatif.txt"]
        # Among two hundred others a card is looked at small; what is handed out is the card itself.
        small = page.get(f"/grafis/tabel/{batch.pk}/kartu/1")
        whole = page.get(f"/grafis/tabel/{batch.pk}/kartu/1?unduh")
        assert [Image.open(io.BytesIO(one.content)).size for one in (small, whole)] == [
            (400, 400),
            (1080, 1080),
        ]
        assert len(small.content) < 25_000

    def test_faint_words_of_an_offices_own_design_are_told_before_all_are_drawn(self, page, settings):
        faint = '#let draw(c) = sheet(c, say(c, "title", 800pt, 300pt, fill: hue(c, "line")))\n'
        an_own_design(settings.DESIGNS_FOLDER, template=faint)
        asked = {"title": "Harga", "size": "square", "pasted": "Judul\nBeras naik"}
        assert "Sulit dibaca" in page.post("/grafis/templat/market-price/tabel/", asked).text

    def test_a_table_to_fill_in_is_handed_out(self, page):
        assert page.get("/grafis/templat/announcement/tabel/contoh.xlsx").content[:2] == b"PK"
        assert page.get("/grafis/templat/tidak-ada/tabel/contoh.xlsx").status_code == 404
