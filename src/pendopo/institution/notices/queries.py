"""What one person was told."""

from __future__ import annotations

from typing import Final

from pendopo.foundation.often import Often
from pendopo.institution.notices.models import Notice, NoticeQuerySet, PushSubscription
from pendopo.institution.people.models import Member

PAGE: Final = 30
COUNTED_MOST: Final = 999  # nobody reads a larger number beside a bell
# Every page asks for it.
UNREAD: Final = Often(
    lambda institution_id, member_id: (
        Notice.objects.filter(institution_id=institution_id, member_id=member_id)
        .unread()
        .order_by()
        .values("pk")
    ),
    institution_id=int,
    member_id=int,
)


def notices(member: Member) -> NoticeQuerySet:
    """Everything this person was told, newest first."""
    return Notice.objects.seen_by(member).filter(member=member)


def unread_count(member: Member) -> int:
    """How many of them still wait to be read, counted up to one more than `COUNTED_MOST`."""
    return UNREAD.count(institution_id=member.institution_id, member_id=member.pk, most=COUNTED_MOST + 1)


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
