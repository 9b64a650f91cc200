"""The shipped model keeps its promises, and anybody can make it again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pendopo.listen.triage import Said, clusters, read
from pendopo.listen.triage.lines import labels
from pendopo.listen.triage.measuring import b_cubed, macro_f1, recall
from pendopo.listen.triage.reader import shipped
from pendopo.listen.triage.readings import Intent
from pendopo.listen.triage.training import making, packs

MODEL = Path(making.__file__).parents[1] / "model"
FLOORS = [
    ("heads", "intent", 0.75),
    ("heads", "sentiment", 0.76),
    ("heads", "emotion", 0.70),
    ("heads", "spam", 0.97),
    ("heads", "question", 0.87),
    ("local", "sentiment", 0.78),
    ("local", "language", 0.90),
]


@pytest.fixture(scope="session")
def texts():
    named = os.environ.get("PENDOPO_TEXTS", "")
    if not Path(named, "triage_authored").is_dir():
        pytest.skip("PENDOPO_TEXTS names no folder with labelled texts")
    return Path(named)


@pytest.mark.parametrize(("file", "head", "floor"), FLOORS)
def test_the_shipped_model_tells_its_figures_and_they_are_above_the_floors(file, head, floor):
    assert shipped(file).about["figures"][head]["macro_f1"] >= floor


def test_each_file_says_its_licence():
    assert shipped("heads").about["licence"].startswith("Apache-2.0")
    assert shipped("local").about["licence"].startswith("CC BY-SA 4.0")


def test_it_stays_small():
    assert sum(file.stat().st_size for file in MODEL.iterdir()) < 5_000_000


def test_our_own_messages_have_every_intent_and_no_text_twice():
    seeds = packs.seeds()
    assert {seed.intent for seed in seeds} == {str(one) for one in Intent}
    assert len({seed.text for seed in seeds}) == len(seeds) >= 450


def test_the_same_texts_make_the_same_bytes(tmp_path):
    taught = {"intent": packs.intent()}
    for name in ("one", "two"):
        made, _steep, (figure,) = making.twin("heads", taught)
        made.save(tmp_path / name)
        assert figure.macro_f1 > 0.7
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_nobody_was_taught_is_read_well(texts):
    rows = packs.rows(texts, "triage_authored")
    answers = [labels(one) for one in read([row["text"] for row in rows])]

    def told(field):
        return [row[field] for row in rows], [answer[field] for answer in answers]

    assert macro_f1(*told("intent")) >= 0.75
    assert recall(*told("urgency"), "high") >= 0.8


def test_duplicates_are_proposed_carefully(texts):
    rows = packs.rows(texts, "duplicates_authored")
    found = clusters([Said(row["text"]) for row in rows])
    precision, _recall, f1 = b_cubed(found, [row["cluster"] for row in rows])
    assert min(precision, f1) >= 0.85


def test_no_authored_text_is_in_what_we_wrote(texts):
    written = {seed.text.casefold() for seed in packs.seeds()}
    for name in ("triage_authored", "hoax_authored", "duplicates_authored"):
        assert not written & {row["text"].casefold() for row in packs.rows(texts, name)}
