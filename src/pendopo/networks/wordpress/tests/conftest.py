"""A real WordPress site for one test session, where one can be started."""

import pytest

from pendopo.networks.wordpress.tests.site import Site


@pytest.fixture(scope="session")
def site(wordpress_server):
    return Site(wordpress_server.said)
