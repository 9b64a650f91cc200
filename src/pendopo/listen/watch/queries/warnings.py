"""Official warnings, and why each concerns us or does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Q

from pendopo.broadcast.content.models import ContentItem
from pendopo.institution.notices.words import Sentence
from pendopo.institution.people.models import Member
from pendopo.listen.watch.models import OfficialWarning, OfficialWarningQuerySet
from pendopo.listen.watch.states import WarningState

A_PAGE: Final = 25
STANDING_SHOWN: Final = 5
WRITTEN_STILL: Final = ("draft", "returned")


def warnings(
    member: Member, *, all_of_them: bool = False, before: int = 0
) -> tuple[Sequence[OfficialWarning], int]:
    """One page, the newest first, and where the next begins (0: nowhere)."""
    found = _whole(OfficialWarning.objects.seen_by(member))
    if not all_of_them:
        found = found.exclude(state=WarningState.ELSEWHERE)
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-id")[: A_PAGE + 1])
    return rows[:A_PAGE], rows[A_PAGE - 1].pk if len(rows) > A_PAGE else 0


def standing_warnings(member: Member) -> Sequence[OfficialWarning]:
    """Those that concern us now."""
    found = _whole(OfficialWarning.objects.seen_by(member).standing())
    return list(found.order_by("-sent_at", "-id")[:STANDING_SHOWN])


def warnings_to_act_on(member: Member, now: datetime) -> Sequence[OfficialWarning]:
    """Those that hold still and whose words somebody has to write or send on their way, the newest first."""
    found = OfficialWarning.objects.seen_by(member).standing().filter(ends_at__gt=now)
    waiting = found.filter(Q(item__isnull=True) | Q(item__state__in=WRITTEN_STILL))
    return list(waiting.order_by("-sent_at", "-id")[:STANDING_SHOWN])


def warning(member: Member, warning_id: int) -> OfficialWarning:
    """One warning. Raises OfficialWarning.DoesNotExist."""
    return _whole(OfficialWarning.objects.seen_by(member)).get(pk=warning_id)


def warning_of_item(member: Member, item: ContentItem) -> OfficialWarning | None:
    """The warning a content item was drafted from."""
    return _whole(OfficialWarning.objects.seen_by(member)).filter(item=item).first()


def reasons_said(row: OfficialWarning) -> list[str]:
    """Why it concerns us, or why not, in the reader's language."""
    return [Sentence.of(one).said() for one in row.reasons]


def _whole(found: OfficialWarningQuerySet) -> OfficialWarningQuerySet:
    return found.select_related("feed", "item", "follows")
