from __future__ import annotations

import pytest

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.listen.writing_aid.tests.builders import let_help
from pendopo.networks.tests.model_double import a_model_server, completion

DRAFT = {"text": "Halo [NAMA-1], kami akan memeriksanya ke unit terkait.", "sources": []}


@pytest.fixture
def stranger(db):
    """Somebody with every right, in another institution. Ask for it before `office`."""
    return a_member(an_institution("Kota Lain"), *Role, name="Orang lain")


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def administrator(office):
    return a_member(office, Role.ADMINISTRATOR, name="Admin")


@pytest.fixture
def operator(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def colleague(office):
    return a_member(office, Role.OPERATOR, name="Rahmat")


@pytest.fixture
def account(office):
    return an_account(office)


@pytest.fixture
def server():
    """A model that writes a polite draft; a test may give it other `answers`."""
    with a_model_server(completion(DRAFT)) as running:
        yield running


@pytest.fixture
def model(server, settings):
    """The house has a language model, and no office uses it yet."""
    settings.PENDOPO_LANGUAGE_MODEL = server.model()
    return server


@pytest.fixture
def helping(model, administrator):
    """The house has a model, and the office lets it help."""
    let_help(administrator)
    return model
