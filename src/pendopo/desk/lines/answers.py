"""Citizens who wait for an answer: one's own, those nobody has taken yet, and answers that wait for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.inbox.states import Bucket, ReplyState

SHOWN: Final = 10
DETAIL_MOST: Final = 160


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """The longest wait first (R30)."""
    if member.may(Permission.APPROVE_REPLY):
        yield from _to_decide(member)
    yield from _blocks(member)
    if member.may(Permission.REPLY):
        urgent = inbox.urgent(member, now=now, most=SHOWN)
        yield from _urgent(urgent)
        yield from _own(member)
        yield from _waiting(member, now, besides={one.conversation.pk for one in urgent})


def _to_decide(member: Member) -> Iterator[Line]:
    for reply in inbox.answers_to_decide(member)[:SHOWN]:
        yield Line(
            group=Group.NOW,
            urgency=Urgency.CITIZEN,
            title=_("An answer of %(who)s waits for your approval") % {"who": reply.author.name},
            detail=reply.text[:DETAIL_MOST],
            action=_("Review"),
            url=reverse("inbox:thread", args=[reply.conversation_id]),
            icon="approve",
            sign="warning",
            due_at=reply.changed_at,
        )


def _blocks(member: Member) -> Iterator[Line]:
    """Nobody blocks a citizen alone: whoever did not ask decides (R39)."""
    for block in inbox.blocks_to_decide(member)[:SHOWN]:
        yield Line(
            group=Group.TODAY,
            urgency=Urgency.CITIZEN,
            title=_("%(who)s asks to block %(citizen)s.")
            % {"who": block.asked_by.name, "citizen": block.citizen},
            detail=str(block.get_code_display()),
            action=_("Decide"),
            url=reverse("inbox:block", args=[block.pk]),
            icon="blocked",
            sign="warning",
            due_at=block.asked_at,
        )


def _own(member: Member) -> Iterator[Line]:
    for reply in inbox.own_answers_under_way(member)[:SHOWN]:
        said = {"name": reply.conversation.citizen}
        match reply.state:
            case ReplyState.IN_REVIEW:
                title, detail, action = _("Your answer to %(name)s waits for approval"), "", _("Look")
            case ReplyState.FAILED:
                title, detail = _("The network refused your answer to %(name)s"), reply.trouble_said
                action = _("Look why")
            case _:
                title, detail = _("Your answer to %(name)s came back"), reply.returned_why
                action = _("Mend")
        waits = reply.state == ReplyState.IN_REVIEW
        yield Line(
            group=Group.OTHERS if waits else Group.NOW,
            urgency=Urgency.CITIZEN,
            title=title % said,
            detail=detail,
            action=action,
            url=reverse("inbox:thread", args=[reply.conversation_id]),
            icon="waiting" if waits else "return",
            sign="danger" if reply.state == ReplyState.FAILED else "warning",
            due_at=reply.changed_at,
        )


def _urgent(found: list[inbox.Line]) -> Iterator[Line]:
    """Whoever has it: harm is everybody's."""
    for one in found:
        yield Line(
            group=Group.NOW,
            urgency=Urgency.HARM,
            title=_("It sounds urgent what %(name)s writes") % {"name": one.conversation.citizen},
            detail=one.snippet,
            action=_("Look at once"),
            url=reverse("inbox:thread", args=[one.conversation.pk]),
            icon="danger",
            sign="danger",
            due_at=one.conversation.waiting_since,
        )


def _waiting(member: Member, now: datetime, *, besides: set[int]) -> Iterator[Line]:
    for waiting in inbox.waiting_for(member, now=now, most=SHOWN):
        if waiting.conversation.pk in besides:
            continue
        is_slow = waiting.bucket == Bucket.SLOW
        yield Line(
            group=Group.NOW if is_slow else Group.TODAY,
            urgency=Urgency.CITIZEN,
            title=_("%(name)s waits for an answer") % {"name": waiting.conversation.citizen},
            detail=waiting.snippet,
            action=_("Answer them"),
            url=reverse("inbox:thread", args=[waiting.conversation.pk]),
            icon="reply",
            sign="danger" if is_slow else "warning",
            due_at=waiting.conversation.waiting_since,
        )
