"""Which stories about us citizens tell as well, in what they write to us: so many of them count like another source."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from pendopo.foundation.later import Later
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.watch import stories
from pendopo.listen.watch.actions.telling import sources_of, tell_of_rising
from pendopo.listen.watch.models import Entry, Story

if TYPE_CHECKING:
    from pendopo.listen import triage
else:
    triage = Later("pendopo.listen.triage")

LATELY: Final = timedelta(days=1)
STORIES_MOST: Final = 50
VOICES_MOST: Final = 500


@transaction.atomic
def hear_inbox(institution_id: int, *, now: datetime) -> int:
    """Count who wrote what the newest stories about us tell. Returns how many stories more people tell than before."""
    ours = Story.objects.filter(institution_id=institution_id, is_about_us=True, last_at__gt=now - LATELY)
    told = {one.pk: one for one in ours.order_by("-last_at", "-id")[:STORIES_MOST]}
    voices = inbox.voices(institution_id, since=now - LATELY, until=now, most=VOICES_MOST) if told else []
    if not voices:
        return 0
    before = sources_of(told.keys())
    grown = []
    for story_id, people in _people(told, voices).items():
        story = told[story_id]
        # Whoever was counted before and is older than a day stays counted.
        if people > story.people:
            Story.objects.filter(pk=story_id).update(people=people)
            story.people = people
            grown.append(story)
    tell_of_rising(grown, before, now=now)
    return len(grown)


def _people(told: dict[int, Story], voices: list[inbox.Voice]) -> dict[int, int]:
    """How many citizens tell each story, by what triage compares complaints with."""
    entries = list(
        Entry.objects.filter(story_id__in=told.keys()).order_by("-said_at", "-id")[: stories.COMPARED_MOST]
    )
    standing: dict[int, list[int]] = {}
    for number, entry in enumerate(entries):
        standing.setdefault(entry.story_id, []).append(number)
    said = [triage.Said(stories.compared(one.title, one.summary), one.said_at) for one in entries]
    said += [triage.Said(one.text, one.said_at) for one in voices]
    found = triage.clusters(said, window=stories.WINDOW, begun=list(standing.values()))
    return {
        story_id: len(
            {voices[number - len(entries)].citizen_id for number in cluster if number >= len(entries)}
        )
        for story_id, cluster in zip(standing, found, strict=False)
    }
