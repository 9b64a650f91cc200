"""An office's own head learns from its operators, fills in only when it may, and gives way to a better one only."""

from __future__ import annotations

import random

from pendopo.listen.triage import Choice, Gazetteer, Unit, learn, learned, open_office, read
from pendopo.listen.triage.office import _kept_back

GAZETTEER = Gazetteer(
    [Unit("air", duties=("air",)), Unit("jalan", duties=("jalan",)), Unit("izin", duties=("izin",))]
)
WORDS = {
    "air": ["kran", "ledeng", "tandon", "meteran"],
    "jalan": ["kerikil", "tikungan", "cor", "bahu"],
    "izin": ["berkas", "stempel", "loket", "legalisir"],
}
FILLING = ["tolong", "pak", "kemarin", "lagi", "belum", "mohon", "warga", "kami"]


def choices(count, *, noise=0.0, seed=1):
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        unit = chance.choice(list(WORDS))
        text = " ".join(chance.sample(FILLING, 3) + chance.sample(WORDS[unit], 2))
        made.append(Choice(text, unit if chance.random() >= noise else chance.choice(list(WORDS))))
    return made


def test_it_learns_what_the_gazetteer_does_not_know():
    head = learn(choices(300), GAZETTEER)
    assert head.top1 > 0.95
    (reading,) = read(["tolong pak kami kran tandon"], gazetteer=GAZETTEER, office=head)
    assert reading.unit.proposals[0].unit == "air"
    assert len(reading.unit.proposals) == 3
    assert reading.unit.filled == "air"


def test_it_fills_in_only_above_its_own_point():
    head = learn(choices(600, noise=0.25), GAZETTEER)
    (reading,) = read(["selamat siang semuanya"], gazetteer=GAZETTEER, office=head)
    assert reading.unit.filled == ""
    fresh = choices(400, seed=9)
    readings = read([one.text for one in fresh], gazetteer=GAZETTEER, office=head)
    filled = [
        (one.unit.filled, choice.unit) for one, choice in zip(readings, fresh, strict=True) if one.unit.filled
    ]
    assert sum(said == meant for said, meant in filled) >= 0.95 * len(filled)


def test_pure_noise_never_fills_anything_in():
    head = learn(choices(300, noise=1.0), GAZETTEER)
    assert head is None or head.point > 1


def test_few_choices_teach_nothing():
    assert learn(choices(20), GAZETTEER) is None


def test_a_worse_head_does_not_replace_the_one_before():
    good = learn(choices(400), GAZETTEER)
    assert learn(choices(400), GAZETTEER, before=good) is good
    spoilt = choices(400) + choices(400, noise=1.0, seed=2)
    lesson = learned(spoilt, GAZETTEER, known=400)
    assert (lesson.head is not None) == (lesson.top1 > lesson.top1_before)


def test_what_the_one_before_had_learned_does_not_speak_for_it():
    """It knows by heart what is kept back; measured on that it would never give way to what a month more teaches."""
    chance = random.Random(5)
    words = {unit: ["".join(chance.sample("abdeiklmnoprstu", 7)) for _ in range(400)] for unit in WORDS}
    made = []
    for _ in range(500):
        unit = chance.choice(list(words))
        made.append(Choice(" ".join(chance.sample(FILLING, 3) + chance.sample(words[unit], 2)), unit))
    before = learn(made[:360], GAZETTEER)
    kept = sorted(_kept_back(made))
    known_by_heart = [made[place] for place in kept if place < 360]
    readings = read([one.text for one in known_by_heart], gazetteer=GAZETTEER, office=before)
    by_heart = sum(
        one.unit.proposals[0].unit == choice.unit
        for one, choice in zip(readings, known_by_heart, strict=True)
    ) / len(known_by_heart)
    lesson = learned(made, GAZETTEER, known=360)
    assert by_heart == 1.0
    assert lesson.top1_before < lesson.top1 < 1.0
    assert lesson.head is not None
    assert lesson.kept_back == 100


def test_the_same_choices_make_the_same_file(tmp_path):
    for name in ("one", "two"):
        learn(choices(120), GAZETTEER).save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    kept = open_office(tmp_path / "one")
    assert kept.top1 == learn(choices(120), GAZETTEER).top1
