"""Keeping a citizen away from an account on its network, and letting them near again: the last word counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from pendopo.broadcast.publishing.actions.calling_off import call_off
from pendopo.broadcast.publishing.actions.promising import plan
from pendopo.broadcast.publishing.models import Delivery, DeliveryQuerySet
from pendopo.broadcast.publishing.states import CAN_BE_CALLED_OFF, DeliveryState, Kind
from pendopo.broadcast.publishing.waking import queue_of

LIFTED = gettext_noop("The block was lifted before it was carried to the network.")
BLOCKED_AGAIN = gettext_noop("They were blocked again before the block was lifted on the network.")


def plan_block(**asked: Any) -> Delivery:
    """Promise to keep somebody away from an account: see `_plan`."""
    return _plan(Kind.BLOCK, **asked)


def hold_blocks(institution_id: int, *, origin: str, origin_ids: Sequence[int]) -> None:
    """Let no worker write down what became of these blocks before the transaction ends.

    A worker holds its delivery before anybody hears of it: whoever changes what it is for does so in this order, too.
    """
    rows = Delivery.objects.filter(
        institution_id=institution_id, origin=origin, origin_id__in=list(origin_ids)
    )
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


@transaction.atomic
def plan_unblock(*, origin: str, origin_id: int, **asked: Any) -> Delivery | None:
    """Promise to let them near again; None where the block never left the house and is only called off."""
    before = Delivery.objects.filter(
        institution_id=asked["institution_id"], origin=origin, origin_id=origin_id, kind=Kind.BLOCK
    )
    # Held, so that no worker takes one up between this look and what follows from it.
    hold_blocks(asked["institution_id"], origin=origin, origin_ids=[origin_id])
    # What was tried may have arrived even where the answer was lost: then it is tried again without doubt.
    may_stand = [row for row in before if row.attempts and row.state != DeliveryState.REFUSED]
    if not may_stand:
        _call_off(before, why=LIFTED, now=asked["now"])
        return None
    return _plan(Kind.UNBLOCK, origin=origin, origin_id=origin_id, **asked)


@transaction.atomic
def _plan(
    kind: Kind,
    *,
    institution_id: int,
    account_id: int,
    author: str,
    remote_id: str,
    origin: str,
    origin_id: int,
    by_id: int | None,
    now: datetime,
) -> Delivery:
    about = f"person:{author}"
    queue = queue_of(kind, about=about)
    # What says the opposite and waits for an account or a person must not come after this.
    waiting = Delivery.objects.filter(institution_id=institution_id, account_id=account_id, queue=queue)
    _call_off(waiting.exclude(kind=kind), why=LIFTED if kind == Kind.UNBLOCK else BLOCKED_AGAIN, now=now)
    return plan(
        kind=kind,
        about=about,
        institution_id=institution_id,
        account_id=account_id,
        due_at=now,
        now=now,
        origin=origin,
        origin_id=origin_id,
        by_id=by_id,
        said={"author": author, "remote_id": remote_id},
    )


def _call_off(found: DeliveryQuerySet, *, why: str, now: datetime) -> None:
    waiting = found.filter(state__in=sorted(CAN_BE_CALLED_OFF))
    for delivery in waiting.select_for_update(of=("self",)).select_related("account").order_by("pk"):
        call_off(delivery, why=why, now=now)
