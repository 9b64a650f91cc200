"""The pages by which an office keeps its rules of cases: versions of the clocks, and which unit gets what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from pendopo.foundation.tenancy import acting_as, acting_for
from pendopo.institution.people.roles import PERMISSIONS, Permission, Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Case, ClockVersion, Route
from pendopo.serve.cases.states import CaseKind
from pendopo.serve.cases.tests.builders import a_case

CLOCKS = reverse("cases:clocks")
ROUTES = reverse("cases:routes")
MAY = PERMISSIONS[Permission.MANAGE_CASE_RULES]


@pytest.fixture
def stranger(db):
    return a_member(an_institution("Kota Lain"), *Role, name="Orang lain")


@pytest.fixture
def office(stranger):
    return an_institution()


@pytest.fixture
def coordinator(office):
    return a_member(office, Role.COORDINATOR, name="Agus")


@pytest.fixture
def client(coordinator):
    return signed_in(coordinator)


def proposed(**changes):
    """What is typed to propose a faster version."""
    return {
        "title": "Janji Mekarjaya",
        "source": "Perbup 12/2026",
        "valid_from": localdate().isoformat(),
        "verify_days": 2,
        "follow_up_days": 4,
        "complaint": 3,
        "aspiration": 14,
        "info_inquiry": 5,
        "supervisory": 60,
        **changes,
    }


def test_a_version_is_proposed_looked_at_against_open_cases_and_switched_on(office, coordinator, client):
    with acting_as(coordinator):
        case = a_case(coordinator, now=now())
        a_case(coordinator, now=now(), kind=CaseKind.INQUIRY)
        was = case.resolve_by
    answer = client.post(CLOCKS, proposed())
    with acting_for(office.pk):
        version = ClockVersion.objects.get(switched_on_at__isnull=True)
    address = reverse("cases:clock_version", args=[version.pk])
    assert answer.url == address
    page = client.get(address)
    preview = page.context["preview"]
    assert (preview.looked_at, preview.earlier, preview.later) == (2, 1, 0)
    assert case.code in page.text
    assert "Usulan" in client.get(CLOCKS).text
    assert client.post(address, {"do": "on"}).status_code == 302
    shown = client.get(CLOCKS).text
    assert "Janji Mekarjaya" in shown
    assert "pengaduan 3" in shown
    with acting_as(coordinator):
        case.refresh_from_db()
        assert case.resolve_by == was
        assert a_case(coordinator, now=now()).resolve_by < was
    # What cases run by is never thrown away, and the page says what to do instead.
    refused = client.post(address, {"do": "discard"})
    assert refused.status_code == 422
    assert "Usulkan" in refused.text


def test_a_proposal_is_thrown_away(office, client):
    client.post(CLOCKS, proposed())
    with acting_for(office.pk):
        version = ClockVersion.objects.get()
    client.post(reverse("cases:clock_version", args=[version.pk]), {"do": "discard"})
    with acting_for(office.pk):
        assert not ClockVersion.objects.exists()


def test_an_office_is_never_slower_than_the_nation_and_keeps_what_it_typed(office, client):
    answer = client.post(CLOCKS, proposed(complaint=30))
    assert answer.status_code == 422
    assert "Perbup 12/2026" in answer.text
    assert answer.context["form"].errors["complaint"]
    yesterday = (localdate() - timedelta(days=1)).isoformat()
    assert client.post(CLOCKS, proposed(valid_from=yesterday)).status_code == 422
    with acting_for(office.pk):
        assert not ClockVersion.objects.exists()


def test_the_form_begins_with_today_in_the_way_browsers_read_it(client):
    assert f'value="{localdate().isoformat()}"' in client.get(CLOCKS).text


def test_the_table_of_units_teaches_takes_lines_and_loses_them(office, coordinator, client):
    works = a_unit(office, "Dinas Pekerjaan Umum")
    assert "Belum ada baris" in client.get(ROUTES).text
    assert ROUTES in client.get(reverse("cases:list")).text
    wrong = client.post(ROUTES, {"topic": "Lampu jalan", "unit": ""})
    assert wrong.status_code == 422
    assert "Lampu jalan" in wrong.text
    assert client.post(ROUTES, {"topic": "Lampu jalan", "unit": works.pk}).status_code == 302
    assert "Dinas Pekerjaan Umum" in client.get(ROUTES).text
    with acting_for(office.pk):
        route = Route.objects.get()
    assert client.post(reverse("cases:drop_route", args=[route.pk])).status_code == 302
    with acting_for(office.pk):
        assert not Route.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_the_rules_are_kept_by_who_may(office, coordinator, role):
    works = a_unit(office)
    with acting_as(coordinator):
        actions.keep_route(topic="Lampu", place="", unit=works, by=coordinator, now=now())
        route = Route.objects.get()
    client = signed_in(a_member(office, role))
    may = role in MAY
    assert client.get(CLOCKS).status_code == (200 if may else 403)
    assert client.get(ROUTES).status_code == (200 if may else 403)
    assert client.post(CLOCKS, proposed()).status_code == (302 if may else 403)
    assert client.post(ROUTES, {"topic": "Sampah", "unit": works.pk}).status_code == (302 if may else 403)
    dropped = client.post(reverse("cases:drop_route", args=[route.pk])).status_code
    assert dropped == (302 if may else 403)
    with acting_for(office.pk):
        assert list(Route.objects.values_list("topic", flat=True)) == (["Sampah"] if may else ["Lampu"])
        assert ClockVersion.objects.exists() == may


def test_another_institution_finds_neither_versions_nor_lines(office, coordinator, client, stranger):
    client.post(CLOCKS, proposed())
    works = a_unit(office)
    with acting_as(coordinator):
        actions.keep_route(topic="Lampu", place="", unit=works, by=coordinator, now=now())
        route, version = Route.objects.get(), ClockVersion.objects.get()
    outside = signed_in(stranger)
    assert "Janji Mekarjaya" not in outside.get(CLOCKS).text
    address = reverse("cases:clock_version", args=[version.pk])
    assert outside.get(address).status_code == outside.post(address, {"do": "on"}).status_code == 404
    assert outside.post(reverse("cases:drop_route", args=[route.pk])).status_code == 404
    assert outside.post(ROUTES, {"topic": "Lampu", "unit": works.pk}).status_code == 422
    with acting_for(office.pk):
        assert Route.objects.exists()
        assert not Case.objects.exists()
