"""A part of `make chaos` with every run of the tests: a tenth of it in CI, and a few on the real servers."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.chaos import real
from tests.chaos.__main__ import ROOT

PUBLISHES = 1000 if os.environ.get("CI") else 100
# An answer that was unclear holds up its account for a minute: with few posts to each, nobody waits for many of them.
ACCOUNTS = "250"
PUBLISHES_REAL = 20
# A queue whose worker was killed waits for a minute and a half: with more of them CI would wait for ever.
KILLS = "8"


def chaos(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.chaos", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_whoever_kills_workers_sees_nothing_twice_and_nothing_lost():
    ran = chaos("--publishes", str(PUBLISHES), "--accounts", ACCOUNTS, "--kills", KILLS, "--limit", "900")
    assert ran.returncode == 0, ran.stdout


@pytest.mark.slow
@pytest.mark.servers
def test_the_same_holds_on_the_real_servers(tmp_path, mastodon_server, bluesky_server, wordpress_server):
    known = tmp_path / "servers.json"
    told = {"mastodon": mastodon_server, "bluesky": bluesky_server, "wordpress": wordpress_server}
    known.write_text(json.dumps({name: peer.said for name, peer in told.items()}))
    ran = chaos("--real", "--servers", str(known), "--publishes", str(PUBLISHES_REAL), "--limit", "300")
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    ("state", "texts", "what"),
    [
        ("published", ["kabar7a", "kabar7b"], "published"),
        ("published", ["Air mengalir, kabar7a. Terima kasih, kabar7b."], "published"),
        ("published", ["kabar7a", "kabar7b", "lagi kabar7a"], "twice"),
        ("published", ["kabar7a", "kabar7b", "lagi kabar7b"], "twice"),
        ("published", ["kabar7a", "kabar71b"], "lost"),
        ("published", [], "lost"),
        ("sending", ["kabar7a", "kabar7b"], "lost"),
        ("unsure", ["kabar7a"], "asked_a_person"),
        ("unsure", ["kabar7a", "kabar7a"], "twice"),
    ],
)
def test_a_witness_counts_every_part_of_what_was_said(state, texts, what):
    figures = real.held_against({7: state}, texts)
    assert figures[what] == 1
    assert (figures["twice"] or figures["lost"]) == (what in {"twice", "lost"})
