"""What is pasted or uploaded becomes columns of one kind each; what only a person knows is asked."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.broadcast.visuals.charts import Kind, read_table
from pendopo.broadcast.visuals.charts.cells import rows_of
from pendopo.broadcast.visuals.charts.tests.builders import (
    GROWTH,
    MONTHS,
    REPORTS,
    SATISFIED,
    YEARS,
    a_workbook,
)
from pendopo.foundation.errors import Refused


def kinds(raw: bytes | str) -> list[Kind]:
    return [column.kind for column in read_table(raw).columns]


def values(raw: bytes | str, column: int = 1) -> list[Decimal | None]:
    return list(read_table(raw).columns[column].values)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (REPORTS, [Kind.REGION, Kind.NUMBER]),
        (MONTHS, [Kind.TIME, Kind.NUMBER]),
        (SATISFIED, [Kind.ORDER, Kind.NUMBER]),
        (GROWTH, [Kind.CATEGORY, Kind.PERCENT]),
        ("Urusan;Anggaran (juta Rp)\nKesehatan;900\nJalan;1.234,5", [Kind.CATEGORY, Kind.RUPIAH]),
        ("Triwulan,Realisasi\nTriwulan I,Rp1 miliar\nTriwulan II,Rp2 miliar", [Kind.TIME, Kind.RUPIAH]),
        ("Usia\tPersen\n<17\t10%\n17-25\t20%\n26-45\t70%", [Kind.ORDER, Kind.PERCENT]),
        ("Tahun\tKasus\n2024\t12\n2025\t9", [Kind.TIME, Kind.NUMBER]),
        ("Kode\tKasus\n0101\t12\n0102\t9", [Kind.CATEGORY, Kind.NUMBER]),
        ("Nama\tAduan\nKec. Mlati\t12\nKec. Depok\t9", [Kind.REGION, Kind.NUMBER]),
    ],
)
def test_the_kind_of_each_column_is_guessed(raw: str, found: list[Kind]):
    assert kinds(raw) == found


@pytest.mark.parametrize(
    "raw",
    [
        "Desa\tAduan\nA\t12,5\nB\t1.234",
        "Desa;Aduan\nA;12,5\nB;1.234",
        'Desa,Aduan\nA,"12,5"\nB,"1.234"',
        "\ufeffDesa;Aduan\r\nA;12,5\r\nB;1.234\r\n",
        "\ufeffDesa;Aduan\nA;12,5\nB;1.234".encode(),
        "Desa;Aduan\nA;12,5\nB;1.234".encode("utf-16"),
        "Desa;Aduan\nA;12,5\nB;1.234\nC – D;3".encode("cp1252"),
    ],
)
def test_text_comes_in_any_dress(raw: bytes | str):
    assert values(raw)[:2] == [Decimal("12.5"), Decimal(1234)]


def test_letters_of_old_files_are_read():
    table = read_table("Desa;Aduan\nCafé “Tepi Sawah”;3\nLain;2".encode("cp1252"))
    assert table.columns[0].words[0] == "Café “Tepi Sawah”"


def test_a_workbook_brings_its_numbers_as_numbers():
    rows = [
        ["Tanggal", "Realisasi", "Bagian", "Nilai"],
        [date(2026, 1, 31), 1234.567, 0.455, 2500000],
        [date(2026, 2, 28), 1500, 0.1, 3000000],
        [date(2026, 3, 31), 1600, 0.2, 3000000],
    ]
    shown = {
        f"{column}{row}": form for column, form in (("C", "0.0%"), ("D", '"Rp"#,##0')) for row in (2, 3, 4)
    }
    raw = a_workbook(rows, shown)
    table = read_table(raw, "data.xlsx")
    assert [column.kind for column in table.columns] == [Kind.TIME, Kind.NUMBER, Kind.PERCENT, Kind.RUPIAH]
    assert table.columns[1].values[0] == Decimal("1234.567")
    assert table.columns[2].values[0] == Decimal("45.5")
    assert [question.key for question in table.questions] == ["unit:1"]


def test_rows_without_a_number_are_named():
    table = read_table("Kecamatan\tAduan\nTimur\t12\nUtara\t\nBarat\t9\nSelatan\t7\nTengah\t#REF!")
    assert table.notes == (
        "“Aduan” tidak berangka di baris 3, 6, jadi tidak digambar. Isi angkanya bila seharusnya ada.",
    )


def test_a_title_above_a_source_below_and_a_total_are_no_rows():
    table = read_table(
        f"Aduan triwulan I 2026\n{REPORTS}\nJumlah\t2.959\nSumber: Dinas Kominfo\nKeterangan: angka sementara"
    )
    assert (table.heading, table.source) == ("Aduan triwulan I 2026", "Dinas Kominfo")
    assert table.columns[0].words == ("Depok", "Mlati", "Prambanan", "Gamping")
    assert "Baris 7, “Jumlah”, adalah jumlah dari baris lain dan tidak digambar." in table.notes
    assert "Baris “Keterangan: angka sementara” di bawah tabel tidak digambar." in table.notes


def test_a_column_that_numbers_the_rows_is_left_out():
    table = read_table("No\tDesa\tAduan\n1\tA\t5\n2\tB\t6\n\tTotal\t11")
    assert [column.name for column in table.columns] == ["Desa", "Aduan"]
    assert table.columns[0].words == ("A", "B")


def test_units_stand_in_names_in_cells_or_are_asked_for():
    assert read_table(REPORTS).columns[1].unit == "aduan"
    assert read_table("Desa\tLuas (ha)\nA\t5\nB\t6").columns[1].unit == "ha"
    assert read_table("Desa\tPanen\nA\t5 ton\nB\t6 ton").columns[1].unit == "ton"
    raw = "Desa\tPanen\nA\t5\nB\t6"
    (question,) = read_table(raw).questions
    assert question.sentence == "Kolom “Panen” dalam satuan apa? Misalnya: orang, aduan, ton."
    answered = read_table(raw, answers={question.key: "ton"})
    assert (answered.columns[1].unit, answered.questions) == ("ton", ())
    assert read_table(raw, answers={question.key: "%"}).columns[1].kind is Kind.PERCENT


def test_thousands_or_decimals_are_asked_where_no_row_decides():
    raw = "Kota\tKepadatan\nA\t1.234\nB\t2.345"
    question = next(one for one in read_table(raw).questions if one.key.startswith("points"))
    assert question.sentence == "Angka di kolom “Kepadatan” itu ribuan atau desimal?"
    assert [words for _value, words in question.choices] == ["ribuan: 1.234", "desimal: 1,234"]
    assert values(raw) == [1234, 2345]
    assert read_table(raw, answers={question.key: "en"}).columns[1].values[0] == Decimal("1.234")


def test_what_the_column_decides_is_said():
    assert read_table(REPORTS).notes == (
        "Di kolom “Jumlah Aduan” titik dibaca sebagai pemisah ribuan: 1.234.",
    )
    table = read_table("Kota\tIndeks\nA\t1.5\nB\t2.25", answers={"unit:1": "poin"})
    assert table.notes == (
        "Di kolom “Indeks” titik dibaca sebagai tanda desimal, karena semua barisnya ditulis begitu.",
    )


def test_months_without_a_year_ask_for_it():
    raw = "Bulan\tKasus\nJan\t3\nFeb\t4\nMar\t5"
    (question,) = read_table(raw).questions
    assert question.sentence == "Waktu di kolom “Bulan” itu tahun berapa?"
    assert read_table(raw, answers={question.key: "2026"}).columns[0].moments[0].long() == "Januari 2026"


def test_a_table_without_a_heading_asks_for_names():
    table = read_table("Mlati\t12\nDepok\t9")
    assert [column.name for column in table.columns] == ["Kolom 1", "Kolom 2"]
    assert [question.key for question in table.questions] == ["name:0", "name:1", "unit:1"]
    named = read_table("Mlati\t12\nDepok\t9", answers={"name:0": "Kecamatan", "name:1": "Aduan"})
    assert ([column.name for column in named.columns], named.questions) == (["Kecamatan", "Aduan"], ())


def test_a_heading_of_two_rows_is_one():
    table = read_table("Kecamatan\tTahun\t\n\t2025\t2026\nMlati\t12\t15\nDepok\t9\t10")
    assert [column.name for column in table.columns] == ["Kecamatan", "2025", "2026"]
    assert table.columns[1].values == (12, 9)


def test_a_scale_is_not_said_twice():
    raw = "Urusan\tAnggaran (juta Rp)\nJalan\t1.500\nAir\tRp2 miliar"
    assert values(raw) == [1_500_000_000, 2_000_000_000]


def test_a_percentage_is_known_by_its_name():
    assert kinds("Urusan\tAnggaran (Rp)\t%\nJalan\t1.000.000\t97,3\nAir\t2.000.000\t80") == [
        Kind.CATEGORY,
        Kind.RUPIAH,
        Kind.PERCENT,
    ]


def test_columns_of_years_ask_once_what_they_count():
    assert [question.key for question in read_table(YEARS).questions] == ["unit", "measure"]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (
            "Desa\tAduan\nA\t12\nB\tdua belas\nC\t3",
            "Baris 3, kolom “Aduan”: “dua belas” bukan angka. Tulis angkanya, atau kosongkan.",
        ),
        (
            "Desa\tLuas\nA\t1,5\nB\t1.5\nC\t2,5",
            "Baris 3, kolom “Luas” memakai titik dan koma secara terbalik.",
        ),
        (
            "Desa\tPanen\nA\t5 ton\nB\t6 kg\nC\t7 ton",
            "Baris 3, kolom “Panen” memakai satuan “kg”, baris lain “ton”.",
        ),
        ("Desa\tNilai\nA\t10%\nB\t5\nC\t20%", "Baris 3, kolom “Nilai”: sebagian baris memakai persen"),
        ("", "Tabel ini kosong."),
        ("Desa\tAduan", "Tidak ada baris di bawah judul kolom."),
        ("Desa\tKepala\nA\tBudi\nB\tSiti", "Tidak ada kolom angka di tabel ini."),
        ("a\0b\tc", "Ini bukan tabel teks"),
        ("Desa\tAduan\n" + "A\t1\n" * 2_001, "lebih dari 2000 baris"),
        ("Desa\tAduan\n" + "A" * 5_000_001, "lebih besar dari 5 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_row_and_column(raw: str, sentence: str):
    with pytest.raises(Refused, match=sentence.replace(".", r"\.")) as no:
        read_table(raw)
    assert no.value.field == "table"


def a_bomb() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    return into.getvalue()


@pytest.mark.parametrize(
    ("raw", "name", "sentence"),
    [
        (a_bomb(), "a.xlsx", "terlalu besar setelah dibuka"),
        (b"PK\x03\x04 and no more", "a.xlsx", "bukan buku kerja"),
        (a_workbook([["Desa", "Aduan"], ["A", 1]])[:-400], "a.xlsx", "bukan buku kerja"),
        (b"\xd0\xcf\x11\xe0", "lama.xls", "Simpan tabelnya sebagai XLSX"),
        (b"%PDF-1.7", "a.pdf", "Simpan tabelnya sebagai XLSX"),
        (bytes(range(256)) * 10, "", "bukan tabel teks"),
    ],
)
def test_what_is_no_table_is_refused(raw: bytes, name: str, sentence: str):
    with pytest.raises(Refused, match=sentence):
        read_table(raw, name)


def test_a_long_cell_is_kept_whole_for_cards_and_short_in_a_chart():
    raw = f"Layanan\tAduan\n{'kata ' * 300}\t5\nB\t6"
    assert len(rows_of(raw)[1][1][0]) == 1_499
    assert len(read_table(raw).columns[0].words[0]) <= 120


def test_a_formula_in_a_cell_stays_words():
    table = read_table('Desa\tAduan\n=HYPERLINK("http://x")\t5\nB\t6')
    assert table.columns[0].words[0].startswith("=")


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab1.,;\t\n%Rp-(\"' 20Jan"), max_size=120))
def test_any_paste_is_a_table_or_a_sentence(text: str):
    try:
        table = read_table(text)
    except Refused:
        return
    assert table.numbers
