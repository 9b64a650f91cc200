"""`pendopo up` as one process tree: it opens, mends itself, closes, and is not opened twice."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from pendopo.config.embedded import EmbeddedPostgres
from tests.machine.house import House, pendopo

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def open_house() -> Iterator[House]:
    house = House()
    try:
        yield house.open()
    finally:
        house.tear_down()


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    try:
        yield house
    finally:
        house.tear_down()


def test_it_opens_on_an_empty_folder_and_says_where(open_house: House) -> None:
    assert f"http://127.0.0.1:{open_house.port}/" in open_house.said()
    assert open_house.page() == 200


def test_the_first_start_prints_a_link_that_opens_the_first_page(open_house: House) -> None:
    assert open_house.token()
    assert open_house.page(f"/mulai/?token={open_house.token()}") == 200


def test_keys_can_be_read_by_their_owner_only(open_house: House) -> None:
    for file in (open_house.folder / "keys").iterdir():
        assert file.stat().st_mode & 0o077 == 0, file


def test_no_part_of_it_listens_beyond_this_machine(open_house: House) -> None:
    doors = {
        (door.laddr.ip, door.laddr.port)
        for process in open_house.tree()
        for door in process.net_connections("inet")
        if door.status == psutil.CONN_LISTEN
    }
    assert doors == {("127.0.0.1", open_house.port)}


@pytest.mark.parametrize("part", ["pendopo work", "pendopo.config.web_server", "postgres"])
def test_a_part_that_is_killed_comes_back(open_house: House, part: str) -> None:
    before = open_house.part(part)
    before.kill()

    def is_back() -> bool:
        with suppress(psutil.Error, StopIteration):
            return open_house.part(part).pid != before.pid and open_house.page() == 200
        return False

    open_house.wait(is_back, f"{part} did not come back")


def test_a_second_start_on_the_same_folder_is_refused_in_one_sentence(open_house: House) -> None:
    second = pendopo("up", data=open_house.folder)
    assert second.returncode == 1
    assert f"already running on {open_house.folder}" in second.stderr
    assert len(second.stderr.strip().splitlines()) == 1
    assert open_house.page() == 200


def test_a_port_in_use_is_named_with_the_way_out(house: House) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        refused = pendopo("up", data=house.folder, PENDOPO_PORT=str(other.getsockname()[1]))
    assert refused.returncode == 1
    assert "PENDOPO_PORT" in refused.stderr


def test_a_wrong_setting_stops_the_start_with_the_way_out_and_nothing_else(house: House) -> None:
    refused = pendopo("up", data=house.folder, PENDOPO_LOG_LEVEL="loud")
    assert refused.returncode == 1
    assert refused.stderr.startswith("PENDOPO_LOG_LEVEL: ")
    assert len(refused.stderr.strip().splitlines()) == 1
    assert not house.folder.exists()


def test_a_database_that_cannot_be_reached_is_named_with_the_way_out(house: House) -> None:
    for command in (["up"], ["work"], ["ledger", "verify"], ["keys", "rotate"]):
        refused = pendopo(
            *command, data=house.folder, DATABASE_URL="postgresql://pendopo:rahasia@127.0.0.1:1/pendopo"
        )
        assert refused.returncode == 1
        assert refused.stderr.startswith("Error: The database cannot be reached: connection failed")
        assert "correct DATABASE_URL" in refused.stderr
        assert "Traceback" not in refused.stderr
        assert "rahasia" not in refused.stderr


def test_a_folder_that_cannot_be_used_is_named_with_the_way_out() -> None:
    refused = pendopo("up", data=Path("/proc/pendopo"))
    assert refused.returncode == 1
    assert "/proc/pendopo cannot be used" in refused.stderr
    assert "PENDOPO_DATA" in refused.stderr


def test_doctor_says_what_is_well_and_how_to_mend_the_rest(open_house: House) -> None:
    seen = pendopo("doctor", data=open_house.folder)
    for well in ("database", "worker", "disk", "accounts", "keys"):
        assert f"ok    {well}: " in seen.stdout, seen.stdout
    assert "MEND  mail: Mail is not sent" in seen.stdout
    assert "Set PENDOPO_MAIL_URL" in seen.stdout
    assert seen.returncode == 1


def test_a_job_whose_worker_was_killed_is_done_by_another(open_house: House) -> None:
    with psycopg.connect(EmbeddedPostgres(open_house.folder / "database").url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, lock, args, attempts) VALUES "
            "('builtin', 'builtin:procrastinate.builtin_tasks.remove_old_jobs', 'doing', 'held', %s, 1)",
            ['{"max_hours": 100000}'],
        )

        def is_done() -> bool:
            left = connection.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE lock = 'held'"
            ).fetchone()
            return left == (0,)

        open_house.wait(is_done, "the job was never taken up again")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_when_asked(house: House, how: signal.Signals) -> None:
    house.open()
    tree = house.tree()
    assert house.end(how) == 0
    assert not [one for one in tree if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    assert not (house.folder / "database" / "cluster" / "postmaster.pid").exists()


def test_after_kill_9_nothing_stays_behind_and_it_opens_again(house: House) -> None:
    house.open()
    tree = house.tree()
    house.end(signal.SIGKILL)
    _, alive = psutil.wait_procs(tree, timeout=20)
    assert not alive
    house.open()
    assert house.page() == 200


def test_after_a_power_cut_a_lock_that_names_a_stranger_is_recognised(house: House) -> None:
    house.open()
    for one in house.tree():
        # The first to go takes the others with it, some before their turn.
        with suppress(psutil.NoSuchProcess):
            one.kill()
    assert house.process is not None
    house.process.wait()
    # After a restart of the machine, the number in the file is soon somebody else's.
    lock = house.folder / "database" / "cluster" / "postmaster.pid"
    lines = lock.read_text().splitlines()
    lock.write_text("\n".join(["1", *lines[1:]]) + "\n")
    house.open()
    assert house.page() == 200
