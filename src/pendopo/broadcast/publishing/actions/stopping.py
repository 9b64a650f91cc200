"""The switch that stops everything, what waits for a crisis, and what goes on afterwards (R17)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.content.events import CrisisEnded, LetThroughInCrisis
from pendopo.broadcast.publishing import policies, queries
from pendopo.broadcast.publishing.actions.calling_off import call_off
from pendopo.broadcast.publishing.actions.noting import note
from pendopo.broadcast.publishing.actions.planning import ITEM
from pendopo.broadcast.publishing.actions.settling import ask_because_late
from pendopo.broadcast.publishing.events import AllResumed, AllStopped
from pendopo.broadcast.publishing.models import Attempt, Delivery, Stop
from pendopo.broadcast.publishing.states import FLOW, DeliveryState
from pendopo.broadcast.publishing.waking import wake
from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.models import Member


@transaction.atomic
def stop_all(*, why: str, answers_too: bool = False, by: Member, now: datetime) -> Stop:
    """Stop all publishing at once. What is being sent this moment cannot be called back. Raises Refused."""
    policies.require_may_stop(by, now=now)
    if not why.strip():
        raise Refused(_("Write why everything is stopped: whoever resumes it has to know."), field="why")
    if queries.stopped(by.institution_id) is not None:
        raise Stale(_("Publishing is stopped already."))
    stop = Stop.objects.create(
        institution_id=by.institution_id, why=why.strip()[:500], answers_too=answers_too, by=by, at=now
    )
    ledger.write(did="publishing.stopped", by=by, to=stop, at=now, words={"why": stop.why})
    events.tell(AllStopped(institution_id=by.institution_id, by_id=by.pk, why=stop.why))
    return stop


@transaction.atomic
def resume(
    *, releases: AbstractSet[int], drops: AbstractSet[int] = frozenset(), by: Member, now: datetime
) -> None:
    """Let publishing go on. Raises Refused.

    Held deliveries in `releases` go out now, those in `drops` never; what is in neither asks one by one.
    """
    policies.require_may_stop(by, now=now)
    stop = Stop.objects.select_for_update().filter(institution_id=by.institution_id).on().first()
    if stop is None:
        raise Stale(_("Publishing goes on already."))
    Stop.objects.filter(pk=stop.pk).update(resumed_by=by, resumed_at=now)
    queues = set()
    counted = {"released": 0, "dropped": 0}
    held = Delivery.objects.filter(institution_id=by.institution_id, state=DeliveryState.HELD)
    for delivery in held.select_for_update(of=("self",)).select_related("account"):
        if delivery.planned_for > now:
            # It was moved while it was held, and goes out at its new time.
            FLOW.move(delivery, DeliveryState.PLANNED)
            queues.add((delivery.institution_id, delivery.account_id, delivery.queue))
        elif delivery.pk in releases:
            # Somebody has just looked at it: it is not asked about once more for being late.
            FLOW.move(delivery, DeliveryState.PLANNED, due_at=now, cutoff_at=None)
            queues.add((delivery.institution_id, delivery.account_id, delivery.queue))
            counted["released"] += 1
        elif delivery.pk in drops:
            call_off(delivery, why=stop.why, by=by, now=now)
            counted["dropped"] += 1
            continue
        else:
            FLOW.move(delivery, DeliveryState.LATE)
        note(delivery, Attempt.What.PERSON, now=now, by=by)
    for queue in sorted(queues):
        wake(*queue)
    ledger.write(did="publishing.resumed", by=by, to=stop, at=now, words=counted)
    events.tell(AllResumed(institution_id=by.institution_id, by_id=by.pk))


@transaction.atomic(savepoint=False)
def go_on_after_crisis(event: CrisisEnded | LetThroughInCrisis) -> None:
    """Hear that posts which waited for a crisis may go out."""
    let_go(event.institution_id, now=event.at)


@transaction.atomic
def let_go(institution_id: int, *, now: datetime) -> None:
    """Let what is held go on where nothing holds it any more; what is too late by now asks first.

    While everything is stopped it stays held, and whoever resumes says what becomes of each. Besides hearing that a
    crisis is over, this is swept: a worker that saw the switch on may hold a delivery just after somebody resumed.
    """
    if queries.stopped(institution_id) is not None:
        return
    held = Delivery.objects.filter(institution_id=institution_id, state=DeliveryState.HELD)
    for delivery in held.select_for_update(of=("self",)).select_related("account"):
        if delivery.origin == ITEM and content.waits_for_crisis(institution_id, delivery.origin_id):
            continue
        if delivery.cutoff_at is not None and now > delivery.cutoff_at:
            ask_because_late(delivery, now=now)
        else:
            FLOW.move(delivery, DeliveryState.PLANNED)
            wake(delivery.institution_id, delivery.account_id, delivery.queue)
