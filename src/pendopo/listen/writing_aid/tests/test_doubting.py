"""Figures, dates and links of a draft that no source of the office says are named."""

from __future__ import annotations

import pytest

from pendopo.listen.writing_aid.doubting import doubts

OURS = ["Biaya Rp25.000, selesai dalam 3 hari kerja. Buka pukul 08.00. Lihat https://portal.contoh.go.id/ktp"]
CITIZENS = ["Katanya Rp500.000 dan harus datang tanggal 12 Desember?"]


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("Biayanya Rp25.000 dan selesai dalam 3 hari kerja.", []),
        ("Biayanya 25000, buka 8:00.", []),
        ("Biayanya Rp50.000.", [("Rp50.000", False)]),
        ("Benar, Rp500.000.", [("Rp500.000", True)]),
        ("Datang tanggal 12 Desember.", [("12 Desember", True)]),
        ("Selesai dalam dua minggu.", [("dua", False), ("minggu", False)]),
        ("Tidak dipungut biaya.", [("Tidak dipungut biaya", False)]),
        ("Layanan ini gratis, datang tanpa biaya.", [("gratis", False)]),
        ("Selesai besok.", [("besok", False)]),
        ("Lihat https://portal.contoh.go.id/ktp.", []),
        ("Lihat https://palsu.example/bayar", [("https://palsu.example/bayar", False)]),
        ("Tulis ke bayar@palsu.example", [("bayar@palsu.example", False)]),
        ("1. Bawa KTP.\n2. Datang ke loket.", []),
        ("Terima kasih sudah mengabari kami.", []),
    ],
)
def test_what_must_be_looked_up(draft, found):
    assert doubts(draft, ours=OURS, citizens=CITIZENS) == found


def test_what_costs_nothing_may_be_said_in_other_words():
    assert doubts("Gratis.", ours=["Layanan ini tidak dipungut biaya."], citizens=[]) == []
    assert doubts("Gratis.", ours=["Biaya Rp25.000."], citizens=["Katanya tanpa biaya?"]) == [
        ("Gratis", True)
    ]
