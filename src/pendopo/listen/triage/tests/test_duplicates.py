"""The same complaint in other words is found; the same words about another place are not it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pendopo.listen.triage import Said, clusters, most_alike
from pendopo.listen.triage.measuring import b_cubed

OWN = Path(__file__).parent / "same_complaints.tsv"


def test_other_words_for_one_thing_are_one_complaint():
    said = [
        "lampu merah simpang randu mati",
        "bangjo randu ora urip pak",
        "traffic light simpang randu padam",
    ]
    assert clusters([Said(text) for text in said]) == [[0, 1, 2]]


def test_another_place_is_another_complaint():
    said = [
        "sampah menumpuk di pasar wage",
        "sampah menumpuk di pasar legi",
        "guru sd 2 bolos",
        "guru sd 5 bolos",
    ]
    assert clusters([Said(text) for text in said]) == [[0], [1], [2], [3]]


def test_one_village_and_one_unit_make_no_one_thing():
    said = [
        "Tolong!! ada rumah kebakaran di Desa Cibening, api makin besar",
        "Tolong! Ada anak hanyut di Kali Cibening, dekat jembatan!",
        "Pos siaga yang terdekat dari Desa Cibening di mana?",
        "kebakaran di desa cibening damkar mana",
    ]
    assert clusters([Said(text) for text in said]) == [[0, 3], [1], [2]]


def test_what_was_said_long_ago_is_another_complaint():
    now = datetime(2026, 3, 1, tzinfo=UTC)
    text = "lampu merah simpang randu mati"
    assert clusters([Said(text, now), Said(text, now + timedelta(days=60))]) == [[0], [1]]
    assert clusters([Said(text, now), Said(text, now + timedelta(days=2))]) == [[0, 1]]


def test_nothing_is_like_nothing():
    assert clusters([]) == []
    assert clusters([Said(""), Said("🙏"), Said("")]) == [[0], [1], [2]]


def test_the_house_s_own_examples_are_kept_apart_and_together():
    lines = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines()]
    found = clusters([Said(text) for _name, text in lines])
    precision, _recall, f1 = b_cubed(found, [name for name, _text in lines])
    assert precision >= 0.85
    assert f1 >= 0.85


def test_who_writes_later_joins_those_who_stand_together_and_nobody_leaves_them():
    said = [
        Said(text)
        for text in (
            "lampu merah simpang randu mati",
            "kapan bansos cair",
            "bangjo randu ora urip pak",
            "sampah menumpuk di pasar wage",
        )
    ]
    assert clusters(said, begun=[[1], [0]]) == [[1], [0, 2], [3]]
    assert clusters(said, begun=[[0, 1]])[0][:2] == [0, 1]


def test_the_one_that_was_asked_before_is_found_whenever_that_was_but_not_elsewhere():
    before = [Said("syarat bikin ktp apa saja"), Said("sampah menumpuk di pasar wage")]
    asked = [
        Said("min, apa saja syaratnya bikin KTP?"),
        Said("sampah menumpuk di pasar legi"),
        Said("terima kasih"),
    ]
    assert most_alike(asked, before) == [0, None, None]
    assert most_alike(asked, []) == [None, None, None]
