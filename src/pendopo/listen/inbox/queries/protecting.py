"""What protects citizens and the office: one person under several names, and who is blocked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext

from pendopo.broadcast.publishing import queries as publishing
from pendopo.foundation.ui.speech import in_words
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.models import Barring, Block, Citizen, CitizenLink, Conversation, InboxSettings
from pendopo.listen.inbox.personal import masked, masked_handle
from pendopo.listen.inbox.states import BLOCK_ORIGIN, BarringState, BlockState
from pendopo.networks.contract import Ability
from pendopo.networks.registry import NETWORKS

NAMES_MOST: Final = 20  # of one person
FOUND_MOST: Final = 20
LOOKED_AT_MOST: Final = 200
CONVERSATIONS_MOST: Final = 10
SIGNS: Final = {
    BarringState.BLOCKING: "warning",
    BarringState.BLOCKED: "danger",
    BarringState.REFUSED: "danger",
    BarringState.LIFTING: "warning",
    BarringState.LIFTED: "",
    BarringState.STUCK: "danger",
}


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


@dataclass(frozen=True, kw_only=True)
class Carried:
    """How far a block is on one account's network, or what a person does there by hand."""

    account: SocialAccount
    means: str  # what blocking means there, or how a person does it
    state: BarringState | None = None  # None: the network lets no program do it
    trouble: str = ""
    delivery_id: int | None = None

    @property
    def holds(self) -> bool:
        """Whether what blocking means there is so, is about to be, or is what a person has to do."""
        return self.state in {None, BarringState.BLOCKING, BarringState.BLOCKED}

    @property
    def sign(self) -> str:
        return SIGNS[self.state] if self.state else "warning"


def carried(member: Member, block: Block) -> tuple[Carried, ...]:
    """Every account a blocked citizen wrote to: what became of the block there, or what a person does by hand."""
    found = [
        Carried(
            account=one.account,
            means=gettext(NETWORKS[one.account.network].on_blocking),
            state=BarringState(one.state),
            trouble=in_words(one.trouble),
            delivery_id=publishing.deliveries_of(one.institution_id, BLOCK_ORIGIN, one.pk)
            .values_list("pk", flat=True)
            .last(),
        )
        for one in Barring.objects.seen_by(member)
        .filter(block=block)
        .select_related("account")
        .order_by("account_id")
    ]
    if block.state not in {BlockState.IN_FORCE, BlockState.LIFTED}:
        return ()
    wrote_to = Conversation.objects.seen_by(member).filter(citizen_id=block.citizen_id).values("account_id")
    others = accounts.accounts(member.institution_id).filter(pk__in=wrote_to)
    return (
        *found,
        *(
            Carried(account=one, means=gettext(NETWORKS[one.network].on_blocking))
            for one in others.exclude(pk__in=[known.account.pk for known in found]).order_by("pk")
            if not accounts.limits_of(one).can(Ability.BLOCK)
        ),
    )


def means_of_blocking(account: SocialAccount) -> tuple[bool, str]:
    """Whether a block is carried to an account's network, and what it means there or how a person does it."""
    return accounts.limits_of(account).can(Ability.BLOCK), gettext(NETWORKS[account.network].on_blocking)


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
