"""Public posts with our words: asked of connected accounts, politely, covered, and never what the inbox has."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from pendopo.foundation.errors import Refused
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.watch import actions, jobs, queries, reader, searching
from pendopo.listen.watch.models import Alert, Entry, Feed, Story
from pendopo.listen.watch.states import FeedState, Kind
from pendopo.listen.watch.tests.files import NOW
from pendopo.networks.contract import Heard, HeardKind, NotReachable, Reading, ReconnectNeeded
from pendopo.networks.tests import stages

LATER = timedelta(minutes=40)


@dataclass
class Talkative:
    """A network on which people say things; it remembers what it was asked."""

    said: dict[str, list[Heard]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    breaks: Exception | None = None

    def search_posts(self, words: str, *, cursor: str) -> Reading:
        self.asked.append((words, cursor))
        if self.breaks is not None:
            raise self.breaks
        return Reading(heard=tuple(self.said.get(words, ())), cursor=f"setelah {words}")


@pytest.fixture
def network(monkeypatch):
    talkative = Talkative()
    monkeypatch.setattr(accounts, "connector_of", lambda _account: talkative)
    return talkative


@pytest.fixture
def citizen_network(office):
    return an_account(office, network="mastodon", base="https://contoh.social", handle="sleman@contoh.social")


def a_post(number: int = 1, text: str = "Air mati di Mlati sejak pagi.", **said: object) -> Heard:
    usual: dict[str, object] = {
        "remote_id": str(number),
        "thread_id": str(number),
        "kind": HeardKind.MENTION,
        "author": "sari@contoh.social",
        "author_name": "Sari",
        "text": text,
        "said_at": NOW - timedelta(minutes=20),
        "url": f"https://contoh.social/@sari/{number}",
    }
    return Heard(**{**usual, **said})  # type: ignore[arg-type]


def a_search(by, *words: str, on: bool = True, every: int = 30, now: datetime = NOW) -> Feed:
    feed = actions.save_search(
        feed=None, name="Percakapan", words=words or ("Mlati",), every_minutes=every, by=by, now=now
    )
    if on:
        actions.switch_on(feed=feed, by=by, now=now)
    return feed


def read(feed: Feed, *, after: timedelta = timedelta()) -> Feed:
    assert reader.read(feed.institution_id, feed.pk, clock=lambda: NOW + after), "it was not due"
    feed.refresh_from_db()
    return feed


@pytest.mark.usefixtures("citizen_network", "place")
class TestFound:
    def test_a_post_stands_with_the_news_with_its_author_time_address_and_reasons(self, network, editor):
        network.said["Mlati"] = [a_post()]
        feed = read(a_search(editor))
        entry = Entry.objects.get()
        assert (entry.title, entry.author, entry.network) == (
            "Air mati di Mlati sejak pagi.",
            "Sari (@sari@contoh.social)",
            "mastodon",
        )
        assert (entry.url, entry.said_at) == ("https://contoh.social/@sari/1", NOW - timedelta(minutes=20))
        assert queries.reasons_of(entry.reasons) == ["wilayah kita: Mlati"]
        assert [one.pk for one in queries.desk(editor, queries.Filters()).stories] == [entry.story_id]
        assert (feed.failures, feed.trouble, feed.due_at) == (0, "", NOW + timedelta(minutes=30))

    def test_what_a_network_found_in_its_own_way_says_for_which_word(self, network, editor):
        network.said["#banjir"] = [a_post(text="Airnya sudah sepinggang.")]
        read(a_search(editor, "#banjir"))
        assert queries.reasons_of(Entry.objects.get().reasons) == ["ditemukan untuk: #banjir"]
        assert queries.desk(editor, queries.Filters()).stories

    def test_a_post_that_names_us_counts_as_about_us(self, network, editor):
        network.said["Mlati"] = [a_post(text="Pemkab Sleman, kapan Mlati dialiri lagi?")]
        read(a_search(editor))
        assert Entry.objects.get().is_about_us

    def test_personal_data_is_covered_before_it_is_kept_and_is_found_by_no_search(self, network, editor):
        long = "Tolong, ini nomor saya 0812-3456-7890, NIK 3404070101900001. " + "Mlati gelap. " * 30
        network.said["Mlati"] = [a_post(text=long, author_name="Sari 081234567890")]
        read(a_search(editor))
        entry = Entry.objects.get()
        kept = f"{entry.title} {entry.summary} {entry.author} {entry.text} {entry.story.title}"
        assert "7890" not in kept
        assert "3404070101900001" not in kept
        assert not queries.desk(editor, queries.Filters(show="all", words="3404070101900001")).stories
        assert len(entry.title) <= 143

    def test_the_same_post_for_two_words_or_two_turns_is_one(self, network, editor):
        network.said = {"Mlati": [a_post()], "#mlati": [a_post()]}
        feed = read(a_search(editor, "Mlati", "#mlati"))
        read(feed, after=LATER)
        assert Entry.objects.count() == 1

    def test_what_the_inbox_has_as_a_mention_is_not_told_twice(self, network, editor, office):
        other = an_account(office, network="mastodon", base="https://lain.social", handle="dinas@lain.social")
        inbox.take_in(institution_id=office.pk, account_id=other.pk, heard=[a_post(9)], now=NOW)
        network.said["Mlati"] = [a_post(9), a_post(2, "Lampu jalan di Mlati padam.")]
        read(a_search(editor))
        assert [one.title for one in Entry.objects.all()] == ["Lampu jalan di Mlati padam."]

    def test_what_comes_to_the_inbox_later_is_left_to_it_unless_somebody_kept_it(
        self, network, editor, office, operator
    ):
        network.said["Mlati"] = [a_post(9), a_post(2, "Lampu jalan di Mlati padam.")]
        feed = read(a_search(editor))
        actions.clip_entry(entry=Entry.objects.get(url__endswith="/2"), by=operator, now=NOW)
        other = an_account(office, network="mastodon", base="https://lain.social", handle="dinas@lain.social")
        posts = [a_post(9), a_post(2, "Lampu jalan di Mlati padam.")]
        inbox.take_in(institution_id=office.pk, account_id=other.pk, heard=posts, now=NOW)
        read(feed, after=LATER)
        assert [one.title for one in Entry.objects.all()] == ["Lampu jalan di Mlati padam."]
        assert [one.title for one in Story.objects.all()] == ["Lampu jalan di Mlati padam."]

    def test_what_our_own_accounts_say_is_no_news(self, network, editor):
        network.said["Mlati"] = [a_post(author="Sleman@contoh.social")]
        read(a_search(editor))
        assert not Entry.objects.exists()

    def test_many_posts_about_us_are_alerted_like_news(self, network, editor, approver):
        quiet = a_search(editor, now=NOW - timedelta(days=20))
        actions.take_in_posts(
            feed=quiet,
            account=accounts.open_accounts(editor.institution_id).get(network="mastodon"),
            sought="Mlati",
            heard=[a_post(100, "Pagi di Mlati", said_at=NOW - timedelta(days=10))],
            cursor="",
            now=NOW - timedelta(days=10),
        )
        network.said["Mlati"] = [a_post(n, f"Pemkab Sleman ke mana? Kejadian {n} di Mlati") for n in range(6)]
        Feed.objects.filter(pk=quiet.pk).update(due_at=NOW)
        read(quiet)
        assert Alert.objects.get().counted == 6
        assert Notice.objects.filter(kind="watch.alert", member=approver).exists()


class TestPolite:
    def test_each_word_is_asked_from_where_it_was_left(self, network, editor, citizen_network):
        feed = read(a_search(editor, "Mlati", "#mlati"))
        read(feed, after=LATER)
        assert network.asked == [
            *(("Mlati", ""), ("#mlati", "")),
            *(("#mlati", "setelah #mlati"), ("Mlati", "setelah Mlati")),
        ]
        actions.save_search(
            feed=feed, name="Percakapan", words=["Mlati"], every_minutes=30, by=editor, now=NOW + LATER
        )
        feed = read(feed, after=2 * LATER)
        assert feed.cursors == {f"{citizen_network.pk}:Mlati": "setelah Mlati"}

    def test_one_account_of_each_server_is_asked_and_only_where_the_network_lets_us(
        self, network, editor, office, citizen_network
    ):
        an_account(office, network="mastodon", base="https://contoh.social", handle="dinas@contoh.social")
        an_account(office, network="wordpress")
        an_account(office, network="bluesky", base="https://bsky.example", handle="sleman.bsky.example")
        read(a_search(editor))
        assert len(network.asked) == 2
        found = queries.searched_places(editor)
        assert found.asked == ("Mastodon sleman@contoh.social", "Bluesky sleman.bsky.example")
        assert found.silent == ("WordPress",)

    @pytest.mark.parametrize("every", [1, 14, 1441])
    def test_no_network_is_asked_more_often_than_every_quarter_of_an_hour(self, editor, every):
        with pytest.raises(Refused) as no:
            a_search(editor, every=every)
        assert no.value.field == "every_minutes"

    def test_a_turn_that_takes_too_long_is_gone_on_with_the_next_time(self, network, editor, citizen_network):
        feed = a_search(editor, "satu", "dua")
        times = iter([NOW, NOW, NOW, NOW, *[NOW + searching.PATIENCE * 2] * 9])
        assert reader.read(feed.institution_id, feed.pk, clock=lambda: next(times))
        assert [one for one, _cursor in network.asked] == ["satu"]
        read(feed, after=LATER)
        assert [one for one, _cursor in network.asked] == ["satu", "dua", "satu"]

    def test_it_is_woken_like_every_other_source(self, editor, network, citizen_network):
        a_search(editor)
        assert jobs.wake_due(NOW) == 1


@pytest.mark.usefixtures("citizen_network")
class TestTrouble:
    @pytest.mark.parametrize(
        "error", [NotReachable("diam", timedelta(hours=3)), ReconnectNeeded("tidak lagi")]
    )
    def test_a_network_that_does_not_answer_is_left_alone_for_longer(self, network, editor, error):
        network.breaks = error
        feed = read(a_search(editor))
        assert feed.failures == 1
        assert feed.trouble == f"{error}\nsleman@contoh.social"
        assert feed.due_at - NOW == (
            timedelta(hours=3) if getattr(error, "wait", None) else timedelta(hours=1)
        )

    def test_where_one_of_two_answers_the_source_is_well_and_says_which_did_not(
        self, monkeypatch, editor, office
    ):
        other = an_account(office, network="bluesky", base="https://bsky.example", handle="sleman.bsky")
        well, ill = Talkative(said={"Mlati": [a_post()]}), Talkative(breaks=NotReachable("diam"))
        monkeypatch.setattr(accounts, "connector_of", lambda one: ill if one.pk == other.pk else well)
        feed = read(a_search(editor))
        assert (feed.failures, feed.trouble, Entry.objects.count()) == (0, "diam\nsleman.bsky", 1)


def test_without_a_network_that_can_be_searched_it_says_so(editor, account):
    feed = read(a_search(editor))
    assert (feed.failures, feed.trouble) == (1, searching.NOBODY_SEARCHES)


class TestWords:
    @pytest.mark.parametrize(
        "words", [[], ["  "], ["ab"], ["#ab"], ["#dua kata"], [f"kata{n}" for n in range(11)]]
    )
    def test_what_can_not_be_looked_for_is_refused(self, editor, words):
        with pytest.raises(Refused) as no:
            actions.save_search(feed=None, name="X", words=words, every_minutes=30, by=editor, now=NOW)
        assert no.value.field == "words"

    def test_several_sources_share_the_ten_words(self, editor):
        first = a_search(editor, *(f"kata{n}" for n in range(8)), on=False)
        a_search(editor, "kata0", "lain", "satu lagi", on=False)
        with pytest.raises(Refused):
            a_search(editor, "terlalu banyak", on=False)
        actions.save_search(feed=first, name="X", words=["kata0"], every_minutes=30, by=editor, now=NOW)
        a_search(editor, "kini muat", on=False)

    def test_they_are_kept_once_as_they_are_asked(self, editor):
        feed = a_search(editor, " Dukcapil   Mekarjaya ", "##mekarjaya", "#mekarjaya", on=False)
        assert feed.words == ["Dukcapil Mekarjaya", "#mekarjaya"]
        assert (feed.state, feed.kind, feed.url) == (FeedState.OFF, Kind.POSTS, "")

    def test_a_search_never_becomes_an_address_nor_the_other_way_round(self, editor):
        feed = a_search(editor, on=False)
        with pytest.raises(Refused):
            actions.save_feed(
                feed=feed,
                name="X",
                kind=Kind.NEWS,
                url="https://a.id/rss",
                every_minutes=15,
                by=editor,
                now=NOW,
            )
        with pytest.raises(Refused):
            actions.save_feed(
                feed=None,
                name="X",
                kind=Kind.POSTS,
                url="https://a.id/rss",
                every_minutes=15,
                by=editor,
                now=NOW,
            )


class TestScreen:
    def test_it_is_written_down_and_changed(self, editor, citizen_network):
        browser = signed_in(editor)
        page = browser.get("/pantau/sumber/cari/")
        assert "Mastodon sleman@contoh.social" in page.content.decode()
        said = {"name": "Percakapan", "words": "Dukcapil Sleman\n#sleman", "every_minutes": "30"}
        assert browser.post("/pantau/sumber/cari/", said).status_code == 302
        feed = Feed.objects.get()
        assert "Dukcapil Sleman; #sleman" in browser.get("/pantau/sumber/").content.decode()
        assert "#sleman" in browser.get(f"/pantau/sumber/{feed.pk}/").content.decode()
        assert browser.post(f"/pantau/sumber/{feed.pk}/", {**said, "words": ""}).status_code == 422

    def test_they_stand_apart_on_the_desk_and_an_empty_list_leads_to_the_words(
        self, network, editor, citizen_network
    ):
        browser = signed_in(editor)
        feed = a_search(editor)
        empty = browser.get("/pantau/", {"tampil": "posts"}).content.decode()
        assert "Belum ada unggahan publik" in empty
        assert "/pantau/sumber/cari/" in empty
        network.said["Mlati"] = [a_post()]
        read(feed)
        page = browser.get("/pantau/", {"tampil": "posts"}).content.decode()
        assert "Air mati di Mlati sejak pagi." in page
        story = browser.get(f"/pantau/berita/{Entry.objects.get().story_id}/").content.decode()
        assert "Sari (@sari@contoh.social)" in story

    def test_without_such_an_account_it_says_which_networks_can(self, editor, account):
        page = signed_in(editor).get("/pantau/sumber/cari/").content.decode()
        assert "Yang bisa: Mastodon, Bluesky." in page


@pytest.mark.servers
def test_on_a_real_server_a_citizens_post_is_found_and_stands_with_the_news(
    mastodon_server, office, place, editor, monkeypatch
):
    stage = stages.MastodonStage(mastodon_server)
    monkeypatch.setattr(accounts, "outside", stage.outside)
    known = stage.credentials
    an_account(
        office,
        network="mastodon",
        base=known.base,
        handle=known.handle,
        remote_id=known.remote_id,
        secrets=dict(known.secrets),
        settings=dict(known.settings),
    )
    tag = stages.words()
    stage.citizen_posts(f"Air mati di Mlati sejak pagi, hubungi 0812-3456-7890 #{tag}")
    feed = a_search(editor, f"#{tag}")
    until = time.monotonic() + stages.PATIENCE
    after = timedelta()
    while not Entry.objects.exists() and time.monotonic() < until:
        feed = read(feed, after=after)
        after += LATER
        time.sleep(1)
    entry = Entry.objects.get()
    assert entry.title.startswith("Air mati di Mlati sejak pagi, hubungi")
    assert "7890" not in entry.title
    assert entry.author.startswith("citizen (@citizen@")
    assert entry.url.startswith(known.base)
    assert feed.failures == 0
