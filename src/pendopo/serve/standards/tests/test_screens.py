"""Standards on the screen, without script: written, handed in, approved, and read by anyone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.serve.standards import actions
from pendopo.serve.standards.models import Pledge, Revision, Service
from pendopo.serve.standards.tests.builders import NOW, a_service, in_force, parts


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def writer(office):
    return a_member(office, Role.EDITOR, name="Rizal")


@pytest.fixture
def approver(office):
    return a_member(office, Role.APPROVER, name="Ratna")


@pytest.fixture
def client(writer):
    return signed_in(writer)


def held(office, writer, approver, short_name="KTP-el", **said):
    with acting_for(office.pk):
        service = a_service(writer, short_name)
        return in_force(service, writer=writer, approver=approver, **said)


def test_a_standard_goes_from_an_empty_page_to_its_citizens(office, writer, approver, client):
    assert "Belum ada layanan" in client.get(reverse("standards:services")).text
    named = {"name": "Penerbitan KTP elektronik", "short_name": "KTP-el", "also_called": "KTP"}
    answer = client.post(reverse("standards:add"), named, follow=True)
    assert answer.status_code == 200
    with acting_for(office.pk):
        service = Service.objects.get()
    page = client.post(
        reverse("standards:write", args=[service.pk]), {"seen": 0, **parts()}, follow=True
    ).text
    assert "Minta persetujuan" in page
    with acting_for(office.pk):
        revision = Revision.objects.get()
    client.post(reverse("standards:submit", args=[revision.pk]))
    public = reverse("portal:service", args=[office.slug, service.pk])
    assert Client().get(public).status_code == 404
    eyes = signed_in(approver)
    assert "Setujui dan terbitkan" in eyes.get(reverse("standards:revision", args=[revision.pk])).text
    assert "Setujui dan terbitkan" not in client.get(reverse("standards:revision", args=[revision.pk])).text
    eyes.post(reverse("standards:publish", args=[revision.pk]))
    page = Client().get(public).text
    assert "Isi requirements." in page
    assert "Isi hours." in page
    assert "Isi legal_basis." not in page
    assert "Penerbitan KTP elektronik" in Client().get(reverse("portal:services", args=[office.slug])).text


def test_citizens_find_no_internal_component_by_searching(office, writer, approver):
    held(office, writer, approver, staff="Sembilan orang rahasia")
    address = reverse("portal:services", args=[office.slug])
    assert "KTP-el" not in Client().get(address, {"q": "rahasia"}).text
    assert "KTP-el" in Client().get(address, {"q": "gratis"}).text
    inside = signed_in(writer).get(reverse("standards:services"), {"q": "rahasia"}).text
    assert "KTP-el" in inside


def test_a_stale_draft_keeps_what_was_typed_and_says_so(office, writer, client):
    with acting_for(office.pk):
        service = a_service(writer)
        actions.write(service=service, parts={"cost": "Gratis."}, seen=0, by=writer, now=NOW)
    answer = client.post(reverse("standards:write", args=[service.pk]), {"seen": 0, "cost": "Seribu rupiah"})
    assert answer.status_code == 422
    assert "Seribu rupiah" in answer.text
    assert "bandingkan dulu" in answer.text


def test_a_gap_is_named_where_it_is_handed_in(office, writer, client):
    with acting_for(office.pk):
        service = a_service(writer)
        draft = actions.write(service=service, parts={"cost": "Gratis."}, seen=0, by=writer, now=NOW)
    page = client.post(reverse("standards:submit", args=[draft.pk]), follow=True).text
    assert "keempat belas" in page


def test_returning_and_withdrawing_without_a_reason_keep_the_page(office, writer, approver):
    revision = held(office, writer, approver)
    eyes = signed_in(approver)
    assert eyes.post(reverse("standards:withdraw", args=[revision.pk]), {"why": ""}).status_code == 422
    gone = eyes.post(reverse("standards:withdraw", args=[revision.pk]), {"why": "Dihentikan."}, follow=True)
    assert "Dihentikan." in gone.text
    assert Client().get(reverse("portal:service", args=[office.slug, revision.service_id])).status_code == 404


def test_the_pledge_is_public_once_somebody_else_approved_it(office, writer, approver, client):
    public = reverse("portal:pledge", args=[office.slug])
    words = {"text": "Kami siap.", "signed_by": "Bupati", "position": "Bupati", "signed_on": "2026-11-01"}
    client.post(reverse("standards:pledge"), words)
    with acting_for(office.pk):
        brought = Pledge.objects.get()
    assert Client().get(public).status_code == 404
    client.post(reverse("standards:publish_pledge", args=[brought.pk]))
    assert Client().get(public).status_code == 404
    signed_in(approver).post(reverse("standards:publish_pledge", args=[brought.pk]))
    assert "Kami siap." in Client().get(public).text


def test_the_list_has_pages_and_as_few_questions_for_many_services(office, writer, approver, client):
    with acting_for(office.pk):
        for number in range(26):
            a_service(writer, f"S{number:02}", name=f"Layanan {number:02}")
    first = client.get(reverse("standards:services"))
    assert "Layanan 24" in first.text
    assert "Layanan 25" not in first.text
    with CaptureQueriesContext(connection) as asked:
        rest = client.get(reverse("standards:services") + first.context["next"])
    assert "Layanan 25" in rest.text
    assert sum('FROM "standards_' in one["sql"] for one in asked) == 3


def test_an_operator_reads_and_is_offered_nothing_to_write(office, writer, approver):
    revision = held(office, writer, approver)
    reader = signed_in(a_member(office, Role.OPERATOR))
    page = reader.get(reverse("standards:service", args=[revision.service_id])).text
    assert "Isi legal_basis." in page
    assert "Tulis revisi" not in page
    assert reader.get(reverse("standards:add")).status_code == 403
