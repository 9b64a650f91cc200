from __future__ import annotations

import pytest

from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution


@pytest.fixture
def stranger(db):
    """Somebody with every right, in another institution. Ask for it before `office`."""
    return a_member(
        an_institution("Kota Lain"), Role.OPERATOR, Role.APPROVER, Role.ADMINISTRATOR, name="Orang lain"
    )


@pytest.fixture
def colleague(office):
    return a_member(office, Role.OPERATOR, name="Rahmat")


@pytest.fixture
def approver(office):
    return a_member(office, Role.APPROVER, name="Kepala")


@pytest.fixture
def account(office):
    return an_account(office)
