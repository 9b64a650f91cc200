"""Citizens who wait for an answer: one's own, and those nobody has taken yet."""

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
from pendopo.listen.inbox.states import Bucket

SHOWN: Final = 10


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """The longest wait first (R30)."""
    if not member.may(Permission.REPLY):
        return
    for waiting in inbox.waiting_for(member, now=now, most=SHOWN):
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
