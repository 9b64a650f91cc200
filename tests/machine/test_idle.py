"""A house in which nothing happens costs next to nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psutil
import pytest

from tests.machine.house import House

pytestmark = pytest.mark.slow

SECONDS_TO_SETTLE = 10.0
SECONDS_WATCHED = 30.0
MEGABYTES_MOST = 400
PERCENT_OF_A_CORE_MOST = 2.0


@pytest.fixture(scope="module")
def open_house() -> Iterator[House]:
    house = House()
    try:
        yield house.open()
    finally:
        house.tear_down()


def megabytes(processes: list[psutil.Process]) -> float:
    """What the tree really occupies: memory that processes share is counted once."""
    return sum(one.memory_full_info().pss for one in processes) / 1e6


def seconds_of_processor(processes: list[psutil.Process]) -> float:
    return sum(one.cpu_times().user + one.cpu_times().system for one in processes)


def test_idle_it_stays_under_400_mb_and_2_percent_of_a_core(open_house: House) -> None:
    for path in ("/sehat/", "/masuk/login/", "/"):
        open_house.page(path)
    time.sleep(SECONDS_TO_SETTLE)
    tree = open_house.tree()
    before = seconds_of_processor(tree)
    time.sleep(SECONDS_WATCHED)
    percent = 100 * (seconds_of_processor(tree) - before) / SECONDS_WATCHED
    occupied = megabytes(tree)
    resident = sum(one.memory_info().rss for one in tree) / 1e6
    print(f"idle: {occupied:.0f} MB occupied ({resident:.0f} MB as `top` counts), {percent:.1f} % of a core")
    assert occupied < MEGABYTES_MOST
    assert percent < PERCENT_OF_A_CORE_MOST
