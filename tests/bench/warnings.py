"""From an official warning in a file to a draft with its card and a notice on the duty officer's phone.

    make bench ONLY=warnings                     writes its part of docs/benchmarks.md
    python -m tests.bench.warnings [--rounds 20] prints the same as Markdown

The file is asked for over HTTP from a server on this machine and read as a worker reads it, under the application's role.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import time
from datetime import timedelta
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from pendopo.broadcast.visuals import jobs  # noqa: E402
from pendopo.broadcast.visuals.models import Use  # noqa: E402
from pendopo.config import roles  # noqa: E402
from pendopo.config.database import as_application, as_owner  # noqa: E402
from pendopo.config.embedded import EmbeddedPostgres  # noqa: E402
from pendopo.foundation.tenancy import acting_for  # noqa: E402
from pendopo.institution.accounts.tests.builders import an_account  # noqa: E402
from pendopo.institution.notices.models import Notice  # noqa: E402
from pendopo.institution.people.roles import Role  # noqa: E402
from pendopo.institution.tests.builders import a_member, an_institution  # noqa: E402
from pendopo.listen.watch import actions, fetching, reader  # noqa: E402
from pendopo.listen.watch.models import OfficialWarning  # noqa: E402
from pendopo.listen.watch.states import Kind, WarningState  # noqa: E402
from pendopo.listen.watch.tests import server  # noqa: E402
from pendopo.listen.watch.tests.builders import a_feed  # noqa: E402
from pendopo.listen.watch.tests.files import NOW, a_quake, quakes  # noqa: E402
from pendopo.networks.outside import Outside  # noqa: E402

FILE = "/autogempa.json"
SECONDS_PROMISED = 10


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--rounds", type=int, default=20)
    rounds = words.parse_args().rounds
    data = Path(settings.ENV.data)
    settings.MEDIA_ROOT = data / "media"
    database = EmbeddedPostgres(data / "database", durable=False)
    database.start()
    try:
        as_owner(connection.settings_dict)
        with connection.cursor() as cursor:
            roles.prepare(cursor)
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        as_application(connection.settings_dict)
        measure(rounds)
    finally:
        connection.close()
        database.stop()
        shutil.rmtree(data, ignore_errors=True)


def measure(rounds: int) -> None:
    office = an_institution()
    editor = a_member(office, Role.EDITOR)
    a_member(office, Role.DUTY_OFFICER)
    for _account in range(5):
        an_account(office)
    load = os.getloadavg()[0]
    with server.opened() as sources, acting_for(office.pk):
        fetching.outside = lambda: Outside(allowed_hosts=frozenset({sources.host}))
        place(editor)
        feed = a_feed(editor, kind=Kind.QUAKES, url=sources.put(FILE, quakes()), every=1)
        waiting, whole = [], []
        for number in range(rounds + 1):
            at = NOW + timedelta(hours=7 * number)
            sources.put(FILE, quakes(a_quake(at=at), alone=True))
            began = time.perf_counter()
            reader.read(office.pk, feed.pk, clock=lambda: at)  # noqa: B023  asked at once
            waiting.append(time.perf_counter() - began)
            _every_size()
            whole.append(time.perf_counter() - began)
        drafted = OfficialWarning.objects.filter(state=WarningState.DRAFTED, trouble="").count()
        assert drafted == rounds + 1, drafted
        assert Notice.objects.filter(kind="watch.warning").count() >= drafted
        sizes = len(Use.objects.latest("pk").in_sizes)
    print(
        f"{rounds} earthquakes, one file each, for an office with five accounts; {os.cpu_count()} cores, a load of "
        f"{load:.1f} before. The very first one, for which the press is started and its kit read: {whole[0]:.1f} s.\n\n"
        "| after the file was asked for | p50 | p95 | promised |\n|---|---|---|---|"
    )
    show("the draft waits with its card, the duty officer is told", waiting[1:])
    show(f"the card is there in all {sizes} sizes", whole[1:])
    print("\nAgain: `make bench ONLY=warnings`.")


def place(editor) -> None:
    """An office in Sleman."""
    actions.keep_settings(
        by=editor,
        now=NOW,
        latitude=-7.716,
        longitude=110.355,
        radius_km=150,
        least_magnitude=4.5,
        quake_hours=6,
        names=["Pemkab Sleman"],
        region=["Sleman", "Mlati"],
        topics=["stunting"],
        alerts_a_day=3,
    )


def _every_size() -> None:
    """What the worker does next: the sizes that no account asked for."""
    use = Use.objects.latest("pk")
    jobs.draw_sizes(use.institution_id, use.pk)


def show(label: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    late = ordered[int(len(ordered) * 0.95) - 1]
    print(f"| {label} | {statistics.median(ordered):.2f} s | {late:.2f} s | under {SECONDS_PROMISED} s |")


if __name__ == "__main__":
    main()
