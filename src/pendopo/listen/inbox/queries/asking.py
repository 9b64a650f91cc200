"""What several citizens ask, and how much was written under a post: counted for ideas, told without anybody's name.

What only some need to know is left out by its own word, whoever asks: ideas are read by everybody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Q

from pendopo.listen.inbox.models import Conversation, Message
from pendopo.listen.inbox.personal import without_hidden_words
from pendopo.listen.inbox.states import Intent

READ_MOST: Final = 4000
READ_OF_A_TEXT: Final = 1000
QUESTIONS: Final = frozenset({Intent.QUESTION, Intent.INFORMATION_REQUEST})
ASKS: Final = sorted({*QUESTIONS, Intent.COMPLAINT})


@dataclass(frozen=True, kw_only=True)
class AskedTogether:
    """Questions or complaints that seem to be one: each citizen's words once, without personal data."""

    cluster_id: int
    first_at: datetime
    texts: tuple[str, ...]
    questions: int  # of the messages; the others complain
    messages: int


def asked_together(
    institution_id: int, *, since: datetime, without: Collection[int] = ()
) -> list[AskedTogether]:
    """What citizens asked or complained of since then; `without` names conversations to leave out."""
    rows = (
        Message.objects.filter(
            institution_id=institution_id,
            direction=Message.Direction.IN,
            said_at__gte=since,
            hidden=False,
            conversation__cluster__isnull=False,
            conversation__known_to__isnull=True,
            conversation__intent__in=ASKS,
        )
        .exclude(conversation_id__in=without)
        .order_by("-said_at", "-id")
        .values_list(
            "conversation__cluster_id",
            "conversation__citizen_id",
            "text",
            "said_at",
            "conversation__intent",
        )[:READ_MOST]
    )
    said: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    first: dict[int, datetime] = {}
    intents: dict[int, Counter[str]] = defaultdict(Counter)
    for cluster, citizen, text, at, intent in rows:
        said[cluster][citizen].append(without_hidden_words(text[:READ_OF_A_TEXT]))
        first[cluster] = at
        intents[cluster][intent] += 1
    return [
        AskedTogether(
            cluster_id=cluster,
            first_at=first[cluster],
            texts=tuple(" ".join(reversed(texts)) for texts in reversed(by_citizen.values())),
            questions=sum(intents[cluster][one] for one in QUESTIONS),
            messages=intents[cluster].total(),
        )
        for cluster, by_citizen in said.items()
    ]


def written_under(institution_id: int, posts: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """How many messages citizens wrote under each post, by account and the post's name there; one question."""
    wanted = set(posts)
    if not wanted:
        return {}
    found = (
        Conversation.objects.filter(
            institution_id=institution_id,
            account_id__in={account for account, _name in wanted},
            thread_id__in={name for _account, name in wanted},
            known_to__isnull=True,
        )
        .values_list("account_id", "thread_id")
        .annotate(number=Count("messages", filter=Q(messages__direction=Message.Direction.IN)))
        .order_by()
    )
    return {(account, thread): number for account, thread, number in found if (account, thread) in wanted}
