from __future__ import annotations

import pytest

from pendopo.foundation.tenancy import acting_for, house_itself
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk), house_itself("a test asks as the house does"):
        yield institution


@pytest.fixture
def coordinator(office):
    return a_member(office, Role.COORDINATOR, name="Bu Endah")


@pytest.fixture
def works(office):
    """The unit for roads and lamps, with a mailbox."""
    return a_unit(office, "Dinas Pekerjaan Umum", short_name="DPU", email="dpu@contoh.go.id")


@pytest.fixture
def power(office):
    """The unit for what burns."""
    return a_unit(office, "Dinas Energi", short_name="Energi", email="energi@contoh.go.id")
