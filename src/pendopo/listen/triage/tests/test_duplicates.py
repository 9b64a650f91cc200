"""The same complaint in other words is found; the same words about another place are not it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pendopo.listen.triage import Said, clusters
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
