"""A part of `make chaos` with every run of the tests: a tenth of it in CI."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.chaos.__main__ import ROOT

PUBLISHES = 1000 if os.environ.get("CI") else 100
# An answer that was unclear holds up its account for a minute: with few posts to each, nobody waits for many of them.
ACCOUNTS = "250"
# A queue whose worker was killed waits for a minute and a half: with more of them CI would wait for ever.
TERMS = ("--kills", "8", "--limit", "900")
# A tenth is soon said; workers die while there is most to do.
PAUSES = ("--pauses", "1", "6")


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
    ran = chaos("--publishes", str(PUBLISHES), "--accounts", ACCOUNTS, *PAUSES, *TERMS)
    assert ran.returncode == 0, ran.stdout
