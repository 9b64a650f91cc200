"""Letters are read as they were meant, and what was folded leaves a mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.listen.triage.folding import fold


@pytest.mark.parametrize(
    ("written", "plain", "mark"),
    [
        ("𝐁𝐎𝐍𝐔𝐒 member", "bonus member", "styled"),
        ("ⓢⓛⓞⓣ gacor", "slot gacor", "styled"),
        ("ѕlоt", "slot", "styled"),
        ("b̶o̶n̶u̶s̶", "bonus", "combining"),
        ("P A S T I cuan", "pasti cuan", "spaced"),
        ("p.a.s.t.i cuan", "pasti cuan", "spaced"),
        ("m4in sini", "main sini", "leet"),
        ("baguuuus", "bagus", "stretched"),
        ("daftar emas88", "daftar emas88", "named"),
        ("TOLONG SEGERA DIPERBAIKI", "tolong segera diperbaiki", "shouts"),
    ],
)
def test_dressed_up_letters_are_folded_and_marked(written, plain, mark):
    folded = fold(written)
    assert folded.plain == plain
    assert mark in folded.marks


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("yg dpn gk bs", "yang depan tidak bs"),
        ("jalan2 bolong2", "jalan bolong"),
        ("Café", "cafe"),
        ("lihat https://contoh.example/a?b=1 @akun", "lihat §link §user"),
        ("rp 50000", "rp §number"),
        ("kapan???", "kapan ?"),
        ("sudah 3bulan", "sudah bulan"),
        ("hubungi 0 8 1 2 3", "hubungi §number"),
        ("sedih :(", "sedih §frowns"),
        ("", ""),
    ],
)
def test_plain_writing_leaves_no_mark(written, plain):
    folded = fold(written)
    assert folded.plain == plain.replace("bs", "bisa")
    assert not folded.marks


def test_an_emoji_is_kept_and_says_its_feeling():
    assert [word.form for word in fold("mantap 👍🏽").words] == ["mantap", "👍", "§approves"]


def test_a_word_knows_where_it_stood():
    text = "Min, 𝐣𝐚𝐥𝐚𝐧 rusakkkk 😭"
    folded = fold(text)
    assert [folded.written(word) for word in folded.words] == ["Min", "𝐣𝐚𝐥𝐚𝐧", "rusakkkk", "😭", "😭"]


@given(st.text(max_size=200))
def test_nothing_a_citizen_writes_breaks_it(text):
    folded = fold(text)
    for word in folded.words:
        assert word.form
        assert 0 <= word.start < word.end <= len(text)
