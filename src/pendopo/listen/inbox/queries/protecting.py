"""What protects citizens and the office: one person under several names, and who is blocked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext

from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.models import Block, Citizen, CitizenLink, Conversation, InboxSettings
from pendopo.listen.inbox.personal import masked, masked_handle
from pendopo.listen.inbox.states import BlockState
from pendopo.networks.registry import NETWORKS

NAMES_MOST: Final = 20  # of one person
FOUND_MOST: Final = 20
LOOKED_AT_MOST: Final = 200
CONVERSATIONS_MOST: Final = 10


@dataclass(frozen=True, kw_only=True)
class SamePerson:
    """Another name of a citizen, and who says so."""

    citizen: Citizen
    link: CitizenLink
    network: str


def block_of(member: Member, citizen_id: int) -> Block | None:
    """The block that is in force for a citizen, or was asked for."""
    return (
        Block.objects.seen_by(member)
        .filter(citizen_id=citizen_id, state__in=[BlockState.ASKED, BlockState.IN_FORCE])
        .select_related("asked_by__person", "decided_by__person", "citizen")
        .first()
    )


def is_blocked(member: Member, citizen_id: int) -> bool:
    """Whether the office hears this citizen no more."""
    return Block.objects.seen_by(member).filter(citizen_id=citizen_id, state=BlockState.IN_FORCE).exists()


def blocks_to_decide(member: Member) -> Sequence[Block]:
    """What others asked for and this member may decide, the longest wait first."""
    if not member.may(Permission.MODERATE):
        return []
    found = Block.objects.seen_by(member).filter(state=BlockState.ASKED).exclude(asked_by=member)
    return list(found.select_related("asked_by__person", "citizen").order_by("asked_at", "id"))


def may_decide_block(member: Member, block: Block) -> bool:
    return policies.may_decide_block(member, block)


def same_person(member: Member, citizen: Citizen) -> tuple[SamePerson, ...]:
    """The other names that members have said are this person's, whoever was linked with whom."""
    known: dict[int, SamePerson] = {}
    reached, border = {citizen.pk}, {citizen.pk}
    while border and len(known) < NAMES_MOST:
        links = (
            CitizenLink.objects.seen_by(member)
            .filter(Q(one__in=border) | Q(other__in=border), undone_at__isnull=True)
            .select_related("one", "other", "by__person")
            .order_by("at", "id")
        )
        border = set()
        for link in links:
            for found in (link.one, link.other):
                if found.pk not in reached:
                    reached.add(found.pk)
                    border.add(found.pk)
                    known[found.pk] = SamePerson(citizen=found, link=link, network=_label(found.network))
    return tuple(known.values())[:NAMES_MOST]


def conversations_of(member: Member, citizens: Iterable[Citizen], *, but: int) -> Sequence[Conversation]:
    """What these citizens said elsewhere, the newest first."""
    found = Conversation.objects.seen_by(member).filter(citizen__in=[one.pk for one in citizens])
    return list(
        found.exclude(pk=but)
        .select_related("account", "citizen")
        .order_by("-last_message_at", "-pk")[:CONVERSATIONS_MOST]
    )


def citizens_like(member: Member, words: str, *, but: Citizen) -> list[Citizen]:
    """Citizens whose name, as it may be read, holds these words: what is covered is not found by it (R80)."""
    words = words.strip()
    if len(words) < 2:
        return []
    found = (
        Citizen.objects.seen_by(member)
        .filter(Q(name__icontains=words) | Q(handle__icontains=words))
        .exclude(pk=but.pk)
        .order_by("-named_at", "-pk")[:LOOKED_AT_MOST]
    )
    asked = words.casefold()
    shown = [one for one in found if asked in f"{masked(one.name)}\n{masked_handle(one.handle)}".casefold()]
    return shown[:FOUND_MOST]


def network_of_citizen(citizen: Citizen) -> str:
    return _label(citizen.network)


def reveals_an_hour(member: Member) -> int:
    """How many uncoverings by one person in an hour are too many here."""
    kept = InboxSettings.objects.seen_by(member).values_list("reveals_an_hour", flat=True).first()
    return kept or 10


def accounts_of_moderation(member: Member) -> list[tuple[int, str]]:
    """The accounts a list of moderation may be narrowed to."""
    return [(one.pk, str(one)) for one in accounts.accounts(member.institution_id)]


def _label(network: str) -> str:
    return gettext(NETWORKS[network].label) if network in NETWORKS else network
