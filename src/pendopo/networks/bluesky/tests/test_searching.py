"""What strangers say in public, found through our own server."""

from __future__ import annotations

import httpx
import pytest

from pendopo.networks.bluesky.tests.builders import CITIZEN, ME, a_connector, a_ref, a_view, uri
from pendopo.networks.contract import NotReachable
from pendopo.networks.tests.answering import Answering, ok

OFFICE = [
    {
        "index": {"byteStart": 0, "byteEnd": 6},
        "features": [{"$type": "app.bsky.richtext.facet#mention", "did": ME}],
    }
]


def found(*views, **more):
    return ok({"posts": list(views), **more})


def test_it_comes_in_our_words_oldest_first_with_where_people_see_it():
    late, early = a_view("b", indexedAt="2026-11-24T05:00:00.000Z"), a_view("a")
    late["indexedAt"], early["indexedAt"] = "2026-11-24T06:00:00.000Z", "2026-11-24T05:00:00.000Z"
    server = Answering(found(late, early))
    reading = a_connector(server).search_posts("Dukcapil Mekarjaya", cursor="")
    assert [(one.remote_id, one.author, one.text) for one in reading.heard] == [
        (uri("a", CITIZEN), "warga.contoh.social", "Jam berapa?"),
        (uri("b", CITIZEN), "warga.contoh.social", "Jam berapa?"),
    ]
    assert reading.heard[0].url == f"https://bsky.app/profile/{CITIZEN}/post/a"
    assert reading.cursor == "2026-11-24T06:00:00.000Z"
    assert dict(server.asked[0].url.params) == {"q": "Dukcapil Mekarjaya", "sort": "latest", "limit": "50"}


@pytest.mark.parametrize(
    "view",
    [
        {**a_view("a"), "author": {"did": ME, "handle": "dinas.contoh.social"}},
        a_view("a", reply={"root": a_ref(), "parent": a_ref("x", CITIZEN)}),
        a_view("a", facets=OFFICE),
        {**a_view("a"), "record": {"text": 3}},
    ],
)
def test_what_is_ours_said_to_us_or_no_post_is_left_out(view):
    assert a_connector(Answering(found(view))).search_posts("#mekarjaya", cursor="").heard == ()


@pytest.mark.parametrize("facets", [[], ["x"], [{"features": None}], [{"features": ["x", {"$type": "?"}]}]])
def test_a_record_may_hold_anything_where_names_are_marked(facets):
    assert (
        len(a_connector(Answering(found(a_view("a", facets=facets)))).search_posts("air", cursor="").heard)
        == 1
    )


def test_after_a_cursor_further_pages_are_read_and_never_without_an_end():
    since = "2026-11-24T05:00:00.000Z"
    server = Answering(
        found(a_view("c"), cursor="2"), found(a_view("b"), cursor="3"), found(a_view("a"), cursor="4")
    )
    assert len(a_connector(server).search_posts("air", cursor=since).heard) == 3
    assert [one.url.params.get("cursor") for one in server.asked] == [None, "2", "3"]
    assert {one.url.params["since"] for one in server.asked} == {"2026-11-24T04:45:00.000Z"}
    again = Answering(*[found(a_view("c"), cursor="2")] * 3)
    a_connector(again).search_posts("air", cursor=since)
    assert len(again.asked) == 2


def test_a_server_without_an_index_is_asked_again_later():
    with pytest.raises(NotReachable):
        a_connector(Answering(httpx.Response(502))).search_posts("air", cursor="")


def test_nothing_found_leaves_the_cursor_where_it_was():
    cursor = "2026-11-24T05:00:00.000Z"
    assert a_connector(Answering(found())).search_posts("air", cursor=cursor).cursor == cursor
