"""Working side by side: who has it, and who looks at it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.roster import queries as roster
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.actions.alarming import answer_alarm
from pendopo.listen.inbox.actions.touching import locked, touch
from pendopo.listen.inbox.models import Conversation, Presence
from pendopo.listen.inbox.states import Doing

FADES_AFTER: Final = timedelta(seconds=45)


def mark_read(*, conversation: Conversation, by: Member) -> None:
    """Somebody who may see to it has looked at all of it. One statement at most: open pages do so all the time.

    Whoever only oversees leaves no trace: it would look read to those who have to answer.
    """
    policies.require_may_read(by)
    if conversation.unread and policies.may_see_to(by):
        Conversation.objects.seen_by(by).filter(pk=conversation.pk, unread__gt=0).update(unread=0)


@transaction.atomic
def mark_unread(*, conversation: Conversation, by: Member) -> None:
    """Put it back among what nobody looked at. Raises Refused."""
    policies.require_may_read(by)
    if not policies.may_see_to(by):
        raise Refused(_("Only those who answer or hand out conversations mark them."))
    Conversation.objects.seen_by(by).filter(pk=conversation.pk, unread=0).update(unread=1)


@transaction.atomic
def assign(*, conversation: Conversation, to: Member | None, by: Member, now: datetime) -> None:
    """Hand a conversation to somebody, take it, or let it go. Raises Refused."""
    own = (to is None and conversation.assigned_to_id == by.pk) or (to is not None and to.pk == by.pk)
    policies.require(by, Permission.REPLY if own else Permission.ASSIGN, conversation, now=now)
    if to is not None and (to.institution_id != by.institution_id or not policies.may_answer(to)):
        raise Refused(_("Choose somebody whose role lets them answer."), field="to")
    row = locked(conversation)
    if to is not None and row.known_to is not None and to.pk not in row.known_to:
        raise Refused(
            _("Only those who need to know see this conversation, and %(who)s is not among them.")
            % {"who": to.name},
            rule="R33",
            field="to",
        )
    if row.assigned_to_id == (to.pk if to else None):
        return
    Conversation.objects.filter(pk=row.pk).update(assigned_to=to)
    touch(row)
    if to is not None and to.pk == by.pk:
        answer_alarm(conversation=row, by=by, now=now)
    ledger.write(
        did="inbox.assigned", by=by, to=row, at=now, words={"to": to.name if to else str(_("nobody"))}
    )
    if to is not None and to.pk != by.pk:
        notices.tell(
            institution_id=row.institution_id,
            to=[to.pk],
            kind="inbox.assigned",
            title=Sentence(gettext_noop("%(who)s handed you a conversation"), {"who": by.name}),
            url=reverse("inbox:thread", args=[row.pk]),
            now=now,
        )


@transaction.atomic
def warn_of_window(*, conversation: Conversation, until: datetime, now: datetime) -> None:
    """The network stops taking an answer soon: whoever has it is told once, else those on duty."""
    to = [conversation.assigned_to_id] if conversation.assigned_to_id else []
    there = roster.on_duty(conversation.institution, now)
    notices.tell(
        institution_id=conversation.institution_id,
        to=to or list(there.values_list("pk", flat=True)),
        kind="inbox.window",
        title=Sentence(
            gettext_noop("Answer soon: the network takes answers only until %(at)s"), {"at": until}
        ),
        url=reverse("inbox:thread", args=[conversation.pk]),
        once=f"inbox.window:{conversation.pk}:{until.timestamp():.0f}",
        now=now,
    )


def be_present(*, conversation: Conversation, doing: Doing, by: Member, now: datetime) -> None:
    """Let colleagues see that somebody is at it; it fades by itself. One statement, asked by every open page."""
    policies.require_may_read(by)
    Presence.objects.bulk_create(
        [
            Presence(
                institution_id=by.institution_id,
                conversation=conversation,
                member=by,
                doing=doing,
                until=now + FADES_AFTER,
            )
        ],
        update_conflicts=True,
        unique_fields=["conversation", "member"],
        update_fields=["doing", "until"],
    )
