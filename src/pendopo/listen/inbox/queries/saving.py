"""Saved replies, with what they quote filled in as it holds today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef

from pendopo.foundation import quoting
from pendopo.foundation.clock import words
from pendopo.foundation.quoting import Quote
from pendopo.foundation.ui.speech import here, language
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.listen.inbox.models import Conversation, Quotation, SavedReply

QUOTED_AT_ONCE: Final = 7
OFFERED_MOST: Final = 60


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A saved reply as it would be sent now; `lost` names what it quotes that holds no longer."""

    saved: SavedReply
    text: str
    lost: tuple[str, ...]
    is_flagged: bool


@dataclass(frozen=True, kw_only=True)
class Flagged:
    """A saved reply that quotes what has changed, with the words that hold today."""

    saved: SavedReply
    quotes: tuple[Quote, ...]
    lost: tuple[str, ...]


def saved_replies(member: Member) -> Sequence[SavedReply]:
    """The office's saved replies, by title."""
    changed = Quotation.objects.filter(saved=OuterRef("pk"), changed_at__isnull=False)
    return list(SavedReply.objects.seen_by(member).annotate(is_flagged=Exists(changed)))


def ready(member: Member, row: Conversation, *, now: datetime) -> Sequence[Ready]:
    """The saved replies, filled for a conversation; one question for all that they quote."""
    found = saved_replies(member)
    quotes = quoting.named(
        member.institution_id, {name for one in found for name in quoting.names_in(one.text)}
    )
    return [
        Ready(
            saved=one,
            text=filled(one, row, quotes=quotes, now=now),
            lost=_lost(one, quotes),
            is_flagged=getattr(one, "is_flagged", False),
        )
        for one in found
    ]


def filled(saved: SavedReply, row: Conversation, *, quotes: Mapping[str, Quote], now: datetime) -> str:
    """A saved reply with its gaps filled: {nama}, {kanal}, {jam}, and what it quotes, with the sources below."""
    gaps = {
        "{nama}": str(row.citizen),
        "{kanal}": accounts.network_called(row.account),
        "{jam}": words.clock_time(now, here(), language()),
    }
    # Quotes first: a citizen may call themselves like one.
    text = quoting.filled(saved.text, quotes)
    for gap, said in gaps.items():
        text = text.replace(gap, said)
    return text


def flagged(member: Member, *, own: bool = False) -> Sequence[Flagged]:
    """Saved replies that quote what has changed since somebody looked at them."""
    rows = SavedReply.objects.seen_by(member).filter(quotations__changed_at__isnull=False).distinct()
    rows = rows.select_related("made_by__person")
    found = list(rows.filter(made_by=member) if own else rows)
    changed: dict[int, set[str]] = {}
    for saved_id, name in (
        Quotation.objects.seen_by(member)
        .filter(saved__in=found, changed_at__isnull=False)
        .values_list("saved_id", "name")
    ):
        changed.setdefault(saved_id, set()).add(name)
    quotes = quoting.named(
        member.institution_id, {name for one in found for name in quoting.names_in(one.text)}
    )
    return [
        Flagged(
            saved=one,
            quotes=tuple(
                quotes[name]
                for name in quoting.names_in(one.text)
                if name in quotes and name.lower() in changed[one.pk]
            ),
            lost=_lost(one, quotes),
        )
        for one in found
    ]


def quotable(member: Member) -> Sequence[tuple[str, tuple[Quote, ...]]]:
    """What may be quoted, by what it is about."""
    found: dict[str, list[Quote]] = {}
    for quote in quoting.offered(member.institution_id):
        found.setdefault(quote.of, []).append(quote)
    return [(of, tuple(quotes)) for of, quotes in list(found.items())[:OFFERED_MOST]]


def quoted(member: Member, names: Iterable[str]) -> str:
    """These quotes as an answer; '' where none of them holds."""
    wanted = list(dict.fromkeys(names))[:QUOTED_AT_ONCE]
    found = quoting.named(member.institution_id, wanted)
    return quoting.answer([found[name] for name in wanted if name in found])


def _lost(saved: SavedReply, quotes: Mapping[str, Quote]) -> tuple[str, ...]:
    return tuple(name for name in quoting.names_in(saved.text) if name not in quotes)
