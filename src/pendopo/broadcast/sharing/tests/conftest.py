from __future__ import annotations

import pytest

from pendopo.broadcast.content.tests.builders import a_picture, an_approved_item, use
from pendopo.broadcast.sharing import actions
from pendopo.broadcast.sharing.tests.builders import NOW
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
def health(office):
    return a_unit(office, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def item(operator, office):
    return an_approved_item(operator, an_account(office), pictures=(use(a_picture(operator)),))


@pytest.fixture
def kit(item, operator):
    return actions.make_kit(item=item, by=operator, now=NOW)


@pytest.fixture
def works(office):
    return a_unit(office, "Dinas Pekerjaan Umum", short_name="DPU", email="dpu@contoh.go.id")
