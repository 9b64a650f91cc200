"""What each answer of a server means: the specification of the connector."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from pendopo.networks.contract import (
    Draft,
    HeardKind,
    Later,
    NotReachable,
    NotThere,
    ReconnectNeeded,
    Refused,
    Sent,
    Unknown,
)
from pendopo.networks.mastodon.client import BLOCKS_NOBODY, DELETES_NOTHING, MAY_NOT_BLOCK, Progress
from pendopo.networks.mastodon.tests.builders import a_connector, a_mention, a_status, an_account, media
from pendopo.networks.tests.answering import Answering, ok
from pendopo.networks.tests.pictures import a_picture
from pendopo.networks.words import NOBODY_THERE

NOW = datetime(2026, 11, 24, 5, 0, 1, tzinfo=UTC)
DRAFT = Draft(text="Air mengalir lagi.", made_at=NOW)
CITIZEN = an_account("7", "warga")


def clock():
    return NOW


class TestPublishing:
    @pytest.mark.parametrize(
        ("answer", "outcome", "reconnect"),
        [
            (ok(a_status()), Sent, None),
            (ok({"error": "Validation failed: Text limit exceeded"}, 422), Refused, False),
            (ok({"error": "The access token is invalid"}, 401), Refused, True),
            (httpx.Response(401), Refused, True),
            (ok({"error": "This action is outside the authorized scopes"}, 403), Refused, True),
            (ok({"error": "Your login is currently disabled"}, 403), Refused, False),
            (ok({"error": "Record not found"}, 404), Refused, False),
            (httpx.Response(301, headers={"Location": "https://lain.social/"}), Refused, False),
            (httpx.Response(429, headers={"Retry-After": "7"}), Later, None),
            (httpx.Response(408), Unknown, None),
            (httpx.Response(500), Unknown, None),
            (httpx.Response(502, text="<html>"), Unknown, None),
            (httpx.Response(503), Unknown, None),
            (httpx.Response(200, text="<html>"), Unknown, None),
            (ok({"id": "3", "scheduled_at": "2026-11-25T00:00:00Z", "params": {}}), Unknown, None),
            (httpx.ReadTimeout("silence"), Unknown, None),
            (httpx.ReadError("reset"), Unknown, None),
            (httpx.RemoteProtocolError("cut"), Unknown, None),
            (httpx.WriteTimeout("half"), Unknown, None),
            (httpx.ConnectError("refused"), Later, None),
            (httpx.ConnectTimeout("far"), Later, None),
        ],
        ids=str,
    )
    def test_each_answer_has_one_meaning(self, answer, outcome, reconnect):
        server = Answering(answer)
        told = a_connector(server).publish(DRAFT, key="d-1")
        assert type(told) is outcome
        assert getattr(told, "reconnect", None) is reconnect
        assert len(server.asked) == 1  # nothing is repeated on its own
        assert "rahasia" not in str(told)

    def test_a_wait_is_as_long_as_the_server_says(self):
        server = Answering(httpx.Response(429, headers={"Retry-After": "7"}))
        assert a_connector(server).publish(DRAFT, key="d-1").wait == timedelta(seconds=7)

    def test_each_part_carries_a_key_of_its_own_and_stands_under_the_one_before(self):
        server = Answering(ok(a_status("9")), ok(a_status("10")))
        draft = Draft(text="Satu", thread=("Dua",), made_at=NOW)
        sent = a_connector(server).publish(draft, key="d-1")
        assert (sent.remote_id, sent.part_ids) == ("9", ("10",))
        assert [one.headers["Idempotency-Key"] for one in server.asked] == ["d-1", "d-1-1"]
        assert server.said(1)["in_reply_to_id"] == "9"

    def test_a_part_that_never_came_keeps_those_that_stand(self):
        server = Answering(ok(a_status("9")), httpx.ConnectError("refused"))
        draft = Draft(text="Satu", thread=("Dua",), made_at=NOW)
        later = a_connector(server).publish(draft, key="d-1")
        assert isinstance(later, Later)
        assert Progress.read(later.progress).parts == ("9",)

    def test_a_picture_still_in_work_is_waited_for_with_what_was_uploaded(self):
        draft = Draft(text="Air", made_at=NOW, pictures=(a_picture("Kran"),))
        server = Answering(routes={"/api/v2/media": ok({"id": "m1"}, 202), "/m1": httpx.Response(206)})
        connector = a_connector(server)
        object.__setattr__(connector._line.outside, "budget_seconds", 8.5)
        later = connector.publish(draft, key="d-1")
        assert isinstance(later, Later)
        assert Progress.read(later.progress).media == ("m1",)
        again = Answering(routes={"/m1": ok({"id": "m1"}), "/statuses": ok(a_status())})
        assert isinstance(a_connector(again).publish(draft, key="d-1", progress=later.progress), Sent)
        assert [one.method for one in again.asked] == ["GET", "POST"]

    def test_a_server_that_stumbles_over_a_picture_has_published_nothing(self):
        draft = Draft(text="Air", made_at=NOW, pictures=(a_picture("Kran"),))
        assert isinstance(a_connector(Answering(httpx.Response(502))).publish(draft, key="d-1"), Later)

    @pytest.mark.parametrize("visibility", ["public", "unlisted", "private", "direct"])
    def test_an_answer_is_never_seen_by_more_people_than_the_question(self, visibility):
        asked = a_status("5", account=CITIZEN, visibility=visibility)
        server = Answering(ok(asked), ok(a_status()))
        draft = Draft(text="Pukul dua.", made_at=NOW, in_reply_to="5")
        assert isinstance(a_connector(server).reply(draft, key="r-1"), Sent)
        assert (server.said()["visibility"], server.said()["status"]) == (visibility, "@warga Pukul dua.")


class TestFinding:
    def found(self, *posts, draft=DRAFT, progress="", since=NOW, **settings):
        def page(request):
            return ok([] if "max_id" in request.url.params else list(posts))

        server = Answering(routes={"/accounts/1/statuses": page, "/statuses/9": ok(a_status("9", "Satu"))})
        return a_connector(server, clock, **settings).find(draft, key="d-1", since=since, progress=progress)

    @pytest.mark.parametrize(
        ("post", "outcome"),
        [
            (a_status(), Sent),
            (a_status(text="Air mengalir lagi"), Sent),  # a server may render what is no letter
            (a_status(created_at="2026-11-24T04:59:00.000Z"), Sent),  # its clock may be behind
            (a_status(created_at="2026-11-24T04:50:00.000Z"), NotThere),
            (a_status(text="Rapat ditunda sampai besok siang."), NotThere),
            (a_status(text="Air mengalir lag"), Unknown),
            (a_status(in_reply_to_id="3"), NotThere),
            (a_status(media_attachments=[media("Kran")]), NotThere),
        ],
        ids=str,
    )
    def test_only_what_says_the_same_in_the_same_place_is_ours(self, post, outcome):
        assert type(self.found(post)) is outcome

    def test_of_twins_the_oldest_is_taken(self):
        twins = a_status("11", created_at="2026-11-24T05:00:01.000Z"), a_status("9")
        assert self.found(*twins).remote_id == "9"

    def test_an_old_pinned_post_does_not_end_the_search(self):
        pinned = a_status("1", "Jam layanan", created_at="2020-01-01T00:00:00.000Z")
        assert self.found(pinned, a_status()).remote_id == "9"

    def test_the_beginning_of_a_thread_is_gone_on_with(self):
        draft = Draft(text="Satu", thread=("Dua",), made_at=NOW)
        later = self.found(a_status("9", "Satu"), draft=draft)
        assert isinstance(later, Later)
        assert Progress.read(later.progress).parts == ("9",)
        second = a_status("10", "Dua", in_reply_to_id="9")
        assert self.found(second, draft=draft, progress=later.progress).part_ids == ("10",)

    def test_pages_without_an_end_are_not_called_nothing(self):
        count = iter(range(10_000))
        busy = Answering(
            routes={
                "/accounts/1/statuses": lambda _: ok([a_status(str(next(count)), "Lain") for _ in range(40)])
            }
        )
        assert isinstance(a_connector(busy, clock).find(DRAFT, key="d-1", since=NOW), Unknown)

    @pytest.mark.parametrize(("count", "outcome"), [(3, NotThere), (100, NotThere), (256, Unknown)])
    def test_a_server_without_pages_shows_all_unless_it_shows_as_many_as_it_can(self, count, outcome):
        posts = [a_status(str(n), "Rapat ditunda.") for n in range(count)]
        server = Answering(routes={"/accounts/1/statuses": ok(posts)})
        told = a_connector(server, clock, software="snac").find(DRAFT, key="d-1", since=NOW)
        assert type(told) is outcome

    @pytest.mark.parametrize(
        ("answer", "no"),
        [
            (httpx.Response(503), NotReachable),
            (httpx.Response(429), NotReachable),
            (httpx.ReadTimeout("silence"), NotReachable),
            (httpx.Response(200, text="<html>"), NotReachable),
            (httpx.Response(401), ReconnectNeeded),
        ],
        ids=str,
    )
    def test_nobody_could_look_is_not_nothing_there(self, answer, no):
        with pytest.raises(no):
            a_connector(Answering(answer), clock).find(DRAFT, key="d-1", since=NOW)


class TestReading:
    def read(self, *page, cursor="1", above=()):
        server = Answering(
            routes={"/notifications": ok(list(page)), "/context": ok({"ancestors": list(above)})}
        )
        return a_connector(server).read(cursor), server

    def test_what_was_not_asked_for_is_left_out(self):
        said = a_status("5", "@dinas Jam berapa?", account=CITIZEN, in_reply_to_account_id="1")
        ours = a_status("6")
        reading, _ = self.read(
            a_mention("23", ours), a_mention("22", said, kind="favourite"), a_mention("21", said)
        )
        assert [(one.remote_id, one.text, one.kind) for one in reading.heard] == [
            ("5", "Jam berapa?", HeardKind.REPLY)
        ]

    def test_a_message_for_us_alone_is_told_as_one(self):
        said = a_status("5", "Halo", account=CITIZEN, visibility="direct")
        assert self.read(a_mention("21", said))[0].heard[0].kind is HeardKind.DIRECT

    def test_oldest_first_and_the_cursor_stands_behind_the_newest(self):
        old, new = (
            a_status(number, account=CITIZEN, created_at=f"2026-11-24T05:00:0{number}.000Z")
            for number in "12"
        )
        reading, server = self.read(a_mention("1000", new), a_mention("999", old))
        assert [one.remote_id for one in reading.heard] == ["1", "2"]
        assert reading.cursor == "1000"
        assert server.asked[0].url.params["min_id"] == "1"

    def test_it_belongs_to_our_post_however_deep_it_stands(self):
        said = a_status("5", account=CITIZEN, in_reply_to_id="4")
        other = a_status("4", account=an_account("8", "lain"))
        reading, _ = self.read(a_mention("21", said), above=[a_status("3"), other])
        assert (reading.heard[0].thread_id, reading.heard[0].parent_id) == ("3", "4")


class TestDeleting:
    @pytest.mark.parametrize(
        ("delete", "look", "outcome"),
        [
            (ok(a_status()), None, Sent),
            (httpx.Response(404), httpx.Response(404), Sent),
            (httpx.Response(404), ok(a_status()), Refused),  # a server that can't delete by API
            (httpx.Response(405), ok(a_status()), Refused),
            (httpx.Response(502), None, Later),
            (httpx.ReadTimeout("silence"), None, Later),  # doing it twice does no harm
            (httpx.Response(401), None, Refused),
        ],
        ids=str,
    )
    def test_gone_is_what_is_gone(self, delete, look, outcome):
        server = Answering(routes={"DELETE /9": delete, "GET /9": look} if look else {"DELETE /9": delete})
        told = a_connector(server).delete("9")
        assert type(told) is outcome
        if outcome is Refused and look:
            assert told.why == DELETES_NOTHING


class TestBlocking:
    SAID = ok(a_status("5", account=CITIZEN))
    NOT_OURS_TO_DO = ok({"error": "This action is outside the authorized scopes"}, 403)

    def told(self, verb, **routes):
        server = Answering(routes={"GET /api/v1/statuses/5": self.SAID, **routes})
        return getattr(a_connector(server), verb)("warga", said="5"), server

    @pytest.mark.parametrize("verb", ["block", "unblock"])
    @pytest.mark.parametrize(
        ("answer", "outcome"),
        [
            (ok({"id": "7", "blocking": True}), Sent),
            (httpx.Response(404), Refused),  # a server that blocks nobody by API
            (httpx.Response(405), Refused),
            (NOT_OURS_TO_DO, Refused),
            (ok({"error": "Your login is currently disabled"}, 403), Refused),
            (httpx.Response(422), Refused),
            (httpx.Response(401), Refused),
            (httpx.Response(429), Later),
            (httpx.Response(502), Later),  # doing it twice does no harm
            (httpx.ReadTimeout("silence"), Later),
            (httpx.ConnectError("refused"), Later),
        ],
        ids=str,
    )
    def test_each_answer_has_one_meaning(self, verb, answer, outcome):
        told, _ = self.told(verb, **{f"POST /api/v1/accounts/7/{verb}": answer})
        assert type(told) is outcome

    @pytest.mark.parametrize(
        ("answer", "why"), [(httpx.Response(404), BLOCKS_NOBODY), (NOT_OURS_TO_DO, MAY_NOT_BLOCK)]
    )
    def test_a_no_says_what_a_person_can_do_and_the_account_goes_on(self, answer, why):
        told, _ = self.told("block", **{"POST /api/v1/accounts/7/block": answer})
        assert told == Refused(why=why)
        assert not told.reconnect

    def test_whoever_deleted_their_words_is_found_by_name(self):
        routes = {"GET /api/v1/accounts/lookup": ok(CITIZEN), "POST /api/v1/accounts/7/block": ok({})}
        told, server = self.told("block", **{"GET /api/v1/statuses/5": httpx.Response(404), **routes})
        assert told.remote_id == "7"
        assert server.asked[1].url.params["acct"] == "warga"

    def test_whoever_left_is_not_blocked_and_needs_not_be_let_near(self):
        nobody = {
            "GET /api/v1/statuses/5": httpx.Response(404),
            "GET /api/v1/accounts/lookup": httpx.Response(404),
        }
        assert self.told("block", **nobody)[0] == Refused(why=NOBODY_THERE)
        assert isinstance(self.told("unblock", **nobody)[0], Sent)
