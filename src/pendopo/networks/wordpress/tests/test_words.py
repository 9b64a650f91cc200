"""Plain text goes out as safe HTML and comes back as it was."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.networks.contract import Draft
from pendopo.networks.wordpress import words
from pendopo.networks.wordpress.border import Comment, Media, Text

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def a_draft(text="Air mengalir.", **more):
    return Draft(text=text, made_at=NOW, **more)


def test_nothing_written_by_a_person_becomes_html():
    written = words.html(a_draft('<script>alert(1)</script> & "kutip" <b>'))
    assert "<script>" not in written
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;kutip&quot;" in written


def test_addresses_become_links():
    written = words.html(a_draft("Baca https://contoh.go.id/a?b=1&c=2."))
    assert '<a href="https://contoh.go.id/a?b=1&amp;c=2">https://contoh.go.id/a?b=1&amp;c=2</a>.' in written


def test_further_pictures_stand_in_the_article_with_their_alt_texts():
    media = Media(id=7, source_url="https://contoh.go.id/a.jpg")
    written = words.html(a_draft(), [(media, 'Petugas "PDAM"')])
    assert 'alt="Petugas &quot;PDAM&quot;"' in written
    assert '<!-- wp:image {"id":7,"sizeSlug":"full"} -->' in written


def test_a_link_of_its_own_is_not_text():
    read = words.read(words.html(a_draft("Selengkapnya di situs.", link="https://contoh.go.id/a")))
    assert (read.text(), read.link) == ("Selengkapnya di situs.", "https://contoh.go.id/a")


LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).map("\n".join)


@given(st.lists(PARAGRAPH, min_size=1, max_size=4).map("\n\n".join))
def test_what_is_written_reads_back_the_same(text):
    assert words.read(words.html(a_draft(text))).text() == text


class TestSlug:
    def test_it_is_readable_and_ends_in_the_keys_own_mark(self):
        slug = words.slug(a_draft(title="Jalan Ahmad Yani: dibuka lagi!"), "d-1")
        assert slug == f"jalan-ahmad-yani-dibuka-lagi-{words.mark('d-1')}"

    def test_other_keys_give_other_slugs(self):
        assert words.slug(a_draft(title="A"), "d-1") != words.slug(a_draft(title="A"), "d-2")

    def test_a_title_without_latin_letters_leaves_the_mark(self):
        assert words.slug(a_draft(title="ꦥꦼꦤ꧀ꦝꦥ"), "d-1") == words.mark("d-1")


@pytest.mark.parametrize(
    ("draft", "title"),
    [
        (a_draft(title="  Air \n bersih "), "Air bersih"),
        (a_draft("Air mengalir lagi. Terima kasih."), "Air mengalir lagi"),
        (a_draft("Baris satu\nbaris dua"), "Baris satu"),
    ],
)
def test_an_article_always_has_a_title(draft, title):
    assert words.title(draft) == title


def test_a_long_first_sentence_is_cut_between_words():
    title = words.title(a_draft("kata " * 60))
    assert len(title) <= 91
    assert title.endswith("kata…")


def test_a_held_comment_is_heard_as_hidden_and_plain():
    comment = Comment(
        id=3,
        post=4,
        parent=2,
        author_name="Bu &amp; Pak",
        content=Text(raw='Kapan &lt;b&gt; <a href="x">mengalir</a>?\r\nTerima kasih'),
        date_gmt=datetime(2026, 11, 24, 5, 0),
        status="hold",
    )
    heard = words.heard(comment)
    assert heard.hidden
    assert (heard.remote_id, heard.thread_id, heard.parent_id) == ("c3", "4", "c2")
    assert heard.text == "Kapan <b> mengalir?\nTerima kasih"
    assert heard.author_name == "Bu & Pak"
    assert heard.said_at == NOW
