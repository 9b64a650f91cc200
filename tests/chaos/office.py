"""The office that publishes while its workers are killed: accounts on the hostile network, and its promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.db.models import Sum  # noqa: E402

from pendopo.broadcast.publishing.models import Delivery  # noqa: E402
from pendopo.broadcast.publishing.states import NEEDS_A_PERSON, DeliveryState, Kind  # noqa: E402
from pendopo.broadcast.publishing.waking import queue_of, wake  # noqa: E402
from pendopo.foundation.tenancy import acting_for, whole_house  # noqa: E402
from pendopo.institution.accounts.tests.builders import an_account  # noqa: E402
from pendopo.institution.tests.builders import a_member, a_unit, an_institution  # noqa: E402

ENDED = {DeliveryState.PUBLISHED, *NEEDS_A_PERSON}
A_DAY = timedelta(days=1)


def prepare(*, base: str, publishes: int, accounts: int) -> None:
    """Write every promise at once, all due now, spread over the accounts; a fifth proves by searching."""
    institution = an_institution()
    responsible, unit = a_member(institution), a_unit(institution)
    now = datetime.now(UTC)
    with acting_for(institution.pk):
        made = [
            an_account(
                institution,
                responsible=responsible,
                owner_unit=unit,
                base=base,
                handle=f"dinas-{number}",
                remote_id=f"dinas-{number}",
                secrets={"token": f"akun-dinas-{number}"},
                settings={"proof": "search"} if number % 5 == 0 else {},
            )
            for number in range(accounts)
        ]
        Delivery.objects.bulk_create(
            Delivery(
                institution=institution,
                kind=Kind.POST,
                account=made[number % accounts],
                queue=queue_of(Kind.POST),
                planned_for=now + timedelta(microseconds=number),
                due_at=now,
                cutoff_at=now + A_DAY,
                made_at=now,
                origin="chaos",
                origin_id=number,
                title=f"Unggahan {number}",
                said={"text": f"Unggahan nomor {number} tentang air bersih."},
            )
            for number in range(publishes)
        )
        for account in made:
            wake(institution.pk, account.pk, queue_of(Kind.POST))


def left() -> int:
    """How many have not come to an end."""
    with whole_house("the chaos run counts what is left"):
        return Delivery.objects.exclude(state__in=sorted(ENDED)).count()


def total() -> int:
    with whole_house("the chaos run counts everything"):
        return Delivery.objects.count()


def tries() -> int:
    with whole_house("the chaos run counts its tries"):
        return Delivery.objects.aggregate(all=Sum("attempts"))["all"] or 0


def promises() -> dict[str, str]:
    """What the house believes, by the key that the network counts by.

    Where nothing has a name (proof by searching) the network counts by the trace each write carries.
    """
    with whole_house("the chaos run reads what the house believes"):
        return {str(key): state for key, state in Delivery.objects.values_list("key", "state")}
