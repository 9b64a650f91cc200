"""Tables as offices paste them, and brands as they choose them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from pendopo.broadcast.visuals.charts import Look

LIGHT = Look(colour="#1d3f72", accent="#c8782a", paper="#faf7f0", ink="#1b1815")
DARK = Look(colour="#1d3f72", accent="#c8782a", paper="#14213a", ink="#f4efe6")
GARISH = Look(colour="#e4002b", accent="#00a651", paper="#ffe600", ink="#e4002b")
BRANDS = {"light": LIGHT, "dark": DARK, "garish": GARISH}

REPORTS = "Kecamatan\tJumlah Aduan\nDepok\t987\nMlati\t1.234\nPrambanan\t98\nGamping\t640"
MONTHS = "Bulan\tPengaduan\n" + "\n".join(
    f"{month} 2026\t{number}"
    for month, number in zip(
        ("Januari", "Februari", "Maret", "April", "Mei", "Juni"), (410, 455, 430, 390, 350, 336), strict=True
    )
)
SHARES = (
    "Urusan\tBagian\nPendidikan\t31,5%\nKesehatan\t22%\nPekerjaan umum\t18%\nPerumahan\t9%\nSosial\t8%\n"
    "Ketertiban\t6,5%\nLain-lain\t5%"
)
YEARS = "Kecamatan\t2025\t2026\nMlati\t1.234\t1.010\nDepok\t987\t890\nNgaglik\t812\t850"
ONE_ROW = "Tahun\tPengaduan masuk\tSelesai\n2026\t4.120\t3.890"
SATISFIED = "Jawaban\tResponden\nPuas\t240\nTidak puas\t12\nSangat puas\t160\nCukup puas\t88"
GROWTH = "Sektor\tPertumbuhan (%)\nPertanian\t3,4\nIndustri\t-1,2\nPariwisata\t-4,8"
LINES = "Tahun\tPendidikan dasar\tKesehatan masyarakat\tJalan\n2021\t150\t185\t280\n2022\t160\t-\t250\n2023\t170\t176\t240"
TABLES = {
    "reports": REPORTS,
    "months": MONTHS,
    "shares": SHARES,
    "years": YEARS,
    "one row": ONE_ROW,
    "satisfied": SATISFIED,
    "growth": GROWTH,
    "lines": LINES,
    "many": "Desa\tPenduduk\n" + "\n".join(f"Desa nomor {one}\t{9000 - one * 137}" for one in range(60)),
    "close ends": "Tahun\tSatu nama yang panjang sekali\tDua nama yang panjang sekali\tTiga\tEmpat\tLima nama panjang\n"
    + "\n".join(f"{2020 + year}\t{year}\t{year + 1}\t{year}\t{year}\t{900 - year}" for year in range(5)),
    "long words": "Layanan\tPermohonan\n"
    + "\n".join(
        f"Penerbitan surat keterangan {'pindah datang antarprovinsi ' * one}\t{one}00" for one in range(1, 6)
    ),
}


def a_workbook(rows: Sequence[Sequence[Any]], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, shown in (formats or {}).items():
        sheet[cell].number_format = shown
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def a_region(name: str, x: float, y: float, key: str = "NAMOBJ") -> dict[str, Any]:
    ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    return {
        "type": "Feature",
        "properties": {"OBJECTID": round(x), key: name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def boundaries(*names: str) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [a_region(name, place % 3, place // 3) for place, name in enumerate(names)],
    }
