"""Where only a coordinator can say who answers, it stands on their desk, whoever keeps the case (R32, R38)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from pendopo.desk.lines import lines_for
from pendopo.foundation.tenancy import acting_as, acting_for, house_itself
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.serve.cases import actions, asking
from pendopo.serve.cases.tests.builders import NOW, a_case
from pendopo.serve.cases.tests.referring.builders import a_referral, bounced


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk), house_itself("a test asks as the house does"):
        yield institution


@pytest.fixture
def people(office):
    """Somebody in every role."""
    return {role: a_member(office, role, name=role.value) for role in Role}


@pytest.fixture
def works(office):
    return a_unit(office, "Dinas Pekerjaan Umum")


def told(people, case, *, now=NOW):
    """Which roles are asked to decide about a case, and how many lines of it each of them has."""
    address = reverse("cases:refer", args=[case.pk])
    found = {}
    for role, member in people.items():
        with acting_as(member):
            lines = [line for group in lines_for(member, now).values() for line in group]
        if any(line.url == address for line in lines):
            found[role] = sum(case.code in line.title for line in lines)
    return found


def silent(case, unit, *, by, percent):
    """A unit that was asked and reminded so far."""
    referral = a_referral(case, unit, by=by)
    at = asking.clock_of(referral).at(percent)
    actions.remind(referral=referral, now=at)
    return at


def test_a_unit_that_let_its_whole_time_pass_stands_on_the_coordinators_desk(people, works):
    operator = people[Role.OPERATOR]
    at = silent(a_case(operator), works, by=operator, percent=80)
    case = a_case(operator)
    assert told(people, case, now=at) == {}
    later = silent(case, works, by=operator, percent=100)
    assert told(people, case, now=later) == {Role.COORDINATOR: 1}


def test_a_case_of_their_own_stands_there_once(people, works):
    coordinator = people[Role.COORDINATOR]
    case = a_case(coordinator)
    later = silent(case, works, by=coordinator, percent=100)
    assert told(people, case, now=later) == {Role.COORDINATOR: 1}


def test_it_is_gone_when_the_unit_answers_to_somebody_else(people, office, works):
    operator, coordinator = people[Role.OPERATOR], people[Role.COORDINATOR]
    case = a_case(operator)
    later = silent(case, works, by=operator, percent=100)
    other = a_unit(office, "Dinas Kesehatan")
    actions.decide_owner(
        case=case, unit=other, question="Kapan?", why="Ini urusannya.", by=coordinator, now=later
    )
    assert told(people, case, now=later) == {}


def test_what_units_sent_back_twice_stands_there_until_somebody_decides(people, office, works):
    operator = people[Role.OPERATOR]
    case = a_case(operator)
    bounced(a_referral(case, works, by=operator))
    assert told(people, case) == {}
    case.refresh_from_db()
    bounced(a_referral(case, a_unit(office, "Dinas Energi"), by=operator), now=NOW + timedelta(hours=1))
    assert told(people, case) == {Role.COORDINATOR: 1}


def test_a_coordinator_who_need_not_know_of_a_case_is_not_asked(people, office, works):
    operator = people[Role.OPERATOR]
    case = a_case(operator, supervisory_content=True, reported_unit=a_unit(office, "Dinas Perizinan"))
    within = a_member(office, Role.OPERATOR, name="Wawan", unit=works)
    actions.let_know(case=case, member=within, why="Unitnya ditanya", by=operator, now=NOW)
    late = a_member(office, Role.COORDINATOR, name="Datang belakangan")
    later = silent(case, works, by=operator, percent=100)
    assert told({"late": late}, case, now=later) == {}
    assert told(people, case, now=later) == {Role.COORDINATOR: 1}
