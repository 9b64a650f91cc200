"""The office of the publishing bench: accounts on the practice network, and what is planned there."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Max  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from pendopo.broadcast.publishing import sending  # noqa: E402
from pendopo.broadcast.publishing.models import Attempt, Delivery  # noqa: E402
from pendopo.broadcast.publishing.states import ON_ITS_WAY, Kind  # noqa: E402
from pendopo.broadcast.publishing.waking import queue_of, wake  # noqa: E402
from pendopo.foundation.tenancy import acting_for, whole_house  # noqa: E402
from pendopo.institution.accounts.models import SocialAccount  # noqa: E402
from pendopo.institution.accounts.tests.builders import an_account  # noqa: E402
from pendopo.institution.models import Institution  # noqa: E402
from pendopo.institution.tests.builders import a_member, a_unit, an_institution  # noqa: E402

WHY = "the bench looks at what it planned"


def prepare(*, base: str, accounts: int) -> tuple[Institution, list[SocialAccount]]:
    institution = an_institution()
    responsible, unit = a_member(institution), a_unit(institution)
    with acting_for(institution.pk):
        return institution, [
            an_account(
                institution,
                responsible=responsible,
                owner_unit=unit,
                base=base,
                handle=f"dinas-{number}",
                remote_id=f"dinas-{number}",
                secrets={"token": f"akun-dinas-{number}"},
            )
            for number in range(accounts)
        ]


def plan(institution: Institution, accounts: list[SocialAccount], times: list[datetime]) -> None:
    """Promise a post for each of these instants, the accounts in turn, and wake the worker for them."""
    with acting_for(institution.pk):
        made = Delivery.objects.bulk_create(
            Delivery(
                institution=institution,
                kind=Kind.POST,
                account=accounts[number % len(accounts)],
                queue=queue_of(Kind.POST),
                planned_for=at + timedelta(microseconds=number),
                due_at=at,
                made_at=datetime.now(UTC),
                origin="bench",
                origin_id=number,
                title=f"Unggahan {number}",
                said={"text": f"Unggahan nomor {number} tentang air bersih."},
            )
            for number, at in enumerate(times)
        )
        for account_id, at in {(one.account_id, one.due_at) for one in made}:
            wake(institution.pk, account_id, queue_of(Kind.POST), at=at)


def queries_of_one(institution: Institution, account: SocialAccount) -> int:
    """How many questions one delivery asks, from the wake-up call to the answer."""
    plan(institution, [account], [datetime.now(UTC)])
    with CaptureQueriesContext(connection) as asked:
        sending.run_queue(institution.pk, account.pk, queue_of(Kind.POST), clock=lambda: datetime.now(UTC))
    forget()
    return len(asked)


def wait() -> None:
    """Until nothing is on its way any more."""
    end = time.monotonic() + 180
    while time.monotonic() < end:
        with whole_house(WHY):
            if not Delivery.objects.filter(state__in=sorted(ON_ITS_WAY)).exists():
                return
        time.sleep(0.1)
    raise SystemExit("the bench did not come to an end")


def last_answer() -> datetime:
    with whole_house(WHY):
        return Delivery.objects.aggregate(last=Max("published_at"))["last"]


def due_to_sent() -> list[float]:
    """Seconds from the planned instant to the moment before the network was spoken to, sorted."""
    with whole_house(WHY):
        rows = Delivery.objects.values_list("due_at", "sending_since")
        return sorted((sent - due).total_seconds() for due, sent in rows if sent)


def forget() -> None:
    with whole_house(WHY):
        Attempt.objects.all().delete()
        Delivery.objects.all().delete()
