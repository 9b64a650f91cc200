"""Who is reminded of what a unit owes: its own people, else those above it, else the institution's (R32)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.models import LadderContact, Rung
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import actions, queries
from pendopo.institution.structure.actions import Reachable
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.institution.tests.screens import signed_in

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
WAWAN = Reachable(name="Wawan", email="wawan@contoh.go.id")
IDA = Reachable(name="Bu Ida", phone="0811 111 222")


@pytest.fixture
def coordinator(office):
    return a_member(office, Role.COORDINATOR)


def named(unit, by, **contacts):
    with acting_for(by.institution_id):
        actions.change_ladder(
            unit=unit, contacts={Rung(rung): one for rung, one in contacts.items()}, by=by, now=NOW
        )


def names(unit):
    with acting_for(unit.institution_id):
        return {rung.value: one.name for rung, one in queries.ladder(unit).items()}


def test_a_rung_left_empty_falls_to_the_unit_above_and_then_to_the_institution(office, coordinator):
    agency = a_unit(office, "Dinas Pekerjaan Umum")
    roads = a_unit(office, "Bidang Bina Marga", parent=agency)
    named(None, coordinator, secretary=IDA, leader=IDA)
    named(agency, coordinator, head=WAWAN, secretary=WAWAN)
    assert names(roads) == {"head": "Wawan", "secretary": "Wawan", "leader": "Bu Ida"}


def test_the_liaison_of_a_unit_that_named_none_is_its_own_mailbox(office, coordinator):
    unit = a_unit(office, "Dinas Sosial", short_name="Dinsos", email="dinsos@contoh.go.id")
    assert names(unit) == {"liaison": "Dinsos"}
    named(unit, coordinator, liaison=WAWAN)
    assert names(unit) == {"liaison": "Wawan"}


def test_what_is_changed_is_in_the_ledger_and_what_stays_is_not(office, coordinator):
    unit = a_unit(office, "Dinas Sosial")
    named(unit, coordinator, liaison=WAWAN, head=IDA)
    named(unit, coordinator, liaison=WAWAN, head=None)
    with acting_for(office.pk):
        told = [entry.sentence() for entry in LedgerEntry.objects.filter(did="unit.ladder_changed")]
        assert list(LadderContact.objects.values_list("rung", flat=True)) == ["liaison"]
    assert [words.partition(": ")[2] for words in told] == ["Penghubung, Kepala unit.", "Kepala unit."]


def test_somebody_who_cannot_be_reached_stands_on_no_rung(office, coordinator):
    with pytest.raises(Refused, match="Tulis alamat surel"):
        named(a_unit(office), coordinator, head=Reachable(name="Pak Kadis"))


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LEADER, Role.AUDITOR, Role.UNIT_LIAISON])
def test_only_who_keeps_the_rules_of_cases_changes_it(office, role):
    with pytest.raises(Refused):
        named(a_unit(office), a_member(office, role), head=WAWAN)


def test_another_institution_sees_none_of_it(office, coordinator):
    named(None, coordinator, leader=IDA)
    others = an_institution("Kota Lain")
    assert names(a_unit(others)) == {}


class TestItsPage:
    def test_names_are_kept_and_shown_at_the_unit(self, office, coordinator):
        unit = a_unit(office, "Dinas Sosial")
        sari = signed_in(coordinator)
        page = reverse("institution:ladder", args=[unit.pk])
        answer = sari.post(page, {"head_name": "Pak Kadis", "head_email": "kadis@contoh.go.id"})
        assert answer.status_code == 302
        assert "kadis@contoh.go.id" in sari.get(reverse("institution:unit", args=[unit.pk])).text
        assert "Pak Kadis" in sari.get(page).text

    def test_an_address_without_a_name_is_asked_about_and_kept(self, office, coordinator):
        answer = signed_in(coordinator).post(
            reverse("institution:house_ladder"), {"leader_email": "bupati@contoh.go.id"}
        )
        assert answer.status_code == 422
        assert "bupati@contoh.go.id" in answer.text
