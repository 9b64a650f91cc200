"""Searching everything a member may see, in groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.ideas import queries as ideas
from pendopo.broadcast.publishing.models import Delivery
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import queries as inbox
from pendopo.serve.cases import queries as cases
from pendopo.serve.standards import queries as standards

SHOWN: Final = 8


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Something that was found."""

    title: str
    url: str
    detail: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one room found."""

    label: str
    icon: str
    hits: tuple[Hit, ...]
    more_url: str = ""  # the room's own search, where there may be more than is shown here


def found_for(member: Member, words: str, now: datetime) -> list[Found]:
    """Every room's answer that is not empty."""
    answers = (
        Found(
            label=str(label), icon=icon, hits=hits, more_url=_more(icon, words) if len(hits) == SHOWN else ""
        )
        for label, icon, may, look in ROOMS
        if (may is None or member.may(may)) and (hits := look(member, words, now))
    )
    return list(answers)


def _more(icon: str, words: str) -> str:
    if icon not in MORE:
        return ""
    name, asked = MORE[icon]
    return f"{reverse(name)}?{asked}{quote(words)}"


def _content(member: Member, words: str, now: datetime) -> tuple[Hit, ...]:
    del now
    found = ContentItem.objects.seen_by(member).filter(
        Q(title__icontains=words) | Q(current__text__icontains=words)
    )
    return tuple(
        Hit(
            title=item.title,
            url=reverse("content:compose", args=[item.pk]),
            detail=str(item.get_state_display()),
            at=item.due_at,
        )
        for item in found.order_by("-changed_at", "-id")[:SHOWN]
    )


def _ideas(member: Member, words: str, now: datetime) -> tuple[Hit, ...]:
    del now
    return tuple(
        Hit(
            title=one.title,
            url=reverse("ideas:idea", args=[one.pk]),
            detail=str(one.get_state_display()),
        )
        for one in ideas.speaking_of(member, words)[:SHOWN]
    )


def _deliveries(member: Member, words: str, now: datetime) -> tuple[Hit, ...]:
    del now
    found = Delivery.objects.seen_by(member).with_words().filter(Q(title__icontains=words) | Q(url=words))
    return tuple(
        Hit(
            title=str(delivery),
            url=reverse("publishing:delivery", args=[delivery.pk]),
            detail=f"{delivery.account} · {delivery.get_state_display()}",
            at=delivery.planned_for,
        )
        for delivery in found.order_by("-planned_for", "-id")[:SHOWN]
    )


def _conversations(member: Member, words: str, now: datetime) -> tuple[Hit, ...]:
    found = inbox.search(member, inbox.Filters(words=words), before=None, now=now)
    return tuple(
        Hit(
            title=str(line.conversation.citizen),
            url=reverse("inbox:thread", args=[line.conversation.pk]),
            detail=line.snippet,
            at=line.place.at,
        )
        for line in found.lines[:SHOWN]
    )


def _cases(member: Member, words: str, now: datetime) -> tuple[Hit, ...]:
    found = cases.search(member, cases.Filters(tab="", words=words), after=None, now=now)
    return tuple(
        Hit(
            title=line.title,
            url=reverse("cases:case", args=[line.case.pk]),
            detail=f"{line.case.code} · {line.case.get_state_display()}",
            at=line.case.opened_at,
        )
        for line in found.lines[:SHOWN]
    )


def _people(member: Member, words: str, now: datetime) -> tuple[Hit, ...]:
    del now
    return tuple(
        Hit(title=one.name, url=reverse("institution:person", args=[one.pk]), detail=one.position)
        for one in people.people_page(member, words=words)[:SHOWN]
    )


def _accounts(member: Member, words: str, now: datetime) -> tuple[Hit, ...]:
    del now
    return tuple(
        Hit(title=str(one), url=reverse("accounts:account", args=[one.pk]), detail=f"@{one.handle}")
        for one in accounts.accounts(member.institution_id).like(words)[:SHOWN]
    )


def _units(member: Member, words: str, now: datetime) -> tuple[Hit, ...]:
    del now
    return tuple(
        Hit(title=one.name, url=reverse("institution:unit", args=[one.pk]))
        for one in structure.units(member).filter(name__icontains=words)[:SHOWN]
    )


def _services(member: Member, words: str, now: datetime) -> tuple[Hit, ...]:
    del now
    return tuple(
        Hit(title=one.name, url=reverse("standards:service", args=[one.pk]), detail=one.short_name)
        for one in standards.services(member, words=words, most=SHOWN).services
    )


# Rooms with a search of their own: its page, and what stands before the words in its address.
MORE: Final = {
    "content": ("content:items", "tampil=semua&q="),
    "inbox": ("inbox:list", "cari="),
    "cases": ("cases:list", "cari="),
    "people": ("institution:people", "q="),
    "standards": ("standards:services", "q="),
}
Look = Callable[[Member, str, datetime], tuple[Hit, ...]]
ROOMS: Final[tuple[tuple[object, str, Permission | None, Look], ...]] = (
    (_("Content"), "content", None, _content),
    (_("Ideas"), "ideas", Permission.SEE_CALENDAR, _ideas),
    (_("Publishing"), "publishing", Permission.SEE_CALENDAR, _deliveries),
    (_("Inbox"), "inbox", Permission.READ_INBOX, _conversations),
    (_("Service standards"), "standards", None, _services),
    (_("Cases"), "cases", Permission.SEE_CASES, _cases),
    (_("Official accounts"), "accounts", None, _accounts),
    (_("People"), "people", Permission.MANAGE_PEOPLE, _people),
    (_("Units"), "units", Permission.MANAGE_UNITS, _units),
)
