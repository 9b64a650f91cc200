from __future__ import annotations

import pytest

from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.listen.watch import actions, fetching
from pendopo.listen.watch.states import Kind
from pendopo.listen.watch.tests import server
from pendopo.listen.watch.tests.builders import QUAKES, a_feed
from pendopo.listen.watch.tests.files import NOW
from pendopo.networks.outside import Outside


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(office):
    return a_member(office, Role.EDITOR, name="Rizal")


@pytest.fixture
def approver(office):
    return a_member(office, Role.APPROVER, name="Ratna")


@pytest.fixture
def officer(office):
    return a_member(office, Role.DUTY_OFFICER, name="Yoga")


@pytest.fixture
def account(office):
    return an_account(office)


@pytest.fixture
def place(editor):
    """An office in Sleman."""
    return actions.keep_settings(
        by=editor,
        now=NOW,
        latitude=-7.716,
        longitude=110.355,
        radius_km=150,
        least_magnitude=4.5,
        quake_hours=6,
        names=["Pemkab Sleman"],
        region=["Sleman", "Mlati"],
        topics=["stunting"],
        alerts_a_day=3,
    )


@pytest.fixture
def feed(place, editor, account):
    """The earthquakes of BMKG, read by an office in Sleman."""
    return a_feed(editor, kind=Kind.QUAKES, url=QUAKES, every=1)


@pytest.fixture
def sources():
    with server.opened() as found:
        yield found


@pytest.fixture
def way_out(sources, monkeypatch):
    """The one local server may be asked, and nothing else that is private; what is slow is given up early."""
    outside = Outside(
        allowed_hosts=frozenset({sources.host}),
        read_seconds=1,
        budget_seconds=2,
        answer_bytes_max=fetching.BYTES_MAX,
    )
    monkeypatch.setattr(fetching, "outside", lambda: outside)
    return outside
