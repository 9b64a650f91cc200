from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution

NOW = datetime(2026, 11, 18, 3, tzinfo=UTC)  # Wednesday, 10.00 WIB: a week before Teachers' Day


@pytest.fixture
def stranger(db):
    """Somebody with every right, in another institution. Ask for it before `office`."""
    return a_member(an_institution("Kota Lain"), Role.OPERATOR, Role.EDITOR, Role.LEADER, name="Orang lain")


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def sari(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def rahmat(office):
    return a_member(office, Role.EDITOR, name="Rahmat")
