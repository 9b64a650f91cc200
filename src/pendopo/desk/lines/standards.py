"""Standards that wait for a second pair of eyes, and saved replies that quote what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import queries as inbox
from pendopo.serve.standards import queries as standards

SHOWN: Final = 10


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """Approvals first: until then citizens read what no longer holds."""
    del now
    for revision in standards.to_decide(member)[:SHOWN]:
        yield Line(
            group=Group.TODAY,
            urgency=Urgency.COLLEAGUE,
            title=_("The standard of “%(name)s” waits for your approval") % {"name": revision.service.name},
            detail=revision.author.name,
            action=_("Review"),
            url=reverse("standards:revision", args=[revision.pk]),
            icon="standards",
            sign="warning",
            due_at=revision.changed_at,
        )
    if member.may(Permission.REPLY) and (found := inbox.flagged(member, own=True)):
        many = len(found)
        yield Line(
            group=Group.TODAY,
            urgency=Urgency.CITIZEN,
            title=ngettext(
                "%(count)s saved reply of yours quotes what has changed",
                "%(count)s saved replies of yours quote what has changed",
                many,
            )
            % {"count": many},
            detail=", ".join(one.saved.title for one in found)[:160],
            action=_("Look again"),
            url=reverse("inbox:saved"),
            icon="saved",
            sign="warning",
        )
