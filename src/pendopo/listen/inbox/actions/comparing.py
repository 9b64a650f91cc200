"""Finding messages that say the same: proposed to people, never merged; each keeps its own answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Stale
from pendopo.foundation.later import Later
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.actions.readings import COMPARED
from pendopo.listen.inbox.actions.touching import locked, touch
from pendopo.listen.inbox.models import Cluster, Conversation, Message, Reading
from pendopo.listen.inbox.states import Disposition
from pendopo.networks.contract import HeardKind

if TYPE_CHECKING:
    from pendopo.listen import triage
else:
    triage = Later("pendopo.listen.triage")

WINDOW: Final = timedelta(days=14)
# The newest of the window: what was said before them and is alone so far stays alone.
COMPARED_MOST: Final = 1500
ANSWERED_MOST: Final = 300
Row = dict[str, Any]


@transaction.atomic
def compare(*, institution_id: int, now: datetime) -> int:
    """Let new messages join those that say the same, and find what was answered before. Returns how many were new."""
    rows = _rows(institution_id, now)
    new = [row for row in rows if not row["is_compared"]]
    if not new:
        _mark(institution_id, rows, now)
        return 0
    for group in triage.clusters(
        [triage.Said(row["message__text"], row["message__said_at"]) for row in rows],
        window=WINDOW,
        begun=_begun(rows),
    ):
        together = [rows[number] for number in group]
        if len(together) > 1 and not all(row["is_compared"] for row in together):
            _join(institution_id, together, now=now)
    _find_earlier(institution_id, new)
    _mark(institution_id, rows, now)
    return len(new)


@transaction.atomic
def set_apart(*, conversation: Conversation, by: Member, now: datetime) -> None:
    """Say that this is something else after all: it leaves those it was put beside, for good. Raises Refused, Stale."""
    policies.require(by, Permission.ASSIGN, conversation, now=now)
    row = locked(conversation)
    if row.cluster_id is None:
        raise Stale(_("This stands alone already."))
    cluster_id = row.cluster_id
    Reading.objects.seen_by(by).filter(cluster_id=cluster_id, message__conversation=row).update(cluster=None)
    Conversation.objects.filter(pk=row.pk).update(cluster=None)
    _count([cluster_id])
    touch(row)
    ledger.write(did="inbox.set_apart", by=by, to=row, at=now)


def _rows(institution_id: int, now: datetime) -> list[Row]:
    """What is compared, in the order in which it was said."""
    found = (
        Reading.objects.filter(
            institution_id=institution_id,
            message__institution_id=institution_id,
            message__said_at__gte=now - WINDOW,
            intent__in=sorted(COMPARED),
            # What only some need to know stands beside nothing that others see (R33).
            message__conversation__known_to__isnull=True,
        )
        .surely_spam(is_so=False)
        .order_by("-message__said_at", "-message_id")
        .values(
            "message_id",
            "cluster_id",
            "is_compared",
            "message__text",
            "message__said_at",
            "message__conversation_id",
        )[:COMPARED_MOST]
    )
    return [dict(row) for row in found][::-1]


def _begun(rows: Sequence[Row]) -> list[list[int]]:
    """What stands together already; what was compared and stands alone is a beginning, too."""
    together: dict[object, list[int]] = {}
    for number, row in enumerate(rows):
        if row["is_compared"]:
            together.setdefault(row["cluster_id"] or f"alone {number}", []).append(number)
    return list(together.values())


def _join(institution_id: int, together: Sequence[Row], *, now: datetime) -> None:
    known = next((row["cluster_id"] for row in together if row["cluster_id"]), None)
    first = together[0]
    cluster_id = (
        known
        or Cluster.objects.create(
            institution_id=institution_id,
            about=first["message__text"],
            people=0,
            made_at=now,
            last_at=first["message__said_at"],
        ).pk
    )
    joining = [row for row in together if row["cluster_id"] != cluster_id]
    Reading.objects.filter(pk__in=[row["message_id"] for row in joining]).update(cluster_id=cluster_id)
    Conversation.objects.filter(pk__in={row["message__conversation_id"] for row in joining}).update(
        cluster_id=cluster_id, version=F("version") + 1
    )
    _count([cluster_id])


def _count(cluster_ids: Iterable[int]) -> None:
    """People, not messages: whoever says it thrice is one of them."""
    for cluster_id in cluster_ids:
        members = Message.objects.filter(reading__cluster_id=cluster_id)
        last = members.order_by("-said_at").values_list("said_at", flat=True).first()
        Cluster.objects.filter(pk=cluster_id).update(
            people=members.values("conversation__citizen").distinct().count(),
            last_at=last or F("last_at"),
        )


def _mark(institution_id: int, rows: Sequence[Row], now: datetime) -> None:
    """What was compared, and what is older than what is compared at all. What came meanwhile has its turn later."""
    before = rows[0]["message__said_at"] if len(rows) == COMPARED_MOST else now - WINDOW
    waiting = Reading.objects.filter(institution_id=institution_id, is_compared=False)
    waiting.filter(Q(pk__in=[row["message_id"] for row in rows]) | Q(message__said_at__lt=before)).update(
        is_compared=True
    )


def _find_earlier(institution_id: int, new: Sequence[Row]) -> None:
    """An answer that somebody who asked the same has got; none out of a private conversation."""
    answered = _answered(institution_id)
    found = triage.most_alike(
        [triage.Said(row["message__text"]) for row in new], [triage.Said(text) for text, _pk, _of in answered]
    )
    for row, place in zip(new, found, strict=True):
        if place is not None and answered[place][2] != row["message__conversation_id"]:
            Reading.objects.filter(pk=row["message_id"]).update(earlier_id=answered[place][1])


def _answered(institution_id: int) -> list[tuple[str, int, int]]:
    """What was asked, the answer of ours, and their conversation; the newest first."""
    ids = list(
        Conversation.objects.filter(
            institution_id=institution_id, disposition=Disposition.ANSWERED, known_to__isnull=True
        )
        .order_by("-last_message_at", "-id")
        .values_list("pk", flat=True)[:ANSWERED_MOST]
    )
    asked: dict[int, str] = {}
    answers: dict[int, int] = {}
    said = (
        Message.objects.filter(conversation_id__in=ids, gone_at__isnull=True)
        .exclude(kind=HeardKind.DIRECT)
        .order_by("said_at", "id")
        .values_list("pk", "conversation_id", "direction", "text", "reply_id")
    )
    for pk, conversation_id, direction, text, reply_id in said:
        if direction == Message.Direction.IN:
            asked.setdefault(conversation_id, text)
        elif reply_id is not None and conversation_id in asked:
            answers[conversation_id] = pk
    return [(asked[of], answers[of], of) for of in ids if of in answers]
