"""5,000 posts in one month: how long the calendar takes, and how large its page is.

    make bench ONLY=calendar                       writes docs/benchmarks/calendar.md
    python -m tests.bench.calendar [--posts 5000]  prints the same as Markdown

Pages are asked through all of Django, under the application's role. On a machine that does other work too the
wall's time says little; the processors' time (ours and the database's) is what a page costs.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from pendopo.broadcast.content.models import ContentItem, Pillar  # noqa: E402
from pendopo.config import roles  # noqa: E402
from pendopo.config.database import as_application, as_owner  # noqa: E402
from pendopo.config.embedded import EmbeddedPostgres  # noqa: E402
from pendopo.foundation.tenancy import acting_for  # noqa: E402
from pendopo.institution.accounts.tests.builders import an_account  # noqa: E402
from pendopo.institution.people.roles import Role  # noqa: E402
from pendopo.institution.tests.builders import a_member, an_institution  # noqa: E402

BEGIN = datetime(2027, 8, 1, 1, tzinfo=UTC)


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--posts", type=int, default=5000)
    words.add_argument("--rounds", type=int, default=40)
    asked = words.parse_args()
    data = Path(settings.ENV.data)
    server = EmbeddedPostgres(data / "database", durable=False)
    server.start()
    try:
        as_owner(connection.settings_dict)
        with connection.cursor() as cursor:
            roles.prepare(cursor)
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        as_application(connection.settings_dict)
        measure(asked.posts, asked.rounds)
    finally:
        connection.close()
        server.stop()
        shutil.rmtree(data, ignore_errors=True)


def measure(posts: int, rounds: int) -> None:
    office = an_institution()
    member = a_member(office, Role.EDITOR)
    accounts = [an_account(office, responsible=member).pk for _ in range(20)]
    with acting_for(office.pk):
        fill(office.pk, member.pk, accounts, posts)
        pillars = Pillar.objects.order_by("pk").values_list("pk", flat=True)[:3]
        several = "&".join([f"pilar={pk}" for pk in pillars] + [f"akun={pk}" for pk in accounts[:2]])
    client = Client()
    client.force_login(member.person)
    print(
        f"{posts:,} posts in the month, {len(accounts)} accounts, 8 pillars; {rounds} rounds; "
        f"{os.cpu_count()} processors with a load of {os.getloadavg()[0]:.1f}.\n"
    )
    print("| page | p50 | p95 | processors p50 | gzip | queries |\n|---|---|---|---|---|---|")
    for label, address in (
        ("month", "/kalender/?bulan=2027-08"),
        ("month, searched by a word", "/kalender/?bulan=2027-08&q=air"),
        ("month, three pillars of two accounts", "/kalender/?bulan=2027-08&{several}"),
        ("week", "/kalender/minggu/?hari=2027-08-09"),
        ("list of the month", "/kalender/daftar/?dari=2027-08-01"),
    ):
        show(client, label, address.format(several=several), rounds)


def worked() -> float:
    """Seconds that this process and its database session have been on a processor."""
    pid = connection.connection.info.backend_pid
    return time.process_time() + int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def show(client: Client, label: str, address: str, rounds: int) -> None:
    for _ in range(3):
        answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    asked: list[str] = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        client.get(address)
    found, cost = [], []
    for _ in range(rounds):
        began, before = time.perf_counter(), worked()
        client.get(address)
        found.append((time.perf_counter() - began) * 1000)
        cost.append((worked() - before) * 1000)
    found.sort()
    size = len(gzip.compress(answer.content, 6)) / 1024
    print(
        f"| {label} | {statistics.median(found):.0f} ms | {found[int(rounds * 0.95) - 1]:.0f} ms "
        f"| {statistics.median(cost):.0f} ms | {size:.1f} KB | {len(asked)} |",
        flush=True,
    )


def fill(institution_id: int, member_id: int, accounts: list[int], posts: int) -> None:
    pillars = [
        Pillar.objects.create(institution_id=institution_id, name=f"Pilar {dye}", dye=dye, share_percent=12)
        for dye in range(1, 9)
    ]
    states = ("draft", "in_review", "returned")
    ContentItem.objects.bulk_create(
        ContentItem(
            institution_id=institution_id,
            title=f"Air bersih dan layanan warga nomor {number}",
            state=states[number % 3],
            pillar=pillars[number % 8],
            account_ids=[accounts[number % 20], accounts[(number + 7) % 20]],
            due_at=BEGIN + timedelta(days=number % 31, minutes=number % 500),
            is_ceremony=number % 9 == 0,
            made_by_id=member_id,
            made_at=BEGIN,
            changed_at=BEGIN,
        )
        for number in range(posts)
    )


if __name__ == "__main__":
    main()
