"""Files that are built to keep a reader busy: refused by what they hold, or ended with the process that reads them."""

from __future__ import annotations

import subprocess
from datetime import timedelta

import pytest

from pendopo.listen.watch import reader
from pendopo.listen.watch.models import Entry
from pendopo.listen.watch.reading import Unreadable, apart, feeds, pages, read_article, read_feed
from pendopo.listen.watch.states import Kind
from pendopo.listen.watch.tests.builders import a_feed
from pendopo.listen.watch.tests.files import NOW, an_item, rss

URL = "https://koran.example/rss"
BYTES = 2_900_000
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


def channel(inside: bytes) -> bytes:
    return b'<rss version="2.0"><channel><title>x</title>' + inside + b"</channel></rss>"


def attributes(many: int) -> bytes:
    return channel(b"<item " + b" ".join(b'a%d="1"' % number for number in range(many)) + b"/>")


def spawned(monkeypatch) -> list[bool]:
    """Whether a process of its own read a file; the list grows with each."""
    found: list[bool] = []
    run = subprocess.run
    monkeypatch.setattr(apart.subprocess, "run", lambda *a, **k: (found.append(True), run(*a, **k))[1])
    return found


@pytest.fixture
def _here(monkeypatch):
    """Nothing large is read by the worker itself."""

    def not_here(*_args, **_named):
        pytest.fail("the worker read it itself")

    monkeypatch.setattr(feeds, "read_feed", not_here)
    monkeypatch.setattr(pages, "read_article", not_here)


@pytest.mark.usefixtures("_here")
class TestRefusedUnread:
    @pytest.mark.parametrize(
        "said",
        [
            channel(b"<item/>" * (BYTES // 7)),
            channel(b"<item><title>a</title></item>" * (BYTES // 29)),
            channel(b"<a>" * (BYTES // 7) + b"</a>" * (BYTES // 7)),
            b'<rss version="2.0"><channel>' + b"<a>" * (BYTES // 3),
            b'<rss version="2.0"><channel><item><title>' + b"<" * BYTES,
            b'<rss version="2.0">' + b"<!--" * (BYTES // 4),
        ],
        ids=["a million entries", "with titles", "deep", "deep and never closed", "signs", "comments"],
    )
    def test_by_counting_what_it_holds_without_any_process(self, said, monkeypatch):
        asked = spawned(monkeypatch)
        with pytest.raises(Unreadable, match="too long"):
            read_feed(said, url=URL)
        assert asked == []

    def test_entities_that_grow_are_refused_before_that(self, monkeypatch):
        asked = spawned(monkeypatch)
        with pytest.raises(Unreadable, match="entities"):
            read_feed(
                ENTITIES + channel(b"<item><title>" + b"&b;" * (BYTES // 3) + b"</title></item>"), url=URL
            )
        assert asked == []


@pytest.mark.usefixtures("_here")
class TestProcess:
    def test_what_takes_too_long_ends_with_its_process(self, monkeypatch):
        monkeypatch.setattr(apart, "CPU_SECONDS", 1)
        asked = spawned(monkeypatch)
        with pytest.raises(Unreadable, match="too long"):
            read_feed(attributes(240_000), url=URL)
        assert asked == [True]

    def test_one_that_hangs_without_working_is_ended_by_the_clock(self, monkeypatch):
        monkeypatch.setattr(apart, "WAIT_SECONDS", 0.01)
        with pytest.raises(Unreadable, match="too long"):
            read_feed(channel(b" " * BYTES), url=URL)

    def test_an_attribute_of_megabytes_costs_nobody_anything(self):
        assert read_feed(channel(b'<item a="' + b"x" * BYTES + b'"/>'), url=URL).entries == ()

    def test_a_page_of_comments_that_never_end_is_not_read_to_its_end(self, monkeypatch):
        monkeypatch.setattr(apart, "CPU_SECONDS", 1)
        with pytest.raises(Unreadable, match="too long"):
            read_article(b"<p>Rapat</p>" + b"<!--" * 190_000)

    def test_what_is_wrong_with_a_large_feed_is_said_as_ever(self):
        with pytest.raises(Unreadable, match="neither RSS nor Atom"):
            read_feed(b"<html>" + b"<p>" * 30_000, url=URL)
        with pytest.raises(Unreadable, match="broken in places"):
            read_feed(b'<rss version="2.0"><channel>' + b"x" * 70_000, url=URL)


class TestHonest:
    def test_a_large_feed_says_the_same_read_apart_as_read_here(self, monkeypatch):
        text = "&lt;p&gt;Warga &lt;a href='/x'&gt;Mlati&lt;/a&gt; rapat.&lt;/p&gt;" * 60
        whole = rss(*(an_item(f"Rapat {n}", f"https://koran.example/{n}", text=text) for n in range(600)))
        assert apart.SHORT < BYTES - 500_000 < len(whole) < 3_000_000
        asked = spawned(monkeypatch)
        heard = read_feed(whole, url=URL)
        assert asked == [True]
        assert heard == feeds.read_feed(whole, url=URL)
        assert (len(heard.entries), heard.entries[0].said_at) == (feeds.ENTRIES_MOST, NOW)

    def test_a_large_page_says_the_same_read_apart_as_read_here(self):
        page = "<main>" + "".join(f"<p>Kalimat ke-{n} tentang é dan 😀.</p>" for n in range(4000)) + "</main>"
        assert read_article(page.encode()) == pages.read_article(page.encode())

    def test_a_short_one_needs_no_process(self, monkeypatch):
        asked = spawned(monkeypatch)
        assert len(read_feed(rss(an_item("Satu", "https://koran.example/1")), url=URL).entries) == 1
        assert asked == []


@pytest.mark.usefixtures("way_out")
class TestSource:
    def test_a_hostile_source_says_so_waits_longer_and_others_are_read(self, editor, sources):
        bad = a_feed(editor, url=sources.put("/jahat", channel(b"<item/>" * (BYTES // 7))))
        good = a_feed(editor, url=sources.put("/baik", rss(an_item("Rapat", "https://koran.example/1"))))
        for feed in (bad, good):
            reader.read(feed.institution_id, feed.pk, clock=lambda: NOW)
            feed.refresh_from_db()
        assert bad.trouble == apart.TOO_LABORIOUS
        assert (bad.failures, bad.due_at) == (1, NOW + timedelta(minutes=30))
        assert (good.failures, Entry.objects.get().title) == (0, "Rapat")

    def test_a_hostile_page_behind_a_piece_of_news_leaves_what_the_feed_told(self, editor, sources, place):
        page = sources.put("/1", b"<p>" * (BYTES // 3), headers={"Content-Type": "text/html"})
        feed = a_feed(editor, url=sources.put("/rss", rss(an_item("Pasar Mlati", page))))
        reader.read(feed.institution_id, feed.pk, clock=lambda: NOW)
        entry = Entry.objects.get()
        reader.read_article_of(feed.institution_id, entry.pk, clock=lambda: NOW)
        entry.refresh_from_db()
        assert (entry.title, entry.text) == ("Pasar Mlati", "")

    def test_a_hostile_page_that_is_watched_says_so(self, editor, sources):
        feed = a_feed(editor, url=sources.put("/hal", b"<p>" * (BYTES // 3)), kind=Kind.PAGE)
        reader.read(feed.institution_id, feed.pk, clock=lambda: NOW)
        feed.refresh_from_db()
        assert feed.trouble == apart.TOO_LABORIOUS
