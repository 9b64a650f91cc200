"""Whoever comes to belong to the unit complained of is off the list of that case, and never comes back on it (R33)."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_as
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people import actions as people
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import actions as structure
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Case, Entry, Knower, Referral
from pendopo.serve.cases.states import CaseState, ReferralState
from pendopo.serve.cases.tests.builders import NOW, a_case


@pytest.fixture
def house(db):
    return an_institution()


@pytest.fixture
def reported(house):
    return a_unit(house, "Dinas Perizinan")


@pytest.fixture
def elsewhere(house):
    return a_unit(house, "Bagian Umum")


@pytest.fixture
def admin(house):
    return a_member(house, Role.ADMINISTRATOR, name="Admin")


@pytest.fixture
def coordinator(house):
    return a_member(house, Role.COORDINATOR, name="Bu Endah")


@pytest.fixture
def operator(house, elsewhere):
    return a_member(house, Role.OPERATOR, name="Ani", unit=elsewhere)


@pytest.fixture
def case(coordinator, operator, reported, house):
    with acting_as(operator):
        return a_case(
            operator,
            supervisory_content=True,
            reported_unit=reported,
            conversation=a_conversation(an_account(house)),
        )


def sees(member, case):
    with acting_as(member):
        return Case.objects.filter(pk=case.pk).exists(), Conversation.objects.exists()


def moved(member, to, by):
    with acting_as(by):
        people.move_unit(member=member, unit=to, by=by, now=NOW)


def test_who_moves_into_the_unit_is_off_the_list_and_sees_nothing_more(
    case, operator, coordinator, reported, admin
):
    assert sees(operator, case) == (True, True)
    moved(operator, a_unit(operator.institution, "UPT Perizinan", parent=reported), admin)
    assert sees(operator, case) == (False, False)
    assert sees(admin, case) == (False, False)
    with acting_as(coordinator):
        row = Case.objects.get()
        assert (row.known_to, row.keeper_id) == ([coordinator.pk], None)
        gone = Knower.objects.get(member=operator)
        assert gone.removed_at is not None
        assert Entry.objects.get(what="left_list").words == {"who": "Ani"}
        assert Notice.objects.filter(member=coordinator, kind="cases.left_list").exists()
        with pytest.raises(Refused) as no:
            actions.let_know(case=row, member=operator, why="Perlu tahu", by=coordinator, now=NOW)
        assert no.value.rule == "R33"


def test_the_database_puts_nobody_of_the_unit_on_a_list(case, operator, coordinator, reported, house):
    below = a_member(house, Role.OPERATOR, unit=a_unit(house, "UPT Perizinan", parent=reported))
    with acting_as(operator):
        for changed in (
            {"known_to": sorted([*case.known_to, below.pk])},
            {"reported_unit": operator.unit},
        ):
            with (
                pytest.raises((DatabaseError, IntegrityError), match="unit complained of"),
                transaction.atomic(),
            ):
                Case.objects.filter(pk=case.pk).update(**changed)


def test_who_moves_anywhere_else_stays(case, operator, house, admin):
    moved(operator, a_unit(house, "Dinas Lain"), admin)
    assert sees(operator, case) == (True, True)


def test_where_nobody_else_could_know_of_it_the_move_waits_for_a_coordinator(
    house, operator, reported, admin
):
    with acting_as(operator):
        only = a_case(operator, supervisory_content=True, reported_unit=reported)
    with pytest.raises(Refused) as no:
        moved(operator, reported, admin)
    assert no.value.rule == "R33"
    assert sees(operator, only)[0]
    leader = a_member(house, Role.LEADER, name="Pimpinan")
    with acting_as(admin):
        operator.refresh_from_db()
    moved(operator, reported, admin)
    assert sees(leader, only)[0]
    assert not sees(operator, only)[0]


def test_who_leaves_the_house_is_off_every_list(case, operator, coordinator, admin):
    with acting_as(admin):
        people.off_board(member=operator, why="Pindah tugas", by=admin, now=NOW)
    with acting_as(coordinator):
        assert Case.objects.get().known_to == [coordinator.pk]


def test_a_unit_that_comes_to_stand_under_it_loses_its_people_and_its_question(
    case, operator, coordinator, reported, elsewhere, admin
):
    with acting_as(operator):
        actions.refer(case=case, unit=elsewhere, question="Benarkah?", by=operator, now=NOW)
    with acting_as(admin):
        structure.move_unit(unit=elsewhere, parent=reported, by=admin, now=NOW)
    with acting_as(coordinator):
        row = Case.objects.get()
        assert (row.known_to, row.unit_id, row.state) == ([coordinator.pk], None, CaseState.VERIFIED)
        assert Referral.objects.get().state == ReferralState.WITHDRAWN
    assert not sees(operator, case)[0]


class TestNamingTheUnit:
    @pytest.fixture
    def unnamed(self, coordinator, operator, reported, house):
        accused = a_member(house, Role.COORDINATOR, name="Waskito", unit=reported)
        with acting_as(operator):
            return accused, a_case(operator, supervisory_content=True)

    def test_its_people_are_off_the_list_at_once(self, unnamed, operator, reported):
        accused, case = unnamed
        assert sees(accused, case)[0]
        with acting_as(operator):
            actions.name_reported(case=case, unit=reported, by=operator, now=NOW)
            assert case.reported_unit_id == reported.pk
            assert accused.pk not in case.known_to
        assert not sees(accused, case)[0]

    def test_verifying_names_it_too(self, unnamed, operator, reported):
        accused, case = unnamed
        with acting_as(operator):
            actions.verify(
                case=case,
                title="Pungutan liar",
                kind="complaint",
                supervisory_content=True,
                reported_unit=reported,
                place="Loket 2",
                by=operator,
                now=NOW,
            )
        assert not sees(accused, case)[0]

    def test_nobody_of_it_names_it_and_only_a_coordinator_names_another(
        self, unnamed, operator, coordinator, reported, elsewhere, house
    ):
        accused, case = unnamed
        with acting_as(accused), pytest.raises(Refused):
            actions.name_reported(case=case, unit=reported, by=accused, now=NOW)
        with acting_as(operator):
            actions.name_reported(case=case, unit=reported, by=operator, now=NOW)
            with pytest.raises(Refused) as no:
                actions.name_reported(case=case, unit=a_unit(house, "Lain"), by=operator, now=NOW)
        assert no.value.rule == "R33"
        with acting_as(coordinator):
            actions.name_reported(case=case, unit=a_unit(house, "Benar"), by=coordinator, now=NOW)
            # Whoever was taken off is not back by itself.
            assert accused.pk not in case.known_to

    def test_the_page_has_the_form_for_it(self, unnamed, operator, reported):
        _accused, case = unnamed
        client = signed_in(operator)
        address = f"/kasus/{case.pk}/yang-tahu/"
        assert "yang-tahu/unit/" in client.get(address).text
        assert client.post(f"{address}unit/", {"reported_unit": ""}).status_code == 422
        assert client.post(f"{address}unit/", {"reported_unit": reported.pk}).status_code == 302
        with acting_as(operator):
            assert Case.objects.get().reported_unit_id == reported.pk


def test_a_matter_of_supervision_is_kept_by_somebody_on_its_list_only(case, operator, house):
    stranger = a_member(house, Role.OPERATOR, name="Bukan daftar")
    with acting_as(operator), pytest.raises(Refused) as no:
        actions.keep(case=case, to=stranger, by=operator, now=NOW)
    assert no.value.rule == "R33"


def test_matters_of_different_units_are_never_joined(case, coordinator, operator, elsewhere, house):
    with acting_as(coordinator):
        other = a_case(coordinator, supervisory_content=True, reported_unit=a_unit(house, "Dinas Lain"))
        with pytest.raises(Refused) as no:
            actions.join(case=case, into=other, by=coordinator, now=NOW)
        assert no.value.rule == "R33"
