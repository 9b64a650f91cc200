from __future__ import annotations

import pytest

from pendopo.broadcast.material.tests.builders import a_request
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def stranger(db):
    """Somebody with every role, in another institution. Ask for it before `office`."""
    return a_member(an_institution("Kota Lain"), *Role, name="Orang lain")


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def operator(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def works(office):
    """The unit for roads and lamps, with a mailbox."""
    return a_unit(office, "Dinas Pekerjaan Umum", short_name="DPU", email="dpu@contoh.go.id")


@pytest.fixture
def asked(operator, works):
    return a_request(works, by=operator)


@pytest.fixture
def account(office):
    return an_account(office)
