"""News taken in: each piece once, with its points and reasons, into the story it tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from pendopo.foundation.later import Later
from pendopo.listen.watch import interests, stories
from pendopo.listen.watch.actions.telling import sources_of, tell_of_rising
from pendopo.listen.watch.models import Entry, Feed, Story
from pendopo.listen.watch.reading import Entry as Heard
from pendopo.listen.watch.scoring import Interests, Score, found_for, score
from pendopo.listen.watch.states import Kind, Tone

if TYPE_CHECKING:
    from pendopo.listen import triage
else:
    triage = Later("pendopo.listen.triage")

OLDEST: Final = timedelta(days=30)  # a feed may hold its whole life
TEXT_READ: Final = 600


@transaction.atomic
def take_in_news(*, feed: Feed, heard: Sequence[Heard], now: datetime) -> list[Entry]:
    """Take in what is new. Returns it; a repeat changes nothing, and the same address from two feeds is one thing."""
    # Two workers with two feeds of one office would begin the same story twice.
    Feed.objects.select_for_update(no_key=True).filter(institution_id=feed.institution_id).order_by(
        "pk"
    ).first()
    fresh = [one for one in _unknown(feed, heard) if one.said_at is None or now - one.said_at <= OLDEST]
    if not fresh:
        return []
    words = interests.of(feed.institution_id)
    scores = [_scored(feed, one, words) for one in fresh]
    placed = stories.place(
        feed.institution_id, [(one.title, one.summary, _when(one, now)) for one in fresh], now=now
    )
    made: dict[int, Story] = {}
    rows: list[Entry] = []
    for one, found, (known, number) in zip(fresh, scores, placed, strict=True):
        story = known or made.get(number)
        if story is None:
            story = made[number] = _begun(feed, one, found, now=now)
        else:
            _joined(story, found, one, now=now)
        rows.append(
            Entry(
                institution_id=feed.institution_id,
                feed=feed,
                mark=one.mark,
                story=story,
                title=one.title,
                url=one.url,
                author=one.author,
                network=one.network,
                summary=one.summary,
                said_at=_when(one, now),
                seen_at=now,
                score=found.points,
                is_about_us=found.is_about_us,
                reasons=found.kept(),
            )
        )
    before = sources_of({row.story_id for row in rows})
    Entry.objects.bulk_create(rows)
    tell_of_rising({row.story for row in rows}, before, now=now)
    return rows


def _unknown(feed: Feed, heard: Sequence[Heard]) -> list[Heard]:
    marks = set(
        Entry.objects.filter(feed=feed, mark__in=[one.mark for one in heard]).values_list("mark", flat=True)
    )
    seen = set(
        Entry.objects.filter(
            institution_id=feed.institution_id, url__in=[one.url for one in heard if one.url]
        ).values_list("url", flat=True)
    )
    # Some feeds name the same thing anew each time; where it has no address either, it is known by its title.
    bare = [one.title for one in heard if not one.url]
    titles = set(Entry.objects.filter(feed=feed, url="", title__in=bare).values_list("title", flat=True))
    fresh = []
    for one in heard:
        if not one.url and one.title in titles and feed.kind != Kind.PAGE:
            continue
        # A page that changed has one address and many changes.
        if one.mark in marks or (one.url and one.url in seen and feed.kind != Kind.PAGE):
            continue
        marks.add(one.mark)
        seen.add(one.url)
        titles |= set() if one.url else {one.title}
        fresh.append(one)
    return fresh


def _when(one: Heard, now: datetime) -> datetime:
    """What is dated in the future was said now."""
    return min(one.said_at or now, now)


def _scored(feed: Feed, one: Heard, words: Interests) -> Score:
    # What our own site says is about us by itself, and no news to us.
    if feed.kind == Kind.OWN:
        return Score(points=0, is_about_us=False, reasons=())
    found = score(one.title, one.summary, words)
    return found_for(found, one.sought) if one.sought else found


def _begun(feed: Feed, one: Heard, found: Score, *, now: datetime) -> Story:
    at = _when(one, now)
    return Story.objects.create(
        institution_id=feed.institution_id,
        title=one.title,
        first_at=at,
        last_at=at,
        entry_count=1,
        score=found.points,
        is_about_us=found.is_about_us,
        reasons=found.kept(),
        tone=tone_of(f"{one.title}. {one.summary}") if found.is_about_us else Tone.NEUTRAL,
    )


def _joined(story: Story, found: Score, one: Heard, *, now: datetime) -> None:
    at = _when(one, now)
    if found.is_about_us and not story.is_about_us and story.tone_by_id is None:
        story.tone = tone_of(f"{one.title}. {one.summary}")
    story.entry_count += 1
    story.first_at, story.last_at = min(story.first_at, at), max(story.last_at, at)
    story.score = max(story.score, found.points)
    story.is_about_us = story.is_about_us or found.is_about_us
    story.reasons = interests.together(story.reasons, found.kept())
    story.save(
        update_fields=["tone", "entry_count", "first_at", "last_at", "score", "is_about_us", "reasons"]
    )


def tone_of(text: str) -> Tone:
    """As triage reads it; what it is unsure of is neutral, and a person may say otherwise."""
    said = triage.read([text[:TEXT_READ]])[0].sentiment
    if said.is_unsure or said.label not in {Tone.NEGATIVE, Tone.POSITIVE}:
        return Tone.NEUTRAL
    return Tone(said.label)
