"""Somebody of another institution walks to every address with this institution's numbers, and finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from pendopo.desk import demo
from pendopo.foundation.tenancy import TenantModel, acting_for, whole_house
from pendopo.foundation.web import is_public
from pendopo.institution.models import Institution
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution

# Which table a number in an address names.
NUMBERS = {
    "item_id": "content.ContentItem",
    "source_id": "content.Source",
    "note_id": "content.Note",
    "pillar_id": "content.Pillar",
    "campaign_id": "content.Campaign",
    "picture_id": "content.Picture",
    "delivery_id": "publishing.Delivery",
    "account_id": "accounts.SocialAccount",
    "conversation_id": "inbox.Conversation",
    "reply_id": "inbox.Reply",
    "message_id": "inbox.Message",
    "saved_id": "inbox.SavedReply",
    "member_id": "institution.Member",
    "letter_id": "institution.AssignmentLetter",
    "unit_id": "institution.OrgUnit",
    "token_id": "portal.Token",
    "notice_id": "notices.Notice",
}
# A number within one row, which its own address names first.
WITHIN = {"number": 1, "edge": 320, "place": 0}
# One shared network to practise on: everybody in the house may speak there, on every account.
SHARED = ("practice",)
OUTSIDE = ("ui", "account", "mfa", "socialaccount", "usersessions")


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, room: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the rooms."""
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, one.app_name or room)
        elif one.name and room and room not in (*SHARED, *OUTSIDE):
            yield room, one


def asked_of(pattern: URLPattern) -> set[str]:
    return set(pattern.pattern.converters)


def known_to(institution: Institution) -> dict[str, int]:
    """A row of this institution for each number an address may hold."""
    found: dict[str, int] = {}
    with acting_for(institution.pk):
        for argument, label in NUMBERS.items():
            row = apps.get_model(label).objects.order_by("pk").first()
            if row is not None:
                found[argument] = row.pk
    return found


def fingerprint(institution: Institution) -> dict[str, list[dict[str, Any]]]:
    """Every row of this institution, to see afterwards that none was touched."""
    with acting_for(institution.pk):
        return {
            model._meta.label: list(model.objects.filter(institution=institution).order_by("pk").values())
            for model in apps.get_models()
            if issubclass(model, TenantModel) and not model._meta.abstract
        }


def test_every_number_in_an_address_has_its_table():
    unknown = (
        {
            argument
            for _room, pattern in addresses()
            if not is_public(pattern.callback)
            for argument, converter in pattern.pattern.converters.items()
            if type(converter).__name__ == "IntConverter"
        }
        - set(NUMBERS)
        - set(WITHIN)
    )
    assert not unknown


@pytest.mark.django_db
@pytest.mark.slow
def test_a_stranger_with_every_role_opens_and_changes_nothing_of_another_institution():
    demo.fill(now=timezone.now())
    with whole_house("a test looks for the institution it has just filled"):
        house = Institution.objects.get()
    ids = known_to(house)
    before = fingerprint(house)
    stranger = a_member(an_institution(), *Role)
    client = Client(raise_request_exception=False)
    client.force_login(stranger.person)
    walked = 0
    leaks = []
    for room, pattern in addresses():
        asked = asked_of(pattern)
        named = asked & set(NUMBERS)
        if (
            not named
            or not named <= set(ids)
            or is_public(pattern.callback)
            or not asked <= {*NUMBERS, *WITHIN}
        ):
            continue
        walked += 1
        url = reverse(f"{room}:{pattern.name}", kwargs={one: ids.get(one, WITHIN.get(one)) for one in asked})
        for method in ("get", "post"):
            status = getattr(client, method)(url).status_code
            if status not in {403, 404, 405}:
                leaks.append((method, url, status))
    assert not leaks
    assert walked > 30
    assert fingerprint(house) == before
