"""What strangers say in public, where a network lets an account look for it: against snac and a Bluesky network."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from pendopo.networks.tests.stages import a_draft, published, words


@pytest.fixture(params=["mastodon", "bluesky"])
def stage(request):
    return request.getfixturevalue(f"{request.param}_stage")


@pytest.fixture
def connector(stage):
    return stage.connector()


@pytest.mark.servers
def test_what_a_citizen_says_to_nobody_is_found_once_and_what_we_say_is_not(stage, connector):
    token = words()
    stage.citizen_posts(f"Air mati di #{token} sejak pagi.")
    published(stage, connector, a_draft(f"Air #{token} mengalir lagi.", tags=()))
    for sought in [f"#{token}", *([token] if stage.finds_words else [])]:
        found = searched(connector, sought)
        (one,) = found.heard
        assert one.text == f"Air mati di #{token} sejak pagi."
        assert one.author.startswith("citizen")
        assert one.url.startswith("http")
        assert connector.fetch(one.remote_id).text == one.text
        # It may come again, but never another one in its place.
        again = connector.search_posts(sought, cursor=found.cursor)
        assert {same.remote_id for same in again.heard} <= {one.remote_id}
        assert again.cursor == found.cursor


@pytest.mark.servers
def test_what_nobody_said_is_not_found(stage, connector):
    assert connector.search_posts(f"#{words()}", cursor="").heard == ()


def searched(connector, sought):
    """What a search finds; servers index when they come to it."""
    until = datetime.now(UTC) + timedelta(seconds=60)
    while not (found := connector.search_posts(sought, cursor="")).heard and datetime.now(UTC) < until:
        time.sleep(1)
    return found
