"""Which story a piece of news tells: by what triage compares complaints with, so that another place is another story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from pendopo.foundation.later import Later
from pendopo.listen.watch.models import Entry, Story

if TYPE_CHECKING:
    from pendopo.listen import triage
else:
    triage = Later("pendopo.listen.triage")

WINDOW: Final = timedelta(days=3)
COMPARED_MOST: Final = 400
TEXT_COMPARED: Final = 200


def place(
    institution_id: int, fresh: Sequence[tuple[str, str, datetime]], *, now: datetime
) -> list[tuple[Story | None, int]]:
    """For each piece (title, summary, when) the story that stands already, or None and the number of a new one."""
    known = list(
        Entry.objects.filter(institution_id=institution_id, said_at__gt=now - WINDOW)
        .select_related("story")
        .order_by("-said_at", "-id")[:COMPARED_MOST]
    )
    standing: dict[int, list[int]] = {}
    for number, entry in enumerate(known):
        standing.setdefault(entry.story_id, []).append(number)
    rows = {entry.story_id: entry.story for entry in known}
    said = [triage.Said(compared(one.title, one.summary), one.said_at) for one in known]
    said += [triage.Said(compared(title, summary), at) for title, summary, at in fresh]
    found = triage.clusters(said, window=WINDOW, begun=list(standing.values()))
    of: dict[int, int] = {number: cluster for cluster, numbers in enumerate(found) for number in numbers}
    story_ids = list(standing)
    placed: list[tuple[Story | None, int]] = []
    for number in range(len(known), len(said)):
        cluster = of[number]
        placed.append((rows[story_ids[cluster]], cluster) if cluster < len(story_ids) else (None, cluster))
    return placed


def compared(title: str, summary: str) -> str:
    """What of a piece of news is compared."""
    return f"{title}. {summary[:TEXT_COMPARED]}"
