"""Shifts a colleague would give away: only the word of whoever was asked changes the roster."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.foundation.clock import words
from pendopo.foundation.ui.speech import here, language
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.roster import queries as roster

SHOWN: Final = 10
SOON: Final = timedelta(hours=24)


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """What waits for this member's word, and what they wait for; nobody else stands in a roster (R02)."""
    if not member.may(Permission.REPLY):
        return
    for swap in roster.open_swaps(member, now)[:SHOWN]:
        begins = words.moment(swap.shift.begins_at, here(), language())
        is_asked = swap.to_id == member.pk
        yield Line(
            group=(Group.NOW if swap.shift.begins_at - now < SOON else Group.TODAY)
            if is_asked
            else Group.OTHERS,
            urgency=Urgency.COLLEAGUE,
            title=_("%(who)s asks you to take the shift on %(at)s")
            % {"who": swap.asked_by.name, "at": begins}
            if is_asked
            else _("%(who)s has not said yet whether they take your shift on %(at)s")
            % {"who": swap.to.name, "at": begins},
            detail=swap.why,
            action=_("Take or decline") if is_asked else _("Look"),
            url=reverse("roster:shift", args=[swap.shift_id]),
            icon="duty",
            sign="warning",
            due_at=swap.asked_at,
        )
