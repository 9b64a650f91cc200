"""Conversations that only some need to know: the lists, searches and counters of all others don't have them (R33)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from pendopo.broadcast.publishing import actions as publishing
from pendopo.foundation import ledger
from pendopo.institution.people.models import Member
from pendopo.listen.inbox.actions.touching import ORIGIN
from pendopo.listen.inbox.models import Barring, Cluster, Conversation, Presence, Reading, Reply
from pendopo.listen.inbox.states import BLOCK_ORIGIN


@transaction.atomic
def restrict(
    *,
    conversation_ids: Iterable[int],
    known_to: Sequence[int] | None,
    by: Member | None,
    institution_id: int,
    now: datetime,
) -> None:
    """Show these conversations to these members only; None: to everybody who may read the inbox again.

    Whoever had one and is not among them has it no more. Why, the room that asks has written down. Whoever
    acts must be among those who know, or be the house itself: else the database refuses.
    """
    rows = Conversation.objects.filter(institution_id=institution_id, pk__in=sorted(set(conversation_ids)))
    changed = [row for row in rows.select_for_update(of=("self",)).order_by("pk") if row.known_to != known_to]
    if not changed:
        return
    ids = [row.pk for row in changed]
    known = None if known_to is None else sorted(set(known_to))
    own = Conversation.objects.filter(pk__in=ids)
    if known is not None:
        own.exclude(assigned_to__in=known).update(assigned_to=None)
        Presence.objects.filter(conversation_id__in=ids).exclude(member_id__in=known).delete()
        _forget_likeness(ids)
    own.update(known_to=known, version=F("version") + 1)
    replies = Reply.objects.filter(conversation_id__in=ids).values_list("pk", flat=True)
    publishing.restrict(
        institution_id=institution_id, origin=ORIGIN, origin_ids=list(replies), known_to=known
    )
    barred = Barring.objects.filter(message__conversation_id__in=ids).values_list("pk", flat=True)
    publishing.restrict(
        institution_id=institution_id, origin=BLOCK_ORIGIN, origin_ids=list(barred), known_to=known
    )
    for row in changed:
        ledger.write(
            did="inbox.restricted" if known is not None else "inbox.opened_up",
            by=by,
            institution_id=institution_id,
            to=row,
            at=now,
            words={"people": len(known or ())},
        )


def _forget_likeness(conversation_ids: list[int]) -> None:
    """A cluster shows the words of its first message to everybody: those with a message of these go."""
    of_readings = Reading.objects.filter(message__conversation_id__in=conversation_ids, cluster__isnull=False)
    Cluster.objects.filter(
        Q(pk__in=list(of_readings.values_list("cluster_id", flat=True)))
        | Q(conversations__in=conversation_ids)
    ).delete()
