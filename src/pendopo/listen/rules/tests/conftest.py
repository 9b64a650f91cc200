from __future__ import annotations

import pytest

from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


@pytest.fixture
def editor(office):
    return a_member(office, Role.EDITOR, name="Rizal")


@pytest.fixture
def account(office):
    return an_account(office)
