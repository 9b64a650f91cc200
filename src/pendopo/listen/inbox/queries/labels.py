"""Labels, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Count

from pendopo.institution.people.models import Member
from pendopo.listen.inbox.models import Label, Labelled


def labels(member: Member) -> Sequence[Label]:
    """The office's labels, by name."""
    return list(Label.objects.seen_by(member))


def counted_labels(member: Member) -> Sequence[Label]:
    """The same, each with the number of conversations it stands on (`many`)."""
    return list(Label.objects.seen_by(member).annotate(many=Count("labelled")))


def labels_on(conversation_ids: Iterable[int]) -> dict[int, tuple[Label, ...]]:
    """The labels of these conversations, in one question."""
    found: dict[int, tuple[Label, ...]] = {}
    rows = Labelled.objects.filter(conversation__in=list(conversation_ids))
    for row in rows.select_related("label").order_by("label__name"):
        found[row.conversation_id] = (*found.get(row.conversation_id, ()), row.label)
    return found
