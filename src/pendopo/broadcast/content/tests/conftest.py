from __future__ import annotations

from datetime import timedelta

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
def stranger(db):
    """Somebody with every right, in another institution. Ask for it before `office`."""
    return a_member(an_institution("Kota Lain"), Role.APPROVER, Role.EDITOR, Role.LEADER, name="Orang lain")


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def author(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def editor(office):
    return a_member(office, Role.EDITOR, name="Rahmat")


@pytest.fixture
def approver(office):
    return a_member(office, Role.APPROVER, name="Kepala")


@pytest.fixture
def leader(office):
    return a_member(office, Role.LEADER, name="Pimpinan")


@pytest.fixture
def account(office):
    return an_account(office)


@pytest.fixture
def at():
    """Pages go by the clock on the wall."""
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def due(at):
    return at + timedelta(days=1)


@pytest.fixture
def sari(client, author):
    client.force_login(author.person)
    return client
