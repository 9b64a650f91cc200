"""Text is as long as the network says, and cutting it loses nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.networks import counting
from pendopo.networks.contract import Counting, Draft, Limits, Picture

MASTODON = Limits(
    text_max=500, counting=Counting.GRAPHEMES, link_cost=23, mention_counts_local_part_only=True
)
WORDS = st.lists(
    st.one_of(
        st.text(min_size=1, max_size=30),
        st.sampled_from(
            [
                "https://dinas.go.id/a/b?c=d",
                "@warga@contoh.social",
                "#air",
                "👩‍👩‍👧‍👦",
                "Selesai.",
                "\n\n",
                "é",
            ]
        ),
    ),
    max_size=60,
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("", 0),
        ("Air mengalir", 12),
        ("👩‍👩‍👧‍👦", 1),
        ("é", 1),
        ("https://contoh.go.id/layanan/kependudukan/akta-kelahiran/cara-mengurus", 23),
        ("Lihat (https://contoh.go.id/a).", 6 + 1 + 23 + 2),
        ("https://id.wikipedia.org/wiki/Banyuwangi_(kota)", 23),
        ("http://localhost/ tidak dikenali", 32),
        ("@warga@contoh.social halo", 11),
        ("@warga halo", 11),
        ("surat@contoh.go.id", 18),
    ],
)
def test_mastodon_counts_a_link_as_23_and_a_stranger_by_the_name_alone(text, long):
    assert counting.length(text, MASTODON) == long


def test_each_unit_of_counting_counts_its_own_thing():
    family = "👩‍👩‍👧‍👦"
    assert counting.length(family, Limits(text_max=9, counting=Counting.GRAPHEMES)) == 1
    assert counting.length(family, Limits(text_max=9)) == 7
    assert counting.length(family, Limits(text_max=9, counting=Counting.BYTES)) == 25


def test_a_bare_name_is_a_link_only_where_asked():
    text = "Buka kominfo.go.id/berita, bukan surat@kominfo.go.id atau versi 2.0.id3."
    assert counting.links(text) == []
    assert [link.url for link in counting.links(text, bare=True)] == ["https://kominfo.go.id/berita"]


def test_link_and_missing_tags_follow_the_text():
    draft = Draft(text="Air #mati", made_at=None, link="https://a.id", tags=("Mati", "#air"))
    assert counting.as_said(draft, MASTODON) == "Air #mati\n\nhttps://a.id\n\n#air"
    card = Limits(text_max=300, link_takes_text=False, tags_take_text=False)
    assert counting.as_said(draft, card) == "Air #mati"
    picture = Picture(content=b"", kind="image/png", alt="a", width=1, height=1)
    assert "https://a.id" in counting.as_said(
        Draft(text="A", made_at=None, link="https://a.id", pictures=(picture,)), card
    )


def test_a_text_is_cut_between_sentences():
    text = (
        "Air kembali mengalir di Rogojampi. Petugas masih memeriksa pipa. Terima kasih atas kesabaran Anda."
    )
    assert counting.split(text, Limits(text_max=70)) == [
        "Air kembali mengalir di Rogojampi. Petugas masih memeriksa pipa.",
        "Terima kasih atas kesabaran Anda.",
    ]


@pytest.mark.parametrize(
    "limits",
    [
        Limits(text_max=25, counting=Counting.GRAPHEMES, link_cost=23, mention_counts_local_part_only=True),
        Limits(text_max=40),
        Limits(text_max=40, counting=Counting.BYTES),
        Limits(text_max=300, counting=Counting.GRAPHEMES),
    ],
)
@given(text=WORDS)
def test_every_part_fits_and_nothing_is_lost(limits, text):
    parts = counting.split(text, limits)
    assert "".join(re.sub(r"\s+", "", part) for part in parts) == re.sub(r"\s+", "", text)
    long_letters = [
        letter for letter in counting.graphemes(text) if counting.length(letter, limits) > limits.text_max
    ]
    if not long_letters:
        assert all(counting.fits(part, limits) for part in parts)


@given(text=st.text())
def test_links_and_tags_point_into_the_text(text):
    for link in counting.links(text, bare=True):
        assert text[link.start : link.end] in link.url
    for start, end, word in counting.tags(text):
        assert text[start + 1 : end] == word


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("Air mengalir", 12),
        ("👩‍👩‍👧‍👦", 2),
        ("é", 1),
        ("水", 2),
        ("🇮🇩", 2),
        ("“kutip”", 7),
        ("1️⃣", 2),
        ("©", 1),
    ],
)
def test_a_weighted_count_gives_emoji_and_distant_scripts_two(text, long):
    assert counting.length(text, Limits(text_max=280, counting=Counting.WEIGHTED)) == long


def test_a_second_limit_in_bytes_holds_too():
    limits = Limits(text_max=300, counting=Counting.GRAPHEMES, text_bytes_max=3000)
    assert not counting.fits("👩‍👩‍👧‍👦" * 150, limits)
    assert all(counting.fits(part, limits) for part in counting.split("👩‍👩‍👧‍👦" * 150, limits))
