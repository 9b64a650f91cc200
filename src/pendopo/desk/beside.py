"""What stands beside the lines: today, the accounts' health, days to prepare, and a new house's first steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.queries import CalendarItem
from pendopo.foundation import clock
from pendopo.foundation.clock import NationalDay
from pendopo.foundation.ui.speech import language
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import AssignmentLetter, Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure

SHOWN: Final = 8
DAYS_SHOWN: Final = 3


@dataclass(frozen=True, kw_only=True)
class Step:
    """One of the first steps of a new house."""

    words: str
    url: str
    is_done: bool


def today_of(member: Member, now: datetime) -> list[CalendarItem]:
    """What is due first today, by the office's wall clock."""
    zone = structure.zone_of(member.institution)
    begin = zone.at(zone.day_of(now), time.min)
    return list(islice(content.calendar_items(member, begin, begin + timedelta(days=1)), SHOWN))


def health_of(member: Member) -> list[SocialAccount]:
    """The first of the accounts that are ours still."""
    return list(accounts.accounts(member.institution_id)[:SHOWN])


def days_to_prepare(member: Member, now: datetime) -> list[tuple[str, NationalDay]]:
    """The next national days whose lead time has begun, as the reader calls them."""
    found = clock.to_prepare(structure.zone_of(member.institution).day_of(now))[:DAYS_SHOWN]
    return [(day.name if language() == "id" else day.name_en, day) for day in found]


def first_steps(member: Member) -> list[Step]:
    """What a new house does first; nothing once all of it is done, or for those who can do none of it."""
    if not (member.may(Permission.MANAGE_PEOPLE) and member.may(Permission.MANAGE_ACCOUNTS)):
        return []
    steps = [
        Step(
            words=_("Connect an official account"),
            url=reverse("accounts:choose"),
            is_done=accounts.accounts(member.institution_id).exists(),
        ),
        Step(
            words=_("Invite colleagues"),
            url=reverse("institution:invite"),
            is_done=people.members(member.institution_id).exclude(pk=member.pk).exists(),
        ),
        Step(
            words=_("Record an assignment letter"),
            url=reverse("institution:people"),
            is_done=AssignmentLetter.objects.seen_by(member).exists(),
        ),
    ]
    if member.may(Permission.WRITE_CONTENT):
        steps.append(
            Step(
                words=_("Write the first post"),
                url=reverse("content:new"),
                is_done=ContentItem.objects.seen_by(member).exists(),
            )
        )
    return [] if all(step.is_done for step in steps) else steps
