"""Who sees a citizen's words: hiding leaves more behind than it takes away (R39), and what is held is let through."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.publishing import actions as publishing
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.actions.touching import ORIGIN, locked, touch
from pendopo.listen.inbox.models import Conversation, Hiding, Message
from pendopo.listen.inbox.personal import cover
from pendopo.listen.inbox.states import HIDING, HideReason, HidingState
from pendopo.networks.contract import Ability


@transaction.atomic
def hide(*, message: Message, code: str, note: str = "", by: Member, now: datetime) -> Hiding:
    """Take a citizen's words out of sight, with a reason that is not criticism, and keep a copy (R39)."""
    policies.require(by, Permission.MODERATE, message, now=now)
    if code not in HideReason.values:
        raise Refused(
            _("Choose the reason. Criticism is not one: answer it instead."), rule="R39", field="code"
        )
    row = locked(message.conversation)
    if message.direction != Message.Direction.IN:
        raise Refused(_("Your office's own words are taken down, not hidden."))
    _require_can(row, Ability.HIDE)
    known = (
        Hiding.objects.seen_by(by)
        .filter(message=message)
        .exclude(state__in=[HidingState.SHOWN, HidingState.REFUSED])
    )
    if known.exists():
        raise Stale(_("This message is hidden already."))
    hiding = Hiding.objects.create(
        institution_id=row.institution_id,
        message=message,
        state=HidingState.HIDING,
        copy=message.text,
        code=code,
        note=cover(note, by.institution)[:500],
        by=by,
        at=now,
    )
    publishing.plan_hide(**_about(message, row, hiding, by, now))
    touch(row)
    ledger.write(
        did="inbox.hidden",
        by=by,
        to=row,
        at=now,
        words={"handle": row.account.handle, "code": str(HideReason(code).label)},
        personal={"text": message.text},
    )
    return hiding


@transaction.atomic
def show(*, message: Message, by: Member, now: datetime) -> None:
    """Let hidden or held words be seen. Raises Refused."""
    policies.require(by, Permission.MODERATE, message, now=now)
    row = locked(message.conversation)
    _require_can(row, Ability.SHOW)
    under_way = {HidingState.HIDING, HidingState.SHOWING}
    if Hiding.objects.seen_by(by).filter(message=message, state__in=sorted(under_way)).exists():
        raise Stale(_("Somebody has just changed who sees this message. Wait a moment."))
    hiding = Hiding.objects.seen_by(by).filter(message=message, state=HidingState.HIDDEN).first()
    if hiding is not None:
        HIDING.move(hiding, HidingState.SHOWING, shown_by=by, shown_at=now)
    elif message.hidden:
        # The network itself holds it back (moderation of comments): nobody here hid it.
        hiding = _let_through(message, by, now)
    else:
        raise Stale(_("This message can be seen already."))
    publishing.plan_show(**_about(message, row, hiding, by, now))
    touch(row)
    ledger.write(did="inbox.shown", by=by, to=row, at=now, words={"handle": row.account.handle})


def _let_through(message: Message, by: Member, now: datetime) -> Hiding:
    return Hiding.objects.create(
        institution_id=message.institution_id,
        message=message,
        state=HidingState.SHOWING,
        copy=message.text,
        code="",
        by=by,
        at=now,
        shown_by=by,
        shown_at=now,
    )


def _require_can(row: Conversation, ability: Ability) -> None:
    if why := accounts.why_not_publish(row.account):
        raise Refused(why, rule="R01")
    if not accounts.limits_of(row.account).can(ability):
        raise Refused(_("This network does not offer that. Do it on the network itself."))


def _about(
    message: Message, row: Conversation, hiding: Hiding, by: Member, now: datetime
) -> dict[str, object]:
    return {
        "institution_id": row.institution_id,
        "account_id": row.account_id,
        "remote_id": message.remote_id,
        "thread_id": row.thread_id,
        "origin": ORIGIN,
        "origin_id": hiding.pk,
        "by_id": by.pk,
        "now": now,
    }
