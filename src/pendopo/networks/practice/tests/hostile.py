"""A hostile practice network in a process of its own, and its back door."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx

import pendopo
from pendopo.networks.connecting import forget
from pendopo.networks.contract import Credentials
from pendopo.networks.outside import Outside
from pendopo.networks.practice.connector import PracticeConnector


class Server:
    """Where the network is, and how to steer it."""

    def __init__(self, base):
        self.base = base
        self._accounts = 0

    def account(self, *, proof="", budget=45, read_seconds=30):
        """A fresh account, so that tests do not meet."""
        self._accounts += 1
        handle = f"dinas-{self._accounts}"
        credentials = Credentials(
            base=self.base,
            handle=handle,
            remote_id=handle,
            secrets={"token": f"akun-{handle}"},
            settings={"proof": proof} if proof else {},
        )
        host = self.base.removeprefix("http://")
        outside = Outside(allowed_hosts=frozenset({host}), budget_seconds=budget, read_seconds=read_seconds)
        return PracticeConnector(credentials, outside, forget), Account(self.base, handle)


class Account:
    """One account's back door."""

    def __init__(self, base, handle):
        self.base = base
        self.handle = handle
        self.headers = {"Authorization": f"Bearer akun-{handle}"}

    def moods(self, **moods):
        url = f"{self.base}/latihan/api/control/moods"
        httpx.put(url, json=moods, headers=self.headers).raise_for_status()

    def citizen_says(self, text, *, under, kind="reply", handle="warga"):
        said = {"author": {"handle": handle, "name": handle.title()}, "text": text}
        url = f"{self.base}/latihan/api/control/comments"
        answer = httpx.post(url, json={**said, "in_reply_to": under, "kind": kind}, headers=self.headers)
        return answer.raise_for_status().json()

    def blocked(self):
        url = f"{self.base}/latihan/api/control/blocked"
        return httpx.get(url, headers=self.headers).raise_for_status().json()["handles"]

    def accepted(self):
        url = f"{self.base}/latihan/api/control/posts"
        return httpx.get(url, headers=self.headers).raise_for_status().json()


@contextmanager
def running():
    source = str(Path(pendopo.__file__).parents[1])
    started = subprocess.Popen(
        [sys.executable, "-m", "pendopo.practice.hostile", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
    )
    with started:
        try:
            yield Server(started.stdout.readline().split()[1])
        finally:
            started.terminate()
