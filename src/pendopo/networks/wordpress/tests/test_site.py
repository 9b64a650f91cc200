"""The connector against a real WordPress site."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from pendopo.networks.connecting import CannotConnect
from pendopo.networks.contract import (
    Draft,
    Gone,
    HeardKind,
    NotThere,
    ReconnectNeeded,
    Refused,
    Sent,
)
from pendopo.networks.tests.pictures import a_picture
from pendopo.networks.wordpress import NETWORK, words

pytestmark = pytest.mark.servers


def a_draft(text="Air mengalir lagi.\n\nTerima kasih atas kesabaran Anda.", **more):
    return Draft(text=text, made_at=datetime.now(UTC), **{"title": "Air bersih", **more})


def a_key():
    return f"d-{uuid.uuid4()}"


def everything(connector):
    heard, cursor, more = [], "", True
    while more:
        page = connector.read(cursor)
        heard += page.heard
        cursor, more = page.cursor, page.more
    return heard, cursor


class TestArticles:
    def test_an_article_stands_there_with_all_that_belongs_to_it(self, site):
        connector = site.connector()
        draft = a_draft(
            pictures=(a_picture("Petugas & pipa"), a_picture("Kran baru")),
            categories=("Air & Jalan",),
            tags=("air bersih",),
            link="https://contoh.go.id/jadwal",
        )
        sent = connector.publish(draft, key=a_key())
        assert isinstance(sent, Sent)
        page = httpx.get(sent.url).text
        assert "Terima kasih atas kesabaran Anda." in page
        assert "Petugas &amp; pipa" in page
        there = connector.fetch(sent.remote_id)
        assert (there.text, there.title, there.link) == (draft.text, draft.title, draft.link)
        assert [one.alt for one in there.pictures] == ["Petugas & pipa", "Kran baru"]
        assert (there.categories, there.tags) == (draft.categories, draft.tags)

    def test_the_same_key_again_is_the_same_article(self, site):
        connector, key = site.connector(), a_key()
        draft = a_draft(pictures=(a_picture("Kran"),))
        first = connector.publish(draft, key=key)
        assert connector.publish(draft, key=key) == first
        assert connector.find(draft, key=key, since=draft.made_at) == first
        assert len(site.call("GET", f"/media?search={words.mark(key)}").json()) <= 1

    def test_a_write_that_never_arrived_is_not_found(self, site):
        assert site.connector().find(a_draft(), key=a_key(), since=datetime.now(UTC)) == NotThere()

    def test_two_tries_that_crossed_leave_one_article(self, site):
        """An earlier try arrives between our looking and our writing."""
        key, draft = a_key(), a_draft()
        slug = words.slug(draft, key)
        connector = site.connector()
        looked = connector._shelf.by_slug

        def blind_once(talk, wanted):
            connector._shelf.by_slug = looked
            early = {"title": draft.title, "slug": slug, "status": "publish"}
            site.call("POST", "/posts", who="editor", json=early).raise_for_status()

        connector._shelf.by_slug = blind_once
        sent = connector.publish(draft, key=key)
        standing = site.call("GET", f"/posts?search=Air bersih&slug={slug},{slug}-2").json()
        assert [str(one["id"]) for one in standing] == [sent.remote_id]

    def test_what_was_taken_down_stays_down(self, site):
        connector, key = site.connector(), a_key()
        sent = connector.publish(a_draft(), key=key)
        for _ in range(2):
            assert isinstance(connector.delete(sent.remote_id), Sent)
        with pytest.raises(Gone):
            connector.fetch(sent.remote_id)
        with pytest.raises(Gone):
            connector.measure(sent.remote_id)
        assert connector.publish(a_draft(), key=key) == Refused(why=words.TAKEN_DOWN)

    def test_an_author_is_told_who_can_make_a_category(self, site):
        draft = a_draft(categories=(f"Baru {uuid.uuid4()}",))
        assert site.connector("author").publish(draft, key=a_key()) == Refused(why=words.NO_CATEGORY)

    def test_a_contributor_may_not_publish(self, site):
        assert isinstance(site.connector("contributor").publish(a_draft(), key=a_key()), Refused)

    def test_a_site_without_pretty_addresses_works_the_same(self, site):
        connector = site.connector(rest="route")
        sent = connector.publish(a_draft(categories=("Umum",)), key=a_key())
        assert connector.fetch(sent.remote_id).categories == ("Umum",)


class TestComments:
    def test_each_is_read_once_held_ones_too(self, site):
        connector = site.connector()
        sent = connector.publish(a_draft(), key=a_key())
        _, cursor = everything(connector)
        for text in ("Jam berapa?", "Di RT mana?", "Terima kasih"):
            site.visitor_says(text, under=sent.remote_id, name=text[:3])
        page = connector.read(cursor)
        assert [one.text for one in page.heard] == ["Jam berapa?", "Di RT mana?", "Terima kasih"]
        assert {(one.kind, one.thread_id, one.hidden) for one in page.heard} == {
            (HeardKind.COMMENT, sent.remote_id, True)
        }
        assert connector.read(page.cursor).heard == ()

    def test_an_answer_stands_once_under_the_question(self, site):
        connector = site.connector()
        sent = connector.publish(a_draft(), key=a_key())
        _, cursor = everything(connector)
        site.visitor_fills_the_form("Jam berapa?", under=sent.remote_id)
        (asked,) = connector.read(cursor).heard
        draft = replace(
            a_draft("Pukul 14.00 <WIB> & seterusnya."), in_reply_to=asked.remote_id, root=sent.remote_id
        )
        assert connector.find(draft, key="r-1", since=draft.made_at) == NotThere()
        first = connector.reply(draft, key="r-1")
        assert connector.reply(draft, key="r-1") == first
        assert connector.find(draft, key="r-1", since=draft.made_at) == first
        there = connector.fetch(first.remote_id)
        assert (there.text, there.in_reply_to, there.root) == (draft.text, asked.remote_id, sent.remote_id)
        assert "Pukul 14.00" not in [one.text for one in everything(connector)[0]]
        assert isinstance(connector.delete(first.remote_id), Sent)
        with pytest.raises(Gone):
            connector.fetch(first.remote_id)

    def test_hidden_and_shown_as_often_as_one_likes(self, site):
        connector = site.connector()
        sent = connector.publish(a_draft(), key=a_key())
        _, cursor = everything(connector)
        site.visitor_says("Halo", under=sent.remote_id)
        (one,) = connector.read(cursor).heard
        for turn, seen in (
            (connector.show, 1),
            (connector.show, 1),
            (connector.hide, 0),
            (connector.hide, 0),
        ):
            assert isinstance(turn(one.remote_id, thread_id=sent.remote_id), Sent)
            assert connector.measure(sent.remote_id).replies == seen


class TestConnecting:
    def typed(self, site, who="editor", **more):
        return {"base": site.base + "/wp-admin/", "user": who, "password": site.passwords[who], **more}

    def test_an_editor_is_welcome(self, site):
        connected = NETWORK.connect(self.typed(site), site.outside)
        assert connected.credentials.base == site.base
        assert connected.identity.name == "Situs Dinas"

    def test_an_author_is_told_what_is_missing(self, site):
        with pytest.raises(CannotConnect) as no:
            NETWORK.connect(self.typed(site, "author"), site.outside)
        assert (no.value.field, no.value.why) == ("user", words.NOT_ENOUGH_RIGHTS)

    def test_a_wrong_password_is_named(self, site):
        with pytest.raises(CannotConnect) as no:
            NETWORK.connect(self.typed(site, password="salah"), site.outside)
        assert no.value.field == "password"

    def test_another_kind_of_website_is_named(self, site):
        with pytest.raises(CannotConnect) as no:
            NETWORK.connect(self.typed(site, base=site.base + "/readme.html"), site.outside)
        assert no.value.field == "base"

    def test_a_password_taken_back_asks_for_a_new_connection(self, site):
        connector = site.connector()
        connector._rest.line.headers["Authorization"] = "Basic YTpi"
        refused = connector.publish(a_draft(), key=a_key())
        assert isinstance(refused, Refused)
        assert refused.reconnect
        with pytest.raises(ReconnectNeeded):
            connector.read("")
