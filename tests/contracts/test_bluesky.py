"""Every request of the Bluesky connector, against the lexicons."""

import json
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import ValidationError

from pendopo.networks import counting
from pendopo.networks.bluesky import models
from pendopo.networks.bluesky.client import limits
from pendopo.networks.bluesky.tests.builders import (
    CID,
    CITIZEN,
    ME,
    a_connector,
    a_notification,
    a_record,
    a_ref,
    a_session,
    a_view,
    an_author,
    uri,
)
from pendopo.networks.contract import Draft, ReconnectNeeded, Sent
from pendopo.networks.tests.answering import Answering, ok
from pendopo.networks.tests.pictures import a_picture

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LIMITS = limits({})
WORDS = st.sampled_from(
    ["https://a.go.id/b", "dinas.go.id", "#air", "@warga.contoh.social", "👨‍👩‍👧", "नमस्ते", "Air"]
)
TEXTS = (
    st.lists(
        st.one_of(WORDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=12)),
        min_size=1,
        max_size=8,
    )
    .map(" ".join)
    .filter(lambda text: text.strip() and counting.fits(text, LIMITS))
)


def a_server():
    blob = {"$type": "blob", "ref": {"$link": CID}, "mimeType": "image/png", "size": 70}
    missing = ok({"error": "RecordNotFound", "message": ""}, 400)
    return Answering(
        routes={
            "/com.atproto.repo.putRecord": ok(a_ref()),
            "/com.atproto.repo.listRecords": ok({"records": [a_record()]}),
            "/com.atproto.repo.uploadBlob": ok({"blob": blob}),
            "/com.atproto.repo.getRecord": lambda asked: (
                missing if "threadgate" in str(asked.url) else ok(a_record())
            ),
            "/com.atproto.repo.deleteRecord": ok({}),
            "/com.atproto.identity.resolveHandle": ok({"did": CITIZEN}),
            "/com.atproto.server.createSession": ok(a_session()),
            "/com.atproto.server.refreshSession": ok(a_session()),
            "/com.atproto.server.getSession": ok({"did": ME, "handle": "dinas.contoh.social"}),
            "/app.bsky.feed.getPosts": ok({"posts": [a_view()]}),
            "/app.bsky.feed.searchPosts": ok({"posts": [a_view()], "cursor": "1"}),
            "/app.bsky.notification.listNotifications": ok({"notifications": [a_notification("a")]}),
            "/app.bsky.actor.getProfile": ok(an_author(ME)),
        }
    )


def check(lexicons, server):
    """Every request that was made is one the lexicons know, and so is every record in it."""
    assert server.asked
    for asked in server.asked:
        name = asked.url.path.removeprefix("/xrpc/")
        main = lexicons.definitions[name]["main"]
        assert asked.method == ("GET" if main["type"] == "query" else "POST")
        kind = main.get("input", {}).get("encoding")
        if asked.method == "GET" and "parameters" not in main:
            assert not asked.url.params
        elif asked.method == "GET":
            lexicons.check(name, "parameters", _parameters(main, asked.url.params))
        elif kind == "application/json":
            said = json.loads(asked.content)
            lexicons.check(name, "input", said)
            if "record" in said:
                lexicons.check(said["collection"], "record", said["record"])
                assert said["record"]["$type"] == said["collection"]
        elif kind is not None:
            assert asked.headers["Content-Type"] == "image/png"


def _parameters(main, params):
    known = main["parameters"]["properties"]
    read = {"array": params.get_list, "integer": lambda name: int(params[name])}
    return {
        name: read.get(known[name]["type"], params.get)(name) if name in known else None for name in params
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    TEXTS, st.lists(TEXTS, max_size=3), st.sampled_from(["", "https://contoh.go.id/a?b=c"]), st.integers(0, 4)
)
def test_whatever_is_published(lexicons, text, thread, link, pictures):
    server = a_server()
    shown = tuple(a_picture(f"Kran {number}") for number in range(pictures))
    draft = Draft(text=text, thread=tuple(thread), link=link, pictures=shown, made_at=NOW)
    if counting.fits(counting.as_said(draft, LIMITS), LIMITS):
        assert isinstance(a_connector(server).publish(draft, key="d-1"), Sent)
        check(lexicons, server)


def test_everything_else_that_is_asked(lexicons):
    server = a_server()
    connector = a_connector(server)
    draft = Draft(text="Pukul dua.", in_reply_to=uri("x", CITIZEN), made_at=NOW)
    connector.reply(draft, key="r-1")
    connector.find(draft, key="r-1", since=NOW)
    connector.read("")
    connector.search_posts("Dukcapil Mekarjaya", cursor="")
    connector.search_posts("#mekarjaya", cursor="2026-11-24T05:00:00.001Z")
    connector.hide(uri("x", CITIZEN), thread_id=uri())
    connector.block("warga", said=uri("x", CITIZEN))
    connector.unblock("warga", said=uri("x", CITIZEN))
    connector.measure(uri())
    connector.fetch(uri())
    connector.who_am_i()
    connector.log_in()
    connector.delete(uri(), part_ids=[uri("b")])
    check(lexicons, server)
    assert {one.url.path.removeprefix("/xrpc/") for one in server.asked} == {
        "app.bsky.actor.getProfile",
        "app.bsky.feed.getPosts",
        "app.bsky.feed.searchPosts",
        "app.bsky.notification.listNotifications",
        "com.atproto.repo.deleteRecord",
        "com.atproto.repo.getRecord",
        "com.atproto.repo.listRecords",
        "com.atproto.repo.putRecord",
        "com.atproto.server.createSession",
        "com.atproto.server.getSession",
    }


def test_a_token_grown_old_is_renewed_as_the_lexicons_say(lexicons):
    server = a_server()
    server.routes["/com.atproto.server.getSession"] = httpx.Response(401, json={"error": "ExpiredToken"})
    connector = a_connector(server)
    with pytest.raises(ReconnectNeeded):
        connector.who_am_i()
    assert any(one.url.path.endswith("refreshSession") for one in server.asked)
    check(lexicons, server)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (models.PostView, "app.bsky.feed.defs#postView"),
        (models.FoundPost, "app.bsky.feed.defs#postView"),
        (models.FoundPosts, "app.bsky.feed.searchPosts"),
        (models.Notification, "app.bsky.notification.listNotifications#notification"),
        (models.Notifications, "app.bsky.notification.listNotifications"),
        (models.PostViews, "app.bsky.feed.getPosts"),
        (models.Author, "app.bsky.actor.defs#profileView"),
        (models.Profile, "app.bsky.actor.defs#profileViewDetailed"),
        (models.Session, "com.atproto.server.createSession"),
        (models.Session, "com.atproto.server.refreshSession"),
        (models.Whose, "com.atproto.server.getSession"),
        (models.Record, "com.atproto.repo.getRecord"),
        (models.Records, "com.atproto.repo.listRecords"),
        (models.Ref, "com.atproto.repo.strongRef"),
        (models.Post, "app.bsky.feed.post"),
        (models.Replied, "app.bsky.feed.post#replyRef"),
        (models.Image, "app.bsky.embed.images#image"),
        (models.External, "app.bsky.embed.external#external"),
        (models.Gate, "app.bsky.feed.threadgate"),
    ],
)
def test_what_we_insist_on_is_promised_and_what_we_read_exists(lexicons, model, name):
    always, known = lexicons.required(name)
    fields = {field.alias or own: field for own, field in model.model_fields.items()}
    assert {name for name, field in fields.items() if field.is_required()} <= always
    assert set(fields) - {"$type"} <= known


@pytest.mark.parametrize(
    "broken",
    [
        {"text": "a" * 301},
        {"text": "é" * 1501 + "a" * 10},
        {"createdAt": "kemarin"},
        {"facet": []},
        {"langs": ["id", "en", "jv", "su"]},
        {"embed": {"$type": "app.bsky.embed.images", "images": [{"alt": "tanpa gambar"}]}},
        {"embed": {"$type": "app.bsky.embed.film"}},
    ],
)
def test_the_check_itself_sees_mistakes(lexicons, broken):
    record = {"$type": "app.bsky.feed.post", "text": "Air", "createdAt": "2026-11-24T05:00:00.000Z"}
    lexicons.check("app.bsky.feed.post", "record", record)
    with pytest.raises(ValidationError):
        lexicons.check("app.bsky.feed.post", "record", {**record, **broken})
