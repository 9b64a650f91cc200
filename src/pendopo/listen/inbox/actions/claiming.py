"""“I am at it”: a claim that others see and that ends by itself; and an answer sent once more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing import queries as deliveries
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.actions.alarming import answer_alarm
from pendopo.listen.inbox.actions.answering import require_sound, wait
from pendopo.listen.inbox.actions.touching import ORIGIN, locked, touch
from pendopo.listen.inbox.models import Claim, Conversation, Reply
from pendopo.listen.inbox.states import REPLY, UNDER_WAY, ReplyState

HOLDS_FOR: Final = timedelta(minutes=10)


@transaction.atomic
def claim(*, conversation: Conversation, by: Member, now: datetime) -> Claim:
    """Say that one is at it, or still is. Raises Stale while somebody else is.

    It keeps nobody from answering: it only tells colleagues, and fades after ten minutes.
    """
    policies.require(by, Permission.REPLY, conversation, now=now)
    row = locked(conversation)
    other = (
        Claim.objects.seen_by(by)
        .filter(conversation=row, until__gt=now)
        .exclude(member=by)
        .select_related("member__person")
        .first()
    )
    if other is not None:
        raise Stale(
            _("%(who)s is at it already. Ask them, or choose another conversation.")
            % {"who": other.member.name}
        )
    kept, _is_new = Claim.objects.update_or_create(
        conversation=row,
        defaults={"institution_id": row.institution_id, "member": by, "until": now + HOLDS_FOR},
    )
    answer_alarm(conversation=row, by=by, now=now)
    touch(row)
    return kept


@transaction.atomic
def release(*, conversation: Conversation, by: Member, now: datetime) -> None:
    """Let go of one's own claim."""
    policies.require(by, Permission.REPLY, conversation, now=now)
    if Claim.objects.seen_by(by).filter(conversation=conversation, member=by).delete()[0]:
        touch(conversation)


@transaction.atomic
def resend_reply(*, reply: Reply, by: Member, now: datetime) -> None:
    """Send an answer once more that the network refused: the same delivery, so it can't stand there twice.

    Raises Refused when it cannot be said there any more; Stale when it is on its way again already.
    """
    policies.require(by, Permission.REPLY, reply, now=now)
    row = locked(reply.conversation)
    reply.refresh_from_db(fields=["state", "delivery_id"])
    if reply.state != ReplyState.FAILED:
        raise Stale(_("This answer is on its way again, or was given up. Look at the thread."))
    if Reply.objects.seen_by(by).filter(conversation=row, state__in=sorted(UNDER_WAY)).exists():
        raise Stale(_("Another answer is on its way here. Wait for it first."))
    require_sound(row, reply.text, now=now)
    promised = deliveries.deliveries_of(row.institution_id, ORIGIN, reply.pk)
    delivery = next((one for one in promised if one.pk == reply.delivery_id), None)
    if delivery is None:
        raise Refused(_("This answer can't be sent again. Write it anew."))
    publishing.try_now(delivery=delivery, by=by, now=now)
    REPLY.move(reply, ReplyState.SENDING, trouble="", changed_at=now)
    wait(row, now=now)
    ledger.write(did="inbox.reply_resent", by=by, to=row, at=now, words={"handle": row.account.handle})
