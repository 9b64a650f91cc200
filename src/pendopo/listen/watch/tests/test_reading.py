"""Foreign files: what is read of them, and what is said of those that can't be."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest

from pendopo.listen.watch.reading import (
    Point,
    Unreadable,
    distance_km,
    is_inside,
    nearest_km,
    read_article,
    read_cap,
    read_feed,
    read_quakes,
    text_of,
)
from pendopo.listen.watch.reading.feeds import web_address
from pendopo.listen.watch.tests.files import NOW, a_cap, a_quake, an_item, quakes, rss, square

URL = "https://koran.example/rss"


class TestFeeds:
    def test_entries_are_read_each_once(self):
        item = an_item(
            "Jalan rusak",
            "https://koran.example/1?utm_source=rss&amp;id=3",
            text="<p>Warga &amp;amp; jalan</p>",
        )
        heard = read_feed(rss(item, item, an_item("Kedua", "https://koran.example/2")), url=URL)
        assert [one.title for one in heard.entries] == ["Jalan rusak", "Kedua"]
        assert heard.entries[0].url == "https://koran.example/1?id=3"
        assert heard.entries[0].said_at == NOW
        assert heard.trouble == ""

    def test_atom_is_read_too(self):
        atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Situs</title><entry><id>tag:1</id><title type="html">Rapat &lt;b&gt;kerja&lt;/b&gt;</title>
        <link href="/berita/1"/><updated>2026-11-25T02:00:00Z</updated><content type="html">&lt;p&gt;Isi&lt;/p&gt;</content></entry></feed>"""
        one = read_feed(atom, url="https://kab.example/feed").entries[0]
        assert (one.title, one.url, one.summary) == ("Rapat kerja", "https://kab.example/berita/1", "Isi")

    def test_a_feed_that_breaks_off_gives_what_stands_before_and_says_so(self):
        whole = rss(
            an_item("Pertama", "https://koran.example/1"), an_item("Kedua", "https://koran.example/2")
        )
        heard = read_feed(whole[: whole.index(b"Kedua") + 3], url=URL)
        assert heard.entries[0].title == "Pertama"
        assert "broken in places" in heard.trouble

    def test_a_page_is_no_feed_and_it_is_said_what_to_do(self):
        with pytest.raises(Unreadable, match="neither RSS nor Atom"):
            read_feed(b"<html><body>Beranda</body></html>", url=URL)

    def test_a_page_of_megabytes_is_told_by_its_first_letters(self):
        began = time.monotonic()
        with pytest.raises(Unreadable, match="neither RSS nor Atom"):
            read_feed(b"<html>" + b"<div><p " * 350_000, url=URL)
        assert time.monotonic() - began < 1

    def test_a_feed_in_letters_of_two_bytes_behind_a_long_comment_is_one(self):
        said = rss(an_item("Rapat", "https://koran.example/1"), encoding="UTF-16").decode("utf-16")
        said = said.replace("<rss", f"<!-- {'lisensi ' * 400} --><rss")
        assert read_feed(said.encode("utf-16"), url=URL).entries[0].title == "Rapat"

    def test_a_wrong_encoding_is_survived(self):
        said = rss(an_item("Perayaan Maulid di Masjid Jami’", "https://koran.example/1"), encoding="UTF-8")
        wrong = said.decode().replace("UTF-8", "US-ASCII").encode("windows-1252")
        assert "Perayaan Maulid" in read_feed(wrong, url=URL).entries[0].title

    @pytest.mark.parametrize(
        ("encoding", "said"),
        [("windows-1252", "windows-1252"), ("utf-8", "utf-8"), ("utf-8", "windows-1252")],
    )
    def test_letters_of_old_encodings_are_read_as_they_were_meant(self, encoding, said):
        whole = rss(an_item("Jami’ “Agung” – é", "https://koran.example/1")).decode()
        heard = read_feed(whole.replace("UTF-8", encoding).encode(said), url=URL)
        assert heard.entries[0].title == "Jami’ “Agung” – é"

    def test_entities_of_pages_become_letters(self):
        said = rss(
            an_item(
                "Kopi&nbsp;&eacute;nak &ldquo;Sleman&rdquo;", "https://koran.example/1", text="a &amp;nbsp; b"
            ),
            an_item("Kedua", "https://koran.example/2"),
        )
        heard = read_feed(said, url=URL)
        assert [one.title for one in heard.entries] == ["Kopi énak “Sleman”", "Kedua"]
        assert heard.entries[0].summary == "a b"

    @pytest.mark.parametrize(
        "said",
        [
            "Wed, 25 Nov 2026 10:00:00 WIB",
            "Rab, 25 Nov 2026 11:00:00 WITA",
            "Rabu, 25 Nopember 2026 10:00:00 +0700",
            "25 November 2026 12.00 WIT",
            "Wed, 25 Nov 2026 03:00:00 GMT",
        ],
    )
    def test_dates_as_indonesia_writes_them(self, said):
        item = an_item("Rapat", "https://koran.example/1")
        whole = re.sub(r"<pubDate>[^<]*", f"<pubDate>{said}", rss(item).decode())
        assert read_feed(whole.encode(), url=URL).entries[0].said_at == NOW

    @pytest.mark.parametrize("said", ["", "besok", "32 Des 2026 10:00 WIB", "25 Xyz 2026 10:00 WIB"])
    def test_no_date_is_none(self, said):
        whole = re.sub(r"<pubDate>[^<]*", f"<pubDate>{said}", rss(an_item("Rapat", URL)).decode())
        assert read_feed(whole.encode(), url=URL).entries[0].said_at is None

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities_that_grow_are_not_followed(self, encoding):
        bomb = (
            '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
            "<rss version='2.0'><channel><item><title>&b;</title></item></channel></rss>"
        )
        with pytest.raises(Unreadable, match="entities"):
            read_feed(bomb.encode(encoding), url=URL)

    def test_what_stands_in_a_feed_is_never_fetched(self):
        said = b"<rss version='2.0'><channel><item><title>x</title><link>javascript:alert(1)</link></item></channel></rss>"
        assert read_feed(said, url=URL).entries[0].url == ""

    @pytest.mark.parametrize(
        "said", ["javascript:alert(1)", "file:///etc/passwd", "http://", "/x", "http://[::1"]
    )
    def test_only_web_addresses_are_linked(self, said):
        assert web_address(said) == ""


class TestQuakes:
    def test_the_latest_one_stands_alone_and_the_others_in_a_list(self):
        assert len(read_quakes(quakes(a_quake(), alone=True), url=URL)) == 1
        assert len(read_quakes(quakes(a_quake(), a_quake(at=NOW)), url=URL)) == 2

    def test_its_facts_are_those_that_are_stated(self):
        one = read_quakes(quakes(a_quake()), url=URL)[0]
        assert (one.magnitude, one.depth, one.centre) == (5.8, "10 km", Point(-7.52, 110.44))
        assert one.felt == "III-IV Sleman, III Kota Yogyakarta"

    def test_one_that_can_not_be_read_hides_no_other(self):
        rows = [
            a_quake(Magnitude="kuat"),
            a_quake(Coordinates="utara"),
            a_quake(Coordinates="99,999"),
            a_quake(),
        ]
        assert len(read_quakes(quakes(*rows), url=URL)) == 1

    @pytest.mark.parametrize(
        "said",
        [
            b"<html>",
            b"[]",
            b'{"Infogempa": {"gempa": "x"}}',
            b'{"Infogempa": {"gempa": [{}]}}',
            b"[" * 90_000,
        ],
    )
    def test_another_file_is_told_apart(self, said):
        with pytest.raises(Unreadable):
            read_quakes(said, url=URL)


class TestCap:
    def test_the_part_in_indonesian_is_read(self):
        one = read_cap(a_cap(), url=URL)
        assert one.headline == "Hujan Lebat disertai Petir di DI Yogyakarta"
        assert one.ends_at == datetime(2026, 11, 25, 5, tzinfo=UTC)
        assert len(one.outlines) == 1
        assert one.facts["petunjuk"] == "Masyarakat diimbau tetap waspada."

    def test_what_it_refers_to_is_known(self):
        one = read_cap(a_cap("b", message="Update", references="s@bmkg,a,2026-11-25T02:00:00+00:00"), url=URL)
        assert (one.message, one.follows) == ("Update", ("a",))

    def test_an_exercise_is_not_real(self):
        assert not read_cap(a_cap(status="Exercise"), url=URL).is_real

    @pytest.mark.parametrize(
        "said",
        [
            b"<html/>",
            b"<alert>",
            b'<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert>&x;</alert>',
            b"<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>a</identifier></alert>",
            b"<a>" * 5000,
        ],
    )
    def test_anything_else_is_no_warning(self, said):
        with pytest.raises(Unreadable):
            read_cap(said, url=URL)


class TestPlaces:
    def test_jakarta_is_as_far_from_bandung_as_it_is(self):
        assert distance_km(Point(-6.2, 106.816), Point(-6.917, 107.619)) == pytest.approx(119, abs=3)

    def test_inside_outside_and_near_an_outline(self):
        outline = [Point(*map(float, one.split(","))) for one in square(-7.7, 110.4).split()]
        assert is_inside(Point(-7.7, 110.4), outline)
        assert nearest_km(Point(-7.7, 110.4), outline) == 0
        assert nearest_km(Point(-7.7, 110.6), outline) == pytest.approx(11, abs=0.5)


class TestPages:
    def test_the_article_is_read_without_what_stands_around_it(self):
        page = b"""<html><head><title>Jalan &amp; jembatan</title><script>var x = "<p>no</p>";</script></head><body>
        <nav><p>Menu menu menu menu menu menu menu menu menu menu</p></nav>
        <article><h1>Jalan diperbaiki</h1><p>Pemkab Sleman memperbaiki jalan di Mlati mulai Senin.</p><figure>Foto</figure></article>
        <aside><p>Baca juga: berita lain yang sangat panjang sekali judulnya di sini</p></aside></body></html>"""
        article = read_article(page)
        assert article.title == "Jalan & jembatan"
        assert article.text == "Jalan diperbaiki\nPemkab Sleman memperbaiki jalan di Mlati mulai Senin."

    def test_a_page_that_closes_nothing_is_read(self):
        assert (
            "Paragraf kedua"
            in read_article(
                b"<body><p>Paragraf pertama yang cukup panjang untuk dibaca orang.<p>Paragraf kedua yang juga cukup panjang untuk dibaca."
            ).text
        )

    def test_the_encoding_a_page_names_is_used(self):
        assert "é" in read_article("<meta charset=iso-8859-1><p>caf\xe9</p>".encode("latin-1")).text

    def test_html_in_a_title_becomes_text(self):
        assert text_of("Bupati <b>resmikan</b> pasar &amp; taman") == "Bupati resmikan pasar & taman"
