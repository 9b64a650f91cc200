"""The chart that says it best, with a title that claims no more than its numbers."""

from __future__ import annotations

import pytest

from pendopo.broadcast.visuals.charts import ChartKind, ChartWords, propose, read_table
from pendopo.broadcast.visuals.charts.tests.builders import (
    GROWTH,
    LINES,
    MONTHS,
    ONE_ROW,
    REPORTS,
    SATISFIED,
    SHARES,
    YEARS,
    boundaries,
)
from pendopo.foundation.errors import Refused


def proposed(raw: str, **answers: str):
    return propose(read_table(raw, answers={key.replace("_", ":"): said for key, said in answers.items()}))


@pytest.mark.parametrize(
    ("raw", "kind", "title"),
    [
        (REPORTS, ChartKind.BAR, "Kecamatan Mlati paling banyak: 1.234 aduan"),
        (MONTHS, ChartKind.LINE, "Pengaduan turun 18% dari Januari ke Juni 2026"),
        (SHARES, ChartKind.SHARE, "Pendidikan bagian terbesar: 31,5%"),
        (SATISFIED, ChartKind.BAR, "Puas paling banyak: 240 responden"),
        (GROWTH, ChartKind.BAR, "Pertanian tertinggi: 3,4%"),
        (ONE_ROW, ChartKind.CARDS, "Pengaduan masuk: 4.120 aduan"),
        ("Bulan\tKasus\nJan 2025\t30\nJan 2026\t30", ChartKind.BAR, "Kasus tidak berubah dari Januari 2025 ke Januari 2026: 30 kasus"),
        ("Tahun\tKasus\n2024\t3\n2025\t5\n2026\t9", ChartKind.LINE, "Kasus naik dari 3 menjadi 9 kasus (2024 – 2026)"),
        ("Tahun\tKasus\n2024\t300\n2025\t500\n2026\t900", ChartKind.LINE, "Kasus naik dari 300 menjadi 900 kasus (2024 – 2026)"),
        ("Tahun\tKasus\n2024\t1000\n2025\t995\n2026\t1005", ChartKind.LINE, "Kasus hampir tidak berubah dari 2024 ke 2026"),
        ("Tahun\tKasus\n2024\t100\n2025\t900\n2026\t110", ChartKind.LINE, "Kasus paling banyak pada 2025: 900 kasus"),
        ("Urusan\tAnggaran (Rp)\tRealisasi (Rp)\nPegawai\t900.000.000\t880.000.000\nModal\t300.000.000\t120.000.000", ChartKind.GROUPED, "Pegawai paling besar: Rp900 juta (Anggaran)"),
        ("Hal\tTW I 2026\tTW II 2026\nPendapatan\tRp12 miliar\tRp15 miliar\nBelanja\tRp11 miliar\tRp13 miliar", ChartKind.GROUPED, "Pendapatan paling besar: Rp15 miliar (TW II 2026)"),
        ("Keterangan\tJumlah\nPeserta vaksinasi\t12.345", ChartKind.CARDS, "Peserta vaksinasi: 12.345"),
        ("Unsur\tNilai\nBiaya\t3,81\nProsedur\t3,40", ChartKind.BAR, "Biaya tertinggi: 3,81"),
        ("Tahun\tCakupan\n2024\t80%\n2025\t82%\n2026\t85,5%", ChartKind.LINE, "Cakupan naik 5,5 poin persen dari 2024 ke 2026"),
        ("Tahun\tIndeks kepuasan (poin)\n2024\t80\n2025\t82\n2026\t85", ChartKind.LINE, "Indeks kepuasan naik dari 80 menjadi 85 poin (2024 – 2026)"),
        ("Urusan\tAnggaran\nJalan\tRp1,2 miliar\nAir\tRp900 juta", ChartKind.BAR, "Jalan paling besar: Rp1,2 miliar"),
        ("Desa\tKasus\nA\t5\nB\t5\nC\t2", ChartKind.BAR, "A dan B sama-sama paling banyak: masing-masing 5 kasus"),
        ("Desa\tKasus\nA\t5\nB\t5", ChartKind.BAR, "Semuanya sama: 5 kasus"),
        ("Jenis\tKasus\nLainnya\t50\nJalan\t9\nAir\t8", ChartKind.BAR, "Jalan paling banyak: 9 kasus"),
        ("Kecamatan\tLuas (ha)\nMlati\t1.234,5\nDepok\t987,25", ChartKind.BAR, "Kecamatan Mlati paling besar: 1.234,5 ha"),
        ("Komoditas\tPerubahan harga (Rp)\nCabai\t-12.000\nBeras\t-300", ChartKind.BAR, "Cabai terendah: -Rp12.000"),
        ("Jawaban\tBagian\nYa\t64%\nBelum\t36%", ChartKind.SHARE, "Lebih dari separuh: Ya, 64%"),
    ],
)  # fmt: skip
def test_a_table_becomes_its_chart_and_message(raw: str, kind: ChartKind, title: str):
    chart = proposed(raw)
    assert (chart.kind, chart.title) == (kind, title)
    assert chart.alt.endswith(".")
    assert chart.reasons


def test_one_number_is_not_named_twice():
    chart = proposed("Desa\tAduan\nSukamaju\t120")
    assert (chart.title, chart.subtitle) == ("Sukamaju: 120 aduan", "")


def test_several_lines_say_who_is_highest_at_the_end():
    chart = proposed(LINES, unit_1="aduan", unit_2="aduan", unit_3="aduan")
    assert (chart.kind, chart.title) == (ChartKind.LINE, "Jalan paling banyak: 240 aduan (2023)")
    assert chart.subtitle == "Jumlah aduan per tahun, 2021 – 2023"


def test_two_years_are_compared_by_their_sums():
    chart = propose(read_table(YEARS, answers={"unit": "aduan", "measure": "Pengaduan"}))
    assert (chart.kind, chart.title) == (ChartKind.GROUPED, "Pengaduan turun 9,3% dari 2025 ke 2026")
    assert chart.alt == (
        "Diagram batang berkelompok. Pengaduan turun 9,3% dari 2025 ke 2026. Mlati: 2025 1.234 aduan, 2026 1.010 aduan; "
        "Depok: 2025 987 aduan, 2026 890 aduan; Ngaglik: 2025 812 aduan, 2026 850 aduan."
    )


def test_a_row_of_years_is_a_line():
    chart = propose(
        read_table("Hal\t2024\t2025\t2026\nKasus\t30\t40\t60", answers={"unit": "kasus", "measure": "Kasus"})
    )
    assert (chart.kind, chart.title) == (ChartKind.LINE, "Kasus naik 100% dari 2024 ke 2026")


def test_bars_are_sorted_unless_their_words_have_an_order():
    assert proposed(REPORTS).labels == ("Mlati", "Depok", "Gamping", "Prambanan")
    assert proposed(SATISFIED).labels == ("Tidak puas", "Cukup puas", "Puas", "Sangat puas")


def test_a_whole_has_at_most_six_parts():
    chart = proposed(SHARES)
    assert chart.labels == ("Pendidikan", "Kesehatan", "Pekerjaan umum", "Perumahan", "Sosial", "Lainnya")
    assert sum(point.value for point in chart.points) == 100


def test_a_line_says_its_turns_to_who_cannot_see_it():
    assert proposed(MONTHS).alt == (
        "Diagram garis. Pengaduan turun 18% dari Januari ke Juni 2026. Januari 2026 410 aduan, Juni 2026 336 aduan; "
        "tertinggi Februari 2026, 455 aduan."
    )


def test_a_long_chart_says_its_first_numbers_and_how_many_more():
    raw = "Desa\tKasus\n" + "\n".join(f"D{place}\t{place}" for place in range(1, 31))
    assert proposed(raw).alt.endswith("D24 24 kasus, dan 23 lainnya.")


def test_regions_become_a_map_where_their_boundaries_are_known():
    table = read_table(REPORTS)
    known = boundaries("MLATI", "Kec. Depok", "Kecamatan Gamping", "PRAMBANAN", "Berbah")
    chart = propose(table, boundaries=known)
    assert chart.kind is ChartKind.MAP
    assert [label for label, _shape in chart.boundaries] == ["Mlati", "Depok", "Gamping", "Prambanan", ""]
    assert chart.also == (ChartKind.BAR, ChartKind.SHARE)
    assert propose(table, boundaries=known, kind=ChartKind.BAR).kind is ChartKind.BAR


def test_without_boundaries_regions_become_bars_and_it_is_said():
    said = "Batas wilayahnya tidak ada di sini, jadi ditunjukkan sebagai batang, bukan peta."
    assert said in proposed(REPORTS).notes
    few = propose(read_table(REPORTS), boundaries=boundaries("Mlati", "Semin"))
    assert few.kind is ChartKind.BAR
    assert said in few.notes


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"type": "FeatureCollection", "features": "x"},
        {"type": "FeatureCollection", "features": [{"geometry": {"type": "Point", "coordinates": [1, 2]}}]},
        {
            "type": "FeatureCollection",
            "features": [{"geometry": {"type": "Polygon", "coordinates": [[["a", 2]]]}}],
        },
    ],
)
def test_boundaries_that_are_none_are_refused(given: dict):
    if not given:
        assert propose(read_table(REPORTS), boundaries=given).kind is ChartKind.BAR
        return
    with pytest.raises(Refused, match="GeoJSON"):
        propose(read_table(REPORTS), boundaries=given)


def test_boundaries_with_too_many_corners_are_refused():
    region = boundaries("Mlati")
    region["features"][0]["geometry"]["coordinates"] = [[[place, place] for place in range(50_000)]]
    with pytest.raises(Refused, match="terlalu rinci"):
        propose(read_table(REPORTS), boundaries=region)


def test_rows_of_the_same_name_are_added_where_that_means_something():
    chart = proposed("Desa\tKasus\nA\t5\nB\t4\nA\t3")
    assert [(point.label, point.value) for point in chart.points] == [("A", 8), ("B", 4)]
    assert "Baris dengan nama yang sama dijumlahkan." in chart.notes
    with pytest.raises(Refused, match="“A” ada di beberapa baris"):
        proposed("Desa\tCakupan\nA\t5%\nB\t4%\nA\t3%")


def test_another_unit_is_left_out_and_it_is_said():
    chart = proposed("Desa\tKasus\tLuas (ha)\nA\t5\t7\nB\t4\t9")
    assert "“Luas” memakai satuan lain dan tidak digambar di diagram ini." in chart.notes
    assert chart.series == ("",)


def test_what_a_chart_cannot_show_is_refused():
    with pytest.raises(Refused, match="Pilih diagram lain"):
        propose(read_table(GROWTH), kind=ChartKind.SHARE)
    with pytest.raises(Refused, match="kolom nama atau waktu"):
        proposed("Kasus\tLuas (ha)\n5,5\t6\n6\t7")
    days = "Desa\tKasus\n" + "\n".join(f"D{place}\t{place}" for place in range(700))
    with pytest.raises(Refused, match="paling banyak 600"):
        proposed(days)


@pytest.mark.parametrize("source", ["", " ", "-", "n/a", "tidak ada"])
def test_a_chart_without_a_source_is_refused(source: str):
    with pytest.raises(Refused, match="dari mana angkanya") as no:
        ChartWords(title="Aduan turun", source=source, dated="30 Juni 2026")
    assert (no.value.field, no.value.rule) == ("source", "R13")


@pytest.mark.parametrize("dated", ["", "-", "Juni", "kemarin"])
def test_a_chart_without_the_date_of_its_numbers_is_refused(dated: str):
    with pytest.raises(Refused, match="tanggal data beserta tahunnya") as no:
        ChartWords(title="Aduan turun", source="Dinas Kominfo", dated=dated)
    assert no.value.field == "dated"


def test_source_and_date_stand_under_the_chart():
    words = ChartWords(
        title="Aduan turun", source="Dinas Kominfo.", dated="30 Juni 2026", note="Angka sementara."
    )
    assert words.foot == "Sumber: Dinas Kominfo, 30 Juni 2026. Angka sementara."


def test_columns_of_years_in_other_units_are_left_out():
    raw = "Tanggal\t2024\t2025\n1/1/2026\tnihil\tRp39 miliar\n\tnihil\tRp90 miliar\n2/1/2026\t4\tRp20 miliar"
    chart = propose(read_table(raw, answers={"unit": "kasus", "measure": "Kasus"}))
    assert chart.kind is ChartKind.BAR or chart.series == ("2024",)
    assert "“2025” memakai satuan lain dan tidak digambar di diagram ini." in chart.notes
