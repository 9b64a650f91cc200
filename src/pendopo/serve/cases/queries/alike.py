"""Open cases that may say the same. A proposal: a coordinator joins, nothing joins itself (R40)."""

from __future__ import annotations

import re
from typing import Final

from pendopo.institution.people.models import Member
from pendopo.listen.inbox.models import Conversation
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.queries.searching import hits

LOOKED_AT: Final = 60
MOST: Final = 5
A_WORD: Final = re.compile(r"[^\W\d_]{4,}")
SHARED_LEAST: Final = 2  # words of the title that both have
SAYS_NOTHING: Final = frozenset(
    {"yang", "dari", "pada", "untuk", "dengan", "tidak", "sudah", "belum", "kapan", "mohon", "tolong", "min"}
)


def cases_like(member: Member, title: str, *, apart_from: Case | None) -> list[Case]:
    """Up to five open cases: those whose messages triage put together, then those with the same words."""
    open_cases = Case.objects.seen_by(member).not_closed().for_everybody().select_related("unit")
    if apart_from is not None:
        open_cases = open_cases.exclude(pk=apart_from.pk)
    found: dict[int, Case] = {}
    if apart_from is not None and apart_from.conversation_id is not None:
        cluster = (
            Conversation.objects.seen_by(member)
            .filter(pk=apart_from.conversation_id, cluster__isnull=False)
            .values_list("cluster_id", flat=True)
            .first()
        )
        if cluster:
            found |= {
                one.pk: one
                for one in open_cases.filter(conversation__cluster_id=cluster).order_by("-pk")[:MOST]
            }
    words = _words(title)
    if len(words) >= SHARED_LEAST:
        ids = [pk for pk, _at in hits(" or ".join(sorted(words)), None, LOOKED_AT)]
        likely = sorted(
            open_cases.filter(pk__in=ids),
            key=lambda one: (-len(words & _words(f"{one.title} {one.place}")), -one.pk),
        )
        found |= {
            one.pk: one
            for one in likely
            if len(words & _words(f"{one.title} {one.place}")) >= SHARED_LEAST and one.pk not in found
        }
    return list(found.values())[:MOST]


def _words(text: str) -> set[str]:
    return {word for word in A_WORD.findall(text.casefold()) if word not in SAYS_NOTHING}
