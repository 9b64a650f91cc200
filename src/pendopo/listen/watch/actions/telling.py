"""Saying that more tell a story about us than before: sources, and citizens who write the same to us."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from pendopo.foundation import events
from pendopo.listen.watch.events import StoryRising
from pendopo.listen.watch.models import Entry, Story

ON_THE_RISE: Final = 3  # sources that tell a story about us
A_SOURCE: Final = 3  # so many citizens who write the same to us count as one


def sources_of(story_ids: Collection[int]) -> dict[int, int]:
    """How many tell each of these stories."""
    found: dict[int, set[int]] = {story_id: set() for story_id in story_ids}
    for story_id, feed_id in Entry.objects.filter(story_id__in=story_ids).values_list("story_id", "feed_id"):
        found[story_id].add(feed_id)
    heard = set(Story.objects.filter(pk__in=story_ids, people__gte=A_SOURCE).values_list("pk", flat=True))
    return {story_id: len(feeds) + (story_id in heard) for story_id, feeds in found.items()}


def tell_of_rising(told: Collection[Story], before: Mapping[int, int], *, now: datetime) -> None:
    """Announce each story about us that has become one that several tell."""
    after = sources_of({story.pk for story in told})
    for story in sorted(told, key=lambda one: one.pk):
        if story.is_about_us and before.get(story.pk, 0) < ON_THE_RISE <= after[story.pk]:
            first = story.entries.exclude(url="").order_by("said_at").first()
            events.tell(
                StoryRising(
                    institution_id=story.institution_id,
                    story_id=story.pk,
                    title=story.title,
                    url=first.url if first else "",
                    sources=after[story.pk],
                    at=now,
                )
            )
