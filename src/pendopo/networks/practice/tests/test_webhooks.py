"""The calls a hostile network makes: signed, sometimes twice, sometimes out of turn, by a clock of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.networks.contract import Heard, Sent
from pendopo.networks.practice.webhook import said_in
from pendopo.practice.moods import calls_in_order
from pendopo.practice.shapes import Moods

SECRET = "rahasia-kami"
PATIENCE = 10  # seconds


class Door:
    """Where the network calls: keeps what it is told, in the order in which it comes."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.heard: list[Heard] = []

    def wait_for(self, count: int) -> list[str]:
        deadline = time.monotonic() + PATIENCE
        while len(self.heard) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.1)  # one call too many would come now
        return [one.text for one in self.heard]


@contextmanager
def a_door() -> Iterator[Door]:
    class Hearing(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            now = datetime.now(UTC)
            door.heard.append(said_in(body=body, headers=dict(self.headers), secret=SECRET, now=now))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Hearing) as server:
        door = Door(f"http://127.0.0.1:{server.server_port}/kail/")
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield door
        finally:
            server.shutdown()


@pytest.fixture
def door():
    with a_door() as door:
        yield door


SAID = [f"Kata ke-{number}" for number in range(6)]


def heard_at(door, hostile, count, **moods):
    connector, account = hostile.account()
    assert isinstance(connector.call_us_at(door.address, secret=SECRET), Sent)
    account.moods(**moods)
    for text in SAID:
        account.citizen_says(text, under="", kind="mention")
    return door.wait_for(count)


def test_each_message_is_called_once_and_in_order(door, hostile):
    assert heard_at(door, hostile, 6) == SAID


def test_replayed_each_is_called_twice(door, hostile):
    heard = heard_at(door, hostile, 12, replay=1)
    assert sorted(heard) == sorted(SAID * 2)
    assert len({one.remote_id for one in door.heard}) == 6


def test_reordered_all_are_called_and_some_out_of_turn(door, hostile):
    heard = heard_at(door, hostile, 6, reorder=0.5, seed=3)
    assert sorted(heard) == SAID
    assert heard != SAID


@pytest.mark.parametrize("skew", [-7200, 7200])
def test_a_drifting_clock_keeps_nobody_from_hearing(door, hostile, skew):
    assert heard_at(door, hostile, 6, clock_skew_seconds=skew) == SAID


shares = st.floats(0, 1, allow_nan=False)


@given(st.integers(0, 999), shares, shares, st.lists(st.uuids().map(str), unique=True, max_size=20))
def test_none_is_lost_none_is_called_more_than_twice_and_the_dice_fall_the_same(seed, replay, reorder, calls):
    moods = Moods(seed=seed, replay=replay, reorder=reorder)
    made = calls_in_order(moods, calls)
    assert set(made) == set(calls)
    assert all(made.count(one) <= 2 for one in calls)
    assert made == calls_in_order(moods, calls)
