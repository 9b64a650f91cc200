"""Codes from the phone, passkeys, and roles that must have one of them."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pendopo.institution.models import Institution
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.authenticator import Passkey
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.signing_in import (
    PROFILE,
    a_code,
    confirmed,
    is_in,
    sign_in,
    with_totp,
)


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
