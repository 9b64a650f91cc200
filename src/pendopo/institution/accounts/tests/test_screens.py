from __future__ import annotations

import pytest
from django.urls import reverse

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.networks.practice.tests.hostile import running


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def administrator(office):
    return a_member(office, Role.ADMINISTRATOR)


def test_an_empty_register_teaches_the_first_step(administrator):
    answer = signed_in(administrator).get(reverse("accounts:register"))
    assert reverse("accounts:choose") in answer.text


def test_the_register_shows_what_is_not_in_order(office, administrator):
    an_account(office, responsible=None, name="Diskominfo")
    answer = signed_in(administrator).get(reverse("accounts:register"))
    assert "Diskominfo" in answer.text


def test_a_form_that_is_refused_keeps_what_was_typed(office, administrator):
    account = an_account(office)
    answer = signed_in(administrator).post(
        reverse("accounts:account", args=[account.pk]),
        {
            "custodian_one": administrator.pk,
            "custodian_two": administrator.pk,
            "mailbox": "medsos@contoh.go.id",
            "silent_after_days": 9,
        },
    )
    assert answer.status_code == 422
    assert "medsos@contoh.go.id" in answer.text
    assert "dua orang yang berbeda" in answer.text
    assert "two_custodians" not in answer.text


def test_a_saved_register_entry_is_there_the_next_time(office, administrator):
    account = an_account(office)
    client = signed_in(administrator)
    answer = client.post(
        reverse("accounts:account", args=[account.pk]),
        {"mailbox": "medsos@contoh.go.id", "silent_after_days": 9},
        follow=True,
    )
    assert answer.status_code == 200
    assert "medsos@contoh.go.id" in answer.text


def test_a_wrong_token_is_told_at_its_field(administrator):
    with running() as server:
        answer = signed_in(administrator).post(
            reverse("accounts:connect", args=["practice"]), {"base": server.base, "token": "wrong"}
        )
    assert answer.status_code == 422
    assert server.base in answer.text


def test_an_account_is_connected_from_the_screen(office, administrator):
    with running() as server:
        answer = signed_in(administrator).post(
            reverse("accounts:connect", args=["practice"]),
            {"base": server.base, "token": "akun-dinas-kominfo"},
        )
    assert answer.status_code == 302
    with acting_for(office.pk):
        account = SocialAccount.objects.get()
    assert answer["Location"] == reverse("accounts:account", args=[account.pk])


@pytest.mark.parametrize("name", ["account", "check", "close"])
def test_a_stranger_from_another_institution_finds_nothing(office, name):
    account = an_account(office)
    stranger = a_member(an_institution(), Role.ADMINISTRATOR)
    answer = signed_in(stranger).post(reverse(f"accounts:{name}", args=[account.pk]), {"why": "x"})
    assert answer.status_code == 404


def test_an_operator_sees_the_register_and_changes_nothing(office):
    account = an_account(office)
    client = signed_in(a_member(office, Role.OPERATOR))
    assert client.get(reverse("accounts:account", args=[account.pk])).status_code == 200
    answer = client.post(reverse("accounts:close", args=[account.pk]), {"why": "x"})
    assert answer.status_code == 422
