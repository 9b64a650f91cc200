"""One delivery's turn: taken from its queue, said to the network outside of any transaction, written down.

What may happen at each line, and what then: before `take` has committed nothing was said and the row is still
due. From then on the row stands in SENDING; if this process dies there, the sweep finds it and it is looked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_noop

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.publishing import actions, queries
from pendopo.broadcast.publishing.actions.noting import about, enter, note
from pendopo.broadcast.publishing.drafting import sealed_draft_of
from pendopo.broadcast.publishing.events import DeliveryRefused
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import FLOW, DeliveryState, Kind
from pendopo.foundation import events
from pendopo.foundation.errors import Stale
from pendopo.foundation.secrets.keyring import SecretUnreadable
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import actions as register
from pendopo.institution.accounts import queries as accounts
from pendopo.networks.contract import (
    Connector,
    Draft,
    Found,
    Gone,
    Later,
    NotReachable,
    Outcome,
    ReconnectNeeded,
    Refused,
    Unknown,
)

# One connector call has 45 s; whoever has not come back after this will not.
GIVEN_UP_AFTER: Final = timedelta(seconds=90)
# While somebody asks or looks, nobody else does.
ASKING_TAKES: Final = timedelta(seconds=90)

CHANGED = gettext_noop("What would go out is not what was approved. Approve it again.")
ENDED = gettext_noop("What it says does not hold any more, so it is not published.")
NOT_APPROVED = gettext_noop("Its approval does not hold any more.")
WORKER_GONE = gettext_noop("The worker stopped while it was sending. We look whether it arrived.")
BROKE = gettext_noop("Something broke on our side while it was being sent. We look whether it arrived.")
NO_NAME = gettext_noop("We do not know what the network calls it, so a person takes it down there.")
BY_HAND: Final = "by-hand"

Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A delivery whose turn it is, and what speaks for it."""

    delivery: Delivery
    connector: Connector
    draft: Draft
    what: Attempt.What


def run_queue(institution_id: int, account_id: int, queue: str, *, clock: Clock) -> int:
    """Do everything that is due in a queue, one after the other. Returns how many turns were taken."""
    turns = 0
    while True:
        with acting_for(institution_id):
            turn = take(institution_id, account_id, queue, now=clock())
        match turn:
            case None:
                return turns
            case Turn():
                turns += 1
                speak(turn, clock=clock)
            case Delivery():
                pass  # It did not go out, and what stands behind it may.


def take(institution_id: int, account_id: int, queue: str, *, now: datetime) -> Turn | Delivery | None:
    """Take the next delivery of a queue; a plain delivery is one that may not go out now. None: nothing is due.

    When the transaction around this has committed, the row says SENDING.
    """
    delivery = (
        queries.next_due(institution_id, account_id, queue, now)
        .select_related("account__responsible", "target")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if delivery is None:
        return None
    state = DeliveryState(delivery.state)
    if state in {DeliveryState.PLANNED, DeliveryState.WAITING} and not _may_go_out(delivery, now=now):
        return delivery
    try:
        connector = accounts.connector_of(delivery.account)
        draft = sealed_draft_of(delivery)
    except SecretUnreadable as error:
        # Connecting it again seals it again.
        register.note_trouble(
            institution_id=institution_id, account_id=account_id, why=str(error), reconnect=True, now=now
        )
        _wait_for_account(delivery, str(error), now=now)
        return delivery
    except ObjectDoesNotExist:
        actions.call_off(delivery, why=NOT_APPROVED, now=now)
        return delivery
    if draft is None:
        _refuse(delivery, CHANGED, now=now)
        return delivery
    if state in {DeliveryState.PLANNED, DeliveryState.WAITING}:
        FLOW.move(
            delivery,
            DeliveryState.SENDING,
            sending_since=now,
            attempts=delivery.attempts + 1,
            is_unclear=False,
        )
        return Turn(delivery=delivery, connector=connector, draft=draft, what=Attempt.What.SEND)
    looking = state == DeliveryState.FINDING
    Delivery.objects.filter(pk=delivery.pk).update(
        due_at=now + ASKING_TAKES, looks=delivery.looks + (1 if looking else 0)
    )
    delivery.looks += 1 if looking else 0
    return Turn(
        delivery=delivery,
        connector=connector,
        draft=draft,
        what=Attempt.What.FIND if looking else Attempt.What.CHECK,
    )


def speak(turn: Turn, *, clock: Clock) -> None:
    """Speak to the network outside of any transaction, and write down what it answered."""
    delivery, began = turn.delivery, time.monotonic()
    try:
        outcome = _ask(turn)
    except (NotReachable, ReconnectNeeded) as error:
        # Nobody could look: this says nothing about whether it stands.
        write = partial(
            actions.give_back,
            delivery,
            why=str(error),
            wait=error.wait if isinstance(error, NotReachable) else None,
            reconnect=isinstance(error, ReconnectNeeded),
        )
    except Exception as error:  # noqa: BLE001 (a connector that breaks while looking has not looked)
        write = partial(
            actions.give_back,
            delivery,
            why=f"{BROKE}\n{type(error).__name__}",
            wait=None,
            reconnect=False,
        )
    else:
        took_ms = round((time.monotonic() - began) * 1000)
        write = partial(actions.settle, delivery, outcome, what=turn.what, took_ms=took_ms)
    with suppress(Stale), acting_for(delivery.institution_id):
        # Stale: somebody was quicker (a sweep, another worker that looked), and theirs is what counts.
        write(now=clock())


def worker_is_gone(institution_id: int, delivery_id: int, *, now: datetime) -> None:
    """A delivery still says SENDING though nobody can be sending it any more: it may stand there."""
    with acting_for(institution_id):
        delivery = (
            Delivery.objects.left_sending(now - GIVEN_UP_AFTER)
            .select_related("account")
            .select_for_update(of=("self",), skip_locked=True)
            .filter(pk=delivery_id)
            .first()
        )
        if delivery is not None:
            actions.settle(delivery, Unknown(why=WORKER_GONE), what=Attempt.What.HOUSE, now=now)


def _ask(turn: Turn) -> Outcome | Found:
    delivery, connector, draft, key = turn.delivery, turn.connector, turn.draft, str(turn.delivery.key)
    said = delivery.said
    match turn.what:
        case Attempt.What.CHECK:
            return connector.check(delivery.handle)
        case Attempt.What.FIND if delivery.kind in {Kind.POST, Kind.REPLY}:
            try:
                return connector.find(
                    draft, key=key, since=delivery.may_stand_since, progress=delivery.progress
                )
            except Gone as error:
                return Unknown(why=str(error) or WORKER_GONE)
    try:
        match Kind(delivery.kind):
            case Kind.POST:
                return connector.publish(draft, key=key, progress=delivery.progress)
            case Kind.REPLY:
                return connector.reply(draft, key=key, progress=delivery.progress)
            case Kind.TAKEDOWN if not said["remote_id"]:
                return Later(why=NO_NAME, handle=BY_HAND)
            case Kind.TAKEDOWN:
                return connector.delete(said["remote_id"], part_ids=said.get("part_ids", []))
            # Hiding, blocking and taking down twice is the same as once, so they are simply repeated.
            case Kind.HIDE:
                return connector.hide(said["remote_id"], thread_id=said["thread_id"])
            case Kind.SHOW:
                return accounts.showing(connector).show(said["remote_id"], thread_id=said["thread_id"])
            case Kind.BLOCK:
                return accounts.blocking(connector).block(said["author"], said=said["remote_id"])
            case Kind.UNBLOCK:
                return accounts.blocking(connector).unblock(said["author"], said=said["remote_id"])
    except Exception as error:  # noqa: BLE001 (a connector's mistake must not lose what may have been said)
        return Unknown(why=f"{BROKE}\n{type(error).__name__}")
    return Refused(why=NOT_APPROVED)


def _may_go_out(delivery: Delivery, *, now: datetime) -> bool:
    """Whether it may be said now; if not, it has been moved to where it waits or ends."""
    stop = queries.stopped(delivery.institution_id)
    if stop is not None and (
        delivery.kind == Kind.POST or (stop.answers_too and delivery.kind == Kind.REPLY)
    ):
        FLOW.move(delivery, DeliveryState.HELD)
        note(delivery, Attempt.What.HOUSE, now=now, why=stop.why)
        return False
    if delivery.cutoff_at is not None and now > delivery.cutoff_at:
        _is_late(delivery, now=now)
        return False
    if why := accounts.why_not_publish(delivery.account):
        _wait_for_account(delivery, why, now=now)
        return False
    if delivery.version_id is None:
        return True
    window = content.window_of(delivery.institution_id, delivery.origin_id, delivery.version_id)
    if window is None:
        actions.call_off(delivery, why=NOT_APPROVED, now=now)
        return False
    if crisis := content.waits_for_crisis(delivery.institution_id, delivery.origin_id):
        FLOW.move(delivery, DeliveryState.HELD)
        note(delivery, Attempt.What.HOUSE, now=now, why=crisis.why)
        return False
    if now > window[1]:  # the approval sealed a time as well (R11)
        _is_late(delivery, now=now)
        return False
    return True


def _is_late(delivery: Delivery, *, now: datetime) -> None:
    """A person is asked, but for what does not hold any more: an ended warning is never published."""
    if delivery.version_id is not None and content.has_ended(
        delivery.institution_id, delivery.origin_id, now=now
    ):
        actions.call_off(delivery, why=ENDED, now=now)
        return
    actions.ask_because_late(delivery, now=now)


def _wait_for_account(delivery: Delivery, why: str, *, now: datetime) -> None:
    FLOW.move(delivery, DeliveryState.RECONNECT, why=why)
    note(delivery, Attempt.What.HOUSE, now=now, why=why)


def _refuse(delivery: Delivery, why: str, *, now: datetime) -> None:
    FLOW.move(delivery, DeliveryState.REFUSED, why=why)
    note(delivery, Attempt.What.HOUSE, now=now, why=why)
    enter(delivery, "delivery.refused", now=now, why=why)
    events.tell(DeliveryRefused(**about(delivery, now=now), why=why))
