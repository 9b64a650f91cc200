"""What each answer of a portal means, and how an account there is connected."""

from datetime import UTC, datetime

import httpx
import pytest
from pydantic import TypeAdapter, ValidationError

from pendopo.networks.connecting import CannotConnect, forget
from pendopo.networks.contract import (
    Credentials,
    Draft,
    Later,
    NotReachable,
    NotThere,
    Refused,
    Sent,
    Unknown,
)
from pendopo.networks.outside import Outside
from pendopo.networks.portal import NETWORK, NO_PORTAL, WRONG_TOKEN, shapes
from pendopo.networks.portal.tests import small_portal
from pendopo.networks.tests.answering import Answering, ok
from pendopo.networks.tests.pictures import a_picture

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
DRAFT = Draft(text="Air mengalir lagi. Terima kasih.", made_at=NOW)
REPLY = Draft(text="Pukul dua.", made_at=NOW, in_reply_to="c7", root="12")


def an_article(number="12", **more):
    stands = {"published_at": NOW.isoformat(), "title": "Air", "text": "Air", "url": "https://p.go.id/12"}
    return {"id": number, **stands, **more}


def a_comment(number="8", **more):
    return {"id": number, "article_id": "12", "text": "Pukul dua.", "said_at": NOW.isoformat(), **more}


def a_connector(server):
    credentials = Credentials(base="https://p.go.id", handle="portal", secrets={"token": "rahasia"})
    return NETWORK.connector(credentials, server.outside(), forget)


class TestWriting:
    @pytest.mark.parametrize("said", [DRAFT, REPLY], ids=["article", "answer"])
    @pytest.mark.parametrize(
        ("answer", "outcome"),
        [
            (201, Sent),
            (200, Sent),
            (ok({"error": "gone", "message": "Sudah diturunkan."}, 410), Refused),
            (ok({"error": "invalid", "message": "text: terlalu panjang"}, 422), Refused),
            (httpx.Response(401), Refused),
            (httpx.Response(429, headers={"Retry-After": "3"}), Later),
            (httpx.Response(500), Unknown),
            (httpx.ReadTimeout("silence"), Unknown),
            (httpx.ConnectError("refused"), Later),
        ],
        ids=str,
    )
    def test_each_answer_has_one_meaning(self, said, answer, outcome):
        if isinstance(answer, int):
            answer = ok(a_comment() if said is REPLY else an_article(), answer)
        server = Answering(answer)
        connector = a_connector(server)
        told = (connector.reply if said is REPLY else connector.publish)(said, key="d-1")
        assert type(told) is outcome
        assert "rahasia" not in str(told)
        (asked,) = server.asked
        assert (asked.method, asked.url.path.rpartition("/")[2]) == ("PUT", "d-1")

    def test_what_has_no_title_gets_its_first_sentence(self):
        server = Answering(ok(an_article()))
        a_connector(server).publish(DRAFT, key="d-1")
        assert shapes.NewArticle.model_validate_json(server.asked[0].content).title == "Air mengalir lagi"

    def test_a_picture_that_could_not_be_uploaded_leaves_no_doubt(self):
        draft = Draft(text="Air", made_at=NOW, pictures=(a_picture("Kran"),))
        assert isinstance(a_connector(Answering(httpx.Response(500))).publish(draft, key="d-1"), Later)

    def test_an_answer_below_an_article_names_the_article(self):
        server = Answering(ok(a_comment()))
        a_connector(server).reply(Draft(text="Ralat.", made_at=NOW, in_reply_to="12"), key="d-1")
        said = shapes.NewReply.model_validate_json(server.asked[0].content)
        assert (said.article_id, said.in_reply_to) == ("12", "")

    def test_an_answer_longer_than_a_comment_is_not_sent(self):
        draft = Draft(text="a" * (shapes.REPLY_MAX + 1), made_at=NOW, in_reply_to="c7")
        assert isinstance(a_connector(Answering()).reply(draft, key="d-1"), Refused)


class TestFinding:
    @pytest.mark.parametrize("said", [DRAFT, REPLY], ids=["article", "answer"])
    @pytest.mark.parametrize(("status", "outcome"), [(200, Sent), (404, NotThere), (410, NotThere)])
    def test_it_is_asked_for_by_its_name(self, said, status, outcome):
        server = Answering(ok(a_comment() if said is REPLY else an_article(), status))
        assert type(a_connector(server).find(said, key="d-1", since=NOW)) is outcome
        assert server.asked[0].url.path.endswith("/d-1")

    def test_nobody_could_look_is_not_nothing_there(self):
        with pytest.raises(NotReachable):
            a_connector(Answering(httpx.Response(503))).find(DRAFT, key="d-1", since=NOW)


def test_what_was_taken_down_stays_down():
    with small_portal.running() as portal:
        outside = Outside(allowed_hosts=frozenset({portal.base.partition("://")[2]}))
        connected = NETWORK.connect({"base": portal.base, "token": portal.token}, outside)
        connector = NETWORK.connector(connected.credentials, outside, forget)
        sent = connector.publish(DRAFT, key="d-1")
        assert isinstance(connector.delete(sent.remote_id), Sent)
        assert isinstance(connector.publish(DRAFT, key="d-1"), Refused)


@pytest.mark.parametrize(
    ("answer", "field", "why"),
    [
        (httpx.Response(401), "token", WRONG_TOKEN),
        (httpx.Response(404), "base", NO_PORTAL),
        (httpx.ConnectError("refused"), "base", None),
    ],
)
def test_what_is_wrong_when_connecting_is_named(answer, field, why):
    with pytest.raises(CannotConnect) as no:
        NETWORK.connect({"base": "https://p.go.id", "token": "x"}, Answering(answer).outside())
    assert no.value.field == field
    assert why in {None, no.value.why}


@pytest.mark.parametrize(
    ("key", "good"), [("d-1", True), ("123", False), ("a/b", False), ("", False), ("a" * 129, False)]
)
def test_a_key_is_no_number_and_fits_into_an_address(key, good):
    adapter = TypeAdapter(shapes.Key)
    if good:
        assert adapter.validate_python(key) == key
    else:
        with pytest.raises(ValidationError):
            adapter.validate_python(key)
