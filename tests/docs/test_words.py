"""The glossary says what the screens and the code say."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from django.utils import translation

from pendopo.foundation.flows import FLOWS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
WORDS, STATES = PAGE.split("\n## States\n")
ROWS = re.findall(r"^\| (.+?) \| `(\w+)` \| (.+) \|$", WORDS, re.MULTILINE)


@cache
def code() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src").rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts)
    )


@cache
def screens() -> str:
    """Every translation, one below the other."""
    said = []
    for path in (ROOT / "src").rglob("locale/id/LC_MESSAGES/*.po"):
        texts = re.findall(r'^msgstr(?:\[\d\])? ((?:"[^\n]*"\n?)+)', path.read_text("utf-8"), re.MULTILINE)
        said += [re.sub(r'"\n"', "", text) for text in texts]
    return "\n".join(said).casefold()


def test_the_glossary_is_read_as_it_is_written():
    assert len(ROWS) == len([line for line in WORDS.splitlines() if line.startswith("| ")]) - WORDS.count(
        "|---|---|---|"
    )
    assert len(ROWS) > 40


@pytest.mark.parametrize("identifier", [identifier for _said, identifier, _meaning in ROWS])
def test_what_it_names_stands_in_the_code(identifier):
    assert re.search(rf"\b{identifier}\b", code())


@pytest.mark.parametrize("said", [said for said, _identifier, _meaning in ROWS])
def test_what_it_says_people_read_stands_on_a_screen(said):
    assert re.search(rf"\b{re.escape(said.casefold())}(?!\w)", screens())


def test_one_thing_has_one_word():
    for column in (0, 1):
        words = [row[column].casefold() for row in ROWS]
        assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("name", FLOWS)
def test_every_state_of_a_flow_is_there_under_its_name_on_the_screen(name):
    part = STATES.partition(f"### `{name}`:")[2].partition("\n### ")[0]
    told = re.findall(r"^\| (.+?) \| `(\w+)` \| .+ \|$", part, re.MULTILINE)
    with translation.override("id"):
        assert told == [(str(state.label), state.value) for state in FLOWS[name].states]


def test_it_tells_of_no_flow_that_does_not_exist():
    assert set(re.findall(r"^### `(.+?)`:", STATES, re.MULTILINE)) == set(FLOWS)
