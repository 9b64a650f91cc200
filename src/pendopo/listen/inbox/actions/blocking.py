"""Blocking: asked for with a reason that is not criticism, decided by somebody else, and lifted at any time (R39)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.actions.carrying import carry, carry_where_they_write, take_back
from pendopo.listen.inbox.actions.touching import locked, touch, unended
from pendopo.listen.inbox.events import MessageArrived
from pendopo.listen.inbox.models import Block, Citizen, Conversation, Message
from pendopo.listen.inbox.personal import cover
from pendopo.listen.inbox.states import BLOCK, FLOW, BlockState, ConversationState, Disposition, HideReason

BLOCKED: Final = """
SELECT v.id FROM inbox_conversation v
 WHERE v.id = ANY(%(ids)s)
   AND EXISTS (SELECT FROM inbox_block b WHERE b.citizen_id = v.citizen_id AND b.state = %(in_force)s)
"""


@transaction.atomic
def ask_block(*, message: Message, code: str, note: str = "", by: Member, now: datetime) -> Block:
    """Ask that the office hears a citizen no more, because of what they wrote; somebody else decides (R39)."""
    policies.require(by, Permission.MODERATE, message, now=now)
    if code not in HideReason.values:
        raise Refused(
            _("Choose the reason. Criticism is not one: answer it instead."), rule="R39", field="code"
        )
    if message.direction != Message.Direction.IN:
        raise Refused(_("Your office does not block itself."))
    citizen = Citizen.objects.seen_by(by).select_for_update().get(pk=message.conversation.citizen_id)
    if Block.objects.seen_by(by).filter(citizen=citizen, state__in=[BlockState.ASKED, BlockState.IN_FORCE]):
        raise Stale(_("This citizen is blocked already, or somebody has asked for it."))
    block = Block.objects.create(
        institution_id=by.institution_id,
        citizen=citizen,
        message=message,
        copy=message.text,
        code=code,
        note=cover(note, by.institution)[:500],
        asked_by=by,
        asked_at=now,
    )
    touch(message.conversation)
    ledger.write(
        did="inbox.block_asked",
        by=by,
        to=block,
        at=now,
        words={"code": str(HideReason(code).label)},
        personal={"citizen": str(citizen)},
    )
    others = people.members_who_may(by.institution_id, Permission.MODERATE).exclude(pk=by.pk)
    notices.tell(
        institution_id=by.institution_id,
        to=others.values_list("pk", flat=True),
        kind="inbox.block_asked",
        title=Sentence(
            gettext_noop("%(who)s asks to block a citizen. Somebody else decides"), {"who": by.name}
        ),
        url=reverse("inbox:block", args=[block.pk]),
        now=now,
    )
    return block


@transaction.atomic
def approve_block(*, block: Block, by: Member, now: datetime) -> None:
    """Say yes: from now on what they write is kept and tells nobody, and they are not answered.

    Where their network lets an account keep people away, that is promised, too. Raises Refused.
    """
    policies.require_may_decide_block(by, block, now=now)
    _require(block, BlockState.ASKED)
    BLOCK.move(block, BlockState.IN_FORCE, decided_by=by, decided_at=now)
    for row in Conversation.objects.seen_by(by).filter(citizen_id=block.citizen_id).order_by("pk"):
        _set_aside(row)
    carry(block, now=now)
    ledger.write(
        did="inbox.blocked",
        by=by,
        to=block,
        at=now,
        words={"code": str(HideReason(block.code).label), "asked_by": block.asked_by.name},
        personal={"citizen": str(block.citizen)},
    )
    _tell_asker(block, gettext_noop("%(who)s agreed to the block you asked for"), "", by=by, now=now)


@transaction.atomic
def decline_block(*, block: Block, why: str, by: Member, now: datetime) -> None:
    """Say no, with a reason. Raises Refused."""
    policies.require_may_decide_block(by, block, now=now)
    why = cover(why, by.institution)[:500]
    if not why:
        raise Refused(_("Write why the citizen is not blocked."), field="why")
    _require(block, BlockState.ASKED)
    BLOCK.move(block, BlockState.DECLINED, decided_by=by, decided_at=now, decided_why=why)
    touch(block.message.conversation)
    ledger.write(
        did="inbox.block_declined",
        by=by,
        to=block,
        at=now,
        words={"asked_by": block.asked_by.name, "why": why},
        personal={"citizen": str(block.citizen)},
    )
    _tell_asker(block, gettext_noop("%(who)s did not agree to the block you asked for"), why, by=by, now=now)


@transaction.atomic
def withdraw_block(*, block: Block, by: Member, now: datetime) -> None:
    """Take back what one asked for oneself. Raises Refused."""
    policies.require(by, Permission.MODERATE, block, now=now)
    if block.asked_by_id != by.pk:
        raise Refused(_("Only whoever asked for it can take it back."))
    _require(block, BlockState.ASKED)
    BLOCK.move(block, BlockState.WITHDRAWN)
    touch(block.message.conversation)
    ledger.write(
        did="inbox.block_withdrawn", by=by, to=block, at=now, personal={"citizen": str(block.citizen)}
    )


@transaction.atomic
def lift_block(*, block: Block, why: str, by: Member, now: datetime) -> None:
    """Hear the citizen again; one person is enough for that. Raises Refused."""
    policies.require(by, Permission.MODERATE, block, now=now)
    why = cover(why, by.institution)[:500]
    if not why:
        raise Refused(_("Write why the block is lifted."), field="why")
    _require(block, BlockState.IN_FORCE)
    BLOCK.move(block, BlockState.LIFTED, lifted_by=by, lifted_at=now, lifted_why=why)
    take_back(block, by_id=by.pk, now=now)
    touch(block.message.conversation)
    ledger.write(
        did="inbox.block_lifted",
        by=by,
        to=block,
        at=now,
        words={"why": why},
        personal={"citizen": str(block.citizen)},
    )


@transaction.atomic(savepoint=False)
def set_aside_blocked(event: MessageArrived) -> None:
    """Hear that messages came in: those of citizens who are blocked are kept, and ask nobody for anything.

    Where they wrote to an account they had not written to before, the block is carried there.
    """
    with connection.cursor() as cursor:
        cursor.execute(BLOCKED, {"ids": list(event.conversation_ids), "in_force": BlockState.IN_FORCE})
        blocked = [row[0] for row in cursor.fetchall()]
    if not blocked:
        return
    found = Conversation.objects.filter(institution_id=event.institution_id, pk__in=blocked)
    for row in found.order_by("pk"):
        _set_aside(row)
    carry_where_they_write(event, blocked)


def _set_aside(conversation: Conversation) -> None:
    """Every item has an ending (R31), this one too: it can be read among what is done, and opened again."""
    row = locked(conversation)
    ending = {"disposition": Disposition.NO_REPLY, "reason": str(_("The citizen is blocked."))}
    waiting = [message.pk for message in unended(row)]
    if not waiting:
        return
    Message.objects.seen_by(row).filter(pk__in=waiting).update(**ending)
    if row.state == ConversationState.OPEN:
        FLOW.move(row, ConversationState.DONE, waiting_since=None, unread=0, **ending)
    touch(row)


def _require(block: Block, state: BlockState) -> None:
    """Somebody may have decided since the page was opened."""
    block.refresh_from_db(fields=["state"])
    if block.state != state:
        raise Stale(
            _("This has been decided meanwhile: %(state)s.") % {"state": BlockState(block.state).label}
        )


def _tell_asker(block: Block, title: str, why: str, *, by: Member, now: datetime) -> None:
    touch(block.message.conversation)
    notices.tell(
        institution_id=block.institution_id,
        to=[block.asked_by_id],
        kind="inbox.block_decided",
        title=Sentence(title, {"who": by.name}),
        text=why,
        url=reverse("inbox:block", args=[block.pk]),
        now=now,
    )
