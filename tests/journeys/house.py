"""A whole house on a data folder of its own, started as people start it: `pendopo up`."""

from __future__ import annotations

import email
import email.policy
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from pendopo.config import opening
from tests import migrated
from tests.servers.fixtures import free_ports

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 240


class House:
    """Its address, the link for the first administrator, and what can be done to it from outside."""

    def __init__(self, base: str, data: Path, process: subprocess.Popen[str], log: Path) -> None:
        self.base = base
        self.data = data
        self.process = process
        self.log = log

    @property
    def first_link(self) -> str:
        """What the terminal printed for the first administrator."""
        found = re.search(r"http\S+/mulai/\?token=\S+", self.log.read_text())
        assert found, self.log.read_text()
        return found.group()

    def password_of(self, role: str) -> tuple[str, str]:
        """E-mail and password of the demonstration's person in this role, as the terminal printed them."""
        found = re.search(rf"(?m)^\s*(\S+@\S+)\s+(\S+)\s+.*, {role}\b", self.log.read_text())
        assert found, self.log.read_text()
        return found.group(1), found.group(2)

    def mail_to(self, address: str, *, seconds: float = 30) -> str:
        """The text of the latest mail to somebody, once it is there."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for file in sorted(
                (self.data / "mail").glob("*"), key=lambda one: one.stat().st_mtime, reverse=True
            ):
                for part in re.split(r"(?m)^-{60,}$", file.read_text()):
                    mail = email.message_from_string(part.strip(), policy=email.policy.default)
                    if address in str(mail["To"]):
                        return mail.get_body().get_content()
            time.sleep(0.2)
        raise AssertionError(f"no mail to {address}")

    def beside(self, program: str, *words: str) -> str:
        """What a process of its own says that works beside the house, on its data folder."""
        ran = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", program, *words],
            env={
                **_plain(),
                "PYTHONPATH": str(ROOT / "src"),
                "PENDOPO_DATA": str(self.data),
                "PENDOPO_PUBLIC_URL": self.base,
                "DJANGO_SETTINGS_MODULE": "pendopo.config.settings",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def children(self, words: str) -> list[psutil.Process]:
        """The processes of the tree whose command line holds these words."""
        tree = psutil.Process(self.process.pid).children(recursive=True)
        return [one for one in tree if words in " ".join(_command(one))]

    def kill_workers(self) -> None:
        """As a power cut would."""
        found = self.children("pendopo work")
        assert found
        for one in found:
            one.send_signal(signal.SIGKILL)


def _plain() -> dict[str, str]:
    """The surroundings of these tests without what they set for themselves."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO_", "DJANGO_"))}


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@contextmanager
def a_house(folder: Path, *, command: str = "up", **settings: str) -> Iterator[House]:
    """A house that is open until the end of the block; with the command `demo` one full of invented people."""
    # The database's own user must get through, should these tests run as root.
    folder.chmod(0o755)
    port = free_ports(1)
    base = f"http://127.0.0.1:{port}"
    log = folder / "log"
    data = folder / "data"
    env = {
        **_plain(),
        "PYTHONPATH": str(ROOT / "src"),
        "PENDOPO_DATA": str(data),
        "PENDOPO_PORT": str(port),
        "PENDOPO_PUBLIC_URL": base,
        "PENDOPO_WEB_PROCESSES": "1",
        **settings,
    }
    migrated.lay(folder / "data" / "database")
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "pendopo", command], env=env, stdout=out, stderr=out, cwd=folder, text=True
        )
    house = House(base, opening.beside(data) if command == "demo" else data, process, log)
    try:
        end = time.monotonic() + START_SECONDS
        while "Pendopo is open" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        yield house
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
