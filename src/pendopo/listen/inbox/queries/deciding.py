"""Answers that wait for a person: for an approver, or for the author they came back to."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from pendopo.institution.people.models import Member
from pendopo.listen.inbox.models import Reply
from pendopo.listen.inbox.states import ReplyState


def answers_to_decide(member: Member) -> QuerySet[Reply]:
    """Answers of colleagues that wait for an approval, the longest wait first."""
    return (
        Reply.objects.seen_by(member)
        .filter(state=ReplyState.IN_REVIEW)
        .exclude(author=member)
        .select_related("author__person", "conversation__citizen")
        .order_by("changed_at", "id")
    )


def own_answers_under_way(member: Member) -> QuerySet[Reply]:
    """One's own answers that came back, were refused by the network, or wait for an approval."""
    return (
        Reply.objects.seen_by(member)
        .filter(
            Q(state__in=[ReplyState.FAILED, ReplyState.IN_REVIEW])
            | Q(state=ReplyState.DRAFT) & ~Q(returned_why=""),
            author=member,
        )
        .select_related("conversation__citizen")
        .order_by("changed_at", "id")
    )
