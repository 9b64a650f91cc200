from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from pendopo.foundation.tenancy import acting_for, current_institution_id, known_person, whole_house
from pendopo.foundation.tenancy.transactions import AnotherInstitution
from pendopo.institution.models import Member, OrgUnit
from pendopo.institution.tests.builders import a_member, a_unit, an_institution


@pytest.fixture
def ours(db):
    return an_institution("Kabupaten Kita")


@pytest.fixture
def theirs(db):
    return an_institution("Kabupaten Mereka")


def test_tests_run_in_the_role_that_owns_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("pendopo_app",)


def test_a_forgotten_filter_still_shows_only_our_rows(ours, theirs):
    a_unit(ours, "Dinas Kesehatan")
    a_unit(theirs, "Dinas Pendidikan")
    with acting_for(ours.pk):
        assert [unit.name for unit in OrgUnit.objects.all()] == ["Dinas Kesehatan"]
        assert not OrgUnit.objects.filter(name="Dinas Pendidikan").exists()


def test_who_acts_for_nobody_sees_nothing(ours):
    a_unit(ours)
    assert not OrgUnit.objects.exists()


def test_nobody_writes_another_institutions_row(ours, theirs):
    with acting_for(ours.pk), pytest.raises(ProgrammingError), transaction.atomic():
        OrgUnit.objects.create(institution=theirs, name="Dinas Perhubungan")


def test_what_acted_before_acts_again_after_an_inner_block(ours):
    with acting_for(ours.pk):
        with acting_for(ours.pk):
            pass
        assert current_institution_id() == ours.pk
        with whole_house("a test"):
            assert current_institution_id() is None
        assert current_institution_id() == ours.pk


def test_one_institution_cannot_act_for_another_inside_its_transaction(ours, theirs):
    with acting_for(ours.pk), pytest.raises(AnotherInstitution), acting_for(theirs.pk):
        pass


def test_an_error_leaves_nobody_acting(ours):
    with pytest.raises(RuntimeError), acting_for(ours.pk):
        raise RuntimeError
    assert current_institution_id() is None


def test_a_sweep_sees_every_institution(ours, theirs):
    a_unit(ours)
    a_unit(theirs)
    with whole_house("a test"):
        assert OrgUnit.objects.count() == 2


def test_a_person_sees_their_own_memberships_before_they_choose(ours, theirs):
    member = a_member(ours)
    a_member(theirs)
    with known_person(member.person_id):
        assert list(Member.objects.all()) == [member]
