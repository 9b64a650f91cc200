"""The desk, the menu and the search, as people in each role meet them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.desk.menu import menu
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.states import AccountState
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return an_institution()


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


@pytest.mark.parametrize("role", Role)
def test_the_desk_and_everything_in_the_menu_open_for_every_role(office, role):
    client = signed_in(a_member(office, role))
    home = client.get("/")
    assert home.status_code == 200
    around = home.context["menu"]
    items = [item for section in around for item in section.items] + list(around.bar) + list(around.profile)
    for item in items:
        answer = client.get(item.url)
        assert answer.status_code == 200 or answer.url.startswith("/masuk/"), item


def test_an_operator_is_not_shown_what_only_administrators_may_open(office):
    page = signed_in(a_member(office, Role.OPERATOR)).get("/").content.decode()
    assert reverse("institution:people") not in page
    assert reverse("inbox:list") in page


def test_an_empty_desk_says_so_kindly(office):
    page = signed_in(a_member(office, Role.OPERATOR)).get("/").content.decode()
    assert reverse("content:new") in page
    assert 'id="group-now"' not in page


def test_a_new_house_shows_the_first_steps_until_they_are_done(office):
    administrator = a_member(office, Role.ADMINISTRATOR)
    assert len(signed_in(administrator).get("/").context["steps"]) == 4


def test_an_account_to_be_connected_again_stands_under_now_for_those_who_can_do_it(office):
    account = an_account(office, state=AccountState.RECONNECT)
    editor, operator = a_member(office, Role.EDITOR), a_member(office, Role.OPERATOR)
    at = reverse("accounts:account", args=[account.pk])
    groups = signed_in(editor).get("/").context["groups"]
    assert at in [line.url for key, _label, lines in groups if key == "now" for line in lines]
    assert at not in [
        line.url for _, _, lines in signed_in(operator).get("/").context["groups"] for line in lines
    ]


def test_another_institution_sees_nothing_of_it(office):
    account = an_account(office, state=AccountState.RECONNECT, name="Akun Rahasia")
    stranger = signed_in(a_member(an_institution(), *Role))
    assert str(account) not in stranger.get("/").content.decode()
    assert stranger.get("/cari/", {"q": str(account)}).context["groups"] == []


def test_searching_finds_accounts_and_people_for_whom_may_see_them(office):
    an_account(office, name="Dinas Air", responsible=a_member(office, name="Airlangga"))
    administrator, operator = a_member(office, Role.ADMINISTRATOR), a_member(office, Role.OPERATOR)
    icons = {found.icon for found in signed_in(administrator).get("/cari/", {"q": "air"}).context["groups"]}
    assert icons >= {"accounts", "people"}
    icons = {found.icon for found in signed_in(operator).get("/cari/", {"q": "air"}).context["groups"]}
    assert "accounts" in icons
    assert "people" not in icons


def test_the_desk_asks_as_few_questions_as_ever(office, django_assert_max_num_queries):
    for _number in range(3):
        an_account(office)
    client = signed_in(a_member(office, Role.EDITOR))
    client.get("/")
    with django_assert_max_num_queries(40):
        client.get("/")


def test_the_menu_costs_five_questions(office, django_assert_num_queries, rf):
    member = a_member(office, *Role)
    request = rf.get("/")
    request.member = member
    with acting_for(office.pk), django_assert_num_queries(5 + 3):
        # Five of its own; opening the institution's savepoint, naming it and closing it are three more.
        str(menu(request)["menu"].sections)
