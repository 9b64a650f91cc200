"""With a database server of one's own: `up` starts none, and `web` and `work` run wherever they are wanted."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from pendopo.config.embedded import EmbeddedPostgres
from tests.machine.house import House, a_folder, pendopo, surroundings
from tests.servers.fixtures import free_ports

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres.temporary() as server:
        yield server


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    try:
        yield house
    finally:
        house.tear_down()


def test_up_starts_no_database_of_its_own(server: EmbeddedPostgres, house: House) -> None:
    house.open(DATABASE_URL=server.url)
    assert house.page() == 200
    assert not (house.folder / "database").exists()
    assert not [one for one in house.tree() if one.name().startswith("postgres")]


def test_web_and_worker_run_apart_with_the_keys_of_the_first(server: EmbeddedPostgres, house: House) -> None:
    house.open(DATABASE_URL=server.url)
    keys = house.folder / "keys"
    shared = {
        "DATABASE_URL": server.url,
        "PENDOPO_SECRET_KEY_FILE": str(keys / "secret_key"),
        "PENDOPO_KEYS_FILE": str(keys / "ring"),
    }
    house.end()
    elsewhere, port = a_folder(), free_ports(1)
    web, work = (
        subprocess.Popen(
            [sys.executable, "-m", "pendopo", what],
            env=surroundings(elsewhere, port, **shared),
            cwd=elsewhere,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for what in ("web", "work")
    )
    house.process, house.port = web, port
    try:
        house.wait(lambda: house.page() == 200, "web did not answer")
        seen = {"said": ""}

        def worker_is_well() -> bool:
            seen["said"] = pendopo("doctor", data=elsewhere, **shared).stdout
            return "ok    worker" in seen["said"]

        house.wait(worker_is_well, "the worker was not heard of")
        assert "ok    keys" in seen["said"]
    finally:
        for process in (web, work):
            process.send_signal(signal.SIGTERM)
        assert [process.wait(60) for process in (web, work)] == [0, 0]
