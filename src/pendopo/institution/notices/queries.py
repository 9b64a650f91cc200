"""What one person was told."""

from __future__ import annotations

from pendopo.institution.notices.models import Notice, NoticeQuerySet, PushSubscription
from pendopo.institution.people.models import Member

PAGE = 30


def notices(member: Member) -> NoticeQuerySet:
    """Everything this person was told, newest first."""
    return Notice.objects.seen_by(member).filter(member=member)


def unread_count(member: Member) -> int:
    """How many of them still wait to be read."""
    return notices(member).unread().count()


def page(
    member: Member, *, before: int | None = None, unread_only: bool = False
) -> tuple[list[Notice], int | None]:
    """One page of them, and where the next begins. Newer rows have higher numbers."""
    found = notices(member).order_by("-pk")
    if unread_only:
        found = found.unread()
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None


def devices(member: Member) -> list[PushSubscription]:
    """The browsers that show this person's notices."""
    return list(PushSubscription.objects.seen_by(member).filter(member=member))
