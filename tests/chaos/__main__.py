"""`make chaos`: publish thousands of times to a network at its worst while workers are killed at random instants.

    python -m tests.chaos --publishes 10000 --workers 2 --seed 7
    python -m tests.chaos --real --publishes 300

At the end every promise must stand on the network exactly once: 0 twice, 0 lost. The network is the hostile
practice network in a process of its own (hangs, 500 after accepting, dropped connections, 429, slow work);
the workers are real ones (`pendopo work`), killed by SIGKILL; the database is an embedded one of this run's own.

With `--real` approved items (threads of two, some with a picture) go to snac, a Bluesky network, WordPress, and the
house's own portal and practice network; what stands is counted on the servers themselves.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from pendopo.config.embedded import EmbeddedPostgres
from pendopo.foundation.secrets.keyring import new_key
from tests.chaos import real

ROOT = Path(__file__).resolve().parents[2]
MOODS = {
    "latency_ms": 20,
    "hang_after": 0.01,
    "hang_seconds": 50,
    "fail_after": 0.05,
    "fail_before": 0.05,
    "drop_after": 0.05,
    "drop_before": 0.05,
    "too_many": 0.05,
    "retry_after": 1,
    "slow": 0.05,
    "slow_seconds": 1,
}
# Between two kills, seconds. Three hundred on real servers are said in minutes.
PAUSES = [4.0, 30.0]
PAUSES_REAL = [4.0, 16.0]
LOOKS_EVERY = 1.0
LEFT_IN_PEACE = 0.25  # of all


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How a run goes: with so many workers, at most so many kills with these pauses between them, and for so long."""

    workers: int
    kills: int
    pauses: list[float]
    limit_seconds: float
    seed: int


@dataclass
class Figures:
    """What a run showed."""

    publishes: int
    published: int
    asked_a_person: int
    twice: int
    lost: int
    kills: int
    seconds: float
    tries: int

    def __str__(self) -> str:
        return (
            f"| publishes | stand once | asked a person | twice | lost | workers killed | tries | seconds |\n"
            f"|---|---|---|---|---|---|---|---|\n"
            f"| {self.publishes} | {self.published} | {self.asked_a_person} | {self.twice} | {self.lost} "
            f"| {self.kills} | {self.tries} | {self.seconds:.0f} |"
        )


@contextmanager
def started(*command: str, wait_for: str = "", **env: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        [sys.executable, *command], env=os.environ | env, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        line = process.stdout.readline() if wait_for and process.stdout else ""
        yield process, line
    finally:
        process.kill()
        process.wait()


class Workers:
    """Real workers that die by SIGKILL and are replaced, as a supervisor would."""

    def __init__(self, count: int, chance: random.Random, log: Path) -> None:
        self.log = log.open("w")
        self.chance = chance
        self.kills = 0
        self.running = [self._one() for _ in range(count)]

    def _one(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "pendopo", "work"],
            stdout=self.log,
            stderr=self.log,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
        )

    def kill_one(self) -> None:
        place = self.chance.randrange(len(self.running))
        self.running[place].send_signal(signal.SIGKILL)
        self.running[place].wait()
        self.running[place] = self._one()
        self.kills += 1

    def stop(self) -> None:
        for one in self.running:
            one.kill()
            one.wait()
        self.log.close()


def run(*, folder: Path, publishes: int, accounts: int, terms: Terms) -> Figures:
    moods = json.dumps(MOODS | {"seed": terms.seed})
    with (
        EmbeddedPostgres(folder / "database", durable=False),
        started("-m", "pendopo.practice.hostile", "--port", "0", "--moods", moods, wait_for="READY") as (
            _net,
            ready,
        ),
    ):
        base = ready.split()[1]
        prepare_environment(folder, [base])
        from tests.chaos import office  # noqa: PLC0415 (Django wakes up with the environment above)

        office.prepare(base=base, publishes=publishes, accounts=accounts)
        kills, seconds = killing(office, folder, terms)
        there = httpx.get(f"{base}/control/posts", timeout=120).json()
        return judged(office.promises(), there, kills=kills, seconds=seconds, tries=office.tries())


def run_real(*, folder: Path, publishes: int, terms: Terms, known: Path | None) -> Figures:
    """The same on the real servers. What a thread said counts as standing once when each part does."""
    with EmbeddedPostgres(folder / "database", durable=False), real.servers(known) as there:
        prepare_environment(folder, there.bases, PENDOPO_PUBLIC_URL=there.house)
        from tests.chaos import office  # noqa: PLC0415 (Django wakes up with the environment above)

        with real.house_pages(there.house):
            places = office.prepare_real(places=real.places(there), house=there.house, publishes=publishes)
            kills, seconds = killing(office, folder, terms)
        believed, counts = office.believed(), Counter[str]()
        for place in places:
            ours = place.network in {"portal", "practice"}
            texts = office.said_in_the_house(place) if ours else real.said_there(place, there)
            figures = real.held_against(believed[place.network, place.handle], texts)
            print(f"{place.network} {place.handle}: {figures}", file=sys.stderr)
            counts.update(figures)
        return Figures(
            publishes=publishes,
            published=counts["published"],
            asked_a_person=counts["asked_a_person"],
            twice=counts["twice"],
            lost=counts["lost"] + publishes - office.total(),
            kills=kills,
            seconds=seconds,
            tries=office.tries(),
        )


def killing(office, folder: Path, terms: Terms) -> tuple[int, float]:
    """Let workers work and die until all is said. Returns how many died and how many seconds it took."""
    began = time.monotonic()
    tree = Workers(terms.workers, random.Random(terms.seed), folder / "workers.log")
    try:
        follow(office, tree, terms, began)
    finally:
        tree.stop()
    return tree.kills, time.monotonic() - began


def prepare_environment(folder: Path, bases: list[str], **more: str) -> None:
    """A house on this folder that may speak to these servers, its tables made; `more` settings outdo ours."""
    os.environ.update(
        PYTHONPATH=str(ROOT / "src"),
        PENDOPO_DATA=str(folder),
        PENDOPO_SECRET_KEY="only for chaos",
        PENDOPO_KEYS=new_key(),
        PENDOPO_OUTSIDE_ALLOWED_HOSTS=",".join(base.partition("://")[2] for base in bases),
        PENDOPO_WORKER_CONCURRENCY="24",
        PENDOPO_LOG_LEVEL="error",
        DJANGO_SETTINGS_MODULE="pendopo.config.settings",
    )
    os.environ.update(more)
    subprocess.run(
        [sys.executable, "-m", "pendopo", "migrate"], check=True, cwd=ROOT, stdout=subprocess.DEVNULL
    )


def follow(office, tree: Workers, terms: Terms, began: float) -> None:
    """Kill at random instants while there is work; the last minutes are left in peace to come to an end."""
    said, next_kill = 0.0, began + tree.chance.uniform(*terms.pauses)
    while (left := office.left()) and time.monotonic() - began < terms.limit_seconds:
        time.sleep(LOOKS_EVERY)
        if (
            time.monotonic() > next_kill
            and tree.kills < terms.kills
            and left > office.total() * LEFT_IN_PEACE
        ):
            tree.kill_one()
            next_kill = time.monotonic() + tree.chance.uniform(*terms.pauses)
        if time.monotonic() - said > 20:
            said = time.monotonic()
            print(
                f"{said - began:5.0f} s: {left} to go, {tree.kills} workers killed",
                file=sys.stderr,
                flush=True,
            )


def judged(promises: dict[str, str], there: dict, *, kills: int, seconds: float, tries: int) -> Figures:
    """Hold what the house believes against what stands on the network."""
    standing = {one["key"]: len(one["ids"]) for one in there["posts"]}
    believed = {key for key, state in promises.items() if state == "published"}
    return Figures(
        publishes=len(promises),
        published=sum(standing.get(key, 0) == 1 for key in believed),
        asked_a_person=sum(state in {"unsure", "late"} for state in promises.values()),
        twice=sum(count > 1 for count in standing.values()),
        # Believed to stand and does not, or never came to an end at all.
        lost=sum(standing.get(key, 0) == 0 for key in believed)
        + sum(state not in {"published", "unsure", "late"} for state in promises.values()),
        kills=kills,
        seconds=seconds,
        tries=tries,
    )


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--real", action="store_true", help="on the real servers of tests/servers")
    words.add_argument("--servers", type=Path, help="a file that tells of real servers that run already")
    words.add_argument("--publishes", type=int, help="10,000, or 300 on the real servers")
    words.add_argument("--workers", type=int, default=2)
    words.add_argument("--accounts", type=int, default=100)
    words.add_argument("--seed", type=int, default=2026)
    words.add_argument("--kills", type=int, default=1_000_000, help="at most so many")
    words.add_argument(
        "--pauses", type=float, nargs=2, help="shortest and longest between two kills, seconds"
    )
    words.add_argument("--limit", type=float, default=3600, help="seconds")
    asked = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="pendopo-chaos-"))
    folder.chmod(0o755)
    terms = Terms(
        workers=asked.workers,
        kills=asked.kills,
        pauses=asked.pauses or (PAUSES_REAL if asked.real else PAUSES),
        limit_seconds=asked.limit,
        seed=asked.seed,
    )
    if asked.real:
        figures = run_real(folder=folder, publishes=asked.publishes or 300, terms=terms, known=asked.servers)
    else:
        figures = run(
            folder=folder, publishes=asked.publishes or 10_000, accounts=asked.accounts, terms=terms
        )
    print(figures)
    if figures.twice or figures.lost:
        print(f"What the workers said: {folder / 'workers.log'}", file=sys.stderr)
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
