"""Every network's stage, once for a session; the real servers behind them start when first asked for."""

import pytest

from pendopo.networks.portal.tests import small_portal
from pendopo.networks.practice.tests import hostile
from pendopo.networks.tests import stages
from pendopo.networks.wordpress.tests.site import Site
from tests.servers import portal as house_portal


@pytest.fixture(scope="session")
def practice():
    with hostile.running() as server:
        yield server


@pytest.fixture(scope="session")
def practice_stage(practice):
    return stages.PracticeStage(practice)


@pytest.fixture(scope="session")
def searched_stage(practice):
    return stages.PracticeStage(practice, proof="search")


@pytest.fixture(scope="session")
def mastodon_stage(mastodon_server):
    return stages.MastodonStage(mastodon_server)


@pytest.fixture(scope="session")
def bluesky_stage(bluesky_server):
    stage = stages.BlueskyStage(bluesky_server)
    yield stage
    stage.close()


@pytest.fixture(scope="session")
def wordpress_stage(wordpress_server):
    return stages.WordPressStage(Site(wordpress_server.said))


@pytest.fixture(scope="session")
def portal_stage():
    with small_portal.running() as portal:
        yield stages.PortalStage(portal)


@pytest.fixture(scope="session")
def house_portal_stage():
    with house_portal.running() as portal:
        yield stages.HousePortalStage(portal)


@pytest.fixture(scope="session")
def handoff_stage():
    return stages.HandoffStage()
