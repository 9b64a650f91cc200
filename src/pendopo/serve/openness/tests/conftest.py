from __future__ import annotations

import pytest

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution


@pytest.fixture
def office(db):
    institution = an_institution(address="Jalan Pahlawan 1", phone="0285-123456", email="ppid@contoh.go.id")
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def officer(office):
    return a_member(office, Role.INFORMATION_OFFICER, name="Maria Lengkong", position="Petugas PPID")


@pytest.fixture
def superior(office):
    return a_member(office, Role.INFORMATION_SUPERIOR, name="Nurlela Siregar", position="Atasan PPID")


@pytest.fixture
def auditor(office):
    return a_member(office, Role.AUDITOR, name="Lukman")


@pytest.fixture
def administrator(office):
    return a_member(office, Role.ADMINISTRATOR, name="Bagus")
