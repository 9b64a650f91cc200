"""The list of cases as a sheet: what the filters show, covered, without what only some need to know."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import now
from openpyxl import load_workbook

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_as, acting_for
from pendopo.institution.people.roles import PERMISSIONS, Permission, Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.queries import Filters, Tab
from pendopo.serve.cases.states import CaseKind
from pendopo.serve.cases.tests.builders import NOW, a_case, verified

TAKES = PERMISSIONS[Permission.EXPORT] & PERMISSIONS[Permission.SEE_CASES]


@pytest.fixture
def stranger(db):
    return a_member(an_institution("Kota Lain"), *Role, name="Orang lain")


@pytest.fixture
def house(stranger):
    return an_institution()


@pytest.fixture
def coordinator(house):
    return a_member(house, Role.COORDINATOR, name="Agus")


def titles(found):
    return [one.title for one in found]


def taken(client, query=""):
    """The rows of the sheet below its heads, without its mark."""
    answer = client.post(f"{reverse('cases:export')}{query}")
    assert answer.status_code == 200, answer.content
    book = load_workbook(BytesIO(answer.content))
    (sheet,) = book.worksheets
    assert "Agus" in sheet["A1"].value
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


def test_the_sheet_holds_what_the_filters_show_in_the_order_of_the_list(coordinator):
    with acting_as(coordinator):
        slow = a_case(coordinator, title="Jalan rusak")
        quick = a_case(coordinator, title="Jam buka loket", kind=CaseKind.INQUIRY)
        shown = actions.export_cases(filters=Filters(), by=coordinator, now=NOW)
        assert titles(shown) == [quick.title, slow.title]
        shown = actions.export_cases(filters=Filters(kind=CaseKind.COMPLAINT), by=coordinator, now=NOW)
        assert titles(shown) == [slow.title]
        later = quick.resolve_by + timedelta(hours=1)
        assert titles(actions.export_cases(filters=Filters(tab=Tab.LATE), by=coordinator, now=later)) == [
            quick.title
        ]
        assert titles(
            actions.export_cases(filters=Filters(tab="", words="loket"), by=coordinator, now=NOW)
        ) == [quick.title]


def test_matters_of_supervision_stay_in_the_house_even_for_those_on_the_list(coordinator):
    with acting_as(coordinator):
        hidden = a_case(coordinator, title="Pungli di loket", supervisory_content=True)
        assert coordinator.pk in hidden.known_to
        for filters in (Filters(tab=Tab.ALL), Filters(tab="", words="pungli")):
            assert not actions.export_cases(filters=filters, by=coordinator, now=NOW)


def test_personal_data_and_what_is_kept_secret_is_covered(coordinator):
    with acting_as(coordinator):
        a_case(coordinator, title="Hubungi 081234567890", place="Jalan Melati")
        a_case(coordinator, title="Tetangga saya", place="Rumah saya", is_confidential=True, topic="Sosial")
    told, secret = sorted(taken(signed_in(coordinator)), key=lambda row: row[7] or "")
    assert "081234567890" not in str(told)
    assert told[6] == "Jalan Melati"
    assert "Tetangga" not in str(secret)
    assert "Rumah" not in str(secret)
    assert secret[1] == secret[6] == "(dirahasiakan)"


def test_the_sheet_says_who_took_it_and_the_ledger_how_much(house, coordinator):
    with acting_as(coordinator):
        verified(a_case(coordinator, title="=1+1"), coordinator)
        a_case(coordinator, title="Sampah", kind=CaseKind.INQUIRY)
    client = signed_in(coordinator)
    rows = taken(client, "?jenis=complaint")
    assert [row[1] for row in rows] == ["'=1+1"]
    assert rows[0][3] == "Terverifikasi"
    with acting_for(house.pk):
        line = LedgerEntry.objects.filter(did="cases.exported").get()
        assert line.words["count"] == 1
    assert client.get(reverse("cases:export")).status_code == 405
    address = reverse("cases:export")
    assert f'action="{address}?' in client.get(reverse("cases:list")).text


@pytest.mark.parametrize("role", Role)
def test_who_may_export_and_see_cases_takes_the_list_and_nobody_else(house, role):
    member = a_member(house, role)
    client = signed_in(member)
    assert client.post(reverse("cases:export")).status_code == (200 if role in TAKES else 403)
    shown = client.get(reverse("cases:list"))
    if role in PERMISSIONS[Permission.SEE_CASES]:
        assert (reverse("cases:export") in shown.text) == (role in TAKES)


def test_another_institution_takes_its_own_cases_only(coordinator, stranger):
    with acting_as(coordinator):
        a_case(coordinator)
    with acting_as(stranger):
        assert not actions.export_cases(filters=Filters(tab=Tab.ALL), by=stranger, now=now())
    with acting_as(coordinator):
        assert Case.objects.seen_by(coordinator).count() == 1
        with pytest.raises(Refused):
            actions.export_cases(
                filters=Filters(), by=a_member(coordinator.institution, Role.OPERATOR), now=NOW
            )
