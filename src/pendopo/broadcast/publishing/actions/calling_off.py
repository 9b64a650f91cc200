"""Not saying it after all: whoever or whatever calls it off, the same follows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pendopo.broadcast.publishing.actions.noting import about, enter, note
from pendopo.broadcast.publishing.actions.promising import plan_takedown
from pendopo.broadcast.publishing.events import DeliveryCalledOff
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import FLOW, DeliveryState, Kind
from pendopo.broadcast.publishing.waking import wake
from pendopo.foundation import events
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member


@transaction.atomic(savepoint=False)
def call_off(delivery: Delivery, *, why: str, now: datetime, by: Member | None = None) -> None:
    """It is not said. The parts of a thread that stand already are taken down, and what waited behind it goes on."""
    FLOW.move(delivery, DeliveryState.CANCELLED, why=why)
    note(delivery, Attempt.What.PERSON if by else Attempt.What.HOUSE, now=now, why=why, by=by)
    enter(delivery, "delivery.cancelled", now=now, by=by, why=why)
    events.tell(DeliveryCalledOff(**about(delivery, now=now), why=why))
    if delivery.kind in {Kind.POST, Kind.REPLY} and delivery.progress:
        parts = accounts.network_of(delivery.account).standing(delivery.progress)
        if parts:
            plan_takedown(
                delivery,
                remote_id=parts[0],
                part_ids=parts[1:],
                why=why,
                by_id=by.pk if by else None,
                now=now,
            )
    wake(delivery.institution_id, delivery.account_id, delivery.queue)
