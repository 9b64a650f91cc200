"""A house in which nothing happens costs next to nothing."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil
import pytest

from tests.machine.house import House

pytestmark = pytest.mark.slow

# Pages and their connections to the database are let go a minute after the last one was asked for.
SECONDS_TO_SETTLE = 75.0
SECONDS_WATCHED = 30.0
GLANCES = 10
MEGABYTES_MOST = 300
# What sessions of the database share is counted here once for each of them, and for those a sweep has open at a glance:
# on a machine that is busy with other tests they stay open longer, and half the glances meet two more (426 MB seen,
# 242 MB really occupied).
MEGABYTES_AS_TOP_COUNTS_MOST = 460
PERCENT_OF_A_CORE_MOST = 2.0


@pytest.fixture(scope="module")
def open_house() -> Iterator[House]:
    house = House()
    try:
        yield house.open()
    finally:
        house.tear_down()


def each(processes: list[psutil.Process], measure: Callable[[psutil.Process], float]) -> dict[int, float]:
    """A figure of each process. The database's sessions come and go meanwhile; who has gone weighs nothing."""
    found = {}
    for one in processes:
        with suppress(psutil.NoSuchProcess, FileNotFoundError):
            found[one.pid] = measure(one)
    return found


def occupied(one: psutil.Process) -> float:
    """Megabytes that this process really takes: memory that processes share is counted once."""
    return float(one.memory_full_info().pss) / 1e6


def resident(one: psutil.Process) -> float:
    """Megabytes as `top` counts them: shared memory is counted for every process that has it."""
    return float(one.memory_info().rss) / 1e6


def processor(one: psutil.Process) -> float:
    """Seconds of the processor so far."""
    return float(one.cpu_times().user + one.cpu_times().system)


def test_idle_it_stays_under_300_mb_and_2_percent_of_a_core(open_house: House) -> None:
    for path in ("/sehat/", "/masuk/login/", "/"):
        open_house.page(path)
    time.sleep(SECONDS_TO_SETTLE)
    began, before = time.monotonic(), each(open_house.tree(), processor)
    glances = []
    for _glance in range(GLANCES):
        time.sleep(SECONDS_WATCHED / GLANCES)
        tree = open_house.tree()
        as_top_counts = each(tree, resident)
        glances.append((sum(each(tree, occupied).values()), sum(as_top_counts.values())))
    worked = each(open_house.tree(), processor)
    spent = sum(seconds - before.get(pid, 0.0) for pid, seconds in worked.items())
    percent = 100 * spent / (time.monotonic() - began)
    # A session of the database that a sweep opens for a moment is not what it weighs.
    really, by_top = (statistics.median(one) for one in zip(*glances, strict=True))
    for one in tree:
        with suppress(psutil.NoSuchProcess):
            print(f"{as_top_counts.get(one.pid, 0):6.0f} MB  {' '.join(one.cmdline())[-70:]}")
    print(f"idle: {really:.0f} MB occupied, {by_top:.0f} MB as `top` counts")
    print(f"idle: {percent:.1f} % of a core")
    assert really < MEGABYTES_MOST
    assert by_top < MEGABYTES_AS_TOP_COUNTS_MOST
    assert percent < PERCENT_OF_A_CORE_MOST
