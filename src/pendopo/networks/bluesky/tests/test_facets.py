"""Marks stand at UTF-8 bytes, whatever letters come before them; keys are names for ever."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.networks.bluesky.facets import facets
from pendopo.networks.bluesky.keys import record_key, tid

LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
WORDS = st.sampled_from(
    [
        "https://dinas.go.id/a?b=c",
        "dinas.go.id",
        "#airbersih",
        "@warga.contoh.social",
        "é🙂👨‍👩‍👧",
        "नमस्ते",
        "a@b.id",
        "#1",
    ]
)
TEXTS = st.lists(st.one_of(LETTERS, WORDS), max_size=12).map(" ".join)
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")


def marked(text):
    return [
        (text.encode()[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode(), one["features"][0])
        for one in facets(text, lambda name: f"did:web:{name}")
    ]


@given(TEXTS)
def test_every_mark_lies_in_the_text_between_letters_and_none_overlap(text):
    end = 0
    for one in facets(text, lambda name: f"did:web:{name}"):
        start, stop = one["index"]["byteStart"], one["index"]["byteEnd"]
        assert end <= start < stop <= len(text.encode())
        text.encode()[start:stop].decode()  # no letter is cut in two
        end = stop


@given(TEXTS)
def test_a_mark_stands_at_the_words_it_speaks_of(text):
    for written, feature in marked(text):
        match feature["$type"].partition("#")[2]:
            case "link":
                assert feature["uri"] in {written, f"https://{written}"}
            case "tag":
                assert written[1:] == feature["tag"]
            case "mention":
                assert feature["did"] == f"did:web:{written[1:].lower()}"


@given(LETTERS, WORDS.filter(lambda word: word.startswith(("https", "#air", "@"))))
def test_what_stands_before_moves_a_mark_by_its_bytes(before, word):
    (plain,) = facets(word, lambda _: "did:web:a")
    moved = facets(f"{before}\n{word}", lambda _: "did:web:a")[-1]
    shift = len(f"{before}\n".encode())
    assert moved["index"]["byteStart"] == plain["index"]["byteStart"] + shift


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Lihat dinas.go.id/a.", ["link"]),
        ("Surel: dinas@contoh.go.id", []),
        ("Nomor #1 dan #2026", []),
        ("#air #air_bersih", ["tag", "tag"]),
        ("@warga.contoh.social halo", ["mention"]),
        ("https://a.go.id/#air", ["link"]),
        ("#" + "a" * 65, []),
    ],
)
def test_what_is_marked(text, kinds):
    assert [feature["$type"].partition("#")[2] for _, feature in marked(text)] == kinds


def test_a_name_without_an_account_is_just_text():
    assert facets("@tidak.ada.id halo", lambda _: "") == []


class TestKeys:
    @given(st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1)), st.text(max_size=40), st.integers(0, 30))
    def test_a_key_is_a_tid_and_always_the_same(self, at, key, part):
        made = at.replace(tzinfo=UTC)
        assert TID.fullmatch(record_key(made, key, part))
        assert record_key(made, key, part) == record_key(made, key, part)

    @given(st.integers(0, 2**63 - 1), st.integers(0, 2**63 - 1))
    def test_names_sort_like_their_numbers(self, one, other):
        assert (tid(one) < tid(other)) == (one < other)

    def test_a_thousand_writes_planned_in_one_instant_have_a_thousand_names(self):
        at = datetime(2026, 11, 24, tzinfo=UTC)
        assert len({record_key(at, f"d-{n}", part) for n in range(500) for part in (0, 1)}) == 1000

    def test_later_seconds_sort_later(self):
        early, late = (record_key(datetime(2026, 11, 24, 5, 0, s, tzinfo=UTC), "d-1") for s in (1, 2))
        assert early < late
