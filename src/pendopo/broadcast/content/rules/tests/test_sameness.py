"""The same again, nearly the same, and what only shares a few words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.broadcast.content.rules import Tuning
from pendopo.broadcast.content.rules.sketches import similarity, sketch, words
from pendopo.broadcast.content.rules.tests.builders import (
    MONDAY_MORNING,
    a_recent,
    a_subject,
    a_variant,
    codes,
    only,
)

POST = (
    "Pelayanan KTP elektronik di Kecamatan Jagalan tutup besok karena perbaikan listrik, buka lagi hari Rabu."
)
NEARLY = "Pelayanan KTP elektronik di Kecamatan Jagalan tutup besok karena perbaikan listrik, buka lagi hari Kamis."
OTHER = "Jadwal imunisasi balita di Posyandu Melati bulan ini dimajukan satu minggu, bawa buku KIA."


def about(text, *recents, **changes):
    return a_subject(text, variants=(a_variant(text),), recents=recents, **changes)


def test_the_same_text_is_recognised_whatever_its_capitals_and_links() -> None:
    shouted = POST.upper() + " https://sukamaju.go.id/ktp"
    (finding,) = only(about(POST, a_recent(shouted)), "same_text")

    assert finding.needs_reason
    assert "Unggahan lama" in finding.sentence.said()
    assert "23 November 2026" in finding.sentence.said()


def test_nearly_the_same_is_a_hint_with_its_likeness() -> None:
    (finding,) = only(about(POST, a_recent(NEARLY), a_recent(OTHER, item="i2")), "near_text")

    assert 60 <= finding.sentence.params["percent"] < 100
    assert "% alike" in finding.sentence.said()


@pytest.mark.parametrize(
    "recent",
    [
        a_recent(OTHER),
        a_recent(POST, accounts=("a9",)),
        a_recent(POST, at=MONDAY_MORNING - timedelta(days=31)),
        a_recent(POST, at=MONDAY_MORNING + timedelta(days=31)),
        a_recent(POST, item="itself"),
    ],
)
def test_is_not_the_same_again(recent) -> None:
    subject = about(POST, recent, item_key="itself")

    assert not {"same_text", "near_text"} & set(codes(subject))


def test_what_is_planned_for_the_same_days_is_seen_however_far_they_are() -> None:
    far = MONDAY_MORNING + timedelta(days=50)
    subject = a_subject(
        POST, variants=(a_variant(POST, due_at=far),), recents=(a_recent(POST, at=far - timedelta(days=2)),)
    )

    assert only(subject, "same_text")


def test_a_greeting_may_be_said_every_day() -> None:
    assert "same_text" not in codes(about("Selamat pagi!", a_recent("Selamat pagi!")))


def test_the_closest_of_many_is_named_and_one_is_enough() -> None:
    recents = [a_recent(OTHER, item=f"o{n}") for n in range(20)]
    subject = about(
        POST, *recents, a_recent(NEARLY, item="near"), a_recent(POST, item="same", title="Itu dia")
    )

    found = [*only(subject, "same_text"), *only(subject, "near_text")]
    assert [one.sentence.params["title"] for one in found] == ["Itu dia"]


def test_an_office_sets_how_alike_is_too_alike() -> None:
    tuning = Tuning.read({"near_text": {"thresholds": {"percent": 95}}})

    assert "near_text" not in codes(about(POST, a_recent(NEARLY)), tuning)


def test_a_variant_of_its_own_is_compared_with_its_own_account() -> None:
    subject = a_subject(
        OTHER,
        variants=(a_variant(OTHER, key="a1"), a_variant(POST, key="a2")),
        recents=(a_recent(POST, accounts=("a2",)),),
    )

    assert [one.account_key for one in only(subject, "same_text")] == ["a2"]


WORDS = st.lists(st.sampled_from([f"kata{n}" for n in range(60)]), min_size=3, max_size=400)


@given(one=WORDS, two=WORDS)
def test_the_drawing_tells_nearly_what_counting_all_shingles_tells(one, two) -> None:
    def shingles(said):
        return {tuple(said[n : n + 3]) for n in range(len(said) - 2)}

    exact = len(shingles(one) & shingles(two)) / len(shingles(one) | shingles(two))
    drawn = similarity(sketch(" ".join(one))[1], sketch(" ".join(two))[1])
    assert abs(exact - drawn) < 0.2


@given(said=WORDS, cut=st.integers(0, 30))
def test_a_long_text_and_its_beginning_are_as_alike_as_they_are(said, cut) -> None:
    shorter = said[: max(3, len(said) - cut)]
    mine, yours = sketch(" ".join(said))[1], sketch(" ".join(shorter))[1]

    assert similarity(mine, mine) == 1
    assert similarity(mine, yours) == similarity(yours, mine)
    assert 0 <= similarity(mine, yours) <= 1


def test_words_are_compared_without_links_and_signs() -> None:
    assert words("Halo, WARGA! https://a.go.id/b #Air") == ["halo", "warga", "air"]
    assert similarity(sketch("")[1], sketch("")[1]) == 0
