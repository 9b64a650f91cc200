"""Servers render in their own ways: what a reader sees, and what stays the same of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.networks.mastodon import words


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Satu</p><p>Dua</p>", "Satu\n\nDua"),
        ("Satu<br>Dua<br>", "Satu\nDua"),
        (
            '<p>Lihat <a href="https://a.id/b"><span class="invisible">https://</span>a.id/b</a></p>',
            "Lihat https://a.id/b",
        ),
        ("<p>A &amp; B &lt;C&gt;</p>", "A & B <C>"),
        ("<ul><li>satu</li><li>dua</li></ul>", "• satu\n• dua"),
        ("", ""),
    ],
)
def test_a_reader_sees(html, text):
    assert words.plain(html) == text


@pytest.mark.parametrize(
    ("said", "rendered"),
    [
        ("*Penting* sekali", "Penting sekali"),
        ("@warga Pukul dua.", "@warga@contoh.social Pukul dua."),
        ("Pukul dua.", "@warga Pukul dua."),
        ("Kata “dia”", 'Kata "dia"'),
        ("Halo @warga@contoh.social!", "Halo @warga!"),
    ],
)
def test_what_survives_rendering(said, rendered):
    assert words.likeness(said) == words.likeness(rendered)


@pytest.mark.parametrize(
    ("one", "other"), [("Pukul 2", "Pukul 3"), ("Air mati", "Air nyala"), ("Siap 👍", "Siap 👎"), ("a", "")]
)
def test_what_differs_stays_different(one, other):
    assert words.likeness(one) != words.likeness(other)


@given(st.text(max_size=200))
def test_anything_can_be_read(html):
    assert words.plain(html) == words.plain(html).strip()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("@dinas Jam berapa?", "Jam berapa?"),
        ("@dinas@contoh.social Jam?", "Jam?"),
        ("@dinasx Jam?", "@dinasx Jam?"),
        ("@dinas", "@dinas"),
        ("Halo @dinas", "Halo @dinas"),
    ],
)
def test_our_own_name_at_the_beginning_tells_nothing(text, left):
    assert words.without_leading_mention(text, "dinas@contoh.social") == left
