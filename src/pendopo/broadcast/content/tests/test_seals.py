"""Any change of anything that was approved changes the seal (R11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from pendopo.broadcast.content.composition import Composition, PictureUse, Place, Said, Words
from pendopo.broadcast.content.seals import seal, seals, whole

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
HASHES = {number: f"{number:064x}" for number in range(1, 6)}

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
some_words = st.builds(
    Words,
    text=texts,
    title=texts,
    link=texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    thread=st.lists(texts, max_size=3).map(tuple),
)
uses = st.builds(
    PictureUse,
    picture_id=st.integers(1, 5),
    alt=texts,
    focus=st.tuples(st.floats(-1, 1), st.floats(-1, 1)),
)
said = st.builds(Said, words=some_words, pictures=st.lists(uses, max_size=3).map(tuple))
windows = st.integers(0, 10_000).map(lambda minutes: (NOW, NOW + timedelta(minutes=minutes)))


def sealed(what: Said, account_id: int = 1, window=(NOW, NOW + timedelta(hours=1)), hashes=HASHES) -> str:
    return seal(what, account_id=account_id, hashes=hashes, window=window)


@given(said, said)
def test_other_words_or_pictures_have_another_seal(one, other):
    assume(one != other)
    assert sealed(one) != sealed(other)


@given(said)
def test_the_same_has_the_same_seal(one):
    assert sealed(one) == sealed(replace(one))


@given(said, st.integers(1, 10**9), st.integers(1, 10**9))
def test_another_account_has_another_seal(one, account, other):
    assume(account != other)
    assert sealed(one, account) != sealed(one, other)


@given(said, windows, windows)
def test_another_window_has_another_seal(one, window, other):
    assume(window != other)
    assert sealed(one, window=window) != sealed(one, window=other)


@given(said, uses)
def test_another_file_behind_the_same_picture_has_another_seal(one, picture):
    one = replace(one, pictures=(*one.pictures, picture))
    assert sealed(one) != sealed(one, hashes={**HASHES, picture.picture_id: "f" * 64})


@given(said, texts, st.data())
def test_words_do_not_slide_from_one_field_into_another(one, moved, data):
    assume(moved)
    here = replace(one, words=replace(one.words, text=one.words.text + moved))
    there = replace(one, words=replace(one.words, title=moved + one.words.title))
    assert sealed(here) != sealed(there)


def test_a_place_that_follows_is_sealed_with_the_masters_words():
    composition = Composition(words=Words(text="Air"), places=(Place(account_id=1), Place(account_id=2)))
    one = seals(composition, hashes={}, window=(NOW, NOW))
    other = seals(replace(composition, words=Words(text="Api")), hashes={}, window=(NOW, NOW))
    assert one[1] != one[2]
    assert one[1] != other[1]
    assert whole(one) != whole(other)


compositions = st.builds(
    Composition,
    words=some_words,
    pictures=st.lists(uses, max_size=2).map(tuple),
    places=st.lists(
        st.builds(
            Place,
            account_id=st.integers(1, 9),
            follows_words=st.booleans(),
            follows_pictures=st.booleans(),
            words=some_words,
            pictures=st.lists(uses, max_size=2).map(tuple),
            offset_minutes=st.integers(-600, 600),
        ),
        max_size=3,
    ).map(tuple),
)


@given(compositions)
def test_a_composition_is_read_as_it_was_written(composition):
    assert Composition.read(composition.written()) == composition


@given(compositions)
def test_tidying_twice_is_tidying_once(composition):
    assert composition.tidy().tidy() == composition.tidy()
    assert len({place.account_id for place in composition.tidy().places}) == len(composition.tidy().places)
