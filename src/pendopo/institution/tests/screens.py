"""Somebody at a screen of the institution, without having typed a password."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from pendopo.institution.models import Member


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def at(name: str, *args: object) -> str:
    """The address of a page of this room."""
    return reverse(f"institution:{name}", args=args)
