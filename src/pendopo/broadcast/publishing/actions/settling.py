"""What each answer of a network means for its promise: every outcome has its consequence here, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from pendopo.broadcast.publishing.actions.noting import about, enter, note
from pendopo.broadcast.publishing.events import (
    DeliveryByHand,
    DeliveryDiffers,
    DeliveryLate,
    DeliveryRefused,
    DeliverySent,
    DeliveryUnsure,
)
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import FLOW, DeliveryState, Kind
from pendopo.broadcast.publishing.waking import patience, wake, wake_for
from pendopo.foundation import events
from pendopo.institution.accounts import actions as accounts
from pendopo.institution.accounts import queries as account_register
from pendopo.networks.contract import Later, NotThere, Outcome, Proof, Refused, Sent, Unknown

# How long an unclear write is left alone before it is looked for: what hangs may still arrive, and what
# arrived is not at once where one looks. Where we chose the record's own name, nothing can come twice.
BY_NAME: Final = timedelta(seconds=5)
BY_LOOKING: Final = timedelta(minutes=1)
LOOKS_MAX: Final = 8


WHERE_IT_COUNTS: Final = {
    Kind.POST: "delivery.published",
    Kind.REPLY: "delivery.answered",
    Kind.HIDE: "delivery.hidden",
    Kind.SHOW: "delivery.shown",
    Kind.BLOCK: "delivery.blocked",
    Kind.UNBLOCK: "delivery.unblocked",
    Kind.TAKEDOWN: "delivery.taken_down",
}


@transaction.atomic(savepoint=False)
def settle(
    delivery: Delivery,
    outcome: Outcome | NotThere,
    *,
    what: Attempt.What,
    now: datetime,
    took_ms: int | None = None,
) -> None:
    """Write down what a network answered, and what follows from it.

    Raises Stale when the delivery is not in the state any more in which the network was asked.
    """
    match outcome:
        case Sent():
            _stands(delivery, outcome, now=now)
        case NotThere():
            # It was looked for everywhere it could be: sending it is safe.
            FLOW.move(delivery, DeliveryState.WAITING, due_at=now, is_unclear=False, looks=0)
        case Refused(reconnect=True, why=why, progress=progress):
            FLOW.move(delivery, DeliveryState.RECONNECT, why=why, progress=progress or delivery.progress)
            accounts.note_trouble(
                institution_id=delivery.institution_id,
                account_id=delivery.account_id,
                why=why,
                reconnect=True,
                now=now,
            )
        case Refused(why=why, progress=progress):
            FLOW.move(delivery, DeliveryState.REFUSED, why=why, progress=progress or delivery.progress)
            enter(delivery, "delivery.refused", now=now, why=why)
            events.tell(DeliveryRefused(**about(delivery, now=now), why=why))
        case Later(handle=handle) if handle and _is_by_hand(delivery):
            FLOW.move(delivery, DeliveryState.BY_HAND, handle=handle, why="")
            events.tell(DeliveryByHand(**about(delivery, now=now)))
        case Later(why=why, wait=wait, handle=handle, progress=progress) if handle:
            FLOW.move(
                delivery,
                DeliveryState.PROCESSING,
                handle=handle,
                progress=progress or delivery.progress,
                why=why,
                due_at=now + (wait or timedelta(seconds=2)),
                is_unclear=False,
            )
        case Later(why=why, wait=wait, progress=progress):
            FLOW.move(
                delivery,
                DeliveryState.WAITING,
                why=why,
                progress=progress or delivery.progress,
                due_at=_not_after_the_cutoff(delivery, now + (wait or patience(delivery)), now=now),
                is_unclear=False,
            )
        case Unknown(why=why, progress=progress):
            _unclear(delivery, why, progress=progress, what=what, now=now)
    note(delivery, what, now=now, why=getattr(outcome, "why", ""), took_ms=took_ms)
    _wake_what_follows(delivery, what)


def _stands(delivery: Delivery, sent: Sent, *, now: datetime) -> None:
    FLOW.move(
        delivery,
        DeliveryState.PUBLISHED,
        remote_id=sent.remote_id,
        part_ids=list(sent.part_ids),
        url=sent.url,
        published_at=now,
        why="",
        handle="",
        is_unclear=False,
    )
    if (
        delivery.kind == Kind.TAKEDOWN
        and delivery.target is not None
        and delivery.target.state == DeliveryState.PUBLISHED  # else it was called off half-way
    ):
        FLOW.move(delivery.target, DeliveryState.TAKEN_DOWN, why=str(delivery.said.get("why", "")))
        note(delivery.target, Attempt.What.HOUSE, now=now, why=str(delivery.said.get("why", "")))
    enter(delivery, WHERE_IT_COUNTS[Kind(delivery.kind)], now=now, url=sent.url)
    if delivery.kind == Kind.POST:
        accounts.note_published(
            institution_id=delivery.institution_id, account_id=delivery.account_id, now=now
        )
    events.tell(DeliverySent(**about(delivery, now=now), remote_id=sent.remote_id, url=sent.url))


def _unclear(delivery: Delivery, why: str, *, progress: str, what: Attempt.What, now: datetime) -> None:
    """We stopped hearing. Asking again could say it twice: it is looked for first."""
    if what == Attempt.What.FIND:
        # Whoever looked could not tell: only a person can.
        FLOW.move(delivery, DeliveryState.UNSURE, why=why, progress=progress or delivery.progress)
        enter(delivery, "delivery.unsure", now=now, why=why)
        events.tell(DeliveryUnsure(**about(delivery, now=now), why=why))
        return
    FLOW.move(
        delivery,
        DeliveryState.FINDING,
        why=why,
        progress=progress or delivery.progress,
        due_at=now + _left_alone_for(delivery),
        is_unclear=True,
        looks=0,
    )


@transaction.atomic(savepoint=False)
def give_back(
    delivery: Delivery, *, why: str, wait: timedelta | None, reconnect: bool, now: datetime
) -> None:
    """Nobody could look whether it stands: look again later, and never send meanwhile."""
    if reconnect:
        FLOW.move(delivery, DeliveryState.RECONNECT, why=why, is_unclear=True)
        accounts.note_trouble(
            institution_id=delivery.institution_id,
            account_id=delivery.account_id,
            why=why,
            reconnect=True,
            now=now,
        )
    elif delivery.looks >= LOOKS_MAX:
        FLOW.move(delivery, DeliveryState.UNSURE, why=why)
        enter(delivery, "delivery.unsure", now=now, why=why)
        events.tell(DeliveryUnsure(**about(delivery, now=now), why=why))
    else:
        FLOW.move(delivery, DeliveryState.FINDING, why=why, due_at=now + (wait or patience(delivery)))
    note(delivery, Attempt.What.FIND, now=now, why=why)
    _wake_what_follows(delivery, Attempt.What.FIND)


@transaction.atomic(savepoint=False)
def ask_because_late(delivery: Delivery, *, now: datetime) -> None:
    """Its cutoff has passed: it does not go out any more unless a person says so."""
    FLOW.move(delivery, DeliveryState.LATE)
    note(delivery, Attempt.What.HOUSE, now=now)
    enter(delivery, "delivery.late", now=now)
    events.tell(DeliveryLate(**about(delivery, now=now)))


@transaction.atomic(savepoint=False)
def named(delivery: Delivery, sent: Sent) -> None:
    """A person said that it stands, and it was found what the network calls it."""
    known = {"remote_id": sent.remote_id, "part_ids": list(sent.part_ids), "url": delivery.url or sent.url}
    Delivery.objects.filter(pk=delivery.pk, remote_id="").update(**known)
    for field, value in known.items():
        setattr(delivery, field, value)


@transaction.atomic(savepoint=False)
def compared(delivery: Delivery, *, how: str, now: datetime) -> None:
    """What stands was compared with what was approved; `how` says in which way it differs, '' when not."""
    Delivery.objects.filter(pk=delivery.pk).update(compared_at=now, differs=how[:300])
    delivery.compared_at, delivery.differs = now, how[:300]
    if how:
        note(delivery, Attempt.What.HOUSE, now=now, why=how)
        enter(delivery, "delivery.differs", now=now, how=how)
        events.tell(DeliveryDiffers(**about(delivery, now=now), how=how))


def _is_by_hand(delivery: Delivery) -> bool:
    """A person does it: always on such an account, and where only a person ever saw what is to come down."""
    if delivery.kind == Kind.TAKEDOWN and not delivery.said.get("remote_id"):
        return True
    return account_register.network_of(delivery.account).by_hand is not None


def _left_alone_for(delivery: Delivery) -> timedelta:
    proof = account_register.limits_of(delivery.account).proof
    return BY_NAME if proof in {Proof.RECORD_KEY, Proof.KEY} else BY_LOOKING


def _not_after_the_cutoff(delivery: Delivery, at: datetime, *, now: datetime) -> datetime:
    """At the cutoff a person is asked, so there is no use in sleeping past it."""
    if delivery.cutoff_at is None or at <= delivery.cutoff_at:
        return at
    return max(delivery.cutoff_at, now)


def _wake_what_follows(delivery: Delivery, what: Attempt.What) -> None:
    """The delivery itself, when it goes on; else, where no worker is at this queue, what stands behind it.

    A worker that has just had its answer looks at the queue again by itself.
    """
    if delivery.state in {DeliveryState.WAITING, DeliveryState.PROCESSING, DeliveryState.FINDING}:
        wake_for(delivery)
    elif what == Attempt.What.PERSON:
        wake(delivery.institution_id, delivery.account_id, delivery.queue)
