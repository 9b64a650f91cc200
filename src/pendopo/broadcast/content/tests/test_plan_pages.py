"""The plan on the screen: pillars, campaigns, lanes, and what the rules know."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pendopo.broadcast.content import office as offices
from pendopo.broadcast.content.models import Campaign, OfficeRules, Pillar
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


@pytest.fixture
def chief(client, office):
    member = a_member(office, Role.ADMINISTRATOR, Role.EDITOR)
    client.force_login(member.person)
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"content:{name}", args=args)


def test_a_pillar_is_made_and_changed(chief):
    asked = {"name": "Layanan", "about": "", "dye": "3", "share_percent": "70"}
    assert chief.post(page("new_pillar"), asked).status_code == 302
    pillar = Pillar.objects.get()
    assert (pillar.dye, pillar.share_percent) == (3, 70)
    assert chief.post(page("new_pillar"), asked).status_code == 422
    chief.post(page("pillar", pillar.pk), asked | {"is_closed": "on"})
    pillar.refresh_from_db()
    assert pillar.closed_at
    assert chief.get(page("pillar", pillar.pk)).status_code == 200


def test_a_campaign_is_made(chief):
    asked = {"name": "Vaksin", "starts_on": "2026-12-01", "ends_on": "2026-11-01"}
    assert chief.post(page("new_campaign"), asked).status_code == 422
    assert chief.post(page("new_campaign"), asked | {"ends_on": "2026-12-07"}).status_code == 302
    assert chief.get(page("campaign", Campaign.objects.get().pk)).status_code == 200


def test_a_lane_is_changed_but_keeps_a_decision(chief, office):
    asked = {"name0": "approval", "role0": "approver", "minutes0": "45", "name1": "", "name2": ""}
    assert chief.get(page("lane", "routine")).status_code == 200
    assert chief.post(page("lane", "routine"), asked).status_code == 302
    assert [step.minutes for step in offices.lane_of(office.pk, "routine").steps] == [45]
    assert chief.post(page("lane", "routine"), asked | {"role0": "editor"}).status_code == 422
    assert chief.get(page("lane", "lain")).status_code == 404


def test_an_election_period_is_entered_and_taken_out(chief):
    asked = {
        "name": "Pilkada",
        "first": "2026-11-01",
        "last": "2026-12-01",
        "candidates": "2, Budi Santoso, Pak Budi",
    }
    assert chief.post(page("election"), asked | {"last": "2026-10-01"}).status_code == 422
    assert chief.post(page("election"), asked).status_code == 302
    assert OfficeRules.objects.get().elections[0]["candidates"] == [
        {"name": "Budi Santoso", "number": 2, "other_names": ["Pak Budi"]}
    ]
    assert "Budi Santoso" in chief.get(page("plan")).content.decode()
    chief.post(page("drop_election", 0))
    assert OfficeRules.objects.get().elections == []
    assert chief.post(page("drop_election", 0)).status_code == 404


def test_listed_numbers_and_exempt_words_are_kept(chief):
    asked = {
        "phones": "0811-2222-3333\n",
        "emails": "",
        "bank_accounts": "",
        "exempt": "3/2026: sandi gudang\nkosong",
    }
    refused = chief.post(page("listed"), asked)
    assert refused.status_code == 422
    assert "“kosong”" in refused.text
    assert not OfficeRules.objects.exists()
    asked["exempt"] = "3/2026: sandi gudang\n"
    assert chief.post(page("listed"), asked).status_code == 302
    rules = OfficeRules.objects.get()
    assert rules.published["phones"] == ["0811-2222-3333"]
    assert rules.exempt == [{"number": "3/2026", "words": "sandi gudang"}]
    assert "sandi gudang" in chief.get(page("listed")).content.decode()


@pytest.mark.parametrize("name", ["new_pillar", "new_campaign", "election", "listed"])
def test_those_who_may_not_plan_are_refused(client, office, name):
    member = a_member(office, Role.AUDITOR)
    client.force_login(member.person)
    assert client.get(page("plan")).status_code == 200
    asked = {"name": "X", "dye": "1", "first": "2026-11-01", "last": "2026-12-01", "phones": "", "exempt": ""}
    assert client.post(page(name), asked).status_code == 422
    assert not Pillar.objects.exists()
    assert not OfficeRules.objects.exists()
