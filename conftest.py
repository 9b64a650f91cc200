"""What all tests share: one embedded PostgreSQL for each test process, in the application's own role."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from pendopo.config import roles
from pendopo.config.database import as_application, as_owner
from pendopo.config.embedded import EmbeddedPostgres
from tests import migrated
from tests.side_by_side import HeavyByHeavy

pytest_plugins = ["tests.servers.fixtures", "pendopo.institution.tests.offices"]

ROOT = Path(__file__).parent
# A machine that does other things besides is no fault of what is tested.
hypothesis.register_profile(
    "house", hypothesis(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis.load_profile("house")
HEAVY = tuple(ROOT / "tests" / folder for folder in ("chaos", "journeys", "machine"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts whole houses, browsers and real servers, before `-m` chooses (see `make test`)."""
    for item in items:
        if (
            any(item.path.is_relative_to(folder) for folder in HEAVY)
            or item.get_closest_marker("servers")
            or item.get_closest_marker("browser")
        ):
            item.add_marker(pytest.mark.heavy)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> HeavyByHeavy | None:
    """Whole houses and real servers are shared by more than one file."""
    return HeavyByHeavy(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A database made by the migrations and used under the role that owns nothing."""
    data = Path(settings.ENV.data)
    server = EmbeddedPostgres(data / "database", durable=False)
    try:
        with django_db_blocker.unblock():
            migrated.start(server, _prepare)
            as_application(connection.settings_dict)
        yield
        with django_db_blocker.unblock():
            connection.close()
    finally:
        server.stop()
        shutil.rmtree(data, ignore_errors=True)


def _prepare() -> None:
    as_owner(connection.settings_dict)
    with connection.cursor() as cursor:
        roles.prepare(cursor)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()


@pytest.fixture(autouse=True)
def _speaks_the_language_of_the_house() -> Iterator[None]:
    """Whose page was asked for leaves their language behind in this process."""
    yield
    translation.deactivate()


@pytest.fixture
def seen_by_all(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What is written counts at once and other connections see it; afterwards every institution is gone again."""
    with django_db_blocker.unblock():
        yield
        connection.close()
        as_owner(connection.settings_dict)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE institution_institution, institution_person, procrastinate_jobs CASCADE")
        connection.close()
        as_application(connection.settings_dict)
