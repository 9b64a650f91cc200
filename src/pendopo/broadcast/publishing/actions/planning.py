"""Promising: rows are written, and the worker is woken for them, in the transaction that needs them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.content.events import ApprovalBroken, Approved, Rescheduled, Withdrawn
from pendopo.broadcast.publishing import policies
from pendopo.broadcast.publishing.actions.calling_off import call_off
from pendopo.broadcast.publishing.actions.noting import enter
from pendopo.broadcast.publishing.actions.promising import plan, plan_takedown
from pendopo.broadcast.publishing.actions.settling import ask_because_late
from pendopo.broadcast.publishing.models import Delivery, DeliveryQuerySet
from pendopo.broadcast.publishing.states import FLOW, NOT_YET_SAID, DeliveryState, Kind
from pendopo.broadcast.publishing.waking import queue_of, wake, wake_for
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.accounts.events import AccountConnected
from pendopo.institution.people.models import Member

ITEM: Final = "content.item"
MOVES_WITH_ITS_ITEM: Final = frozenset(
    {
        DeliveryState.PLANNED,
        DeliveryState.WAITING,
        DeliveryState.HELD,
        DeliveryState.LATE,
        DeliveryState.RECONNECT,
    }
)


@transaction.atomic(savepoint=False)
def plan_deliveries(event: Approved) -> None:
    """Hear of an approval: one promise for each account; planning the same approval again changes nothing."""
    found = content.approved(event.institution_id, event.item_id)
    if found is None or found.version_id != event.version_id:
        return
    _call_off(
        _unsaid(event.institution_id, event.item_id).exclude(version_id=event.version_id),
        why=_("Another version was approved."),
        now=event.at,
    )
    promised = set(
        Delivery.objects.filter(
            institution_id=event.institution_id,
            origin=ITEM,
            origin_id=event.item_id,
            version_id=event.version_id,
        )
        .exclude(state=DeliveryState.CANCELLED)
        .values_list("account_id", flat=True)
    )
    made = []
    for place in sorted(found.placements, key=lambda one: one.order):
        if place.account_id in promised:
            continue
        due_at = place.due_at or event.at
        made.append(
            Delivery(
                institution_id=event.institution_id,
                kind=Kind.POST,
                queue=queue_of(Kind.POST),
                account_id=place.account_id,
                planned_for=due_at,
                due_at=due_at,
                # Without a set time "late" means late after the approval.
                cutoff_at=found.cutoff(due_at),
                made_at=event.at,
                origin=ITEM,
                origin_id=event.item_id,
                version_id=event.version_id,
                seal=place.seal,
                title=found.title,
                by_id=event.by_id,
            )
        )
    Delivery.objects.bulk_create(made)
    for delivery in made:
        wake_for(delivery)


@transaction.atomic(savepoint=False)
def call_off_what_changed(event: ApprovalBroken | Withdrawn) -> None:
    """Hear that an approval does not hold any more: what was not said yet is not said (R11)."""
    why = event.why if isinstance(event, ApprovalBroken) else _("The content was withdrawn.")
    _call_off(_unsaid(event.institution_id, event.item_id), why=why, now=timezone.now())


@transaction.atomic(savepoint=False)
def move_with_item(event: Rescheduled) -> None:
    """Hear that approved content moved inside its window: its promises follow."""
    found = content.approved(event.institution_id, event.item_id)
    if found is None:
        return
    times = {place.account_id: place.due_at for place in found.placements}
    movable = _unsaid(event.institution_id, event.item_id).filter(state__in=sorted(MOVES_WITH_ITS_ITEM))
    for delivery in movable.select_for_update():
        planned_for = times.get(delivery.account_id)
        if planned_for is None or planned_for == delivery.planned_for:
            continue
        state = DeliveryState(delivery.state)
        # A network that asked to wait is still waited for.
        due_at = max(planned_for, delivery.due_at) if state == DeliveryState.WAITING else planned_for
        times_now: dict[str, Any] = {
            "planned_for": planned_for,
            "due_at": due_at,
            "cutoff_at": found.cutoff(planned_for),
        }
        if state == DeliveryState.LATE:
            # Choosing another time is an answer to "too late for its time".
            FLOW.move(delivery, DeliveryState.PLANNED, **times_now)
        else:
            Delivery.objects.filter(pk=delivery.pk).update(**times_now)
        wake(delivery.institution_id, delivery.account_id, delivery.queue, at=due_at)


@transaction.atomic
def plan_reply(
    *,
    institution_id: int,
    account_id: int,
    in_reply_to: str,
    root: str,
    text: str,
    origin: str,
    origin_id: int,
    by_id: int | None,
    now: datetime,
    due_at: datetime | None = None,
    cutoff_at: datetime | None = None,
) -> Delivery:
    """Promise an answer in a thread. The room that asks has checked who may give it."""
    return plan(
        kind=Kind.REPLY,
        about=root or in_reply_to,
        institution_id=institution_id,
        account_id=account_id,
        due_at=due_at or now,
        cutoff_at=cutoff_at,
        now=now,
        origin=origin,
        origin_id=origin_id,
        by_id=by_id,
        said={"text": text, "in_reply_to": in_reply_to, "root": root},
    )


def plan_hide(**asked: Any) -> Delivery:
    """Promise to take a citizen's words out of sight: see `_plan_deed`."""
    return _plan_deed(Kind.HIDE, **asked)


def plan_show(**asked: Any) -> Delivery:
    """Promise to let a citizen's words be seen: see `_plan_deed`."""
    return _plan_deed(Kind.SHOW, **asked)


@transaction.atomic
def _plan_deed(
    kind: Kind,
    *,
    institution_id: int,
    account_id: int,
    remote_id: str,
    thread_id: str,
    origin: str,
    origin_id: int,
    by_id: int | None,
    now: datetime,
) -> Delivery:
    return plan(
        kind=kind,
        # Hiding and showing the same words stay in the order in which they were asked for.
        about=f"sight:{remote_id}",
        institution_id=institution_id,
        account_id=account_id,
        due_at=now,
        now=now,
        origin=origin,
        origin_id=origin_id,
        by_id=by_id,
        said={"remote_id": remote_id, "thread_id": thread_id},
    )


@transaction.atomic
def take_down(*, delivery: Delivery, why: str, by: Member, now: datetime) -> Delivery:
    """Take down what stands. A copy and the reason stay here (R20). Raises Refused."""
    policies.require_may_take_down(by, delivery, now=now)
    if not why.strip():
        raise Refused(_("Write why it is taken down."), rule="R20", field="why")
    Delivery.objects.select_for_update().get(pk=delivery.pk)
    delivery.refresh_from_db()
    if delivery.state != DeliveryState.PUBLISHED or delivery.kind not in {Kind.POST, Kind.REPLY}:
        raise Stale(_("This does not stand on the network any more."))
    known = delivery.takedowns.exclude(state__in=[DeliveryState.CANCELLED, DeliveryState.REFUSED]).first()
    if known is not None:
        return known
    asked = plan_takedown(
        delivery,
        remote_id=delivery.remote_id,
        part_ids=delivery.part_ids,
        why=why.strip(),
        by_id=by.pk,
        now=now,
    )
    enter(delivery, "delivery.takedown_asked", now=now, by=by, why=why.strip())
    return asked


@transaction.atomic(savepoint=False)
def release_account(event: AccountConnected) -> None:
    """Hear that an account can be spoken through again: what waited for it goes on."""
    release(event.institution_id, event.account_id)


@transaction.atomic(savepoint=False)
def release(institution_id: int, account_id: int) -> None:
    """Let go on what waited for an account that may be spoken through."""
    waiting = Delivery.objects.filter(
        institution_id=institution_id, account_id=account_id, state=DeliveryState.RECONNECT
    )
    queues = set()
    for delivery in waiting.select_for_update():
        # What may stand there already is looked for before anything is said.
        FLOW.move(delivery, DeliveryState.FINDING if delivery.is_unclear else DeliveryState.PLANNED)
        queues.add(delivery.queue)
    for queue in sorted(queues):
        wake(institution_id, account_id, queue)


@transaction.atomic(savepoint=False)
def ask_about_late_waiters(institution_id: int, account_id: int, *, now: datetime) -> None:
    """Ask about what still waits for its account after its cutoff; what may stand there is left alone."""
    late = Delivery.objects.filter(
        institution_id=institution_id, account_id=account_id, state=DeliveryState.RECONNECT
    ).filter(cutoff_at__lt=now, is_unclear=False)
    for delivery in late.select_for_update(of=("self",)).select_related("account"):
        ask_because_late(delivery, now=now)


def _unsaid(institution_id: int, item_id: int) -> DeliveryQuerySet:
    return Delivery.objects.filter(
        institution_id=institution_id,
        origin=ITEM,
        origin_id=item_id,
        kind=Kind.POST,
        state__in=sorted(NOT_YET_SAID),
        is_unclear=False,
    )


def _call_off(found: DeliveryQuerySet, *, why: str, now: datetime) -> None:
    for delivery in found.select_for_update(of=("self",)).select_related("account"):
        call_off(delivery, why=why, now=now)
