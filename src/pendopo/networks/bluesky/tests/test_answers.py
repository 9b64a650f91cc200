"""What each answer of a server means: the specification of the connector."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from pendopo.networks.bluesky.client import NOT_OUR_THREAD, SOMETHING_ELSE, TOO_MANY_HIDDEN
from pendopo.networks.bluesky.keys import record_key, subject_key
from pendopo.networks.bluesky.tests.builders import (
    CID,
    CITIZEN,
    a_connector,
    a_notification,
    a_record,
    a_ref,
    a_session,
    a_view,
    uri,
)
from pendopo.networks.contract import (
    Draft,
    Gone,
    Later,
    NotReachable,
    NotThere,
    ReconnectNeeded,
    Refused,
    Sent,
    Unknown,
)
from pendopo.networks.tests.answering import Answering, ok
from pendopo.networks.tests.pictures import a_picture

NOW = datetime(2026, 11, 24, 5, 0, 1, tzinfo=UTC)
DRAFT = Draft(text="Air mengalir lagi.", made_at=NOW)
PUT = "POST /com.atproto.repo.putRecord"
GET = "/com.atproto.repo.getRecord"
RENEW = "/com.atproto.server.refreshSession"
LOG_IN = "/com.atproto.server.createSession"
MISSING = ok({"error": "RecordNotFound", "message": "Could not locate record"}, 400)
SWAP = ok({"error": "InvalidSwap", "message": "Record was at ..."}, 400)
STALE = ok({"error": "ExpiredToken", "message": "Token has expired"}, 400)


def in_turn(*answers):
    left = list(answers)
    return lambda _request: left.pop(0)


class TestPublishing:
    @pytest.mark.parametrize(
        ("answer", "outcome"),
        [
            (ok(a_ref()), Sent),
            (ok({"error": "InvalidRequest", "message": "text too long"}, 400), Refused),
            (ok({"error": "AccountTakedown", "message": "gone"}, 401), Refused),
            (ok({"error": "Forbidden"}, 403), Refused),
            (httpx.Response(413), Refused),
            (
                httpx.Response(429, headers={"ratelimit-reset": "1795582801", "ratelimit-remaining": "0"}),
                Later,
            ),
            (httpx.Response(500), Unknown),
            (httpx.Response(502, text="<html>"), Unknown),
            (httpx.Response(200, text="<html>"), Unknown),
            (httpx.ReadTimeout("silence"), Unknown),
            (httpx.ReadError("reset"), Unknown),
            (httpx.ConnectError("refused"), Later),
        ],
        ids=str,
    )
    def test_each_answer_has_one_meaning(self, answer, outcome):
        server = Answering(answer)
        told = a_connector(server, clock=lambda: NOW).publish(DRAFT, key="d-1")
        assert type(told) is outcome
        assert len(server.asked) == 1
        assert not any(secret in str(told) for secret in ("lama", "abcd-efgh"))

    def test_it_is_written_only_where_nothing_stands_under_a_name_known_before(self):
        server = Answering(ok(a_ref()))
        a_connector(server).publish(DRAFT, key="d-1")
        said = server.said()
        assert (said["swapRecord"], said["rkey"]) == (None, record_key(NOW, "d-1"))

    @pytest.mark.parametrize(
        ("there", "outcome"),
        [
            (ok(a_record()), Sent),
            (ok(a_record("Lain sekali")), Unknown),
            (MISSING, Later),
            (httpx.Response(502), Unknown),
        ],
    )
    def test_what_stands_there_already_is_our_own_earlier_try(self, there, outcome):
        told = a_connector(Answering(routes={PUT: SWAP, GET: there})).publish(DRAFT, key="d-1")
        assert type(told) is (Later if there.status_code == 502 else outcome)
        if outcome is Unknown and there.status_code == 200:
            assert told.why == SOMETHING_ELSE

    def test_a_thread_hangs_together_by_root_and_parent(self):
        server = Answering(ok(a_ref("a")), ok(a_ref("b")), ok(a_ref("c")))
        draft = Draft(text="Satu", thread=("Dua", "Tiga"), made_at=NOW)
        sent = a_connector(server).publish(draft, key="d-1")
        assert sent.part_ids == (uri("b"), uri("c"))
        reply = server.said(2)["record"]["reply"]
        assert (reply["root"]["uri"], reply["parent"]["uri"]) == (uri("a"), uri("b"))

    def test_a_picture_that_could_not_be_uploaded_leaves_no_doubt(self):
        draft = Draft(text="Air", made_at=NOW, pictures=(a_picture("Kran"),))
        assert isinstance(a_connector(Answering(httpx.Response(502))).publish(draft, key="d-1"), Later)

    def test_a_link_is_a_card_and_with_pictures_a_text(self):
        blob = ok({"blob": {"$type": "blob", "ref": {"$link": CID}, "mimeType": "image/png", "size": 9}})
        link = "https://contoh.go.id/a"
        card = Answering(ok(a_ref()))
        a_connector(card).publish(Draft(text="Air", link=link, made_at=NOW), key="d-1")
        assert card.said()["record"]["embed"]["external"]["uri"] == link
        shown = Answering(blob, ok(a_ref()))
        draft = Draft(text="Air", link=link, made_at=NOW, pictures=(a_picture("Kran"),))
        a_connector(shown).publish(draft, key="d-1")
        record = shown.said()["record"]
        assert record["text"].endswith(link)
        assert record["facets"][0]["features"][0]["uri"] == link
        assert record["embed"]["images"][0]["alt"] == "Kran"

    def test_an_answer_to_what_is_gone_is_refused(self):
        draft = Draft(text="Pukul dua.", made_at=NOW, in_reply_to=uri("x", CITIZEN))
        assert isinstance(a_connector(Answering(ok({"posts": []}))).reply(draft, key="r-1"), Refused)


class TestTokens:
    def test_a_token_grown_old_is_renewed_kept_and_the_same_said_again(self):
        kept = []
        server = Answering(routes={PUT: in_turn(STALE, ok(a_ref())), RENEW: ok(a_session())})
        assert isinstance(a_connector(server, kept.append).publish(DRAFT, key="d-1"), Sent)
        assert kept == [{"access": "baru", "refresh": "baru-juga", "app_password": "abcd-efgh"}]
        first, renewal, again = server.asked
        assert renewal.headers["Authorization"] == "Bearer lama-juga"
        assert (first.content, again.headers["Authorization"]) == (again.content, "Bearer baru")

    def test_where_that_is_old_too_the_app_password_opens_again(self):
        server = Answering(routes={PUT: in_turn(STALE, ok(a_ref())), RENEW: STALE, LOG_IN: ok(a_session())})
        assert isinstance(a_connector(server).publish(DRAFT, key="d-1"), Sent)
        assert json.loads(server.asked[2].content)["password"] == "abcd-efgh"

    def test_and_where_nothing_opens_the_account_is_connected_again_by_a_person(self):
        no = ok({"error": "AuthenticationRequired", "message": "Invalid identifier or password"}, 401)
        server = Answering(routes={PUT: STALE, GET: STALE, RENEW: STALE, LOG_IN: no})
        told = a_connector(server).publish(DRAFT, key="d-1")
        assert isinstance(told, Refused)
        assert told.reconnect
        with pytest.raises(ReconnectNeeded):
            a_connector(server).find(DRAFT, key="d-1", since=NOW)

    @pytest.mark.parametrize(
        "answer", [httpx.Response(503), httpx.Response(429), httpx.ReadTimeout("silence")]
    )
    def test_a_renewal_without_an_answer_is_tried_again_later(self, answer):
        server = Answering(routes={PUT: STALE, RENEW: answer})
        assert isinstance(a_connector(server).publish(DRAFT, key="d-1"), Later)


class TestFinding:
    @pytest.mark.parametrize(
        ("answers", "outcome"),
        [
            ([ok(a_record()), ok(a_record(key="b"))], Sent),
            ([ok(a_record()), MISSING], Later),
            ([MISSING, MISSING], NotThere),
        ],
    )
    def test_every_part_is_asked_for_by_its_name(self, answers, outcome):
        draft = Draft(text="Satu", thread=("Dua",), made_at=NOW)
        server = Answering(*answers)
        assert type(a_connector(server).find(draft, key="d-1", since=NOW)) is outcome
        assert [one.url.params["rkey"] for one in server.asked] == [record_key(NOW, "d-1", n) for n in (0, 1)]

    @pytest.mark.parametrize(
        "answer", [httpx.Response(502), httpx.ReadTimeout("silence"), httpx.Response(429)]
    )
    def test_nobody_could_look_is_not_nothing_there(self, answer):
        with pytest.raises(NotReachable):
            a_connector(Answering(answer)).find(DRAFT, key="d-1", since=NOW)


class TestHiding:
    POST = uri("3mbxours22222")
    RUDE = uri("3mbxrude22222", CITIZEN)

    def gate(self, hidden):
        value = {"$type": "app.bsky.feed.threadgate", "post": self.POST, "hiddenReplies": hidden}
        return ok(
            {
                "uri": "at://x",
                "cid": CID,
                "value": {**value, "allow": [], "createdAt": "2026-01-01T00:00:00Z"},
            }
        )

    def hide(self, server, thread_id=None):
        return a_connector(server).hide(self.RUDE, thread_id=thread_id or self.POST)

    def test_what_others_set_there_stays(self):
        other = uri("3mbxother2222", CITIZEN)
        server = Answering(self.gate([other]), ok(a_ref()))
        assert isinstance(self.hide(server), Sent)
        said = server.said()
        assert said["record"]["hiddenReplies"] == [other, self.RUDE]
        assert (said["record"]["allow"], said["swapRecord"]) == ([], CID)

    def test_shown_again_it_leaves_the_list_and_the_others_stay(self):
        other = uri("3mbxother2222", CITIZEN)
        server = Answering(self.gate([other, self.RUDE]), ok(a_ref()))
        assert isinstance(a_connector(server).show(self.RUDE, thread_id=self.POST), Sent)
        assert server.said()["record"]["hiddenReplies"] == [other]

    def test_hidden_already_is_hidden(self):
        server = Answering(self.gate([self.RUDE]))
        assert isinstance(self.hide(server), Sent)

    def test_somebody_who_changes_it_at_the_same_time_is_not_overwritten(self):
        server = Answering(routes={PUT: in_turn(SWAP, ok(a_ref())), GET: in_turn(MISSING, self.gate([]))})
        assert isinstance(self.hide(server), Sent)
        assert isinstance(self.hide(Answering(routes={PUT: SWAP, GET: MISSING})), Later)

    def test_only_under_our_own_posts_and_not_without_end(self):
        assert self.hide(Answering(), uri("x", CITIZEN)) == Refused(why=NOT_OUR_THREAD)
        full = Answering(self.gate([uri(str(n), CITIZEN) for n in range(300)]))
        assert self.hide(full) == Refused(why=TOO_MANY_HIDDEN)


class TestBlocking:
    SAID = uri("3mbxrude22222", CITIZEN)
    LIST = "/com.atproto.repo.listRecords"
    DELETE = "POST /com.atproto.repo.deleteRecord"

    def page(self, *whom, cursor=""):
        records = [
            {
                "uri": f"at://did:plc:kami/app.bsky.graph.block/k{number}",
                "cid": CID,
                "value": {"subject": who},
            }
            for number, who in enumerate(whom)
        ]
        return ok({"records": records, **({"cursor": cursor} if cursor else {})})

    def test_whoever_wrote_it_is_named_under_a_key_of_their_own(self):
        server = Answering(routes={self.LIST: self.page("did:plc:lain"), PUT: ok(a_ref())})
        assert a_connector(server).block("warga", said=self.SAID).remote_id == CITIZEN
        said = server.said()
        assert (said["record"]["subject"], said["rkey"], said["swapRecord"]) == (
            CITIZEN,
            subject_key(CITIZEN),
            None,
        )

    def test_whom_a_person_has_blocked_in_the_app_is_blocked(self):
        server = Answering(
            routes={self.LIST: in_turn(self.page("did:plc:lain", cursor="2"), self.page(CITIZEN))}
        )
        assert isinstance(a_connector(server).block("warga", said=self.SAID), Sent)
        assert [one.method for one in server.asked] == ["GET", "GET"]
        assert server.asked[1].url.params["cursor"] == "2"

    def test_of_two_that_block_at_once_one_finds_the_others(self):
        server = Answering(routes={self.LIST: self.page(), PUT: SWAP})
        assert isinstance(a_connector(server).block("warga", said=self.SAID), Sent)

    def test_every_record_that_names_them_goes_and_no_other(self):
        server = Answering(
            routes={self.LIST: self.page(CITIZEN, "did:plc:lain", CITIZEN), self.DELETE: ok({})}
        )
        assert isinstance(a_connector(server).unblock("warga", said=self.SAID), Sent)
        assert [json.loads(one.content)["rkey"] for one in server.asked[1:]] == ["k0", "k2"]

    @pytest.mark.parametrize("verb", ["block", "unblock"])
    @pytest.mark.parametrize(
        ("answer", "outcome"),
        [
            (ok({"error": "InvalidRequest", "message": "no"}, 400), Refused),
            (ok({"error": "Forbidden"}, 403), Refused),
            (httpx.Response(429), Later),
            (httpx.Response(502), Later),
            (httpx.ReadTimeout("silence"), Later),
        ],
        ids=str,
    )
    def test_each_answer_has_one_meaning(self, verb, answer, outcome):
        there = self.page(*([CITIZEN] if verb == "unblock" else []))
        server = Answering(routes={self.LIST: there, PUT: answer, self.DELETE: answer})
        assert type(getattr(a_connector(server), verb)("warga", said=self.SAID)) is outcome

    def test_a_key_is_a_tid_and_each_person_has_one_of_their_own(self):
        keys = {subject_key(f"did:plc:{number}") for number in range(2000)}
        assert len(keys) == 2000
        assert all(len(key) == 13 and key[0] in "234567abcdefghij" for key in keys)


class TestDeletingAndAsking:
    @pytest.mark.parametrize(
        ("answer", "outcome"),
        [
            (ok({}), Sent),
            (httpx.Response(502), Later),
            (httpx.ReadTimeout("silence"), Later),
            (ok({"error": "AccountTakedown"}, 400), Refused),
        ],
        ids=str,
    )
    def test_deleting_twice_does_no_harm(self, answer, outcome):
        assert type(a_connector(Answering(answer)).delete(uri())) is outcome

    def test_a_quote_shares_too(self):
        measured = a_connector(Answering(ok({"posts": [a_view()]}))).measure(uri())
        assert (measured.likes, measured.shares, measured.replies) == (1, 6, 3)

    def test_what_is_gone_is_gone(self):
        with pytest.raises(Gone):
            a_connector(Answering(MISSING)).fetch(uri())
        with pytest.raises(Gone):
            a_connector(Answering(ok({"posts": []}))).measure(uri())


class TestReading:
    def at(self, seconds):
        moment = datetime(2026, 11, 24, 5, tzinfo=UTC) + timedelta(seconds=seconds)
        return moment.isoformat().replace("+00:00", "Z")

    def read(self, cursor, *pages):
        """Read until nothing more is promised, as the house does."""
        server = Answering(*(ok({"notifications": page, "cursor": following}) for page, following in pages))
        connector, heard, more = a_connector(server), [], True
        while more:
            reading = connector.read(cursor)
            heard += [one.remote_id for one in reading.heard]
            cursor, more = reading.cursor, reading.more
        assert server.script == []
        return [name.rpartition("/")[2] for name in heard], cursor

    def test_nothing_twice_and_nothing_lost_over_pages(self):
        first, cursor = self.read("", ([a_notification("a", self.at(0))], ""))
        assert first == ["a"]
        newest = [a_notification("d", self.at(300)), a_notification("c", self.at(200))]
        older = [
            a_notification("b", self.at(100)),
            a_notification("a", self.at(0)),
            a_notification("z", self.at(-90)),
        ]
        heard, cursor = self.read(cursor, (newest, "p2"), (older, "p3"))
        assert sorted(heard) == ["b", "c", "d"]
        assert self.read(cursor, (newest, "p2"))[0] == []

    def test_what_is_indexed_late_is_still_told(self):
        _, cursor = self.read("", ([a_notification("a", self.at(50))], ""))
        late = [a_notification("a", self.at(50)), a_notification("late", self.at(20))]
        assert self.read(cursor, (late, ""))[0] == ["late"]

    def test_likes_and_followers_are_no_messages(self):
        page = [a_notification("a", reason="like"), a_notification("b", reason="mention")]
        assert self.read("", (page, ""))[0] == ["b"]

    def test_it_belongs_to_our_post(self):
        reading = a_connector(Answering(ok({"notifications": [a_notification("a")]}))).read("")
        assert reading.heard[0].thread_id == uri("3mbxours22222")
