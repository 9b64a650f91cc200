"""Signing in with what an issuer says of a person."""

from __future__ import annotations

import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client
from django.urls import reverse

from pendopo.institution.models import Person
from pendopo.institution.tests.signing_in import (
    is_in,
    sign_in,
    with_totp,
)

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
