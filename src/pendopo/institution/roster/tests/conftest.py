from __future__ import annotations

import pytest

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.models import Institution, Member
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution


@pytest.fixture
def stranger(db: None) -> Member:
    """Somebody who keeps the roster of another institution. Ask for it before `office`."""
    return a_member(an_institution("Kota Lain"), Role.OPERATOR, Role.APPROVER, name="Orang lain")


@pytest.fixture
def office(db: None):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def keeper(office: Institution) -> Member:
    """Whoever keeps the roster."""
    return a_member(office, Role.EDITOR, name="Rizal")


@pytest.fixture
def sari(office: Institution) -> Member:
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def rahmat(office: Institution) -> Member:
    return a_member(office, Role.OPERATOR, name="Rahmat")
