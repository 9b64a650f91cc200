"""The practice connector against a practice network at its worst."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from pendopo.networks.connecting import CannotConnect
from pendopo.networks.contract import (
    Draft,
    Gone,
    HeardKind,
    Later,
    NotThere,
    Picture,
    ReconnectNeeded,
    Refused,
    Sent,
    Unknown,
)
from pendopo.networks.outside import Outside
from pendopo.networks.practice import NETWORK
from pendopo.networks.practice.webhook import NotGenuine, said_in
from pendopo.practice import webhooks

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def a_draft(text="Air bersih kembali mengalir.", **more):
    return Draft(text=text, made_at=datetime.now(UTC), **more)


def just_before():
    return datetime.now(UTC) - timedelta(seconds=1)


def ended(connector, outcome):
    """Follow a write to its end, as the house does."""
    for _ in range(50):
        if not (isinstance(outcome, Later) and outcome.handle):
            return outcome
        time.sleep(outcome.wait.total_seconds())
        outcome = connector.check(outcome.handle)
    raise AssertionError("the network never finished")


@pytest.fixture(params=["", "search"])
def proof(request):
    return request.param


class TestSayingIt:
    def test_what_was_said_stands_there(self, hostile, proof):
        connector, _ = hostile.account(proof=proof)
        picture = Picture(content=PNG, kind="image/png", alt="Petugas di pipa", width=4, height=4)
        draft = a_draft(title="Air", link="https://contoh.go.id/air", pictures=(picture,), tags=("air",))
        sent = connector.publish(draft, key="d-1")
        assert isinstance(sent, Sent)
        there = connector.fetch(sent.remote_id)
        assert (there.text, there.title, there.link) == (draft.text, "Air", draft.link)
        assert [one.alt for one in there.pictures] == ["Petugas di pipa"]
        assert there.tags == ("air",)

    def test_a_thread_stands_in_order_under_its_first_post(self, hostile, proof):
        connector, _ = hostile.account(proof=proof)
        sent = connector.publish(a_draft("Satu", thread=("Dua", "Tiga")), key="d-1")
        assert len(sent.part_ids) == 2
        third = connector.fetch(sent.part_ids[1])
        assert (third.text, third.in_reply_to, third.root) == ("Tiga", sent.part_ids[0], sent.remote_id)

    def test_the_same_key_again_is_the_same_record(self, hostile):
        connector, account = hostile.account()
        draft = a_draft(thread=("Lanjutannya.",))
        assert connector.publish(draft, key="d-1") == connector.publish(draft, key="d-1")
        assert (account.accepted()["total"], account.accepted()["twice"]) == (2, 0)

    def test_a_repeat_after_a_takedown_does_not_bring_it_back(self, hostile):
        connector, _ = hostile.account()
        sent = connector.publish(a_draft(), key="d-1")
        assert isinstance(connector.delete(sent.remote_id), Sent)
        assert isinstance(connector.delete(sent.remote_id), Sent)
        with pytest.raises(Gone):
            connector.fetch(sent.remote_id)
        assert isinstance(connector.publish(a_draft(), key="d-1"), Refused)

    def test_too_long_a_text_is_refused_with_the_networks_reason(self, hostile):
        connector, _ = hostile.account()
        refused = connector.publish(a_draft("a" * 501), key="d-1")
        assert isinstance(refused, Refused)
        assert "500" in refused.why


class TestItsMoods:
    @pytest.mark.parametrize("mood", ["fail_after", "drop_after", "hang_after"])
    def test_what_arrived_without_an_answer_is_found(self, hostile, proof, mood):
        connector, account = hostile.account(proof=proof, read_seconds=0.5)
        began = just_before()
        account.moods(**{mood: 1})
        draft = a_draft("Satu", thread=("Dua",))
        lost = connector.publish(draft, key="d-1")
        assert isinstance(lost, Unknown)
        account.moods()
        found = connector.find(draft, key="d-1", since=began, progress=lost.progress)
        assert isinstance(found, Later)  # the first part stands, the second was never sent
        sent = connector.publish(draft, key="d-1", progress=found.progress)
        assert isinstance(sent, Sent)
        assert connector.find(draft, key="d-1", since=began) == Sent(
            remote_id=sent.remote_id,
            url=sent.url,
            part_ids=sent.part_ids,
            sent_at=connector.fetch(sent.remote_id).made_at,
        )
        assert (account.accepted()["total"], account.accepted()["twice"]) == (2, 0)

    @pytest.mark.parametrize("mood", ["fail_before", "drop_before"])
    def test_what_never_arrived_is_not_found(self, hostile, proof, mood):
        connector, account = hostile.account(proof=proof)
        began = just_before()
        account.moods(**{mood: 1})
        assert isinstance(connector.publish(a_draft(), key="d-1"), Unknown)
        account.moods()
        assert connector.find(a_draft(), key="d-1", since=began) == NotThere()

    def test_too_many_calls_wait_as_long_as_the_network_says(self, hostile):
        connector, account = hostile.account()
        account.moods(too_many=1, retry_after=7)
        later = connector.publish(a_draft(), key="d-1")
        assert isinstance(later, Later)
        assert later.wait == timedelta(seconds=7)

    def test_a_revoked_token_asks_for_a_new_connection(self, hostile):
        connector, account = hostile.account()
        account.moods(revoked=True)
        refused = connector.publish(a_draft(), key="d-1")
        assert isinstance(refused, Refused)
        assert refused.reconnect
        with pytest.raises(ReconnectNeeded):
            connector.read("")

    def test_slow_work_goes_on_from_its_handle(self, hostile, proof):
        connector, account = hostile.account(proof=proof)
        began = just_before()
        account.moods(slow=1, slow_seconds=0.3)
        draft = a_draft("Satu", thread=("Dua",))
        later = connector.publish(draft, key="d-1")
        assert isinstance(later, Later)
        assert later.handle
        sent = ended(connector, later)
        assert isinstance(sent, Sent)
        assert len(sent.part_ids) == 1
        assert connector.find(draft, key="d-1", since=began).remote_id == sent.remote_id

    @pytest.mark.parametrize("skew", [-7200, 7200])
    def test_a_drifting_clock_hides_nothing_and_finds_no_old_twin(self, hostile, skew):
        connector, account = hostile.account(proof="search")
        account.moods(clock_skew_seconds=skew)
        began = just_before()
        sent = connector.publish(a_draft(), key="d-1")
        assert connector.find(a_draft(), key="d-1", since=began).remote_id == sent.remote_id
        after = datetime.now(UTC) + timedelta(seconds=60)
        assert connector.find(a_draft(), key="d-2", since=after) == NotThere()

    def test_moods_are_repeatable(self, hostile):
        ends = []
        for _ in range(2):
            connector, account = hostile.account()
            account.moods(seed=11, fail_before=0.5)
            ends.append([type(connector.publish(a_draft(), key=f"d-{n}")) for n in range(12)])
        assert ends[0] == ends[1]
        assert {Sent, Unknown} == set(ends[0])


class TestListening:
    def test_each_message_is_read_once_and_in_order(self, hostile):
        connector, account = hostile.account()
        sent = connector.publish(a_draft(), key="d-1")
        first = account.citizen_says("Jam berapa, min?", under=sent.remote_id)
        account.citizen_says("Halo min", under="", kind="mention")
        page = connector.read("")
        assert [one.kind for one in page.heard] == [HeardKind.REPLY, HeardKind.MENTION]
        assert page.heard[0].thread_id == sent.remote_id
        assert page.heard[0].remote_id == first["id"]
        assert connector.read(page.cursor).heard == ()
        account.citizen_says("Terima kasih", under=first["id"])
        (later,) = connector.read(page.cursor).heard
        assert (later.thread_id, later.parent_id) == (sent.remote_id, first["id"])

    def test_an_answer_stands_under_the_question(self, hostile, proof):
        connector, account = hostile.account(proof=proof)
        sent = connector.publish(a_draft(), key="d-1")
        asked = account.citizen_says("Jam berapa?", under=sent.remote_id)
        said = a_draft("Pukul 14.00.", in_reply_to=asked["id"], root=sent.remote_id)
        answer = connector.reply(said, key="r-1")
        there = connector.fetch(answer.remote_id)
        assert (there.in_reply_to, there.root) == (asked["id"], sent.remote_id)

    def test_hiding_twice_is_hiding_once_and_it_can_be_shown_again(self, hostile):
        connector, account = hostile.account()
        sent = connector.publish(a_draft(), key="d-1")
        rude = account.citizen_says("Promo pinjol!", under=sent.remote_id)["id"]
        for _ in range(2):
            assert isinstance(connector.hide(rude, thread_id=sent.remote_id), Sent)
        assert connector.read("").heard[0].hidden
        assert isinstance(connector.show(rude, thread_id=sent.remote_id), Sent)
        assert not connector.read("").heard[0].hidden

    def test_counts(self, hostile):
        connector, account = hostile.account()
        sent = connector.publish(a_draft(), key="d-1")
        account.citizen_says("Siap", under=sent.remote_id)
        assert connector.measure(sent.remote_id).replies == 1


class TestConnecting:
    def test_a_good_token_says_who_it_is(self, hostile):
        _, account = hostile.account()
        outside = Outside(allowed_hosts=frozenset({hostile.base.removeprefix("http://")}))
        typed = {"base": hostile.base + "/", "token": f" akun-{account.handle} "}
        connected = NETWORK.connect(typed, outside)
        assert connected.identity.handle == connected.credentials.handle == account.handle

    def test_a_wrong_token_is_named(self, hostile):
        outside = Outside(allowed_hosts=frozenset({hostile.base.removeprefix("http://")}))
        with pytest.raises(CannotConnect) as no:
            NETWORK.connect({"base": hostile.base, "token": "salah"}, outside)
        assert no.value.field == "token"


class TestWebhooks:
    now = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)

    def a_call(self):
        post = {
            "id": "9",
            "author": {"handle": "warga", "name": "Warga"},
            "text": "Halo",
            "url": "https://contoh.go.id/9",
            "created_at": self.now.isoformat(),
        }
        return json.dumps({"id": "c-1", "notice": {"kind": "reply", "post": post}}).encode()

    def signed(self, body, at=None):
        at = int((at or self.now).timestamp())
        return {webhooks.SIGNATURE: webhooks.sign("rahasia", at=at, body=body)}

    def test_a_signed_call_is_understood(self):
        body = self.a_call()
        heard = said_in(body=body, headers=self.signed(body), secret="rahasia", now=self.now)
        assert (heard.remote_id, heard.text) == ("9", "Halo")

    @pytest.mark.parametrize("broken", ["body", "secret", "old", "unsigned", "no_secret"])
    def test_anything_else_is_not(self, broken):
        body = self.a_call()
        headers = self.signed(body, at=self.now - timedelta(days=2) if broken == "old" else None)
        secret = {"secret": "lain", "no_secret": ""}.get(broken, "rahasia")
        if broken == "body":
            body += b" "
        if broken == "unsigned":
            headers = {}
        with pytest.raises(NotGenuine):
            said_in(body=body, headers=headers, secret=secret, now=self.now)
