"""The app password is told to the account's own server only, found through its name and the directory."""

import json

import httpx
import pytest

from pendopo.networks.bluesky import NETWORK, connect
from pendopo.networks.bluesky.tests.builders import BASE, ME, a_session, an_author
from pendopo.networks.connecting import CannotConnect
from pendopo.networks.tests.answering import Answering, ok

TYPED = {"handle": " @Dinas.Contoh.Social ", "app_password": " abcd-efgh ", "server": ""}
DOCUMENT = {"id": ME, "service": [{"id": "#atproto_pds", "type": "x", "serviceEndpoint": BASE}]}


def a_world(**changed):
    return Answering(
        routes={
            "/com.atproto.identity.resolveHandle": ok({"did": ME}),
            f"/{ME}": ok(DOCUMENT),
            "/com.atproto.server.createSession": ok(a_session()),
            "/com.atproto.server.getSession": ok({"did": ME, "handle": "dinas.contoh.social"}),
            "/app.bsky.actor.getProfile": ok({**an_author(ME), "displayName": "Dinas"}),
            **changed,
        }
    )


def test_its_home_is_found_and_only_it_hears_the_password():
    world = a_world()
    connected = NETWORK.connect(TYPED, world.outside())
    assert (connected.credentials.base, connected.credentials.remote_id) == (BASE, ME)
    assert connected.identity.name == "Dinas"
    assert connected.credentials.secrets == {
        "access": "baru",
        "refresh": "baru-juga",
        "app_password": "abcd-efgh",
    }
    told = {one.url.host for one in world.asked if b"abcd-efgh" in one.content}
    assert told == {httpx.URL(BASE).host}
    (log_in,) = (one for one in world.asked if b"abcd-efgh" in one.content)
    assert json.loads(log_in.content)["identifier"] == "dinas.contoh.social"


def test_where_the_server_moved_the_session_says_so():
    document = {
        **DOCUMENT,
        "service": [{"id": f"{ME}#atproto_pds", "serviceEndpoint": "https://baru.contoh.social/"}],
    }
    world = a_world(**{"/com.atproto.server.createSession": ok({**a_session(), "didDoc": document})})
    assert NETWORK.connect(TYPED, world.outside()).credentials.base == "https://baru.contoh.social"


def test_a_server_that_was_typed_is_asked_alone():
    world = a_world()
    NETWORK.connect({**TYPED, "server": "pds.contoh.social"}, world.outside())
    assert {one.url.host for one in world.asked} == {"pds.contoh.social"}


NO = ok({"error": "AuthenticationRequired", "message": "Invalid identifier or password"}, 401)


@pytest.mark.parametrize(
    ("changed", "typed", "field", "why"),
    [
        ({}, {"handle": "dinas"}, "handle", connect.NO_HANDLE),
        (
            {"/com.atproto.identity.resolveHandle": ok({"error": "InvalidRequest"}, 400)},
            {},
            "handle",
            connect.UNKNOWN_HANDLE,
        ),
        ({"/com.atproto.identity.resolveHandle": ok([])}, {}, "server", connect.NO_SERVER),
        ({f"/{ME}": httpx.Response(404)}, {}, "server", connect.NO_SERVER),
        ({f"/{ME}": ok({**DOCUMENT, "service": []})}, {}, "server", connect.NO_SERVER),
        ({"/com.atproto.server.createSession": NO}, {}, "app_password", connect.WRONG_PASSWORD),
        ({"/com.atproto.server.createSession": httpx.ConnectError("refused")}, {}, "server", None),
        ({"/com.atproto.server.createSession": httpx.Response(429)}, {}, "server", None),
    ],
)
def test_what_is_wrong_is_named(changed, typed, field, why):
    with pytest.raises(CannotConnect) as no:
        NETWORK.connect({**TYPED, **typed}, a_world(**changed).outside())
    assert no.value.field == field
    assert why in {None, no.value.why}
    assert "abcd-efgh" not in no.value.why
