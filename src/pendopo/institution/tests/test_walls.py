"""What the database itself shows of people, letters and units, whatever a query forgot."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from pendopo.foundation.tenancy import acting_for, known_person
from pendopo.institution.models import AssignmentLetter, Member, OrgUnit
from pendopo.institution.notices.models import Notice, PushSubscription
from pendopo.institution.tests.builders import a_member, a_unit, an_institution

BEHIND_WALLS = [Member, OrgUnit, AssignmentLetter, Notice, PushSubscription]


@pytest.fixture
def two(db):
    members = [a_member(an_institution()), a_member(an_institution("Kota Lain"))]
    for member in members:
        a_unit(member.institution)
    return members


@pytest.mark.parametrize("model", BEHIND_WALLS)
def test_nobody_acting_sees_nothing(two, model):
    with transaction.atomic():
        assert model.objects.count() == 0


@pytest.mark.parametrize("model", [Member, OrgUnit, AssignmentLetter])
def test_each_house_sees_its_own(two, model):
    for member in two:
        with acting_for(member.institution_id):
            assert {row.institution_id for row in model.objects.all()} == {member.institution_id}


def test_nothing_is_written_into_another_house(two):
    here, there = two
    with acting_for(here.institution_id), pytest.raises(DatabaseError), transaction.atomic():
        OrgUnit.objects.create(institution_id=there.institution_id, name="Titipan")
    with acting_for(here.institution_id):
        assert Member.objects.filter(pk=there.pk).update(roles=["administrator"]) == 0


def test_before_a_house_is_chosen_a_person_sees_only_their_own_memberships(two):
    here, _there = two
    with known_person(here.person_id):
        assert list(Member.objects.values_list("pk", flat=True)) == [here.pk]
        assert AssignmentLetter.objects.count() == 0


@pytest.mark.parametrize("model", BEHIND_WALLS)
def test_the_walls_stand_in_the_migration(db, model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT qual, with_check FROM pg_policies WHERE tablename = %s", [model._meta.db_table]
        )
        ((reads, writes),) = cursor.fetchall()
    assert "pendopo.institution" in reads
    assert "pendopo.institution" in writes
