"""Two hundred cards from one workbook, and a card that is seen while it is being written."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.people import Somebody, presses

CARDS = 200


def a_workbook(folder: Path) -> Path:
    """Two hundred posyandu, one of them without a name."""
    book = openpyxl.Workbook()
    book.active.append(["Judul", "Isi", "Rincian 1", "Rincian 2"])
    for number in range(1, CARDS + 1):
        title = "" if number == 77 else f"Posyandu Melati {number} buka Selasa pertama"
        book.active.append(
            [title, "Bawa buku KIA.", f"Jam: 0{7 + number % 3}.00 WIB", f"Tempat: RW {number}"]
        )
    place = folder / "posyandu.xlsx"
    book.save(place)
    return place


def test_a_card_is_seen_while_it_is_being_written(operator: Somebody):
    page = operator.goes_to("/grafis/templat/")
    page.locator("#words [name=title]").fill("Air mati besok pagi")
    # Every template shows the words while they are typed, and they go along whichever is pressed.
    expect(page.locator("#gallery img").first).to_have_attribute("src", re.compile("title=Air"))
    page.locator("#words [name=body]").fill("Pipa di Jalan Kenanga diganti.")
    page.locator("button[formaction$='/announcement/mulai/']").click()
    expect(page.locator("#filling [name=f-title]")).to_have_value("Air mati besok pagi")
    expect(page.locator("#filling [name=f-body]")).to_have_value("Pipa di Jalan Kenanga diganti.")
    shown = page.locator("#proof img").first
    before = shown.get_attribute("src")
    page.locator("#filling [name=f-title]").press_sequentially(" di Desa Sukamaju")
    expect(shown).not_to_have_attribute("src", before or "")
    page.locator("#filling [name=f-title]").fill("Air mati di semua dusun " * 20)
    expect(page.locator("#proof")).to_contain_text(re.compile(r"kelebihan \d+ huruf"))
    # What is typed is kept by itself, and stepping back brings the words before it.
    expect(page.locator("#steps")).to_contain_text("Tersimpan")
    operator.presses("Urungkan")
    expect(page.locator("#filling [name=f-title]")).not_to_have_value(re.compile("semua dusun"))


def test_rows_grow_as_they_are_filled(operator: Somebody):
    page = operator.goes_to("/grafis/templat/?cari=jadwal")
    presses(page, page.locator("button[formaction$='/timetable/mulai/']"))
    rows = page.locator("#filling [data-rows] > div")
    for at in range(1, rows.count()):
        for side in (0, 1):
            rows.nth(at).locator("input").nth(side).fill("")
    presses(page, operator.button("Simpan dan lihat"))
    expect(rows).to_have_count(3)
    rows.last.locator("input").first.fill("Kamis")
    expect(rows).to_have_count(4)
    expect(rows.last.locator("input").first).to_have_value("")


def test_a_pasted_table_is_a_chart_in_the_content_after_two_presses(operator: Somebody):
    page = operator.goes_to("/grafis/templat/?cari=batang")
    presses(page, page.locator("button[formaction$='/bar-chart/mulai/']"))
    page.locator("#filling [name=f-chart]").fill("Kecamatan\tJumlah aduan\nSelatan\t4.321\nBarat\t987")
    # The example's words go with its numbers, and nobody has to save before the table says its message.
    expect(page.locator("#filling [name=f-title]")).to_have_value(re.compile(r"Selatan.*4\.321"))
    expect(page.locator("#filling [name=f-source]")).to_have_value("")
    page.locator("#filling [name=f-source]").fill("Diskominfo Mekarjaya")
    page.locator("#filling [name=f-dated]").fill("31 Oktober 2026")
    # What was typed a moment ago goes along.
    operator.presses("Masukkan ke konten")
    operator.sees("Gambar sudah masuk ke konten")
    assert "4.321" in page.locator("[name=alt]").first.input_value()
    presses(page, page.locator("a[href*='konten=']").first)
    page.locator("#filling [name=f-title]").fill("Selatan paling banyak melapor")
    operator.presses("Masukkan ke konten")
    operator.sees("Gambar sudah masuk ke konten")
    expect(page.locator("[name=alt]")).to_have_count(1)
    assert "Selatan paling banyak melapor" in page.locator("[name=alt]").input_value()


def test_a_workbook_of_two_hundred_rows_becomes_cards_to_download(operator: Somebody, tmp_path):
    page = operator.goes_to("/grafis/templat/announcement/tabel/")
    page.locator("[name=title]").fill("Posyandu Desember")
    page.locator("[name=file]").set_input_files(a_workbook(tmp_path))
    page.locator("[name=size]").select_option("square")
    operator.presses("Periksa tabel")
    operator.sees("199 kartu akan digambar")
    operator.sees("Baris 78:")
    operator.presses("Gambar kartunya")
    expect(page.locator("#progress progress")).to_be_visible()
    expect(page.locator("#progress")).to_contain_text("Selesai digambar", timeout=240_000)
    expect(page.locator("#progress")).to_contain_text("Baris 78:")
    with page.expect_download() as fetched:
        operator.presses("Unduh semua sebagai ZIP")
    archive = zipfile.ZipFile(fetched.value.path())
    pictures = [name for name in archive.namelist() if name.endswith(".png")]
    assert len(pictures) == CARDS - 1
    assert Image.open(io.BytesIO(archive.read(pictures[-1]))).size == (1080, 1080)
    assert "Posyandu Melati 200" in archive.read("teks-alternatif.txt").decode()
