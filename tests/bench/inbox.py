"""A million messages in a database of its own: how long the first page, a search and the intake take.

    make bench ONLY=inbox                               writes docs/benchmarks/inbox.md
    python -m tests.bench.inbox [--messages 1000000]    prints the same as Markdown

Pages are asked through all of Django (session, member, row-level security,
template), under the application's role, one after the other. On a machine that does other work too, the
wall's time says little; the processors' time (ours and the database's) is what the page costs.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from pendopo.config import roles  # noqa: E402
from pendopo.config.database import as_application, as_owner  # noqa: E402
from pendopo.config.embedded import EmbeddedPostgres  # noqa: E402
from pendopo.foundation.tenancy import acting_for  # noqa: E402
from pendopo.institution.accounts.tests.builders import an_account  # noqa: E402
from pendopo.institution.people.roles import Role  # noqa: E402
from pendopo.institution.tests.builders import a_member, an_institution  # noqa: E402
from pendopo.listen.inbox import actions, full_text, queries, understanding  # noqa: E402
from pendopo.networks.contract import Heard, HeardKind  # noqa: E402

NOW = datetime.now(UTC).replace(microsecond=0)
DAYS = 730
ACCOUNTS = 20
PER_CONVERSATION = 3
WORDS = [
    "air",
    "jalan",
    "rusak",
    "lampu",
    "padam",
    "sampah",
    "banjir",
    "kapan",
    "mohon",
    "tolong",
    "pak",
    "bupati",
    "terima",
    "kasih",
    "desa",
    "kecamatan",
    "antre",
    "ktp",
    "puskesmas",
    "obat",
    "sekolah",
    "guru",
    "jembatan",
    "pasar",
    "harga",
    "beras",
    "pupuk",
    "bantuan",
    "pajak",
    "izin",
    "parkir",
    "macet",
    "angkot",
    "halte",
    "taman",
    "bersih",
    "kotor",
    "bau",
    "warga",
    "laporan",
    "jawab",
    "lambat",
    "cepat",
    "bagus",
    "hebat",
    "kantor",
    "pelayanan",
    "online",
    "daftar",
    "nomor",
]
OLD = "longsoran"  # in a third of what was said more than 500 days ago, and never since
SELDOM = "perpustakaan"  # in one of ten thousand
RARE = "mercusuar"  # in five
NONE = "kriptonit"  # in none
APART = ("telaga", "nirmala")  # in every seventh and in every eleventh, never in the same one
HALVES = ("genap", "ganjil")  # each in every second, never in the same one
COPY = (
    "COPY inbox_message (institution_id, account_id, conversation_id, direction, kind, remote_id, parent_id, author, "
    "author_name, text, url, language, pictures, hidden, said_at, taken_in_at, disposition, reason) FROM STDIN"
)
COPY_CONVERSATIONS = (
    "COPY inbox_conversation (id, institution_id, account_id, citizen_id, thread_id, state, disposition, reason, unread, "
    "last_message_at, waiting_since, answered_minutes, version) FROM STDIN"
)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--messages", type=int, default=1_000_000)
    words.add_argument("--rounds", type=int, default=100)
    asked = words.parse_args()
    server = EmbeddedPostgres(Path(settings.ENV.data) / "database")
    server.start()
    try:
        _as_owner()
        with connection.cursor() as cursor:
            roles.prepare(cursor)
        call_command("migrate", verbosity=0, interactive=False)
        measure(asked.messages, asked.rounds)
    finally:
        connection.close()
        server.stop()
        shutil.rmtree(settings.ENV.data, ignore_errors=True)


def measure(many: int, rounds: int) -> None:
    connection.close()
    as_application(connection.settings_dict)
    office = an_institution()
    member = a_member(office, Role.OPERATOR)
    accounts = [an_account(office) for _ in range(ACCOUNTS)]
    elsewhere = an_account(an_institution())
    began = time.perf_counter()
    fill(office.pk, [one.pk for one in accounts], elsewhere, many)
    print(f"{many:,} messages filled in {time.perf_counter() - began:.0f} s\n", flush=True)
    as_application(connection.settings_dict)
    client = Client()
    client.force_login(member.person)
    print(
        f"On {NOW:%d %B %Y}, {os.cpu_count()} processors with a load of {os.getloadavg()[0]:.1f} while filling, "
        f"Python {platform.python_version()}, each page asked {rounds} times.\n",
        flush=True,
    )
    print(
        "| what | wall, median | wall, p95 | processors, median | processors, p95 |\n|---|---:|---:|---:|---:|"
    )

    def ask(label: str, address: str, **query: str) -> None:
        def once() -> None:
            answer = client.get(address, query)
            assert answer.status_code in {200, 204}, answer.status_code

        show(label, times(once, rounds))

    ask("first page (what waits)", "/masukan/", lihat="menunggu")
    ask("first page of what is done", "/masukan/", lihat="selesai")
    ask("first page of one account, waiting over a day", "/masukan/", akun=str(accounts[3].pk), umur="slow")
    ask("live question, nothing new", "/masukan/kabar/", lihat="menunggu", tanda=_mark(client))
    for label, said in (
        ("search: common word", "air"),
        ("search: two common words", "jalan rusak"),
        ("search: seldom word", SELDOM),
        ("search: rare word", RARE),
        ("search: none found", NONE),
        ("search: common long ago, never since", OLD),
        ("search: common long ago, with a rare one", f"{OLD} {RARE}"),
        ("search: two common words that never meet", " ".join(APART)),
        ("search: two words that halve the messages", " ".join(HALVES)),
    ):
        ask(label, "/masukan/", cari=said)
    ask("search in one account, common word", "/masukan/", cari="air", akun=str(accounts[3].pk))
    with acting_for(office.pk):
        some = queries.page(member, queries.Filters(tab="menunggu"), before=None, now=NOW).lines[0]
    ask("a thread with its list", f"/masukan/{some.conversation.pk}/")
    print()
    for size in (1, 100):
        wall, worked = intake(office.pk, accounts[0].pk, size)
        print(
            f"- Intake into the full inbox, text index and triage included, {size} a call: {wall:,.0f} messages a "
            f"second on the wall, {worked:,.0f} a second of the processors.",
            flush=True,
        )


def _mark(client: Client) -> str:
    page = client.get("/masukan/", {"lihat": "menunggu"}).content.decode()
    return re.findall(r"tanda=(\w+)", page)[0]


def times(once: Callable[[], None], rounds: int) -> list[tuple[float, float]]:
    """Milliseconds on the wall, and on a processor: ours and the database's for us."""
    for _ in range(5):
        once()
    found = []
    for _ in range(rounds):
        began, worked = time.perf_counter(), _worked()
        once()
        found.append(((time.perf_counter() - began) * 1000, (_worked() - worked) * 1000))
    return found


def _worked() -> float:
    """Seconds that this process and its database session have been on a processor."""
    assert connection.connection is not None
    pid = connection.connection.info.backend_pid
    return time.process_time() + int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def show(label: str, found: list[tuple[float, float]]) -> None:
    print(f"| {label} | {columns_of(found)} |", flush=True)


def columns_of(found: list[tuple[float, float]]) -> str:
    """Median and p95 on the wall, and on the processors."""
    columns = []
    for kind in zip(*found, strict=True):
        ordered = sorted(kind)
        columns += [statistics.median(ordered), ordered[int(len(ordered) * 0.95) - 1]]
    return " | ".join(f"{one:.1f} ms" for one in columns)


def intake(institution_id: int, account_id: int, size: int) -> tuple[float, float]:
    """Messages a second on the wall, and a second that a processor works: ours and the database's for us."""
    many = 3000 if size > 1 else 600
    said = [
        Heard(
            remote_id=f"baru-{size}-{number}",
            thread_id=f"kiriman-{number % 50}",
            kind=HeardKind.REPLY,
            author=f"warga{number % 700}",
            author_name="Warga",
            text=sentence(random.Random(number)),
            said_at=NOW,
        )
        for number in range(many)
    ]
    with acting_for(institution_id):
        understanding.understand(institution_id, [said[0].text])  # reading the model in is not intake
        began, worked = time.perf_counter(), _worked()
    for start in range(0, many, size):
        with acting_for(institution_id):
            actions.take_in(
                institution_id=institution_id,
                account_id=account_id,
                heard=said[start : start + size],
                now=NOW,
            )
    return many / (time.perf_counter() - began), many / (_worked() - worked)


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(4, 22))).capitalize() + "."


def fill(institution_id: int, accounts: list[int], elsewhere: object, many: int) -> None:
    """Conversations and messages over two years, nine of ten of them done."""
    _as_owner()
    conversations = many // PER_CONVERSATION
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX inbox_message_search")
        cursor.execute(
            "INSERT INTO inbox_citizen (institution_id, network, handle, name, url, named_at) "
            "SELECT %s, 'practice', 'warga' || n, 'Warga ' || n, '', now() FROM generate_series(1, %s) AS n",
            [institution_id, conversations // 2],
        )
        cursor.execute("SELECT min(id) FROM inbox_citizen")
        first = cursor.fetchone()[0]
        with cursor.copy(COPY_CONVERSATIONS) as copy:
            for row in _conversations(institution_id, accounts, first, conversations):
                copy.write_row(row)
        cursor.execute("SELECT setval('inbox_conversation_id_seq', %s)", [conversations + 1])
        with cursor.copy(COPY) as copy:
            for row in _messages(institution_id, accounts, conversations, many):
                copy.write_row(row)
        cursor.execute("CREATE INDEX inbox_message_search ON inbox_message USING gin (search)")
        assert "CREATE INDEX inbox_message_search ON inbox_message USING gin (search)" in full_text.FORWARDS
        cursor.execute("VACUUM ANALYZE inbox_message, inbox_conversation, inbox_citizen")
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        print(f"The database is {cursor.fetchone()[0]} large.")
    connection.close()


def _as_owner() -> None:
    connection.close()
    as_owner(connection.settings_dict)


def _at(number: int, of: int) -> datetime:
    """Evenly over the years, the newest last."""
    return NOW - timedelta(days=DAYS) * (1 - number / of)


def _conversations(
    institution_id: int, accounts: list[int], first: int, many: int
) -> Iterator[tuple[object, ...]]:
    for number in range(1, many + 1):
        waits = number % 10 == 0 and number > many // 2
        at = _at(number, many)
        yield (
            number,
            institution_id,
            accounts[number % len(accounts)],
            first + number % (many // 2),
            f"kiriman-{number}",
            "open" if waits else "done",
            "" if waits else "answered",
            "",
            1 if waits and number % 20 == 0 else 0,
            at,
            at if waits else None,
            None if waits else number % 3000,
            1,
        )


def _messages(
    institution_id: int, accounts: list[int], conversations: int, many: int
) -> Iterator[tuple[object, ...]]:
    chance = random.Random(7)
    for number in range(many):
        conversation = number // PER_CONVERSATION + 1
        if conversation > conversations:
            conversation = conversations
        at = _at(conversation, conversations) - timedelta(
            seconds=PER_CONVERSATION - number % PER_CONVERSATION
        )
        text = sentence(chance)
        if NOW - at > timedelta(days=500) and number % 3 == 0:
            text += f" {OLD}"
        text += f" {HALVES[number % 2]}"
        if number % 7 == 0:
            text += f" {APART[0]}"
        elif number % 11 == 0:
            text += f" {APART[1]}"
        if number % 10_000 == 77:
            text += f" {SELDOM}"
        if number % (many // 5) == 99:
            text += f" {RARE}"
        yield (
            institution_id,
            accounts[conversation % len(accounts)],
            conversation,
            "in",
            "reply",
            f"pesan-{number}",
            "",
            f"warga{conversation}",
            f"Warga {conversation}",
            text,
            "",
            "id",
            "[]",
            False,
            at,
            at,
            "spam",
            "",
        )


if __name__ == "__main__":
    main()
