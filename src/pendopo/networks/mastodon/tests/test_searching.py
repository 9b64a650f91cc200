"""What strangers say in public, found by words or by a tag."""

from __future__ import annotations

import httpx
import pytest

from pendopo.networks.contract import HeardKind, NotReachable
from pendopo.networks.mastodon import searching
from pendopo.networks.mastodon.tests.builders import a_connector, a_status, an_account
from pendopo.networks.tests.answering import Answering, ok

CITIZEN = an_account("7", "warga")


def found(*statuses):
    return ok({"accounts": [], "hashtags": [], "statuses": list(statuses)})


def at(minute):
    return f"2026-11-24T05:{minute:02}:00.000Z"


def said(number, **more):
    return a_status(number, **{"account": CITIZEN, "text": "Air mati di Mekarjaya.", **more})


def test_words_are_looked_for_with_the_servers_search_and_come_in_our_words_oldest_first():
    server = Answering(found(said("12", created_at=at(9)), said("11", created_at=at(3))))
    reading = a_connector(server).search_posts("Dukcapil Mekarjaya", cursor="")
    assert [(one.remote_id, one.author, one.text, one.kind) for one in reading.heard] == [
        ("11", "warga@contoh.social", "Air mati di Mekarjaya.", HeardKind.MENTION),
        ("12", "warga@contoh.social", "Air mati di Mekarjaya.", HeardKind.MENTION),
    ]
    assert reading.heard[0].url == "https://contoh.social/@dinas/11"
    assert reading.cursor == "2026-11-24T05:09:00+00:00"
    assert dict(server.asked[0].url.params) == {"q": "Dukcapil Mekarjaya", "type": "statuses", "limit": "40"}


def test_a_tag_is_its_timeline_whatever_letters_it_has():
    server = Answering(ok([said("11")]))
    assert len(a_connector(server).search_posts("#Mekarjaya/Ué", cursor="").heard) == 1
    assert server.asked[0].url.raw_path.startswith(b"/api/v1/timelines/tag/Mekarjaya%2FU%C3%A9?")


@pytest.mark.parametrize(
    "status",
    [
        said("11", account=an_account()),
        said("11", visibility="private"),
        said("11", visibility="direct"),
        said("11", in_reply_to_account_id="1"),
        said("11", mentions=[{"id": "1", "username": "dinas", "acct": "dinas", "url": "https://a.go.id"}]),
    ],
)
def test_what_is_ours_said_to_us_or_not_public_is_left_out(status):
    reading = a_connector(Answering(found(status))).search_posts("Mekarjaya", cursor="")
    assert (reading.heard, reading.cursor) == ((), "2026-11-24T05:00:00+00:00")


def test_after_a_cursor_pages_go_down_to_what_is_known_and_never_without_an_end(monkeypatch):
    monkeypatch.setattr(searching, "PAGE", 1)
    late, early = found(said("14", created_at=at(9))), found(said("13", created_at=at(3)))
    known = found(said("9", created_at="2026-11-24T03:00:00.000Z"))
    server = Answering(late, early, known)
    reading = a_connector(server).search_posts("Mekarjaya", cursor="2026-11-24T05:01:00+00:00")
    assert [one.remote_id for one in reading.heard] == ["9", "13", "14"]
    assert [one.url.params.get("max_id") for one in server.asked] == [None, "14", "13"]
    # What is known already ends it; what came late from another server is still looked for in the last hour.
    server = Answering(known)
    a_connector(server).search_posts("Mekarjaya", cursor="2026-11-24T05:01:00+00:00")
    assert len(server.asked) == 1
    # A server that knows no pages says the same again.
    again = Answering(*[late] * 5)
    a_connector(again).search_posts("Mekarjaya", cursor="2026-11-24T05:01:00+00:00")
    assert len(again.asked) == 2


def test_the_first_time_one_page_is_enough(monkeypatch):
    monkeypatch.setattr(searching, "PAGE", 1)
    server = Answering(found(said("14")))
    a_connector(server).search_posts("Mekarjaya", cursor="")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (httpx.Response(404), searching.SEARCHES_NOTHING),
        (ok({"error": "This action is outside the authorized scopes"}, 403), searching.MAY_NOT_SEARCH),
        (ok({"error": "This action is not allowed"}, 403), searching.SEARCHES_NOTHING),
    ],
)
def test_a_server_that_does_not_let_us_search_is_no_account_to_connect_anew(answer, why):
    with pytest.raises(NotReachable, match=why[:30]):
        a_connector(Answering(answer)).search_posts("Mekarjaya", cursor="")


def test_nothing_found_leaves_the_cursor_where_it_was():
    cursor = "2026-11-24T05:01:00+00:00"
    reading = a_connector(Answering(found())).search_posts("Mekarjaya", cursor=cursor)
    assert (reading.heard, reading.cursor) == ((), cursor)
