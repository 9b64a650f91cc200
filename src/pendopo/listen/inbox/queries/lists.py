"""The list: tabs, filters, and one page of lines, in few questions however many messages there are."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Self
from urllib.parse import urlencode

from django.db import connection, models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.foundation.clock import words
from pendopo.foundation.often import Often
from pendopo.foundation.ui.speech import here, language
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.listen.inbox.models import Conversation, ConversationQuerySet, Label, Message
from pendopo.listen.inbox.personal import snippet
from pendopo.listen.inbox.queries.labels import labels_on
from pendopo.listen.inbox.states import (
    QUICK_MINUTES,
    Bucket,
    ConversationState,
    Disposition,
    Doing,
    Intent,
    Urgency,
)
from pendopo.networks.registry import NETWORKS

A_PAGE: Final = 25
PRESSING: Final = 5  # what sounds urgent stands above a list; more of it is one press away
SNIPPET: Final = 160
OF_A_LINE: Final = (
    "institution_id",
    "account_id",
    "state",
    "disposition",
    "unread",
    "last_message_at",
    "waiting_since",
    "answered_minutes",
    "version",
    "known_to",
    "intent",
    "urgency",
    "unit_is_filled",
)


class Tab(models.TextChoices):
    """The four ways to look at the list."""

    UNREAD = "belum-dibaca", gettext_lazy("Unread")
    MINE = "saya", gettext_lazy("Mine")
    WAITING = "menunggu", gettext_lazy("Waiting")
    DONE = "selesai", gettext_lazy("Done")


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """The place a page ends: an instant and a number."""

    at: datetime
    number: int

    def written(self) -> str:
        said = f"{self.at.isoformat()}|{self.number}"
        return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, written: str) -> Self | None:
        """From an address; None where it is no place."""
        try:
            said = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode()
            at, _bar, number = said.partition("|")
            instant = datetime.fromisoformat(at)
            return cls(at=instant, number=int(number)) if written and instant.tzinfo else None
        except ValueError:
            return None


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the list is narrowed to; all of it stands in the address."""

    tab: str = Tab.UNREAD
    account_id: int | None = None
    network: str = ""
    bucket: str = ""
    disposition: str = ""
    intent: str = ""
    urgent: bool = False
    unit_id: int | None = None
    label_id: int | None = None
    words: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> Self:
        """From an address; what is not known there is left out."""
        account, unit, label = said.get("akun", ""), said.get("unit", ""), said.get("label", "")
        return cls(
            tab=said.get("lihat", "") if said.get("lihat", "") in Tab.values else "",
            account_id=int(account) if account.isdecimal() and len(account) < 18 else None,
            network=said.get("jaringan", "")[:30],
            bucket=said.get("umur", "") if said.get("umur", "") in Bucket.values else "",
            disposition=said.get("hasil", "") if said.get("hasil", "") in Disposition.values else "",
            intent=said.get("maksud", "") if said.get("maksud", "") in Intent.values else "",
            urgent=said.get("mendesak", "") == "1",
            unit_id=int(unit) if unit.isdecimal() and len(unit) < 18 else None,
            label_id=int(label) if label.isdecimal() and len(label) < 18 else None,
            words=" ".join(said.get("cari", "").replace("\x00", "").split())[:200],
        )

    def address(self, **changes: str) -> str:
        """As a query for the address."""
        said = {
            "lihat": self.tab,
            "akun": str(self.account_id or ""),
            "jaringan": self.network,
            "umur": self.bucket,
            "hasil": self.disposition,
            "maksud": self.intent,
            "mendesak": "1" if self.urgent else "",
            "unit": str(self.unit_id or ""),
            "label": str(self.label_id or ""),
            "cari": self.words,
            **changes,
        }
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def narrow(self) -> bool:
        """Whether something besides the tab is chosen."""
        return bool(self.account_id or self.network or self.words or self.of_a_kind)

    @property
    def of_a_kind(self) -> bool:
        """Whether only conversations of a kind are wanted, whatever was said in them."""
        return bool(
            self.bucket or self.disposition or self.intent or self.urgent or self.unit_id or self.label_id
        )


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the list."""

    conversation: Conversation
    snippet: str
    is_ours: bool
    bucket: Bucket
    present: tuple[tuple[str, str], ...]  # who does what
    place: Cursor
    labels: tuple[Label, ...] = ()

    @property
    def icon(self) -> str:
        """The network's icon."""
        return NETWORKS[str(getattr(self.conversation, "network", ""))].icon

    @property
    def answer_until(self) -> datetime | None:
        """How long the network still takes an answer to what the citizen said last; None where it always does."""
        if self.is_ours or self.conversation.waiting_since is None:
            return None
        told = getattr(self.conversation, "account_settings", None) or {}
        network = NETWORKS[str(getattr(self.conversation, "network", ""))]
        window = network.limits_for(told).reply_window
        return self.conversation.last_message_at + window if window is not None else None


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page, and where the next one begins."""

    lines: tuple[Line, ...]
    older: Cursor | None = None
    pressing: tuple[Line, ...] = ()  # stands above the lines, and not among them
    presses_more: bool = False
    has_words: bool = field(default=True)  # false: the search had none to look for


def chosen(member: Member, filters: Filters) -> ConversationQuerySet:
    """The conversations of a tab with its filters."""
    found = Conversation.objects.seen_by(member)
    match filters.tab:
        case Tab.UNREAD:
            found = found.unread()
        case Tab.MINE:
            found = found.kept_by(member.pk)
        case Tab.WAITING:
            found = found.not_done()
        case Tab.DONE:
            found = found.filter(state=ConversationState.DONE)
    if filters.account_id:
        found = found.filter(account_id=filters.account_id)
    if filters.network:
        ids = (
            accounts.accounts(member.institution_id)
            .filter(network=filters.network)
            .values_list("pk", flat=True)
        )
        found = found.filter(account_id__in=list(ids))
    return of_kind(found, filters)


def of_kind(found: ConversationQuerySet, filters: Filters) -> ConversationQuerySet:
    """Those that ended so, or were understood so."""
    if filters.disposition:
        found = found.filter(disposition=filters.disposition)
    if filters.intent:
        found = found.filter(intent=filters.intent)
    if filters.urgent:
        found = found.filter(urgency=Urgency.HIGH)
    if filters.unit_id:
        found = found.filter(unit_id=filters.unit_id)
    if filters.label_id:
        found = found.filter(labelled__label=filters.label_id)
    return found


def page(member: Member, filters: Filters, *, before: Cursor | None, now: datetime) -> Found:
    """One page of conversations, what was said last first; above the first one what sounds urgent."""
    found = chosen(member, filters)
    if filters.bucket:
        found = found.in_bucket(filters.bucket, now)
    if before is not None:
        found = found.filter(
            Q(last_message_at__lt=before.at) | Q(last_message_at=before.at, pk__lt=before.number),
            last_message_at__lte=before.at,  # lets the index begin there
        )
    rows = list(shown(found).order_by("-last_message_at", "-pk")[: A_PAGE + 1])
    above = _first_pressing(member) if _looks_at_all(filters, before) else []
    taken = above[:PRESSING]
    pks = {row.pk for row in taken}
    lines = lines_of([*taken, *(row for row in rows[:A_PAGE] if row.pk not in pks)], now=now)
    return Found(
        lines=lines[len(taken) :],
        older=place_of(rows[A_PAGE - 1]) if len(rows) > A_PAGE else None,
        pressing=lines[: len(taken)],
        presses_more=len(above) > PRESSING,
    )


def pressing(member: Member) -> ConversationQuerySet:
    """All that is called urgent and is not done; the newest first.

    Less sure than what calls people at night: to be looked at first costs a glance, to be overlooked perhaps a life.
    """
    return _pressing(Conversation.objects.seen_by(member))


def _pressing(found: ConversationQuerySet) -> ConversationQuerySet:
    return found.not_done().filter(urgency=Urgency.HIGH).order_by("-last_message_at", "-pk")


# Every list asks first, and most of the time there is none.
FIRST_PRESSING: Final = Often(
    lambda institution_id: _pressing(Conversation.objects.filter(institution_id=institution_id)).values_list(
        "pk"
    )[: PRESSING + 1],
    institution_id=int,
)


def _first_pressing(member: Member) -> list[Conversation]:
    numbers = [pk for (pk,) in FIRST_PRESSING.rows(institution_id=member.institution_id)]
    return list(shown(pressing(member).filter(pk__in=numbers))) if numbers else []


def _looks_at_all(filters: Filters, before: Cursor | None) -> bool:
    """Whether somebody begins with what is to be done: harm is everybody's, whichever tab they have open."""
    return before is None and not filters.narrow and filters.tab in {Tab.UNREAD, Tab.MINE, Tab.WAITING}


def place_of(row: Conversation) -> Cursor:
    return Cursor(at=row.last_message_at, number=row.pk)


def shown(found: ConversationQuerySet) -> ConversationQuerySet:
    """With what a line shows: account, citizen, who has it, and the words said last."""
    last = Message.objects.filter(conversation_id=OuterRef("pk")).order_by("-said_at", "-id")
    return named(found).annotate(
        last_text=Subquery(last.values("text")[:1]), last_direction=Subquery(last.values("direction")[:1])
    )


def named(found: ConversationQuerySet) -> ConversationQuerySet:
    """With its network, what its server told, and the names of citizen, keeper and unit, and nothing else of these rows."""
    return (
        found.select_related("citizen", "assigned_to__person", "unit", "cluster")
        .annotate(network=F("account__network"), account_settings=F("account__settings"))
        .only(
            *OF_A_LINE,
            "citizen__handle",
            "citizen__name",
            "assigned_to__person__name",
            "assigned_to__person__email",
            "unit__name",
            "unit__short_name",
            "cluster__people",
        )
    )


def lines_of(rows: Sequence[Conversation], *, now: datetime, with_company: bool = True) -> tuple[Line, ...]:
    """Rows as lines, with who is there right now and the office's labels: a desk shows neither, and asks for neither."""
    ids = [row.pk for row in rows] if with_company else []
    there, labelled = (present_in(ids, now=now), labels_on(ids)) if ids else ({}, {})
    return tuple(
        Line(
            conversation=row,
            snippet=snippet(str(getattr(row, "last_text", "") or ""), SNIPPET),
            is_ours=getattr(row, "last_direction", "") == Message.Direction.OUT,
            bucket=bucket_of(row, now),
            present=there.get(row.pk, ()),
            place=place_of(row),
            labels=labelled.get(row.pk, ()),
        )
        for row in rows
    )


def bucket_of(row: Conversation, now: datetime) -> Bucket:
    """How long the citizen waits, or waited (R30)."""
    if row.waiting_since is None and row.answered_minutes is None:
        return Bucket.NONE
    minutes = (
        (now - row.waiting_since).total_seconds() / 60 if row.waiting_since else row.answered_minutes or 0
    )
    if minutes < QUICK_MINUTES:
        return Bucket.QUICK
    return Bucket.DAY if minutes < 24 * 60 else Bucket.SLOW


# A claim comes first: it lasts, while presence fades with the page.
PRESENT: Final = """
SELECT p.conversation_id, coalesce(nullif(who.name, ''), who.email) AS name, p.doing, p.until, 1 AS place
  FROM inbox_presence p
  JOIN institution_member m ON m.id = p.member_id
  JOIN institution_person who ON who.id = m.person_id
 WHERE p.conversation_id = ANY(%(ids)s) AND p.until >= %(now)s
UNION ALL
SELECT c.conversation_id, coalesce(nullif(who.name, ''), who.email), '', c.until, 0
  FROM inbox_claim c
  JOIN institution_member m ON m.id = c.member_id
  JOIN institution_person who ON who.id = m.person_id
 WHERE c.conversation_id = ANY(%(ids)s) AND c.until > %(now)s
 ORDER BY place, doing, name
"""


def present_in(ids: Iterable[int], *, now: datetime) -> dict[int, tuple[tuple[str, str], ...]]:
    """Who has claimed these conversations, and who reads or answers in them."""
    there: dict[int, list[tuple[str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(PRESENT, {"ids": list(ids), "now": now})
        for conversation_id, name, doing, until, _place in cursor.fetchall():
            said = (
                str(Doing(doing).label)
                if doing
                else _("is at it until %(at)s") % {"at": words.clock_time(until, here(), language())}
            )
            there.setdefault(conversation_id, []).append((name, said))
    return {pk: tuple(people) for pk, people in there.items()}


def waiting_for(member: Member, *, now: datetime, most: int = 20) -> list[Line]:
    """What waits for an answer, the longest first: a member's own, and what nobody has yet."""
    found = Conversation.objects.seen_by(member).filter(
        Q(assigned_to=member) | Q(assigned_to__isnull=True),
        state=ConversationState.OPEN,
        waiting_since__isnull=False,
    )
    rows = list(shown(found).order_by("waiting_since")[:most])
    return list(lines_of(rows, now=now, with_company=False))
