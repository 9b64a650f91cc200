"""Keys lead through the cases as they lead through the inbox: J and K along the list, R to answer, E to close."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils.timezone import now

from pendopo.foundation.tenancy import acting_as
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.serve.cases import actions, queries
from pendopo.serve.cases.queries import Filters, Tab
from pendopo.serve.cases.states import CaseKind
from pendopo.serve.cases.tests.builders import NOW, a_case, verified


@pytest.fixture
def operator(db):
    return a_member(an_institution(), Role.OPERATOR, name="Sari")


@pytest.fixture
def three(operator):
    """By deadline: an inquiry, then two complaints."""
    with acting_as(operator):
        return [
            a_case(operator, kind=CaseKind.INQUIRY, title="Jam buka"),
            a_case(operator, title="Lampu"),
            a_case(operator, title="Jalan"),
        ]


def keys(page):
    """What each key of a page leads to."""
    found = {}
    for tag in re.findall(r"<a [^>]*data-key=[^>]*>", page):
        key = re.search(r'data-key="([^"]*)"', tag)[1]
        found[key] = re.search(r'href="([^"]*)"', tag)[1].replace("&amp;", "&")
    return found


def test_j_and_k_go_along_the_list_somebody_came_from(operator, three):
    client = signed_in(operator)
    first = keys(client.get(reverse("cases:list")).text)["j"]
    assert first.startswith(reverse("cases:case", args=[three[0].pk]))
    second = keys(client.get(first).text)
    assert "k" not in second
    assert second["j"].startswith(reverse("cases:case", args=[three[1].pk]))
    third = keys(client.get(second["j"]).text)
    assert third["k"].startswith(reverse("cases:case", args=[three[0].pk]))
    assert "j" not in keys(client.get(third["j"]).text)


def test_a_filter_stays_on_the_way_and_leads_back(operator, three):
    client = signed_in(operator)
    query = "?lihat=terbuka&jenis=complaint"
    first = keys(client.get(reverse("cases:list") + query).text)["j"]
    assert first.startswith(reverse("cases:case", args=[three[1].pk]))
    page = client.get(first).text
    assert "k" not in keys(page)
    assert f'href="{reverse("cases:list")}?lihat=terbuka&amp;jenis=complaint"' in page


def test_what_is_chosen_is_said_beside_the_closed_filter(operator, three):
    page = signed_in(operator).get(
        f"{reverse('cases:list')}?jenis=inquiry&jenis=complaint&dari=2026-11-01&mendesak=1"
    )
    assert page.context["narrowed_to"] == ["Pengaduan", "sejak 1 Nov", "Hanya yang mendesak"]
    assert "<details open" not in page.text


def test_the_board_begins_with_what_is_due_first_in_its_first_column(operator, three):
    page = signed_in(operator).get(reverse("cases:board")).text
    assert keys(page)["j"].startswith(reverse("cases:case", args=[three[0].pk]))


def test_what_goes_by_time_is_walked_the_newest_first(operator, three):
    with acting_as(operator):
        found = queries.neighbours(three[1], operator, Filters(tab=Tab.ALL), now=NOW)
        assert (found.previous, found.next) == (three[2].pk, three[0].pk)
        # What a search found stands in no order by which to go on.
        found = queries.neighbours(three[1], operator, Filters(tab="", words="lampu"), now=NOW)
        assert (found.previous, found.next) == (None, None)


def test_r_answers_and_e_closes_where_that_can_be_done(operator, three):
    client = signed_in(operator)
    case = three[1]
    page = reverse("cases:case", args=[case.pk])
    assert "r" not in keys(client.get(page).text)
    with acting_as(operator):
        actions.begin(case=verified(case, operator), by=operator, now=now())
    pressed = keys(client.get(page).text)
    assert pressed["r"] == reverse("cases:answer", args=[case.pk])
    assert pressed["e"] == reverse("cases:do", args=[case.pk, "tutup"])
    assert pressed["c"] == reverse("cases:do", args=[case.pk, "pemegang"])


def test_who_only_watches_walks_and_presses_nothing_else(operator, three):
    auditor = a_member(operator.institution, Role.AUDITOR)
    page = signed_in(auditor).get(reverse("cases:case", args=[three[1].pk])).text
    assert "Tindakan lain" not in page
    pressed = keys(page)
    assert {"j", "k"} <= set(pressed)
    assert not {"r", "e", "c"} & set(pressed)
