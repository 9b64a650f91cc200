"""How fast promises are kept: due to request sent, a thousand due at once, and questions to the database.

One real worker (`pendopo work`), the practice network in a process of its own with 200 ms latency, an embedded
database. Prints its part of docs/benchmarks.md.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pendopo.config.embedded import EmbeddedPostgres
from tests.chaos.__main__ import prepare_environment, started

LATENCY_MS = 200
AT_ONCE, ACCOUNTS = 1000, 100
SPREAD, SPREAD_SECONDS = 120, 40


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="pendopo-bench-"))
    folder.chmod(0o755)
    moods = json.dumps({"latency_ms": LATENCY_MS})
    with (
        EmbeddedPostgres(folder / "database", durable=True),
        started("-m", "pendopo.practice.hostile", "--port", "0", "--moods", moods, wait_for="READY") as (
            _net,
            ready,
        ),
    ):
        base = ready.split()[1]
        prepare_environment(folder, [base], PENDOPO_WORKER_CONCURRENCY="48")
        from tests.bench import publishing_office as office  # noqa: PLC0415 (Django wakes up with the environment)

        institution, accounts = office.prepare(base=base, accounts=ACCOUNTS)
        queries = office.queries_of_one(institution, accounts[0])
        with started("-m", "pendopo", "work"):
            time.sleep(4)
            start = datetime.now(UTC) + timedelta(seconds=5)
            office.plan(institution, accounts, [start] * AT_ONCE)
            office.wait()
            all_sent = office.last_answer() - start
            office.forget()
            start = datetime.now(UTC) + timedelta(seconds=3)
            times = [
                start + timedelta(seconds=SPREAD_SECONDS * n / SPREAD, microseconds=37_000 * n % 900_000)
                for n in range(SPREAD)
            ]
            office.plan(institution, accounts, times)
            office.wait()
            late = office.due_to_sent()
    print(
        "One worker process, a network that takes 200 ms, the embedded database (durable), 2 cores.\n\n"
        "| | measured | promised |\n|---|---|---|\n"
        f"| due to request sent, p50 | {late[len(late) // 2]:.2f} s | |\n"
        f"| due to request sent, p95 | {late[int(len(late) * 0.95)]:.2f} s | under 2 s |\n"
        f"| {AT_ONCE} due in the same second over {ACCOUNTS} accounts, all answered after | "
        f"{all_sent.total_seconds():.1f} s | under 15 s |\n"
        f"| questions to the database for one delivery | {queries} | |\n\n"
        "Again: `make bench ONLY=publishing`."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
