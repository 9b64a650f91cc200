"""People who sign in as people do: by typing, and with a second factor where they have one."""

from __future__ import annotations

from datetime import UTC, datetime

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
PASSWORD = "kata sandi yang panjang"
PROFILE = "/lembaga/saya/"


def sign_in(member, password=PASSWORD, client=None, **extra):
    client = client or Client(**extra)
    client.last = client.post(reverse("account_login"), {"login": member.person.email, "password": password})
    return client


def is_in(client):
    return client.get(PROFILE).status_code == 200


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
