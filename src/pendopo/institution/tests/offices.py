"""Who most rooms' tests begin with: an office the test acts for, its operator, and a stranger. Known to every test."""

from __future__ import annotations

import pytest

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution


@pytest.fixture
def stranger(db):
    """Somebody with every right, in another institution. Ask for it before `office`."""
    return a_member(an_institution("Kota Lain"), *Role, name="Orang lain")


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def operator(office):
    return a_member(office, Role.OPERATOR, name="Sari")
