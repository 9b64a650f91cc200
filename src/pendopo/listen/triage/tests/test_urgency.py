"""What can't wait is heard, and what only sounds like it is not."""

from __future__ import annotations

import pytest

from pendopo.listen.triage.folding import fold
from pendopo.listen.triage.urgency import listen, urgency


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("gudang sebelah terbakar, damkar mana", "complaint"),
        ("ada bocah hanyut di kali, tolong", "complaint"),
        ("sekelas keracunan habis makan siang", "complaint"),
        ("anak saya hilang dari tadi siang di pasar", "question"),
        ("tulung pak omah tonggoku kobong", "complaint"),
        ("gw bakar kantor kalian besok", "abusive"),
        ("tak bacok kowe", "abusive"),
        ("listrik mati total di rumah sakit", "complaint"),
        ("rumah saya kebanjiran tolong", "complaint"),
        ("pendaftaran ditutup malam ini tapi situsnya rusak", "complaint"),
        ("min ini gimana ya, ibu saya pingsan di loket sekarang, tolong", "question"),
    ],
)
def test_danger_is_high(text, intent):
    level, _sure, words = urgency(listen(fold(text)), intent)
    assert level == "high"
    assert words


@pytest.mark.parametrize(
    ("text", "intent", "level"),
    [
        ("jalan berlubang di depan pasar", "complaint", "normal"),
        ("jadwal simulasi kebakaran di sekolah kapan", "question", "normal"),
        ("usul dibuat jalur evakuasi kalau longsor", "suggestion", "normal"),
        ("terima kasih damkar, kebakaran cepat padam", "praise", "low"),
        ("promo alat pemadam kebakaran murah", "spam", "low"),
        ("pagi min", "small_talk", "low"),
        ("kalian kok bakar sampah tiap sore", "complaint", "normal"),
    ],
)
def test_the_rest_is_not(text, intent, level):
    assert urgency(listen(fold(text)), intent)[0] == level
