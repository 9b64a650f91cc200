"""An office with an author who may add pictures, and somebody from another one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from pendopo.broadcast.visuals.press.cards import FONTS
from pendopo.broadcast.visuals.press.press import Press
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DESIGNS_FOLDER = tmp_path / "designs"


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    made = Press(FONTS)
    yield made
    made.close()


@pytest.fixture
def at():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def stranger(db):
    return a_member(an_institution("Kota Lain"), Role.OPERATOR, Role.EDITOR)


@pytest.fixture
def office(stranger):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def sari(office):
    """Who makes cards."""
    return a_member(office, Role.OPERATOR)


@pytest.fixture
def page(client, sari):
    client.force_login(sari.person)
    return client
