"""One process tree: children that die come back, more slowly each time; all end together."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from pendopo.config import lifeline

FIRST_DELAY = 0.5
LONGEST_DELAY = 60.0
HEALTHY_AFTER = 30.0
SECONDS_TO_STOP = 20.0
GLANCE = 0.5

# Programs with many threads would otherwise keep a pool of freed memory for each; and code needs no table of columns,
# which only underlines the place in a traceback whose line is known anyway.
FRUGAL = {"MALLOC_ARENA_MAX": "2", "PYTHONNODEBUGRANGES": "1"}

Say = Callable[[str], None]


@dataclass
class Child:
    """A program that should always be running."""

    name: str
    command: Sequence[str]
    surroundings: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    delay: float = FIRST_DELAY

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def is_due(self, now: float) -> bool:
        return self.process is None and now >= self.start_again_at

    def wait_longer(self, now: float) -> float:
        """When to start again after an end: soon, unless it has just been started."""
        if now - self.started_at >= HEALTHY_AFTER:
            self.delay = FIRST_DELAY
        wait, self.delay = self.delay, min(self.delay * 2, LONGEST_DELAY)
        self.start_again_at = now + wait
        return wait

    def clear_away(self) -> None:
        """End whatever the child itself had started and left behind."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


class Supervisor:
    """Keeps children alive until it is told to stop."""

    def __init__(self, children: Iterable[Child], *, say: Say) -> None:
        self.children = list(children)
        self._say = say
        self._here, self._there = os.pipe()

    def keep(self, stop: threading.Event, *, each_glance: Callable[[], None] = lambda: None) -> None:
        """Start the children and keep them until `stop` is set, then stop them all."""
        try:
            while not stop.is_set():
                self._look(time.monotonic())
                each_glance()
                stop.wait(GLANCE)
        finally:
            self.stop()

    def stop(self) -> None:
        """Ask every child to finish what it is doing, and end the ones that do not."""
        running = [child for child in self.children if child.process is not None]
        for child in running:
            if child.process is not None and child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + SECONDS_TO_STOP
        for child in running:
            if child.process is not None:
                with suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.0, deadline - time.monotonic()))
            child.clear_away()

    def _look(self, now: float) -> None:
        for child in self.children:
            if child.has_ended():
                code = child.process.returncode if child.process else 0
                child.clear_away()
                wait = child.wait_longer(now)
                self._say(f"{child.name} ended ({_ending(code)}); it starts again in {wait:g} s.")
            elif child.is_due(now):
                self._start(child, now)

    def _start(self, child: Child, now: float) -> None:
        child.started_at = now
        child.process = subprocess.Popen(  # noqa: S603
            child.command,
            env={**FRUGAL, **os.environ, **child.surroundings, lifeline.VARIABLE: str(self._here)},
            stdin=subprocess.DEVNULL,
            pass_fds=[self._here],
            # Ctrl-C in the terminal is for the supervisor, which then asks its children itself.
            start_new_session=True,
        )


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"
