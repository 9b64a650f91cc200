"""100,000 cases in a database of their own: how long list, board, search and the pages of one case take.

    make bench ONLY=cases                              writes docs/benchmarks/cases.md
    python -m tests.bench.cases [--cases 100000]       prints the same as Markdown

Pages are asked through all of Django under the application's role, with all three walls: one case in a hundred is a
matter of supervision, and whoever asks is not on its list. On a machine that does other work too, the wall's time says
little; the processors' time (ours and the database's) is what a page costs.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from pendopo.config import roles  # noqa: E402
from pendopo.config.database import as_application, as_owner  # noqa: E402
from pendopo.config.embedded import EmbeddedPostgres  # noqa: E402
from pendopo.foundation.tenancy import acting_as, acting_for, house_itself  # noqa: E402
from pendopo.institution.accounts.tests.builders import an_account  # noqa: E402
from pendopo.institution.links import actions as links  # noqa: E402
from pendopo.institution.links.actions import Purpose  # noqa: E402
from pendopo.institution.people.models import Member  # noqa: E402
from pendopo.institution.people.roles import Role  # noqa: E402
from pendopo.institution.tests.builders import a_member, a_unit, an_institution  # noqa: E402
from pendopo.serve.cases.models import Case, Referral  # noqa: E402
from pendopo.serve.cases.tests.builders import a_case  # noqa: E402
from tests.bench.inbox import NOW, columns_of, sentence, times  # noqa: E402

UNITS = 40
KEEPERS = 12
VISITS = 45  # of one link in ten minutes
OLD = "longsoran"  # in a third of the older half, and never since
SELDOM = "perpustakaan"  # in one of a thousand
RARE = "mercusuar"  # in five
NONE = "kriptonit"  # in none
COPY = "COPY bench_said (number, title, story) FROM STDIN"
# Nine of ten have ended; of the newest sixth all but one in five go on, in every state. Number and age go together.
FILL = Path(__file__).with_name("cases.sql")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--cases", type=int, default=100_000)
    words.add_argument("--rounds", type=int, default=100)
    asked = words.parse_args()
    server = EmbeddedPostgres(Path(settings.ENV.data) / "database")
    server.start()
    try:
        _as_owner()
        with connection.cursor() as cursor:
            roles.prepare(cursor)
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        as_application(connection.settings_dict)
        measure(asked.cases, asked.rounds)
    finally:
        connection.close()
        server.stop()
        shutil.rmtree(settings.ENV.data, ignore_errors=True)


def measure(many: int, rounds: int) -> None:
    office = an_institution()
    keepers = [a_member(office, Role.OPERATOR) for _ in range(KEEPERS)]
    units = [a_unit(office) for _ in range(UNITS)]
    knows = a_member(office, Role.COORDINATOR)
    account = an_account(office)
    with acting_as(keepers[0]):
        pattern = a_case(keepers[0], now=NOW)
    began = time.perf_counter()
    fill(
        many,
        {
            "institution": office.pk,
            "account": account.pk,
            "network": account.network,
            "clocks": pattern.clocks_id,
            "units": [one.pk for one in units],
            "keepers": [one.pk for one in keepers],
            "knows": knows.pk,
            "now": NOW,
            "many": many,
            "first": pattern.pk + 1,
        },
    )
    print(f"{many:,} cases filled in {time.perf_counter() - began:.0f} s\n", flush=True)
    as_application(connection.settings_dict)
    print(
        f"On {NOW:%d %B %Y}, {os.cpu_count()} processors with a load of {os.getloadavg()[0]:.1f} while filling, "
        f"Python {platform.python_version()}, each page asked {rounds} times.\n",
        flush=True,
    )
    print(
        "| what | wall, median | wall, p95 | processors, median | processors, p95 | questions |\n"
        "|---|---:|---:|---:|---:|---:|"
    )
    pages_of_the_office(keepers[3], units[5].pk, rounds)
    pages_by_link(keepers[3], rounds)


def pages_of_the_office(member: Member, unit_id: int, rounds: int) -> None:
    """What somebody sees who is signed in and not on any list of those who need to know."""
    client = Client()
    client.force_login(member.person)
    with acting_as(member):
        open_cases = Case.objects.seen_by(member).filter(state="waiting_unit").order_by("-opened_at")
        one = open_cases.filter(conversation__isnull=False)[0].pk
        older = Case.objects.seen_by(member).filter(state="closed").order_by("opened_at")[500].pk
    second = next_page(client, "/kasus/")
    deep = next_page(client, f"/kasus/?lihat=semua&sampai={(NOW - timedelta(days=365)).date()}")
    for label, address in (
        ("list by deadline", "/kasus/"),
        ("its second page", second),
        ("list of one's own", "/kasus/?lihat=saya"),
        ("list of what is late", "/kasus/?lihat=terlambat"),
        ("list of all of one unit", f"/kasus/?lihat=semua&unit={unit_id}"),
        ("list of what ended", "/kasus/?lihat=ditutup"),
        ("list of all, urgent, by telephone", "/kasus/?lihat=semua&mendesak=1&lewat=telephone"),
        ("list of all, a year back, second page", deep),
        ("board", "/kasus/papan/"),
        ("board of one unit", f"/kasus/papan/?unit={unit_id}"),
        ("search: common word", "/kasus/?cari=jalan"),
        ("search: two common words", "/kasus/?cari=jalan+rusak"),
        ("search: seldom word", f"/kasus/?cari={SELDOM}"),
        ("search: rare word", f"/kasus/?cari={RARE}"),
        ("search: none found", f"/kasus/?cari={NONE}"),
        ("search: common long ago, never since", f"/kasus/?cari={OLD}"),
        ("search: common word, of one unit", f"/kasus/?lihat=semua&unit={unit_id}&cari=jalan"),
        ("page of a case, with its thread", f"/kasus/{one}/"),
        ("page of an old case", f"/kasus/{older}/"),
    ):
        ask(client, label, address, rounds)


def next_page(client: Client, address: str) -> str:
    """Where a list goes on."""
    page = client.get(address).content.decode()
    return unescape(re.findall(r'href="([^"]*sesudah=[^"]*)"', page)[0])


def pages_by_link(member: Member, rounds: int) -> None:
    """What citizens and units see, who have a link and no account."""
    with acting_for(member.institution_id), house_itself("the bench gives itself links"):
        referral = Referral.objects.filter(institution_id=member.institution_id, state="sent").order_by(
            "-pk"
        )[0]
        busiest = Referral.objects.filter(institution_id=member.institution_id, unit_id=referral.unit_id)[
            0
        ].unit
        common = {"institution_id": member.institution_id, "by": None, "lasts": timedelta(days=1), "now": NOW}
        tracked = links.give_link(purpose=Purpose.TRACK, subject=referral.case, **common)
        asked = links.give_link(purpose=Purpose.REFERRAL, subject=referral, **common)
        unit = links.give_link(purpose=Purpose.UNIT, subject=busiest, **common)
    for label, address in (
        ("tracking page of a citizen", f"/portal/kasus/{tracked}/"),
        ("a unit's page of one question", f"/jawab/{asked}/"),
        ("a unit's page of all open questions", f"/unit/{unit}/"),
    ):
        # Too many visits are answered with a pause: each comes from elsewhere, and no link is opened too often.
        ask(Client(), label, address, min(rounds, VISITS), elsewhere=True)


def ask(client: Client, label: str, address: str, rounds: int, *, elsewhere: bool = False) -> None:
    """One line of the table."""
    chance = random.Random(label)

    def once() -> None:
        visitor = f"10.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(256)}"
        answer = client.get(address, REMOTE_ADDR=visitor) if elsewhere else client.get(address)
        assert answer.status_code == 200, (label, answer.status_code)

    found = times(once, rounds)
    with CaptureQueriesContext(connection) as asked:
        once()
    print(f"| {label} | {columns_of(found)} | {len(asked)} |", flush=True)


def fill(many: int, said: dict[str, object]) -> None:
    """Cases of two years with their threads, waits, referrals, answers and stories."""
    _as_owner()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bench_said (number bigint PRIMARY KEY, title text, story text)")
        with cursor.copy(COPY) as copy:
            for row in _said(many):
                copy.write_row(row)
        for statement in FILL.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                cursor.execute(statement, said)
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        print(f"The database is {cursor.fetchone()[0]} large.")
    connection.close()


def _as_owner() -> None:
    connection.close()
    as_owner(connection.settings_dict)


def _said(many: int) -> Iterator[tuple[int, str, str]]:
    chance = random.Random(7)
    for number in range(1, many + 1):
        story = f"{sentence(chance)} {sentence(chance)}"
        if number < many // 2 and number % 3 == 0:
            story += f" {OLD}"
        if number % 1000 == 77:
            story += f" {SELDOM}"
        if number % (many // 5) == 99:
            story += f" {RARE}"
        yield number, sentence(chance)[:80], story


if __name__ == "__main__":
    main()
