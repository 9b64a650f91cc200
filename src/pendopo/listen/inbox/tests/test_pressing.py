"""Danger first: what sounds urgent stands above the list, whichever tab is open and however old it is."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions, queries
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.queries import A_PAGE, Filters, Tab
from pendopo.listen.inbox.tests.builders import a_conversation

LIST = reverse("inbox:list")


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def operator(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def account(office):
    return an_account(office)


def urgent(row: Conversation, *, sure: float = 0.95) -> Conversation:
    Conversation.objects.filter(pk=row.pk).update(urgency="high", urgency_sure=sure)
    return row


def an_hour(account, text, *, ago: int) -> Conversation:
    return a_conversation(account, text, said_at=timezone.now() - timedelta(hours=ago))


@pytest.fixture
def house(office, account):
    """A page full of small talk, and a fire that was written before all of it."""
    with acting_for(office.pk):
        fire = urgent(an_hour(account, "Rumah di RT 3 ada apinya", ago=60))
        for number in range(A_PAGE + 2):
            an_hour(account, f"Selamat pagi {number}", ago=number + 1)
    return fire


def order_of(text: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'href="/masukan/(\d+)/\?', text)]


@pytest.mark.parametrize("tab", ["", "belum-dibaca", "saya", "menunggu"])
def test_it_stands_first_and_once_in_every_tab_of_what_is_to_be_done(operator, house, tab):
    page = signed_in(operator).get(LIST, {"lihat": tab} if tab else {})
    found = order_of(page.text)
    assert found[0] == house.pk
    assert found.count(house.pk) == 1
    assert "Lihat ini lebih dahulu" in page.text


@pytest.mark.parametrize(
    "asked", [{"lihat": "selesai"}, {"maksud": "question"}, {"umur": "quick"}, {"cari": "pagi"}]
)
def test_who_looks_for_something_finds_only_that(operator, house, asked):
    assert house.pk not in order_of(signed_in(operator).get(LIST, asked).text)


def test_nobody_is_lost_between_the_pages(office, operator, account, house):
    with acting_for(office.pk):
        for number in range(3):
            urgent(an_hour(account, f"Tolong, banjir {number}", ago=number))
        wanted = set(Conversation.objects.values_list("pk", flat=True))
        seen, before = set(), None
        for _page in range(3):
            found = queries.page(operator, Filters(tab=Tab.WAITING), before=before, now=timezone.now())
            seen |= {line.conversation.pk for line in (*found.pressing, *found.lines)}
            if (before := found.older) is None:
                break
    assert before is None
    assert seen == wanted


def test_five_stand_there_and_the_rest_is_one_press_away(office, operator, account):
    with acting_for(office.pk):
        rows = [urgent(an_hour(account, f"Kebakaran {number}", ago=number)) for number in range(7)]
    client = signed_in(operator)
    page = client.get(LIST).text
    assert "Semua yang mendesak" in page
    address = re.search(r'href="([^"]+)">Semua yang mendesak', page)[1].replace("&amp;", "&")
    assert set(order_of(client.get(address).text)) == {one.pk for one in rows}


def test_what_is_done_stands_where_it_always_did(office, operator, account):
    with acting_for(office.pk):
        row = an_hour(account, "Kebakaran", ago=9)
        actions.close(conversation=row, disposition="referred", reason="", by=operator, now=timezone.now())
        urgent(row)
    assert "Lihat ini lebih dahulu" not in signed_in(operator).get(LIST).text


def test_what_is_too_unsure_to_wake_anybody_is_still_looked_at_first(office, operator, account):
    with acting_for(office.pk):
        row = urgent(an_hour(account, "Rumah roboh, ada yang terjebak", ago=9), sure=0.6)
        an_hour(account, "Selamat pagi", ago=1)
        assert not queries.urgent(operator, now=timezone.now())
    assert order_of(signed_in(operator).get(LIST).text)[0] == row.pk


def test_an_open_list_hears_of_a_fire_though_its_lines_are_the_same(office, operator, account):
    with acting_for(office.pk):
        row = an_hour(account, "Selamat siang", ago=1)
    client = signed_in(operator)
    mark = client.get(LIST).context["mark"]
    news = f"{reverse('inbox:list_news')}?lihat=menunggu&tanda={mark}"
    assert client.get(news).status_code == 204
    with acting_for(office.pk):
        urgent(row)
    assert "Lihat ini lebih dahulu" in client.get(news).text


def test_it_is_looked_up_in_an_index_of_its_own(office, operator, account):
    with acting_for(office.pk):
        for number in range(30):
            an_hour(account, f"Selamat pagi {number}", ago=number)
        asked = str(queries.lists.pressing(operator).values("pk")[:6].query)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {_quoted(asked)}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "inbox_pressing" in plan


def _quoted(asked: str) -> str:
    """Django writes a statement without quotes around its words."""
    return re.sub(r"= (high|done)\b", r"= '\1'", asked)
