from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from pendopo.foundation.tenancy import acting_for
from pendopo.institution import first_run
from pendopo.institution.models import Institution, Member, Person
from pendopo.institution.people import actions, sessions
from pendopo.institution.people.invitations import password_link
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.authenticator import Passkey
from pendopo.institution.tests.builders import a_member, an_institution

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
PASSWORD = "kata sandi yang panjang"
PROFILE = "/lembaga/saya/"


@pytest.fixture
def member(db):
    return a_member(None, Role.OPERATOR)


def sign_in(member, password=PASSWORD, client=None, **extra):
    client = client or Client(**extra)
    client.last = client.post(reverse("account_login"), {"login": member.person.email, "password": password})
    return client


def is_in(client):
    return client.get(PROFILE).status_code == 200


class TestPasswords:
    def test_let_in_and_out(self, member):
        client = sign_in(member)
        assert is_in(client)
        client.post(reverse("account_logout"))
        assert not is_in(client)

    def test_do_not_depend_on_how_the_address_is_written(self, member):
        client = Client()
        client.post(reverse("account_login"), {"login": member.person.email.upper(), "password": PASSWORD})
        assert is_in(client)

    def test_lead_back_to_where_one_wanted_to_go(self, member):
        client = Client()
        wanted = client.get("/lembaga/unit/?x=1")["Location"]
        answer = client.post(wanted, {"login": member.person.email, "password": PASSWORD})
        assert answer["Location"] == "/lembaga/unit/?x=1"

    def test_lead_to_no_foreign_host(self, member):
        answer = Client().post(
            reverse("account_login") + "?next=https://evil.example/",
            {"login": member.person.email, "password": PASSWORD},
        )
        assert answer["Location"] == "/"

    @pytest.mark.parametrize("short", ["pendek12345", "123456789012", "passwordpassword"[:8]])
    def test_are_long(self, member, short):
        client = sign_in(member)
        answer = client.post(
            reverse("account_change_password"),
            {"oldpassword": PASSWORD, "password1": short, "password2": short},
        )
        assert answer.status_code == 200
        member.person.refresh_from_db()
        assert member.person.check_password(PASSWORD)

    def test_are_set_by_the_link_of_an_invitation_once(self, member):
        with acting_for(member.institution_id):
            administrator = a_member(member.institution, Role.ADMINISTRATOR)
            budi = actions.invite_member(
                email="budi@contoh.go.id", name="Budi", roles=[Role.OPERATOR], by=administrator, now=NOW
            )
        link = urlsplit(password_link(budi.person)).path
        client = Client()
        form = client.get(link)["Location"]
        answer = client.post(
            form, {"password1": "empat kata baru sekali", "password2": "empat kata baru sekali"}
        )
        assert answer.status_code == 302
        assert is_in(client)
        again = Client().get(link)
        assert again.status_code == 200
        assert "password1" not in again.text

    def test_are_not_told_apart_from_addresses(self, member, mailoutbox):
        known = Client().post(reverse("account_reset_password"), {"email": member.person.email})
        unknown = Client().post(reverse("account_reset_password"), {"email": "tidak@ada.go.id"})
        assert known.status_code == unknown.status_code == 302
        assert known["Location"] == unknown["Location"]
        assert [mail.to for mail in mailoutbox] == [[member.person.email]]

    def test_links_in_mail_lead_to_our_own_address_whatever_the_host_header_says(self, member, mailoutbox):
        Client().post(
            reverse("account_reset_password"),
            {"email": member.person.email},
            headers={"Host": "evil.example"},
        )
        assert "evil.example" not in mailoutbox[0].body
        assert "http://127.0.0.1:8000/masuk/" in mailoutbox[0].body


class TestLimits:
    def test_hold_after_five_wrong_passwords(self, member):
        client = Client()
        for _ in range(5):
            sign_in(member, "salah sama sekali", client)
        sign_in(member, PASSWORD, client)
        assert not is_in(client)

    def test_are_counted_for_each_person_apart(self, member):
        colleague = a_member(member.institution)
        for _ in range(5):
            sign_in(member, "salah sama sekali")
        assert is_in(sign_in(colleague))

    def test_are_counted_in_the_database_by_the_role_that_owns_nothing(self, member):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("pendopo_app",)
        sign_in(member, "salah sama sekali")
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM foundation_cache")
            assert cursor.fetchone()[0] >= 1
        cache.set("x", 1, 60)
        assert cache.add("x", 2) is False
        cache.delete("x")
        assert cache.add("x", 2) is True

    def test_hold_for_one_address_of_the_network(self, db):
        answers = [
            Client().post(
                reverse("account_login"), {"login": f"x{n}@contoh.go.id", "password": "salah sama sekali"}
            )
            for n in range(31)
        ]
        assert answers[-1].status_code == 429


def a_code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def confirmed(client):
    """Before anything about security changes, the password is asked once more."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def with_totp(client):
    page = confirmed(client).get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": a_code(secret)})
    assert answer.status_code == 302
    return secret


class TestCodesFromThePhone:
    def test_are_asked_after_the_password(self, member):
        secret = with_totp(sign_in(member))
        client = sign_in(member)
        assert client.last["Location"].startswith(reverse("mfa_authenticate"))
        assert not is_in(client)
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert not is_in(client)
        cache.clear()  # a code works once; this one was used to activate
        client.post(reverse("mfa_authenticate"), {"code": a_code(secret)})
        assert is_in(client)

    def test_are_sealed_in_the_table(self, member):
        secret = with_totp(sign_in(member))
        kept = Authenticator.objects.get(user=member.person, type="totp").data["secret"]
        assert secret not in kept

    def test_have_recovery_codes_that_work_once(self, member):
        client = sign_in(member)
        with_totp(client)
        codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        assert len(codes) == 10
        lost = sign_in(member)
        lost.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_in(lost)
        again = sign_in(member)
        again.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert not is_in(again)


class TestPasskeys:
    @pytest.fixture
    def passkey(self, member):
        client, passkey = confirmed(sign_in(member)), Passkey()
        options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
        answer = client.post(
            reverse("mfa_add_webauthn"),
            {"name": "Ponsel", "passwordless": "on", "credential": passkey.register(_plain(options))},
        )
        assert answer.status_code == 302
        return passkey

    def test_open_the_house_without_a_password(self, member, passkey):
        client = Client()
        options = client.get(
            reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"}
        ).json()["request_options"]
        client.post(reverse("mfa_login_webauthn"), {"credential": passkey.sign(options)})
        assert is_in(client)

    def test_of_a_stranger_open_nothing(self, member, passkey):
        stranger = Passkey()
        stranger.id, stranger.user = passkey.id, passkey.user
        client = Client()
        options = client.get(
            reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"}
        ).json()["request_options"]
        client.post(reverse("mfa_login_webauthn"), {"credential": stranger.sign(options)})
        assert not is_in(client)

    def test_are_asked_after_the_password_as_well(self, member, passkey):
        client = sign_in(member)
        assert not is_in(client)
        page = client.get(reverse("mfa_authenticate"))
        options = page.context["js_data"]["request_options"]
        client.post(reverse("mfa_authenticate"), {"credential": passkey.sign(_plain(options))})
        assert is_in(client)


def _plain(options):
    """As it stands in the page."""
    return json.loads(json.dumps(options, default=dict))


class TestARequiredSecondFactor:
    @pytest.fixture(autouse=True)
    def required(self, member):
        Institution.objects.filter(pk=member.institution_id).update(requires_second_factor=["operator"])

    def test_sends_everything_to_its_page_first(self, member):
        client = sign_in(member)
        for place in (PROFILE, reverse("institution:people"), reverse("notices:list")):
            answer = client.get(place)
            assert answer.status_code == 302
            assert answer["Location"] == reverse("mfa_index")
        assert client.post(PROFILE, {"name": "x"}).status_code == 302
        assert client.get(reverse("mfa_index")).status_code == 200

    def test_is_no_longer_asked_once_it_is_there(self, member):
        client = sign_in(member)
        with_totp(client)
        assert is_in(client)

    def test_is_not_asked_of_other_roles(self, member):
        assert is_in(sign_in(a_member(member.institution, Role.LEADER)))


class TestSessions:
    def test_are_listed_with_their_device_and_ended(self, member):
        phone = sign_in(member, HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile")
        desk = sign_in(member, HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64) Firefox/132.0")
        assert is_in(phone)
        assert is_in(desk)
        page = desk.get(reverse("usersessions_list"))
        assert "Chrome" in page.text
        desk.post(reverse("usersessions_list"))
        assert is_in(desk)
        assert not is_in(phone)

    def test_are_noted_again_after_a_minute_and_at_once_from_a_new_place(self, member, monkeypatch):
        phone = sign_in(member)
        assert is_in(phone)

        def noted() -> UserSession:
            return UserSession.objects.get(session_key=phone.session.session_key)

        UserSession.objects.update(last_seen_at=NOW)
        assert is_in(phone)
        assert noted().last_seen_at == NOW
        monkeypatch.setattr(sessions, "NOTED_AGAIN_AFTER", 0)
        assert is_in(phone)
        assert noted().last_seen_at != NOW
        monkeypatch.setattr(sessions, "NOTED_AGAIN_AFTER", 3600)
        phone.get(PROFILE, headers={"User-Agent": "Mozilla/5.0 Firefox/132.0"})
        assert "Firefox" in noted().user_agent

    def test_end_everywhere_else_when_the_password_changes(self, member):
        phone, desk = sign_in(member), sign_in(member)
        assert is_in(phone)
        desk.post(
            reverse("account_change_password"),
            {
                "oldpassword": PASSWORD,
                "password1": "empat kata baru sekali",
                "password2": "empat kata baru sekali",
            },
        )
        assert not is_in(phone)


def test_nobody_signs_up_by_themselves(db):
    answer = Client().post(
        reverse("account_signup"), {"email": "x@contoh.go.id", "password1": "empat kata baru sekali"}
    )
    assert not Person.objects.exists()
    assert answer.status_code in {200, 302, 403}


def test_htmx_is_sent_to_sign_in_as_a_whole_page(db):
    answer = Client().get(PROFILE, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(reverse("account_login"))


class TestTheFirstRunPage:
    FORM = {
        "name": "Pemerintah Kabupaten Contoh",
        "zone": "Asia/Makassar",
        "administrator": "Ratna",
        "email": "Ratna@contoh.go.id",
        "password": "empat kata yang panjang",
    }

    def test_makes_the_institution_and_signs_in(self, db):
        token = first_run.new_token()
        client = Client()
        assert client.get("/mulai/", {"token": token}).status_code == 200
        answer = client.post("/mulai/", {**self.FORM, "token": token})
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert is_in(client)
        assert Institution.objects.get().zone == "Asia/Makassar"
        assert Person.objects.get().email == "ratna@contoh.go.id"

    def test_opens_once(self, db):
        token = first_run.new_token()
        Client().post("/mulai/", {**self.FORM, "token": token})
        for answer in (
            Client().get("/mulai/", {"token": token}),
            Client().post("/mulai/", {**self.FORM, "token": token}),
        ):
            assert answer.status_code == 410
            assert reverse("account_login") in answer.text
        assert Institution.objects.count() == 1

    @pytest.mark.parametrize("token", ["", "salah", "x" * 5000])
    def test_says_what_to_do_with_a_wrong_token(self, db, token):
        first_run.new_token()
        answer = Client().post("/mulai/", {**self.FORM, "token": token})
        assert answer.status_code == 403
        assert "terminal" in answer.text
        assert not Institution.objects.exists()

    def test_an_old_token_does_not_open_any_more(self, db):
        token = first_run.new_token()
        cache.delete(first_run.PLACE)
        assert Client().get("/mulai/", {"token": token}).status_code == 403

    def test_keeps_what_was_typed_when_the_password_is_weak(self, db):
        token = first_run.new_token()
        answer = Client().post("/mulai/", {**self.FORM, "password": "pendek", "token": token})
        assert answer.status_code == 422
        assert "Pemerintah Kabupaten Contoh" in answer.text
        assert token in answer.text
        assert not Institution.objects.exists()


ISSUER = """
import sys, threading, oidc_provider_mock
with oidc_provider_mock.run_server_in_thread() as server:
    print(server.server_port, flush=True)
    threading.Event().wait()
"""


@pytest.fixture(scope="module")
def issuer():
    """In a process of its own: what its libraries warn of is no affair of ours."""
    command = [sys.executable, "-W", "ignore", "-c", ISSUER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            yield f"http://localhost:{int(server.stdout.readline())}"
        finally:
            server.kill()


class TestSingleSignOn:
    """With a real issuer on a port of this machine."""

    @pytest.fixture(autouse=True)
    def configured(self, settings, issuer):
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "APPS": [
                    {
                        "provider_id": "sso",
                        "name": "SSO Kabupaten",
                        "client_id": "pendopo",
                        "secret": "rahasia",
                        "settings": {"server_url": issuer},
                    }
                ]
            }
        }

    def walk(self, client, issuer, email, *, verified=True):
        """As a browser would: to the issuer, sign in there, and back with a code."""
        httpx.put(
            f"{issuer}/users/subjek-{email}",
            json={"email": email, "email_verified": verified, "name": "Budi"},
        ).raise_for_status()
        to_issuer = client.get("/masuk/oidc/sso/login/")
        assert to_issuer.status_code == 302
        assert parse_qs(urlsplit(to_issuer["Location"]).query)["client_id"] == ["pendopo"]
        back = httpx.post(to_issuer["Location"], data={"sub": f"subjek-{email}"}, follow_redirects=False)
        place = urlsplit(back.headers["location"])
        return client.get(f"{place.path}?{place.query}")

    def test_stands_on_the_sign_in_page(self, db):
        page = Client().get(reverse("account_login")).text
        assert "SSO Kabupaten" in page
        assert "/masuk/oidc/sso/login/" in page

    def test_lets_in_who_was_invited(self, member, issuer):
        client = Client()
        assert self.walk(client, issuer, member.person.email)["Location"] == "/"
        assert is_in(client)
        again = Client()
        self.walk(again, issuer, member.person.email)
        assert is_in(again)

    def test_lets_in_nobody_else(self, member, issuer):
        client = Client()
        answer = self.walk(client, issuer, "orang@lain.example")
        assert answer["Location"] == reverse("account_login")
        assert not is_in(client)
        assert not Person.objects.filter(email="orang@lain.example").exists()

    def test_believes_only_verified_addresses(self, member, issuer):
        client = Client()
        answer = self.walk(client, issuer, member.person.email, verified=False)
        assert answer["Location"] == reverse("account_login")
        assert not is_in(client)

    def test_asks_for_the_second_factor_all_the_same(self, member, issuer):
        with_totp(sign_in(member))
        client = Client()
        answer = self.walk(client, issuer, member.person.email)
        assert answer["Location"].startswith(reverse("mfa_authenticate"))
        assert not is_in(client)


def test_whoever_belongs_nowhere_is_told_so(db):
    member = a_member(an_institution())
    with acting_for(member.institution_id):
        Member.objects.filter(pk=member.pk).update(left_at=NOW)
    client = sign_in(member)
    answer = client.get(PROFILE)
    assert answer.status_code == 403
    assert member.person.email in answer.text
    assert reverse("account_logout") in answer.text
