"""Session fixtures for the real servers: started when first asked for, on free ports, once.

Loaded as a pytest plugin from the root `conftest.py`.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PORTS = range(12_000, 32_000)
INSTALL_SECONDS = 900
START_SECONDS = 120


class Peer:
    """A running server: what it wrote into peer.json."""

    def __init__(self, said: dict[str, Any], log: Path) -> None:
        self.said = said
        self.log = log

    def __getitem__(self, name: str) -> Any:
        return self.said[name]

    def account(self, name: str) -> dict[str, Any]:
        """The account whose name (or handle, or user) begins with `name`."""
        return next(
            account
            for account in self.said["accounts"]
            if str(account.get("name") or account.get("handle") or account.get("user")).startswith(name)
        )

    def flush(self) -> None:
        """Wait until what was written can be read everywhere (atproto's control server)."""
        request = urllib.request.Request(self.said["control"] + "/flush", method="POST")
        urllib.request.urlopen(request, timeout=30).close()


def free_ports(count: int) -> int:
    """The first of `count` free ports in a row.

    None that the system gives to whoever speaks to a server: between this and the start of ours it would be taken.
    """
    for _attempt in range(50):
        port = PORTS.start + secrets.randbelow(len(PORTS) - count)
        with ExitStack() as held:
            try:
                for one in range(port, port + count):
                    held.enter_context(closing(socket.socket())).bind(("127.0.0.1", one))
            except OSError:
                continue
            return port
    raise RuntimeError("no free ports in a row")


def not_available(why: str) -> None:
    """Skip, or fail where the servers are required."""
    if os.environ.get("PENDOPO_TEST_SERVERS") == "required":
        pytest.fail(why)
    pytest.skip(why)


@contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """Whoever comes second waits: all sessions on this machine install into one folder."""
    with Path(tempfile.gettempdir(), f"pendopo-{os.getuid()}-{what}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def running(name: str, *, port_setting: str, ports: int = 1, **settings: str) -> Iterator[Peer]:
    """One server from its folder, until the end of the block."""
    if os.environ.get("PENDOPO_TEST_SERVERS") == "no":
        pytest.skip("PENDOPO_TEST_SERVERS=no")
    if shutil.which("bash") is None:
        not_available("there is no bash to start servers with")
    script = HERE / name / "start.sh"
    # Short: unix sockets live below it, and their paths may be 107 bytes long.
    with tempfile.TemporaryDirectory(
        prefix=f"p-{name[:3]}-", dir="/tmp", ignore_cleanup_errors=True
    ) as folder:
        state = Path(folder) / "s"
        log = Path(folder) / "log"
        with log.open("wb") as out:
            env = os.environ | settings | {"PEER_STATE": str(state), port_setting: str(free_ports(ports))}
            Path(folder).chmod(0o755)
            try:
                with one_at_a_time(f"install-{name}"):
                    installed = subprocess.run(
                        ["bash", script, "install"],
                        env=env,
                        stdout=out,
                        stderr=out,
                        timeout=INSTALL_SECONDS,
                        check=False,
                    )
            except subprocess.TimeoutExpired:
                not_available(f"{name} could not be installed in {INSTALL_SECONDS} s")
            if installed.returncode:
                not_available(f"{name} could not be installed: {last_words(log)}")
            process = subprocess.Popen(
                ["bash", script], env=env, stdout=out, stderr=out, start_new_session=True
            )
        try:
            said = wait_for(state / "peer.json", process)
            if said is None:
                not_available(f"{name} did not start: {last_words(log)}")
            else:
                yield Peer(said, log)
        finally:
            stop(process)


def wait_for(file: Path, process: subprocess.Popen[bytes]) -> dict[str, Any] | None:
    """What the server wrote when it was ready."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if file.exists():
            return json.loads(file.read_text())
        time.sleep(0.05)
    return None


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to go; after a while take its whole group down."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def last_words(log: Path) -> str:
    """The end of what a server said."""
    return " | ".join(log.read_text(errors="replace").splitlines()[-3:])


@pytest.fixture(scope="session")
def mastodon_server() -> Iterator[Peer]:
    """A server with the Mastodon API that deviates in telling ways: snac."""
    with running("snac", port_setting="SNAC_PORT") as peer:
        yield peer


@pytest.fixture(scope="session")
def bluesky_server() -> Iterator[Peer]:
    """A Bluesky network of its own: PDS, AppView, PLC."""
    with running("atproto", port_setting="ATPROTO_PORT", ports=5) as peer:
        yield peer


@pytest.fixture(scope="session")
def wordpress_server() -> Iterator[Peer]:
    """A WordPress site."""
    with running("wordpress", port_setting="WORDPRESS_PORT") as peer:
        yield peer


@pytest.fixture(scope="session")
def llm_server() -> Iterator[Peer]:
    """A language model of random weights behind the OpenAI API; only where it was built before."""
    with running("llm", port_setting="LLM_PORT") as peer:
        yield peer
