"""What every action of this room writes down in the same way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.foundation import ledger
from pendopo.institution.people.models import Member


def note(
    delivery: Delivery,
    what: Attempt.What,
    *,
    now: datetime,
    why: str = "",
    took_ms: int | None = None,
    by: Member | None = None,
) -> None:
    """One line in the delivery's story; the state it shows is the one the delivery is in now."""
    Attempt.objects.create(
        institution_id=delivery.institution_id,
        delivery=delivery,
        at=now,
        took_ms=took_ms,
        what=what,
        outcome=delivery.state,
        why=why,
        by_name=by.name if by else "",
    )


def enter(delivery: Delivery, did: str, *, now: datetime, by: Member | None = None, **words: Any) -> None:
    """One entry in the ledger about a delivery."""
    ledger.write(
        did=did,
        by=by,
        institution_id=delivery.institution_id,
        to=delivery,
        at=now,
        words={"title": str(delivery), "handle": delivery.account.handle, **words},
    )


def about(delivery: Delivery, *, now: datetime) -> dict[str, Any]:
    """What every event of this room says."""
    return {
        "institution_id": delivery.institution_id,
        "delivery_id": delivery.pk,
        "kind": str(delivery.kind),
        "account_id": delivery.account_id,
        "origin": delivery.origin,
        "origin_id": delivery.origin_id,
        "at": now,
    }
