"""Official warnings that concern us and are not public yet: nothing is more urgent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.foundation.clock import words
from pendopo.foundation.ui.speech import here, language
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.watch import queries as watch


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """What a writer sends on its way, or writes, before it ends."""
    if not (member.may(Permission.READ_WATCH) and member.may(Permission.WRITE_CONTENT)):
        return
    for warning in watch.warnings_to_act_on(member, now):
        until = words.moment(warning.ends_at, here(), language())
        yield Line(
            group=Group.NOW,
            urgency=Urgency.DANGER,
            title=warning.headline,
            detail=_("An official warning; holds until %(at)s") % {"at": until},
            action=_("Open the draft") if warning.item_id else _("Look"),
            url=reverse("content:compose", args=[warning.item_id])
            if warning.item_id
            else reverse("watch:warning", args=[warning.pk]),
            icon="warning",
            sign="danger",
            due_at=warning.sent_at,
        )
