"""Sources over real HTTP: asked politely, believed in nothing, and never the way into a private network."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from pendopo.foundation.errors import Refused
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.listen.watch import actions, fetching, jobs, reader
from pendopo.listen.watch.models import Entry, Feed, Story
from pendopo.listen.watch.states import FeedState, Kind
from pendopo.listen.watch.tests.builders import a_feed
from pendopo.listen.watch.tests.files import NOW, an_item, rss

pytestmark = pytest.mark.usefixtures("way_out")


def read(feed: Feed, *, after: timedelta = timedelta()) -> Feed:
    assert reader.read(feed.institution_id, feed.pk, clock=lambda: NOW + after), "it was not due"
    feed.refresh_from_db()
    return feed


def news(*titles: str) -> bytes:
    return rss(*(an_item(one, f"https://koran.example/{one.replace(' ', '-')}") for one in titles))


class TestPolite:
    def test_an_unchanged_feed_is_not_sent_again(self, editor, sources):
        feed = read(a_feed(editor, url=sources.put("/rss", news("Satu"), etag='"a"')))
        read(feed, after=timedelta(minutes=20))
        assert sources.asked[1][1]["If-None-Match"] == '"a"'
        assert (feed.etag, feed.failures, Entry.objects.count()) == ('"a"', 0, 1)

    def test_a_server_that_says_when_a_feed_changed_is_asked_whether_it_has_since(self, editor, sources):
        since = "Wed, 25 Nov 2026 02:00:00 GMT"
        url = sources.put("/rss", news("Satu"), headers={"Last-Modified": since})
        feed = read(a_feed(editor, url=url))
        sources.put("/rss", status=304)
        read(feed, after=timedelta(minutes=20))
        assert sources.asked[1][1]["If-Modified-Since"] == since
        assert (feed.last_modified, feed.failures, feed.due_at) == (since, 0, NOW + timedelta(minutes=35))

    def test_it_is_read_no_more_often_than_was_agreed(self, editor, sources):
        feed = read(a_feed(editor, url=sources.put("/rss", news("Satu")), every=15))
        assert feed.due_at == NOW + timedelta(minutes=15)
        assert not reader.read(feed.institution_id, feed.pk, clock=lambda: NOW + timedelta(minutes=14))
        assert sources.times("/rss") == 1

    @pytest.mark.parametrize("status", [429, 500, 503, 404, 403, 401])
    def test_after_a_failure_it_is_left_alone_for_longer_each_time(self, editor, sources, status):
        feed = read(a_feed(editor, url=sources.put("/rss", status=status)))
        first = feed.due_at - NOW
        assert (first, feed.failures) == (timedelta(minutes=30), 1)
        assert feed.trouble
        if status == 429:
            return  # this process keeps to it by itself
        again = feed.due_at
        read(feed, after=first)
        assert feed.due_at - again >= timedelta(minutes=60)

    def test_a_server_that_says_how_long_to_wait_is_listened_to(self, editor, sources):
        feed = read(a_feed(editor, url=sources.put("/rss", status=503, headers={"Retry-After": "7200"})))
        assert feed.due_at >= NOW + timedelta(hours=1, minutes=50)

    def test_its_owner_is_told_once_when_it_stays_away(self, editor, sources):
        feed = a_feed(editor, url=sources.put("/rss", status=500))
        for hours in range(0, 78, 13):
            read(feed, after=timedelta(hours=hours))
        assert Notice.objects.filter(kind="watch.unread", member=editor).count() == 1

    def test_it_is_well_again_after_it_answered(self, editor, sources):
        feed = read(a_feed(editor, url=sources.put("/rss", status=500)))
        sources.put("/rss", news("Satu"))
        read(feed, after=timedelta(hours=1))
        assert (feed.failures, feed.trouble, feed.read_at) == (0, "", NOW + timedelta(hours=1))


class TestHostile:
    def test_a_redirect_into_a_private_network_is_not_followed(self, editor, sources):
        url = sources.put("/rss", status=302, headers={"Location": "http://127.0.0.1:1/latest/meta-data/"})
        feed = read(a_feed(editor, url=url))
        assert feed.failures == 1
        assert "https://" in feed.trouble or "private" in feed.trouble

    @pytest.mark.parametrize(
        "target", ["https://10.0.0.8/", "https://[::1]/", "https://169.254.169.254/latest/"]
    )
    def test_neither_is_one_with_tls(self, editor, sources, target):
        feed = read(a_feed(editor, url=sources.put("/rss", status=301, headers={"Location": target})))
        assert "private network" in feed.trouble

    def test_a_redirect_on_its_own_host_is_followed(self, editor, sources):
        sources.put("/feed.xml", news("Satu"))
        read(a_feed(editor, url=sources.put("/rss", status=301, headers={"Location": "/feed.xml"})))
        assert Entry.objects.get().title == "Satu"

    def test_a_redirect_without_end_ends(self, editor, sources):
        url = sources.put("/rss", status=302, headers={"Location": "/rss"})
        assert "without an end" in read(a_feed(editor, url=url)).trouble
        assert sources.times("/rss") < 8

    def test_a_feed_that_never_ends_is_not_read_to_its_end(self, editor, sources):
        assert read(a_feed(editor, url=sources.put("/rss", endless=True))).failures == 1

    def test_one_that_trickles_is_given_up(self, editor, sources):
        began = time.monotonic()
        feed = read(a_feed(editor, url=sources.put("/rss", b"x" * 1000, trickles=0.2)))
        assert time.monotonic() - began < 6
        assert feed.failures == 1

    def test_a_broken_feed_says_what_is_wrong(self, editor, sources):
        feed = read(a_feed(editor, url=sources.put("/rss", b"<html><p>Beranda</p></html>")))
        assert feed.trouble.startswith("This is neither RSS nor Atom")

    def test_what_could_be_read_of_a_broken_feed_is_taken(self, editor, sources):
        whole = news("Satu", "Dua")
        feed = read(a_feed(editor, url=sources.put("/rss", whole[: whole.index(b"Dua") + 2])))
        assert (feed.failures, Entry.objects.get().title) == (0, "Satu")
        assert "broken in places" in feed.trouble

    def test_a_reader_that_breaks_is_no_danger_to_others(self, editor, sources, monkeypatch):
        feed = a_feed(editor, url=sources.put("/rss", news("Satu")))
        monkeypatch.setattr(actions, "take_in_news", lambda **_said: 1 / 0)
        assert read(feed).failures == 1

    def test_a_worker_that_died_leaves_the_turn_to_the_next(self, editor, sources):
        feed = a_feed(editor, url=sources.put("/rss", news("Satu")))
        assert actions.begin_reading(feed.institution_id, feed.pk, now=NOW) is not None
        assert not reader.read(feed.institution_id, feed.pk, clock=lambda: NOW)
        read(feed, after=timedelta(minutes=6))
        assert Entry.objects.count() == 1


class TestNews:
    def test_repeated_news_is_taken_once(self, editor, sources):
        feed = read(a_feed(editor, url=sources.put("/rss", news("Satu", "Satu", "Dua"))))
        sources.put("/rss", news("Tiga", "Satu", "Dua"))
        read(feed, after=timedelta(minutes=20))
        assert sorted(Entry.objects.values_list("title", flat=True)) == ["Dua", "Satu", "Tiga"]

    def test_a_feed_that_names_the_same_anew_each_time_tells_it_once(self, editor, sources):
        def told(mark):
            with_address = an_item("Satu", "https://koran.example/1", mark=f"a{mark}")
            without = an_item("Dua", "", mark=f"b{mark}").replace("<link></link>", "")
            return rss(with_address, without)

        feed = read(a_feed(editor, url=sources.put("/rss", told(1))))
        sources.put("/rss", told(2))
        read(feed, after=timedelta(minutes=20))
        assert sorted(Entry.objects.values_list("title", flat=True)) == ["Dua", "Satu"]

    def test_the_same_address_from_two_sources_is_one_thing(self, editor, sources):
        read(a_feed(editor, url=sources.put("/a", news("Satu"))))
        read(a_feed(editor, url=sources.put("/b", news("Satu"))))
        assert Entry.objects.count() == 1

    def test_the_page_of_what_concerns_us_is_read_for_ourselves(self, editor, sources, place):
        page = "<article><h1>Pasar</h1><p>Pasar di Mlati dibenahi, kata Pemkab Sleman, mulai pekan depan.</p></article>"
        url = sources.put("/1", page.encode(), headers={"Content-Type": "text/html"})
        feed = read(a_feed(editor, url=sources.put("/rss", rss(an_item("Pasar Mlati dibenahi", url)))))
        entry = Entry.objects.get(feed=feed)
        reader.read_article_of(feed.institution_id, entry.pk, clock=lambda: NOW)
        entry.refresh_from_db()
        assert "Pemkab Sleman" in entry.text
        assert entry.is_about_us
        assert Story.objects.get().is_about_us

    def test_a_page_without_a_feed_tells_when_it_changes(self, editor, sources):
        url = sources.put(
            "/pengumuman", b"<main><p>Pendaftaran dibuka sampai tanggal 30 November 2026.</p></main>"
        )
        feed = read(a_feed(editor, url=url, kind=Kind.PAGE))
        assert not Entry.objects.exists()
        sources.put(
            "/pengumuman", b"<main><p>Pendaftaran diperpanjang sampai tanggal 5 Desember 2026.</p></main>"
        )
        read(feed, after=timedelta(minutes=20))
        assert "diperpanjang" in Entry.objects.get().summary
        read(feed, after=timedelta(minutes=40))
        assert Entry.objects.count() == 1


class TestChoosing:
    def test_nothing_is_read_before_somebody_answers_for_it(self, editor, sources):
        feed = a_feed(editor, url=sources.put("/rss", news("Satu")), on=False)
        assert not reader.read(feed.institution_id, feed.pk, clock=lambda: NOW)
        actions.switch_on(feed=feed, by=editor, now=NOW)
        assert (feed.state, feed.owner) == (FeedState.ON, editor)

    def test_who_answers_for_warnings_must_be_somebody_who_writes(self, office):
        administrator = a_member(office, Role.ADMINISTRATOR)
        feed = a_feed(administrator, kind=Kind.QUAKES, on=False)
        with pytest.raises(Refused):
            actions.switch_on(feed=feed, by=administrator, now=NOW)

    @pytest.mark.parametrize("role", [Role.OPERATOR, Role.LEADER, Role.UNIT_LIAISON, Role.AUDITOR])
    def test_sources_are_chosen_by_those_who_may(self, office, role):
        with pytest.raises(Refused):
            a_feed(a_member(office, role), on=False)

    def test_another_address_is_off_until_somebody_answers_for_it(self, editor, sources):
        feed = a_feed(editor, url="https://koran.example/a")
        actions.save_feed(
            feed=feed,
            name="Koran",
            kind=Kind.NEWS,
            url="https://koran.example/b",
            every_minutes=15,
            by=editor,
            now=NOW,
        )
        assert feed.state == FeedState.OFF

    def test_an_address_is_watched_once(self, editor):
        a_feed(editor, url="https://koran.example/a")
        with pytest.raises(Refused, match="sudah"):
            a_feed(editor, url="https://koran.example/a")

    def test_more_often_than_is_polite_is_refused(self, editor):
        with pytest.raises(Refused):
            a_feed(editor, every=1)
        assert a_feed(editor, kind=Kind.QUAKES, every=1).every_minutes == 1

    def test_what_is_due_is_woken(self, editor):
        feed = a_feed(editor)
        a_feed(editor, on=False)
        assert jobs.wake_due(feed.due_at) == 1

    def test_the_way_out_is_narrow(self):
        assert fetching.BYTES_MAX <= 5_000_000
