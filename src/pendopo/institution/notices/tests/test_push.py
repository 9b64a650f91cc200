"""A push service of our own on a port of this machine, and a browser that really decrypts."""

from __future__ import annotations

import base64
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from py_vapid import Vapid02

from pendopo.config.data_folder import _new_vapid_key
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.notices import actions, jobs, push
from pendopo.institution.notices.models import Notice, PushSubscription
from pendopo.institution.notices.tests.test_telling import NOW, tell
from pendopo.institution.tests.builders import a_member, an_institution


def written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Browser:
    """What a browser keeps for itself: its key, and a shared secret."""

    def __init__(self, endpoint: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = os.urandom(16)
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.subscription = {
            "endpoint": endpoint,
            "expirationTime": None,
            "keys": {"p256dh": written(point), "auth": written(self.secret)},
        }

    def reads(self, body: bytes) -> dict:
        return json.loads(
            http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        )


class PushService:
    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.answers = 201
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(service.answers)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def service():
    service = PushService()
    yield service
    service.close()


@pytest.fixture(autouse=True)
def key(settings):
    settings.PENDOPO_VAPID_PRIVATE_KEY = _new_vapid_key()


@pytest.fixture
def browser(member, service):
    browser = Browser(f"{service.base}/kirim/1")
    with acting_for(member.institution_id):
        actions.register_device(by=member, subscription=browser.subscription, device="Firefox", now=NOW)
    return browser


def pushed(member, **said):
    """Tell, spread, and do what the spread woke."""
    with acting_for(member.institution_id):
        tell(member, **said)
        notice = Notice.objects.filter(member=member).latest("pk")
    jobs.spread(institution_id=member.institution_id, batch=str(notice.batch))
    for one in ProcrastinateJob.objects.filter(task_name="notices.push_one", args__notice_id=notice.pk):
        jobs.push_one(**one.args)
    return notice


def test_only_the_browser_can_read_what_is_pushed(member, service, browser):
    notice = pushed(member, text="Segera.", url="/konten/7/", urgent=True)
    ((headers, body),) = service.heard
    assert b"Segera" not in body
    told = browser.reads(body)
    assert told["title"] == "A post waits for your approval"
    assert told["body"] == "Segera."
    assert told["url"] == f"/pemberitahuan/{notice.pk}/"
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["urgency"] == "high"
    assert int(headers["ttl"]) > 0


def test_the_push_service_sees_who_sends_and_for_whom(member, service, browser):
    pushed(member)
    ((headers, _body),) = service.heard
    token, key = (
        part.split("=", 1)[1] for part in headers["authorization"].removeprefix("vapid ").split(",")
    )
    assert key == push.public_key()
    assert Vapid02.verify(headers["authorization"])
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert claims["aud"] == service.base
    assert claims["sub"].startswith(("mailto:", "https:"))


def test_a_device_without_its_member_is_told_nothing(member, service, browser):
    colleague = a_member(member.institution)
    pushed(colleague)
    assert service.heard == []


def test_what_was_read_meanwhile_is_not_pushed(member, service, browser):
    with acting_for(member.institution_id):
        tell(member)
        notice = Notice.objects.get()
        device = PushSubscription.objects.get()
        actions.read_all(by=member, now=NOW)
    jobs.push_one(institution_id=member.institution_id, notice_id=notice.pk, device_id=device.pk)
    assert service.heard == []


@pytest.mark.parametrize("answer", [404, 410, 403])
def test_a_device_that_is_gone_is_forgotten(member, service, browser, answer):
    service.answers = answer
    pushed(member)
    with acting_for(member.institution_id):
        assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("answer", [429, 500, 503])
def test_trouble_of_the_push_service_is_met_with_patience(member, service, browser, answer):
    service.answers = answer
    with pytest.raises(jobs.TryAgain):
        pushed(member)
    with acting_for(member.institution_id):
        assert PushSubscription.objects.exists()
    assert jobs.push_one.retry_strategy is not None


def test_a_push_service_that_is_away_is_asked_again(member, service, browser):
    service.close()
    with pytest.raises(jobs.TryAgain):
        pushed(member)


def test_trouble_with_push_sends_no_second_mail(member, service, browser, mailoutbox):
    service.answers = 500
    with pytest.raises(jobs.TryAgain):
        pushed(member, urgent=True)
    jobs.mail_one(institution_id=member.institution_id, member_id=member.pk)
    jobs.mail_one(institution_id=member.institution_id, member_id=member.pk)
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    "endpoint",
    ["https://10.0.0.5/x", "https://169.254.169.254/latest", "http://push.example/x", "https://[::1]/x"],
)
def test_no_endpoint_leads_into_the_house(settings, endpoint):
    settings.PENDOPO_OUTSIDE_ALLOWED_HOSTS = frozenset()
    push.outside.cache_clear()
    try:
        answer = push.push(json.dumps(Browser(endpoint).subscription), {"title": "x"}, urgent=False)
    finally:
        push.outside.cache_clear()
    assert answer is push.Answer.REFUSED


def test_a_subscription_without_real_keys_is_dropped(member, service):
    with acting_for(member.institution_id):
        actions.register_device(
            by=member,
            subscription={"endpoint": service.base, "keys": {"p256dh": "kosong", "auth": "x"}},
            device="",
            now=NOW,
        )
    pushed(member)
    assert service.heard == []
    with acting_for(member.institution_id):
        assert not PushSubscription.objects.exists()


class TestScreens:
    @pytest.fixture
    def client(self, member):
        client = Client()
        client.force_login(member.person)
        return client

    def test_a_browser_subscribes_and_becomes_quiet(self, client, member, service):
        browser = Browser(f"{service.base}/1")

        def say(name):
            return client.post(
                reverse(f"notices:{name}"), json.dumps(browser.subscription), content_type="application/json"
            )

        assert say("subscribe").status_code == 200
        assert say("subscribe").status_code == 200
        with acting_for(member.institution_id):
            kept = PushSubscription.objects.get()
            assert browser.subscription["endpoint"].encode() not in bytes(kept.address)
        assert say("unsubscribe").status_code == 200
        with acting_for(member.institution_id):
            assert not PushSubscription.objects.exists()

    @pytest.mark.parametrize(
        "said",
        [
            "",
            "[]",
            "{}",
            '{"endpoint": "javascript:x", "keys": {"p256dh": "x", "auth": "x"}}',
            '{"endpoint": 7}',
            "x" * 9000,
        ],
    )
    def test_nonsense_is_refused_with_words(self, client, said):
        answer = client.post(reverse("notices:subscribe"), said, content_type="application/json")
        assert answer.status_code == 422
        assert answer.json()["why"]

    def test_a_device_that_changed_hands_belongs_to_the_new_ones(self, client, member, browser):
        colleague = a_member(member.institution)
        with acting_for(member.institution_id):
            actions.register_device(by=colleague, subscription=browser.subscription, device="", now=NOW)
            assert PushSubscription.objects.get().member_id == colleague.pk

    def test_a_device_is_silenced_from_the_list_by_its_owner_only(self, client, member, browser):
        with acting_for(member.institution_id):
            device = PushSubscription.objects.get()
        other = Client()
        other.force_login(a_member(member.institution).person)
        other.post(reverse("notices:unsubscribe"), {"device": device.pk})
        with acting_for(member.institution_id):
            assert PushSubscription.objects.exists()
        client.post(reverse("notices:unsubscribe"), {"device": device.pk})
        with acting_for(member.institution_id):
            assert not PushSubscription.objects.exists()

    def test_the_list_shows_what_is_unread_and_all_of_it(self, client, member):
        empty = client.get(reverse("notices:list"))
        assert empty.status_code == 200
        with acting_for(member.institution_id):
            tell(member, title="Pertama")
            tell(member, title="Kedua", url="/konten/7/")
            kept = Notice.objects.latest("pk")
        assert "Pertama" in client.get(reverse("notices:list")).text
        answer = client.get(reverse("notices:open", args=[kept.pk]))
        assert answer["Location"] == "/konten/7/"
        page = client.get(reverse("notices:list")).text
        assert "Kedua" not in page
        assert "Kedua" in client.get(reverse("notices:list"), {"tampil": "semua"}).text
        client.post(reverse("notices:read"))
        assert "Pertama" not in client.get(reverse("notices:list")).text

    def test_the_list_turns_pages(self, client, member):
        with acting_for(member.institution_id):
            for number in range(35):
                tell(member, title=f"Nomor {number:02}")
        first = client.get(reverse("notices:list")).text
        assert "Nomor 34" in first
        assert "Nomor 04" not in first
        with acting_for(member.institution_id):
            last = Notice.objects.order_by("-pk")[29].pk
        assert f"?sebelum={last}" in first
        assert "Nomor 04" in client.get(reverse("notices:list"), {"sebelum": last}).text

    def test_a_notice_leads_to_no_foreign_host(self, client, member):
        with acting_for(member.institution_id):
            tell(member, url="https://evil.example/")
            kept = Notice.objects.get()
        assert client.get(reverse("notices:open", args=[kept.pk]))["Location"] == reverse("notices:list")

    @pytest.mark.parametrize("place", ["open", "read"])
    @pytest.mark.parametrize("same_house", [True, False])
    def test_nobody_reads_what_another_was_told(self, member, place, same_house):
        with acting_for(member.institution_id):
            tell(member)
            kept = Notice.objects.get()
        stranger = Client()
        stranger.force_login(a_member(member.institution if same_house else an_institution()).person)
        if place == "open":
            answer = stranger.get(reverse("notices:open", args=[kept.pk]))
        else:
            answer = stranger.post(reverse("notices:read"), {"notice": kept.pk})
        assert answer.status_code == 404
