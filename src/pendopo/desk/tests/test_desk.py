from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState
from pendopo.desk import lines
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_letter, a_member, an_institution

NOW = datetime.now(UTC)


@pytest.fixture
def office(db):
    return an_institution("Kabupaten Mekarjaya")


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def an_unsure_delivery(office, account, text="Posyandu keliling"):
    with acting_for(office.pk):
        delivery = publishing.plan(
            kind="post",
            institution_id=office.pk,
            account_id=account.pk,
            due_at=NOW,
            now=NOW,
            origin="test.thing",
            origin_id=1,
            title=text,
            said={"text": text},
        )
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.UNSURE)
    return delivery


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_desk_and_a_menu_whose_ways_lead_somewhere(office, role):
    client = signed_in(a_member(office, role))
    page = client.get("/")
    assert page.status_code == 200
    menu = page.context["menu"]
    for section in menu:
        for item in section.items:
            assert client.get(item.url, follow=True).status_code == 200, item.label


def test_an_empty_desk_says_so_kindly(office):
    member = a_member(office, Role.APPROVER)
    assert not lines_of(member)
    assert signed_in(member).get("/").status_code == 200


def lines_of(member):
    with acting_for(member.institution_id):
        return lines.lines(member, NOW)


def test_what_only_a_person_can_decide_comes_first(office):
    account = an_account(office, responsible=None)
    an_unsure_delivery(office, account)
    found = lines_of(a_member(office, Role.APPROVER, Role.ADMINISTRATOR))
    assert (found[0].title, found[0].group) == ("Posyandu keliling", lines.Group.NOW)
    assert any(line.icon == "accounts" for line in found)


def test_a_letter_that_ends_soon_is_on_the_administrators_desk(office):
    member = a_member(office, Role.OPERATOR, letter=False, name="Joko")
    with acting_for(office.pk):
        a_letter(member, days=5)
    found = lines_of(a_member(office, Role.ADMINISTRATOR))
    assert any("Joko" in line.title for line in found)


def test_a_stranger_sees_none_of_it(office):
    an_unsure_delivery(office, an_account(office))
    stranger = a_member(an_institution(), Role.APPROVER)
    assert lines_of(stranger) == []
    assert "Posyandu keliling" not in signed_in(stranger).get("/", follow=True).text


def test_the_search_finds_what_the_member_may_open(office):
    an_account(office, name="Akun Mekarjaya")
    client = signed_in(a_member(office, Role.OPERATOR))
    assert "Akun Mekarjaya" in client.get(reverse("desk:search"), {"q": "mekar"}).text
    assert client.get(reverse("desk:search"), {"q": "\x00"}).status_code == 200


def test_the_stop_is_told_on_every_page(office):
    approver = a_member(office, Role.APPROVER)
    with acting_for(office.pk):
        publishing.stop_all(why="Gempa", by=approver, now=NOW + timedelta(seconds=1))
    page = signed_in(approver).get(reverse("accounts:register"))
    assert page.context["menu"].crisis.words["stop"].why == "Gempa"


def test_the_menu_costs_few_questions(office, django_assert_max_num_queries):
    client = signed_in(a_member(office, Role.OPERATOR))
    client.get(reverse("ui:kit"))
    with django_assert_max_num_queries(14):
        client.get(reverse("ui:kit"))
