"""A block carried to the networks: promised here for each account they wrote to, done there once, taken back likewise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing.events import DeliveryCalledOff, DeliveryRefused, DeliverySent
from pendopo.foundation.tenancy import house_itself
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.listen.inbox.actions.touching import against_it
from pendopo.listen.inbox.events import MessageArrived
from pendopo.listen.inbox.models import Barring, Block, Conversation, Message
from pendopo.listen.inbox.states import BARRING, BLOCK_ORIGIN, BarringState, BlockState
from pendopo.networks.contract import Ability

# What becomes of it when the network, or whoever looks at its delivery, says yes and no.
DONE: Final = {"block": BarringState.BLOCKED, "unblock": BarringState.LIFTED}
NOT_DONE: Final = {"block": BarringState.REFUSED, "unblock": BarringState.STUCK}


def carry(block: Block, *, now: datetime) -> None:
    """Promise the block on every account they wrote to whose network keeps people away; again changes nothing."""
    with house_itself("a block holds wherever they wrote, whoever needs to know of it"):
        newest = (
            Message.objects.seen_by(block)
            .filter(
                conversation__citizen_id=block.citizen_id,
                direction=Message.Direction.IN,
                account__in=accounts.accounts(block.institution_id),
            )
            .select_related("account", "conversation")
            .order_by("account_id", "-said_at", "-id")
            .distinct("account_id")
        )
        for message in newest:
            if accounts.limits_of(message.account).can(Ability.BLOCK):
                _carry_to(block, message, now=now)


def take_back(block: Block, *, by_id: int, now: datetime) -> None:
    """Promise the end of the block wherever it was carried; what never left the house is called off."""
    with house_itself("a block is lifted wherever it was carried, whoever needs to know of it"):
        carried = Barring.objects.seen_by(block).filter(block=block).order_by("pk")
        publishing.hold_blocks(
            block.institution_id,
            origin=BLOCK_ORIGIN,
            origin_ids=list(carried.values_list("pk", flat=True)),
        )
        for barring in carried.select_for_update(of=("self",)).select_related("message__conversation"):
            # Before anything is called off: that is no trouble anybody has to hear of.
            BARRING.move(barring, BarringState.LIFTING, trouble="", changed_at=now)
            if publishing.plan_unblock(**_about(barring, by_id=by_id, now=now)) is None:
                BARRING.move(barring, BarringState.LIFTED)
            _restrict(barring)


def carry_where_they_write(event: MessageArrived, conversation_ids: Sequence[int]) -> None:
    """Whoever is blocked and now writes to another account is blocked there, too."""
    came = Message.objects.filter(institution_id=event.institution_id, pk__in=event.message_ids)
    wrote = Conversation.objects.filter(institution_id=event.institution_id, pk__in=conversation_ids)
    blocks = Block.objects.filter(
        institution_id=event.institution_id,
        state=BlockState.IN_FORCE,
        citizen_id__in=wrote.values("citizen_id"),
    )
    at = came.latest("taken_in_at").taken_in_at
    # Held, so that a block lifted at this moment is not carried on after it.
    for block in blocks.select_for_update(of=("self",)).order_by("pk"):
        carry(block, now=at)


@transaction.atomic(savepoint=False)
def note_carried(event: DeliverySent) -> None:
    """Hear that a network did it."""
    if event.origin == BLOCK_ORIGIN:
        _note(event, DONE[event.kind])


@transaction.atomic(savepoint=False)
def note_not_carried(event: DeliveryRefused | DeliveryCalledOff) -> None:
    """Hear that a network will not do it, or that somebody called it off: those who decided hear of it."""
    if event.origin == BLOCK_ORIGIN:
        _note(event, NOT_DONE[event.kind], trouble=event.why)


def _carry_to(block: Block, message: Message, *, now: datetime) -> None:
    barring, is_new = Barring.objects.get_or_create(
        institution_id=block.institution_id,
        block=block,
        account=message.account,
        defaults={"message": message, "changed_at": now},
    )
    if is_new:
        publishing.plan_block(**_about(barring, by_id=block.decided_by_id, now=now))
        _restrict(barring)


def _about(barring: Barring, *, by_id: int | None, now: datetime) -> dict[str, Any]:
    return {
        "institution_id": barring.institution_id,
        "account_id": barring.account_id,
        "author": barring.message.author,
        "remote_id": barring.message.remote_id,
        "origin": BLOCK_ORIGIN,
        "origin_id": barring.pk,
        "by_id": by_id,
        "now": now,
    }


def _restrict(barring: Barring) -> None:
    """What only some need to know is not told by its delivery either."""
    known_to = barring.message.conversation.known_to
    if known_to is not None:
        publishing.restrict(
            institution_id=barring.institution_id,
            origin=BLOCK_ORIGIN,
            origin_ids=[barring.pk],
            known_to=known_to,
        )


def _note(
    event: DeliverySent | DeliveryRefused | DeliveryCalledOff, to: BarringState, *, trouble: str = ""
) -> None:
    with house_itself("what became of a block is noted, whoever needs to know of it"):
        barring = (
            Barring.objects.select_for_update(of=("self",))
            .select_related("block")
            .filter(institution_id=event.institution_id, pk=event.origin_id)
            .first()
        )
        # Of a block that was lifted meanwhile only the lifting counts.
        if barring is None or not BARRING.allows(BarringState(barring.state), to):
            return
        BARRING.move(barring, to, trouble=trouble[:500], changed_at=event.at)
        if trouble and not _is_blocked_again(barring):
            _tell(barring, trouble, now=event.at)


def _is_blocked_again(barring: Barring) -> bool:
    others = Block.objects.seen_by(barring).filter(citizen_id=barring.block.citizen_id)
    return others.filter(state=BlockState.IN_FORCE).exclude(pk=barring.block_id).exists()


def _tell(barring: Barring, trouble: str, *, now: datetime) -> None:
    block = barring.block
    notices.tell(
        institution_id=block.institution_id,
        to={one for one in (block.asked_by_id, block.decided_by_id, block.lifted_by_id) if one},
        kind="inbox.block_not_carried",
        title=Sentence(
            gettext_noop("A block could not be lifted on the network")
            if barring.state == BarringState.STUCK
            else gettext_noop("A block could not be carried to the network")
        ),
        text=against_it(trouble),
        url=reverse("inbox:block", args=[block.pk]),
        now=now,
    )
