"""Coarse words ask for care; rubbish and criticism are neither."""

from __future__ import annotations

import pytest

from pendopo.listen.triage import read


@pytest.mark.parametrize(
    "text",
    [
        "sampah numpuk di depan rumah, bau",
        "truk sampah tidak lewat, sampah kami menggunung",
        "bupati gagal, mundur saja, janji tidak ada bukti",
        "ganti presidennya, rakyat makin susah",
        "pejabat cuma pencitraan, korupsi di mana-mana",
        "anjing liar di pasar gigit anak saya",
        "kandang babi dekat sekolah bau",
    ],
)
def test_rubbish_animals_and_criticism_are_not_abuse(text):
    (reading,) = read([text])
    assert reading.care.label == "not_abusive"
    assert reading.intent.label != "abusive"


@pytest.mark.parametrize(
    "text", ["dasar anjing kalian", "goblok lo min", "g0bl0k semua", "dasar sampah kamu"]
)
def test_insults_ask_for_care_and_show_the_word(text):
    (reading,) = read([text])
    assert reading.care.label == "abusive"
    assert reading.care.decided_by(text)


def test_a_coarse_complaint_stays_a_complaint():
    (reading,) = read(
        ["jalan rusak 3 tahun ga dibenerin, lubang di mana-mana, goblok emang yang ngerjain proyeknya"]
    )
    assert reading.care.label == "abusive"
    assert reading.intent.label == "complaint"
