"""Letters that end, and the second factor that one's own role must have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.foundation.clock import words
from pendopo.foundation.ui.speech import language
from pendopo.institution.people import policies
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import NEEDS_LETTER, Permission
from pendopo.institution.structure import queries as structure

SHOWN: Final = 20
WITHIN_DAYS: Final = 30
URGENT_DAYS: Final = 7


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """What keeps somebody from speaking in the office's name (R02)."""
    if not policies.has_valid_letter(member, now) and any(member.may(one) for one in NEEDS_LETTER):
        yield Line(
            group=Group.NOW,
            urgency=Urgency.LAW,
            title=_("You have no valid assignment letter"),
            detail=_("Until an administrator records it you can write, but neither publish nor answer."),
            action=_("See your profile"),
            url=reverse("institution:profile"),
            icon="letters",
            sign="danger",
        )
    if policies.needs_second_factor(member):
        yield Line(
            group=Group.NOW,
            urgency=Urgency.LAW,
            title=_("Your role needs a second step at sign-in"),
            action=_("Set it up"),
            url=reverse("mfa_index"),
            icon="passkey",
            sign="warning",
        )
    if member.may(Permission.MANAGE_PEOPLE):
        yield from _letters(member, now)


def _letters(member: Member, now: datetime) -> Iterator[Line]:
    today = structure.zone_of(member.institution).day_of(now)
    for letter in people.letters_that_end(member.institution_id, today, within_days=WITHIN_DAYS)[:SHOWN]:
        if letter.valid_until is None:
            continue
        days = (letter.valid_until - today).days
        asked = {"name": letter.member.name, "day": words.long_date(letter.valid_until, language())}
        yield Line(
            group=Group.NOW if days <= URGENT_DAYS else Group.TODAY,
            urgency=Urgency.LAW if days <= URGENT_DAYS else Urgency.CARE,
            title=(
                _("The assignment letter of %(name)s has ended") % asked
                if days < 0
                else _("The assignment letter of %(name)s ends on %(day)s") % asked
            ),
            action=_("Record the next letter"),
            url=reverse("institution:letter", args=[letter.member_id]),
            icon="letters",
            sign="danger" if days <= URGENT_DAYS else "warning",
        )
