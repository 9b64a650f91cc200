"""Children come back, more slowly each time they fail at once, and go when told."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from pendopo.config.supervisor import FIRST_DELAY, HEALTHY_AFTER, LONGEST_DELAY, Child, Supervisor


def a_child(program: str) -> Child:
    return Child("child", [sys.executable, "-c", program])


@pytest.fixture
def kept() -> Iterator[Callable[[Child], list[str]]]:
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def keep(child: Child) -> list[str]:
        said: list[str] = []
        thread = threading.Thread(target=Supervisor([child], say=said.append).keep, args=(stop,))
        thread.start()
        threads.append(thread)
        return said

    yield keep
    stop.set()
    for thread in threads:
        thread.join()


def wait_for(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_child_that_is_killed_comes_back_and_it_is_said(kept):
    child = a_child("import time; time.sleep(600)")
    said = kept(child)
    wait_for(lambda: child.process)
    first = child.process
    assert first is not None
    first.kill()
    wait_for(lambda: child.process not in {None, first})
    assert said == ["child ended (SIGKILL); it starts again in 0.5 s."]


def test_a_child_that_fails_at_once_waits_longer_each_time():
    child = a_child("")
    waits = [child.wait_longer(now=0.0) for _ in range(12)]
    assert waits[:4] == [FIRST_DELAY, 1.0, 2.0, 4.0]
    assert waits[-1] == LONGEST_DELAY


def test_a_child_that_has_lived_a_while_comes_back_soon():
    child = a_child("")
    for _ in range(5):
        child.wait_longer(now=0.0)
    assert child.wait_longer(now=HEALTHY_AFTER + 1) == FIRST_DELAY


def test_grandchildren_do_not_outlive_a_killed_child(kept, tmp_path: Path):
    note = tmp_path / "grandchild"
    child = a_child(
        "import subprocess, sys, time, pathlib\n"
        "started = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(started.pid))\n"
        "time.sleep(600)"
    )
    kept(child)
    wait_for(lambda: note.exists() and note.read_text())
    grandchild = psutil.Process(int(note.read_text()))
    assert child.process is not None
    child.process.kill()
    wait_for(lambda: not grandchild.is_running() or grandchild.status() == psutil.STATUS_ZOMBIE)


def test_when_it_stops_children_are_asked_first(tmp_path: Path):
    note = tmp_path / "asked"
    child = a_child(
        "import signal, sys, time, pathlib\n"
        f"note = pathlib.Path({str(note)!r})\n"
        "signal.signal(signal.SIGTERM, lambda *_: (note.write_text('asked'), sys.exit(0)))\n"
        "note.write_text('ready'); time.sleep(600)"
    )
    stop = threading.Event()
    keeper = threading.Thread(target=Supervisor([child], say=print).keep, args=(stop,))
    keeper.start()
    wait_for(lambda: note.exists() and note.read_text() == "ready")
    stop.set()
    keeper.join()
    assert note.read_text() == "asked"
    assert child.process is None


def test_a_child_learns_that_its_keeper_is_gone(tmp_path: Path):
    note = tmp_path / "gone"
    source = Path(__file__).resolve().parents[3]
    grown_up = (
        "import signal, sys, time, pathlib\n"
        "from pendopo.config import lifeline\n"
        f"note = pathlib.Path({str(note)!r})\n"
        "signal.signal(signal.SIGTERM, lambda *_: (note.write_text('gone'), sys.exit(0)))\n"
        "lifeline.hold(); note.write_text('ready'); time.sleep(600)"
    )
    keeper = (
        "import sys, threading\n"
        "from pendopo.config.supervisor import Child, Supervisor\n"
        f"child = Child('child', [sys.executable, '-c', {grown_up!r}])\n"
        "Supervisor([child], say=print).keep(threading.Event())"
    )
    with psutil.Popen([sys.executable, "-c", keeper], env={"PYTHONPATH": str(source)}) as process:
        wait_for(lambda: note.exists() and note.read_text() == "ready")
        process.send_signal(signal.SIGKILL)
        process.wait()
    wait_for(lambda: note.read_text() == "gone")
