"""The portal as its own connector and as a visitor meet it; no part of either is a stand-in."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import httpx
import pytest
from django.test import Client
from PIL import Image

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.listen.inbox.states import HideReason
from pendopo.networks.connecting import forget
from pendopo.networks.contract import Credentials, Draft, Gone, NotThere, Picture, Refused, Sent
from pendopo.networks.outside import Outside
from pendopo.networks.portal.connector import PortalConnector
from pendopo.portal import actions
from pendopo.portal.models import Article, Comment
from pendopo.portal.states import CommentState
from tests.in_house import InHouse

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def office(db):
    return an_institution("Kabupaten Mekarjaya", slug="mekarjaya")


@pytest.fixture
def connector(office):
    with acting_for(office.pk):
        token = actions.make_token(name="Pendopo", by=a_member(office, Role.ADMINISTRATOR), now=NOW)
    return speaking(token)


def speaking(token: str) -> PortalConnector:
    outside = Outside(allowed_hosts=frozenset({"127.0.0.1:8000"}), transport=InHouse())
    return PortalConnector(
        Credentials(base=BASE, handle="mekarjaya", secrets={"token": token}), outside, forget
    )


def a_picture() -> Picture:
    out = BytesIO()
    Image.new("RGB", (80, 60), "teal").save(out, "PNG")
    return Picture(content=out.getvalue(), kind="image/png", alt="Warga mengambil air", width=80, height=60)


def a_draft(**words) -> Draft:
    return Draft(
        **{
            "text": "Air bersih kembali mengalir di lima desa.",
            "title": "Air kembali",
            "made_at": NOW,
            **words,
        }
    )


def test_an_article_stands_with_picture_and_alt_text(connector, client):
    sent = connector.publish(a_draft(pictures=(a_picture(),)), key="d-1")
    assert isinstance(sent, Sent)
    page = client.get(httpx.URL(sent.url).path)
    assert page.status_code == 200
    assert "Air bersih kembali mengalir" in page.text
    assert 'alt="Warga mengambil air"' in page.text
    there = connector.fetch(sent.remote_id)
    assert (there.text, there.title, there.pictures[0].alt) == (
        a_draft().text,
        "Air kembali",
        "Warga mengambil air",
    )


def test_the_same_key_twice_is_one_article(connector, office):
    assert connector.publish(a_draft(), key="d-1") == connector.publish(a_draft(), key="d-1")
    with acting_for(office.pk):
        assert Article.objects.count() == 1


def test_what_was_never_sent_is_not_found(connector):
    assert isinstance(connector.find(a_draft(), key="d-9", since=NOW), NotThere)


def test_taken_down_is_gone_for_good(connector, client):
    sent = connector.publish(a_draft(), key="d-1")
    assert isinstance(connector.delete(sent.remote_id), Sent)
    assert isinstance(connector.delete(sent.remote_id), Sent)
    assert client.get(httpx.URL(sent.url).path).status_code == 404
    with pytest.raises(Gone):
        connector.fetch(sent.remote_id)
    assert not isinstance(connector.publish(a_draft(), key="d-1"), Sent)


def test_a_wrong_or_revoked_token_must_be_connected_again(office, connector):
    assert connector.publish(a_draft(), key="d-1")
    refused = speaking("wrong").publish(a_draft(), key="d-2")
    assert isinstance(refused, Refused)
    assert refused.reconnect


def test_a_visitors_comment_is_held_read_shown_and_answered(connector, client, office):
    sent = connector.publish(a_draft(), key="d-1")
    path = httpx.URL(sent.url).path
    answer = client.post(path, {"author": "Bu Rini", "text": "Kapan ke desa kami?"}, follow=True)
    assert answer.status_code == 200
    assert "Kapan ke desa kami?" not in answer.text
    heard = connector.read("").heard
    assert [(one.author_name or one.author, one.text, one.hidden) for one in heard] == [
        ("Bu Rini", "Kapan ke desa kami?", True)
    ]
    assert isinstance(connector.show(heard[0].remote_id, thread_id=heard[0].thread_id), Sent)
    replied = connector.reply(
        a_draft(text="Besok pagi, Bu.", title="", in_reply_to=heard[0].remote_id, root=heard[0].thread_id),
        key="r-1",
    )
    assert isinstance(replied, Sent)
    page = client.get(path).text
    assert "Kapan ke desa kami?" in page
    assert "Besok pagi, Bu." in page
    assert isinstance(connector.hide(heard[0].remote_id, thread_id=heard[0].thread_id), Sent)
    assert "Kapan ke desa kami?" not in client.get(path).text


def test_reading_goes_on_where_it_stopped(connector, client):
    sent = connector.publish(a_draft(), key="d-1")
    path = httpx.URL(sent.url).path
    client.post(path, {"author": "A", "text": "satu"})
    first = connector.read("")
    client.post(path, {"author": "B", "text": "dua"})
    second = connector.read(first.cursor)
    assert [one.text for one in second.heard] == ["dua"]
    assert connector.read(second.cursor).heard == ()


def test_views_are_counted_and_measured(connector, client):
    sent = connector.publish(a_draft(), key="d-1")
    for _visit in range(3):
        client.get(httpx.URL(sent.url).path)
    assert connector.measure(sent.remote_id).views == 3


def test_many_comments_from_one_address_are_slowed_down(connector, client):
    sent = connector.publish(a_draft(), key="d-1")
    path = httpx.URL(sent.url).path
    answers = [client.post(path, {"author": "A", "text": f"komentar {n}"}).status_code for n in range(8)]
    assert answers == [302] * 6 + [422] * 2


def test_what_a_machine_fills_in_is_not_kept(connector, client, office):
    sent = connector.publish(a_draft(), key="d-1")
    path = httpx.URL(sent.url).path
    assert client.post(path, {"author": "A", "text": "murah!", "website": "http://spam"}).status_code == 302
    with acting_for(office.pk):
        assert not Comment.objects.exists()


def test_a_refused_comment_keeps_what_was_typed(connector, client):
    sent = connector.publish(a_draft(), key="d-1")
    answer = client.post(httpx.URL(sent.url).path, {"author": "", "text": "Kapan ke desa kami?"})
    assert answer.status_code == 422
    assert "Kapan ke desa kami?" in answer.text


def test_the_feed_tells_the_news(connector, client):
    connector.publish(a_draft(), key="d-1")
    feed = client.get("/portal/mekarjaya/rss.xml")
    assert "<title>Air kembali</title>" in feed.text


def test_the_public_register_says_which_accounts_are_ours(office, client):
    an_account(office, name="Mekarjaya di Mastodon", handle="mekarjaya@sosial.example")
    assert "mekarjaya@sosial.example" in client.get("/portal/mekarjaya/akun-resmi/").text


def test_another_institutions_token_writes_nothing_here(connector, office):
    other = an_institution()
    with acting_for(other.pk):
        token = actions.make_token(name="x", by=a_member(other, Role.ADMINISTRATOR), now=NOW)
    sent = connector.publish(a_draft(), key="d-1")
    assert isinstance(speaking(token).find(a_draft(), key="d-1", since=NOW), NotThere)
    with pytest.raises(Gone):
        speaking(token).fetch(sent.remote_id)


def test_a_token_is_shown_once_and_can_be_revoked(office):
    administrator = a_member(office, Role.ADMINISTRATOR)
    client = Client()
    client.force_login(administrator.person)
    page = client.post("/lembaga/portal/", {"name": "Situs"})
    assert 'id="token"' in page.text
    assert 'id="token"' not in client.get("/lembaga/portal/").text


def test_answers_of_ours_can_be_taken_down(connector, office, client):
    sent = connector.publish(a_draft(), key="d-1")
    replied = connector.reply(
        a_draft(text="Ralat.", title="", in_reply_to=sent.remote_id, root=sent.remote_id), key="r-1"
    )
    assert isinstance(connector.delete(replied.remote_id), Sent)
    with acting_for(office.pk):
        assert Comment.objects.get().state == CommentState.GONE


def test_a_visitor_gets_no_cookie_anywhere_and_the_rules_say_what_is_hidden(connector, office):
    sent = connector.publish(a_draft(), key="d-1")
    article = httpx.URL(sent.url).path
    visitor = Client(enforce_csrf_checks=True)
    for path in (f"/portal/{office.slug}/", article, f"/portal/{office.slug}/akun-resmi/"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert not answer.cookies, path
    rules = visitor.get(f"/portal/{office.slug}/aturan-komentar/")
    assert "Kritik" in rules.text
    assert all(str(reason.label) in rules.text for reason in HideReason)
    said = visitor.post(article, {"author": "Bu Ning", "text": "Terima kasih."})
    assert said.status_code == 302
    assert not said.cookies


def test_a_form_on_another_page_cannot_make_its_readers_speak_here(connector, office):
    sent = connector.publish(a_draft(), key="d-1")
    article = httpx.URL(sent.url).path
    answer = Client().post(
        article, {"author": "Tamu", "text": "Halo"}, headers={"origin": "https://jahat.example"}
    )
    assert answer.status_code == 403
    with acting_for(office.pk):
        assert not Comment.objects.exists()


def test_an_article_or_picture_stands_only_under_its_own_institution(connector, client):
    sent = connector.publish(a_draft(pictures=(a_picture(),)), key="d-1")
    other = an_institution()
    path = httpx.URL(sent.url).path.strip("/").split("/")
    assert client.get(f"/portal/{other.slug}/{path[-1]}/").status_code == 404
