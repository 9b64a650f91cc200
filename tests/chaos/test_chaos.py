"""A part of `make chaos` with every run of the tests: a tenth of it in CI."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.chaos.__main__ import ROOT

PUBLISHES = 1000 if os.environ.get("CI") else 100


@pytest.mark.slow
def test_whoever_kills_workers_sees_nothing_twice_and_nothing_lost():
    ran = subprocess.run(
        [sys.executable, "-m", "tests.chaos", "--publishes", str(PUBLISHES), "--limit", "900"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
