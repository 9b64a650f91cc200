from __future__ import annotations

import pytest

from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


@pytest.fixture
def writer(office):
    return a_member(office, Role.EDITOR, name="Rizal")


@pytest.fixture
def approver(office):
    return a_member(office, Role.APPROVER, name="Ratna")
