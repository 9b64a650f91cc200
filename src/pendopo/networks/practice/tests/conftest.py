"""One hostile practice network for all tests here."""

import pytest

from pendopo.networks.practice.tests.hostile import running


@pytest.fixture(scope="session")
def hostile():
    with running() as server:
        yield server
