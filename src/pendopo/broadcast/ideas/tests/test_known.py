"""What is known of a danger without asking anybody."""

from __future__ import annotations

import pytest

from pendopo.broadcast.ideas.suggesting import known

WORDS = [(word, one.key) for one in known._hazards() for word in one.words]


@pytest.mark.parametrize(("word", "key"), WORDS)
def test_no_word_of_a_danger_stands_behind_a_shorter_one_of_another(word, key):
    found = known.hazard_of(f"Peringatan dini {word.title()} di Mekarjaya", "id")
    assert found is not None
    assert found.key == key


def test_a_flood_from_the_sea_is_a_flood():
    found = known.hazard_of("Banjir Rob di pesisir utara", "id")
    assert found is not None
    assert found.key == "flood"


def test_an_office_that_writes_in_another_language_gets_the_general_sentence():
    assert known.hazard_of("Gempa bumi", "en") is None
