"""What stands beside the list: today, the accounts, the days to come, and a new house's first steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.broadcast.content import queries as content
from pendopo.foundation.clock import NationalDay, Zone, to_prepare
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people import policies
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission

DAYS_SHOWN: Final = 5
FOUND_EACH: Final = 10


@dataclass(frozen=True, kw_only=True)
class Step:
    """One first step of a new house."""

    label: str
    url: str
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Something the search found."""

    title: str
    detail: str
    url: str
    icon: str


def today(member: Member, now: datetime) -> list[content.CalendarItem]:
    """What is planned between this midnight and the next, on the office's own clock."""
    zone = Zone(member.institution.zone)
    start = zone.at(zone.day_of(now), time())
    return list(content.calendar_items(member, start, start + timedelta(days=1)))


def days_to_prepare(member: Member, now: datetime) -> tuple[NationalDay, ...]:
    """The coming days whose lead time has begun."""
    return to_prepare(Zone(member.institution.zone).day_of(now))[:DAYS_SHOWN]


def first_steps(member: Member, now: datetime) -> list[Step]:
    """What a new house still has to do; empty when all of it is done."""
    steps = []
    if member.may(Permission.MANAGE_PEOPLE):
        here = people.members(member.institution_id)
        steps.append(
            Step(
                label=_("Invite your colleagues"), url=reverse("institution:people"), is_done=here.count() > 1
            )
        )
    if member.may(Permission.MANAGE_ACCOUNTS):
        steps.append(
            Step(
                label=_("Connect the first account"),
                url=reverse("accounts:choose"),
                is_done=accounts.accounts(member.institution_id).exists(),
            )
        )
    if member.may(Permission.SCHEDULE):
        steps.append(
            Step(
                label=_("Have your assignment letter recorded"),
                url=reverse("institution:person", args=[member.pk]),
                is_done=policies.has_valid_letter(member, now),
            )
        )
    if member.may(Permission.WRITE_CONTENT):
        steps.append(
            Step(
                label=_("Write the first post"),
                url=reverse("content:new"),
                is_done=content.mine(member).exists(),
            )
        )
    return steps if any(not step.is_done for step in steps) else []


def search(member: Member, words: str) -> dict[str, list[Hit]]:
    """What the words are found in, by kind; only what the member may open."""
    if not words:
        return {}
    found: dict[str, list[Hit]] = {}
    if member.may(Permission.SEE_CALENDAR):
        found[_("Content")] = [
            Hit(
                title=item.title,
                detail=str(item.get_state_display()),
                url=reverse("content:compose", args=[item.pk]),
                icon="content",
            )
            for item in content.titled_like(member, words)[:FOUND_EACH]
        ]
    found[_("Official accounts")] = [
        Hit(
            title=str(account),
            detail=account.handle,
            url=reverse("accounts:account", args=[account.pk]),
            icon="accounts",
        )
        for account in accounts.accounts(member.institution_id).like(words)[:FOUND_EACH]
    ]
    found[_("People")] = [
        Hit(
            title=one.name,
            detail=one.position,
            url=reverse("institution:person", args=[one.pk]),
            icon="person",
        )
        for one in people.people_page(member, words=words)[:FOUND_EACH]
    ]
    return {kind: hits for kind, hits in found.items() if hits}


def inbox_address(words: str) -> str:
    """Where the inbox searches for the same words."""
    return f"{reverse('inbox:list')}?{urlencode({'cari': words})}"
