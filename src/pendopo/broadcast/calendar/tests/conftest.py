"""An office with an author and an account, and somebody from another one."""

from __future__ import annotations

import pytest
from django.utils import timezone

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def at():
    return timezone.now().replace(microsecond=0, second=0)


@pytest.fixture
def stranger(db):
    return a_member(an_institution("Kota Lain"), Role.APPROVER, Role.EDITOR)


@pytest.fixture
def office(stranger):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def author(office):
    return a_member(office, Role.OPERATOR)


@pytest.fixture
def sari(client, author):
    client.force_login(author.person)
    return client


@pytest.fixture
def account(office):
    return an_account(office)
