"""Opening a case: the clocks of the law, the version kept, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_as
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.serve.cases.clocks import Terms, national
from pendopo.serve.cases.models import ClockVersion
from pendopo.serve.cases.states import CaseKind, CaseState
from pendopo.serve.cases.tests.builders import NOW, a_case


@pytest.fixture
def operator(db):
    member = a_member(an_institution(), Role.OPERATOR)
    with acting_as(member):
        yield member


def days(case) -> tuple[date, ...]:
    return tuple(at.date() for at in (case.verify_by, case.follow_up_by, case.resolve_by))


@pytest.mark.parametrize(
    ("kind", "supervisory", "expected"),
    [
        (CaseKind.COMPLAINT, False, date(2026, 12, 11)),
        (CaseKind.COMPLAINT, True, date(2027, 2, 22)),
        (CaseKind.INQUIRY, False, date(2026, 11, 30)),
    ],
)
def test_the_clocks_are_those_of_the_table(operator, kind, supervisory, expected):
    """domain.md 10.2: received on Monday 23 November 2026."""
    received = datetime(2026, 11, 23, 3, tzinfo=UTC)
    case = a_case(operator, kind=kind, supervisory_content=supervisory, received_at=received)
    assert days(case) == (date(2026, 11, 26), date(2026, 11, 30), expected)
    assert case.state == CaseState.NEW


def test_a_case_keeps_the_version_it_began_under(operator):
    first = a_case(operator)
    faster = Terms.read({**first.clocks.terms, "verify_days": 1})
    ClockVersion.objects.create(
        institution_id=operator.institution_id,
        key="ours",
        title="Lebih cepat",
        source="Peraturan bupati",
        valid_from=date(2026, 11, 25),
        terms=faster.written(),
        made_at=NOW,
        switched_on_at=NOW,
    )
    second = a_case(operator)
    first.refresh_from_db()
    assert first.clocks_id != second.clocks_id
    assert days(first)[0] == date(2026, 11, 30)
    assert days(second)[0] == date(2026, 11, 26)


def test_two_cases_have_one_version_between_them(operator):
    assert a_case(operator).clocks == a_case(operator).clocks


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"story": ""}, "story"),
        ({"received_at": NOW + timedelta(hours=1)}, "received_at"),
    ],
)
def test_what_is_missing_is_said_at_its_field(operator, changed, field):
    with pytest.raises(Refused) as no:
        a_case(operator, **changed)
    assert no.value.field == field


def test_what_the_house_ships_can_be_read_and_written_again():
    for one in national():
        assert Terms.read(one.terms.written()) == one.terms
