"""A whole house on this machine: `pendopo up` as its administrator starts it, in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import psutil

from tests.servers.fixtures import free_ports

SOURCE = Path(__file__).resolve().parents[2] / "src"
# How long to wait before giving up: a patience for machines that do other things as well, not a promise.
PATIENCE = 240.0


def a_folder() -> Path:
    """A folder the database's own user can get through to, should these tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix="pendopo-house-"))
    folder.chmod(0o755)
    return folder


def surroundings(data: Path, port: int = 0, **more: str) -> dict[str, str]:
    """The environment of a plain shell, with nothing set that the tests' own settings set."""
    plain = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PENDOPO_", "DATABASE_", "DJANGO_"))
    }
    return {
        **plain,
        "PYTHONPATH": str(SOURCE),
        "PENDOPO_DATA": str(data),
        "PENDOPO_PORT": str(port or 8000),
        **more,
    }


def pendopo(*words: str, data: Path, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """One command, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "pendopo", *words],
        env=surroundings(data, **more),
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


class House:
    """What an administrator sees of a running house: words on a terminal, processes, pages."""

    def __init__(self, source: Path = SOURCE) -> None:
        self.folder = a_folder() / "data"
        self.source = source
        self.port = free_ports(1)
        self.words = self.folder.parent / f"words-{self.port}.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def open(self, **more: str) -> House:
        with self.words.open("wb") as words:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pendopo", "up"],
                env={**surroundings(self.folder, self.port, **more), "PYTHONPATH": str(self.source)},
                cwd=self.folder.parent,
                stdout=words,
                stderr=words,
            )
        self.wait(lambda: "Pendopo is open" in self.said(), "it never opened")
        return self

    def said(self) -> str:
        return self.words.read_text(encoding="utf-8", errors="replace")

    def token(self) -> str:
        found = re.search(r"\?token=(\S+)", self.said())
        return found[1] if found else ""

    def page(self, path: str = "/sehat/") -> int:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return int(answer.status)
        except OSError:
            return 0

    def tree(self) -> list[psutil.Process]:
        assert self.process is not None
        root = psutil.Process(self.process.pid)
        return [root, *root.children(recursive=True)]

    def part(self, words: str) -> psutil.Process:
        """The topmost process of a part, such as `pendopo work`."""
        return next(one for one in self.tree()[1:] if words in " ".join(one.cmdline()))

    def tell(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.tell(number)
        assert self.process is not None
        return self.process.wait(PATIENCE)

    def wait(self, until: Callable[[], bool], else_say: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not until():
            died = self.process is not None and self.process.poll() is not None
            assert not died, f"the house ended by itself:\n{self.said()}"
            assert time.monotonic() < deadline, f"{else_say}:\n{self.said()}"
            time.sleep(0.1)

    def tear_down(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder.parent, ignore_errors=True)
