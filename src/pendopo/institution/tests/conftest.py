from __future__ import annotations

import pytest
from django.test import Client

from pendopo.institution.models import Institution, Member
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in


@pytest.fixture
def office(db: None) -> Institution:
    return an_institution()


@pytest.fixture
def administrator(office: Institution) -> Member:
    return a_member(office, Role.ADMINISTRATOR, name="Bu Ratna")


@pytest.fixture
def client(administrator: Member) -> Client:
    """The administrator at a screen."""
    return signed_in(administrator)


@pytest.fixture
def member(db: None) -> Member:
    """An operator somewhere."""
    return a_member(None, Role.OPERATOR)
