"""What happened, told to those who can do something about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from pendopo.broadcast.publishing.events import (
    About,
    AllResumed,
    AllStopped,
    DeliveryByHand,
    DeliveryDiffers,
    DeliveryLate,
    DeliveryRefused,
    DeliveryUnsure,
)
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import Kind
from pendopo.broadcast.visuals.events import BatchDone, FilmReady
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.events import AccountFellSilent, AccountNeedsReconnect
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.words import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.events import MemberLeft
from pendopo.institution.people.roles import Permission, Role

ACCOUNTS_NAMED: Final = 20
# That the office is closed is told once or not at all: nobody has to decide anything about it.
SAID_BY_ITSELF: Final = "inbox.acknowledgement"


def needs_reconnect(event: AccountNeedsReconnect) -> None:
    """Only a manager of accounts can connect one again."""
    account = accounts.account(event.institution_id, event.account_id)
    notices.tell(
        institution_id=event.institution_id,
        to=_who_may(event.institution_id, Permission.MANAGE_ACCOUNTS),
        kind="account.reconnect",
        title=Sentence(gettext_noop("%(account)s must be connected again"), {"account": str(account)}),
        text=Sentence(
            gettext_noop("The network no longer accepts our permission. What is planned there waits.")
        ),
        url=reverse("accounts:account", args=[event.account_id]),
        urgent=True,
        now=timezone.now(),
    )


def fell_silent(event: AccountFellSilent) -> None:
    """Whoever answers for it, the head of the office, and those who keep the register (R03)."""
    account = accounts.account(event.institution_id, event.account_id)
    responsible = [account.responsible_id] if account.responsible_id else []
    notices.tell(
        institution_id=event.institution_id,
        to=[
            *responsible,
            *people.members(event.institution_id).in_role(Role.LEADER).values_list("pk", flat=True),
            *_who_may(event.institution_id, Permission.MANAGE_ACCOUNTS),
        ],
        kind="account.silent",
        title=Sentence(
            gettext_noop("Nothing was published on %(account)s for %(days)s days"),
            {"account": str(account), "days": event.days},
        ),
        url=reverse("accounts:account", args=[event.account_id]),
        now=timezone.now(),
    )


def film_ready(event: FilmReady) -> None:
    """Whoever asked for it went on with something else."""
    notices.tell(
        institution_id=event.institution_id,
        to=[event.member_id],
        kind="visuals.film",
        title=Sentence(gettext_noop("The film “%(title)s” is ready"), {"title": event.title}),
        url=reverse("visuals:film", args=[event.film_id]),
        now=timezone.now(),
    )


def cards_drawn(event: BatchDone) -> None:
    """The same for a table of cards; how many could not be drawn is said at once."""
    notices.tell(
        institution_id=event.institution_id,
        to=[event.member_id],
        kind="visuals.batch",
        title=Sentence(gettext_noop("The cards of “%(title)s” are drawn"), {"title": event.title}),
        text=Sentence(
            gettext_noop("%(drawn)s cards are drawn, %(left_out)s rows were left out."),
            {"drawn": event.drawn, "left_out": event.left_out},
        ),
        url=reverse("visuals:batch", args=[event.batch_id]),
        now=timezone.now(),
    )


def unsure(event: DeliveryUnsure) -> None:
    """Somebody has to look whether it stands."""
    title = gettext_noop("Look whether “%(title)s” stands on %(account)s")
    _tell_delivery(event, title, urgent=True, author_knows=event.kind == Kind.REPLY)


def late(event: DeliveryLate) -> None:
    """Somebody has to say whether it is still useful."""
    _tell_delivery(event, gettext_noop("“%(title)s” was not published on %(account)s in time"), urgent=True)


def refused(event: DeliveryRefused) -> None:
    """The network will never take it as it is. Who hides a message or blocks somebody hears it from the inbox."""
    if event.kind in {Kind.HIDE, Kind.SHOW, Kind.BLOCK, Kind.UNBLOCK}:
        return
    title = gettext_noop("The network refused “%(title)s” on %(account)s")
    _tell_delivery(event, title, urgent=True, author_knows=event.kind == Kind.REPLY)


def by_hand(event: DeliveryByHand) -> None:
    """Its time has come, and somebody's phone is needed."""
    title = (
        gettext_noop("Take “%(title)s” down on %(account)s now")
        if event.kind == Kind.TAKEDOWN
        else gettext_noop("Post “%(title)s” on %(account)s now")
    )
    _tell_delivery(event, title, urgent=True)


def differs(event: DeliveryDiffers) -> None:
    """What stands in public is not what was approved."""
    _tell_delivery(
        event,
        gettext_noop("What stands on %(account)s differs from what was approved: “%(title)s”"),
        urgent=True,
    )


def stopped(event: AllStopped) -> None:
    """Everybody who plans or decides must know at once (R17)."""
    by = people.member(event.institution_id, event.by_id)
    notices.tell(
        institution_id=event.institution_id,
        to=_who_may(event.institution_id, Permission.SCHEDULE),
        kind="publishing.stopped",
        title=Sentence(gettext_noop("%(name)s stopped all publishing"), {"name": by.name}),
        text=event.why,
        url=reverse("publishing:stop"),
        urgent=True,
        now=timezone.now(),
    )


def resumed(event: AllResumed) -> None:
    """Publishing goes on."""
    by = people.member(event.institution_id, event.by_id)
    notices.tell(
        institution_id=event.institution_id,
        to=_who_may(event.institution_id, Permission.SCHEDULE),
        kind="publishing.resumed",
        title=Sentence(gettext_noop("%(name)s resumed publishing"), {"name": by.name}),
        url=reverse("publishing:list"),
        now=timezone.now(),
    )


def left(event: MemberLeft) -> None:
    """What they kept has to be handed over, and its passwords changed (R04)."""
    gone = people.member(event.institution_id, event.member_id)
    names = [str(account) for account in accounts.kept_by(gone)[:ACCOUNTS_NAMED]]
    if not names:
        return
    notices.tell(
        institution_id=event.institution_id,
        to=_who_may(event.institution_id, Permission.MANAGE_ACCOUNTS),
        kind="account.rotate",
        title=Sentence(
            gettext_noop("Change the passwords of the accounts that %(name)s kept"), {"name": gone.name}
        ),
        text=Sentence(
            gettext_noop("Name new custodians in the register and change the passwords: %(accounts)s"),
            {"accounts": ", ".join(names)},
        ),
        url=reverse("accounts:register"),
        urgent=True,
        once=f"left:{event.member_id}:{event.at.date()}",
        now=event.at,
    )


def _tell_delivery(event: About, title: str, *, urgent: bool, author_knows: bool = False) -> None:
    """Tell those who may decide it, and its author unless the inbox has told them in its own words."""
    if event.origin == SAID_BY_ITSELF:
        return
    delivery = Delivery.objects.with_words().get(institution_id=event.institution_id, pk=event.delivery_id)
    asked = Permission.REPLY if delivery.origin.startswith("inbox.") else Permission.SCHEDULE
    to = set(_who_may(event.institution_id, asked))
    if delivery.by_id and author_knows:
        to.discard(delivery.by_id)
    elif delivery.by_id:
        to.add(delivery.by_id)
    notices.tell(
        institution_id=event.institution_id,
        to=to,
        kind=f"delivery.{delivery.state}",
        title=Sentence(title, {"title": str(delivery), "account": str(delivery.account)}),
        url=reverse("publishing:delivery", args=[delivery.pk]),
        urgent=urgent,
        once=f"delivery:{delivery.pk}:{delivery.state}:{delivery.attempts}",
        now=event.at,
    )


def _who_may(institution_id: int, permission: Permission) -> Iterable[int]:
    return list(people.members_who_may(institution_id, permission).values_list("pk", flat=True))
