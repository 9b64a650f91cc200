"""A real WordPress site for one test session, where one can be started."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import httpx
import pytest

from pendopo.networks.connecting import forget
from pendopo.networks.contract import Credentials
from pendopo.networks.outside import Outside
from pendopo.networks.wordpress import WordPressConnector

START = Path(__file__).parents[5] / "tests" / "servers" / "wordpress" / "start.sh"
PATIENCE = 60


class Site:
    """The running site, with its back door."""

    def __init__(self, told):
        self.base = told["base"]
        self.rest = told["rest"]
        self.passwords = {one["user"]: one["app_password"] for one in told["accounts"]}
        self.outside = Outside(allowed_hosts=frozenset({self.base.removeprefix("http://")}))
        self.ids = {}

    def call(self, method, path, *, who="admin", **request):
        auth = (who, self.passwords[who])
        return httpx.request(method, self.rest + path, auth=auth, timeout=30, **request)

    def connector(self, who="editor", **settings):
        if who not in self.ids:
            self.ids[who] = str(self.call("GET", "/users/me", who=who).json()["id"])
        credentials = Credentials(
            base=self.base,
            handle=who,
            remote_id=self.ids[who],
            secrets={"password": self.passwords[who]},
            settings=settings,
        )
        return WordPressConnector(credentials, self.outside, forget)

    def visitor_says(self, text, *, under, parent=0, name="Warga"):
        """A visitor's comment that is held; put in from behind, since visitors may write every 15 s only."""
        said = {
            "post": under,
            "parent": parent,
            "author": 0,
            "author_name": name,
            "author_email": f"{time.monotonic_ns()}@example.test",
            "content": text,
            "author_ip": f"10.{time.monotonic_ns() % 250}.{time.monotonic_ns() // 250 % 250}.7",
            "status": "hold",
        }
        self.call("POST", "/comments", json=said).raise_for_status()

    def visitor_fills_the_form(self, text, *, under):
        form = {"comment_post_ID": under, "author": "Bu Siti", "email": "siti@example.test", "comment": text}
        answer = httpx.post(f"{self.base}/wp-comments-post.php", data=form, timeout=30)
        assert answer.status_code == 302, answer.text


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="session")
def site():
    if given := os.environ.get("PENDOPO_WORDPRESS"):
        yield Site(json.loads(Path(given).read_text()))
        return
    if not START.exists():
        pytest.skip("tests/servers/wordpress is not here")
    if not (shutil.which("php") and shutil.which("mariadbd")):
        pytest.skip("PHP and MariaDB are not installed: run tests/servers/wordpress/start.sh install")
    state = Path(tempfile.mkdtemp(prefix="wp-"))
    started = subprocess.Popen(
        ["bash", str(START)],
        env={**os.environ, "PEER_STATE": str(state / "s"), "WORDPRESS_PORT": str(_free_port())},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ready = state / "s" / "peer.json"
        deadline = time.monotonic() + PATIENCE
        while not ready.exists():
            if started.poll() is not None or time.monotonic() > deadline:
                pytest.skip("WordPress did not start here")
            time.sleep(0.1)
        yield Site(json.loads(ready.read_text()))
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(timeout=20)
        shutil.rmtree(state, ignore_errors=True)
