"""A source's turn: taken by one worker, and what became of it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_noop

from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.listen.watch import interests
from pendopo.listen.watch.actions.taking_in import tone_of
from pendopo.listen.watch.fetching import Got
from pendopo.listen.watch.models import Entry, Feed, Story
from pendopo.listen.watch.scoring import score
from pendopo.listen.watch.states import WARNS, FeedState

# While somebody reads, nobody else does: longer than a reading with all its warnings takes.
READING_TAKES: Final = timedelta(minutes=5)
LONGEST_WAIT: Final = timedelta(hours=12)
TOLD_AFTER: Final = 3  # failures in a row


@transaction.atomic
def begin_reading(institution_id: int, feed_id: int, *, now: datetime) -> Feed | None:
    """Take a source's turn; None where it is not due, or somebody else reads it."""
    feed = (
        Feed.objects.filter(institution_id=institution_id, pk=feed_id)
        .due(now)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("owner__person", "owner__institution")
        .first()
    )
    if feed is None:
        return None
    Feed.objects.filter(pk=feed.pk).update(due_at=now + READING_TAKES)
    return feed


@transaction.atomic
def note_unchanged(feed: Feed, got: Got, *, now: datetime, trouble: str = "") -> None:
    """It answered: it is well, and read again at its time."""
    Feed.objects.filter(pk=feed.pk, state=FeedState.ON).update(
        due_at=now + timedelta(minutes=feed.every_minutes),
        read_at=now,
        failures=0,
        trouble=trouble[:2000],
        etag=got.etag or (feed.etag if got.is_unchanged else ""),
        last_modified=got.last_modified or (feed.last_modified if got.is_unchanged else ""),
        content_hash=feed.content_hash if got.is_unchanged else digest(got.content),
    )


def note_page(feed: Feed, got: Got, text: str, *, now: datetime) -> bool:
    """A page without a feed was read: whether its text is another than the last time. The first time it is not."""
    found = digest(text.encode())
    changed = bool(feed.content_hash) and feed.content_hash != found
    note_unchanged(feed, got, now=now)
    Feed.objects.filter(pk=feed.pk).update(content_hash=found)
    return changed


def ask_anew(feed: Feed) -> None:
    """Not everything it names could be read: the next time it is asked for again, changed or not."""
    Feed.objects.filter(pk=feed.pk).update(etag="", last_modified="", content_hash="")


@transaction.atomic
def note_failure(feed: Feed, why: str, *, now: datetime, wait: timedelta | None = None) -> None:
    """It did not answer as it should: it is left alone for longer each time, and its owner is told once."""
    failures = feed.failures + 1
    patience = timedelta(minutes=feed.every_minutes) * 2 ** min(failures, 8)
    # A warning that is not heard costs more than a request.
    most = timedelta(minutes=10) if feed.kind in WARNS else LONGEST_WAIT
    Feed.objects.filter(pk=feed.pk, state=FeedState.ON).update(
        due_at=now + max(min(patience, most), wait or timedelta()),
        failures=failures,
        trouble=why[:2000],
    )
    if failures == TOLD_AFTER and feed.owner_id is not None:
        notices.tell(
            institution_id=feed.institution_id,
            to=[feed.owner_id],
            kind="watch.unread",
            title=Sentence(gettext_noop("The source “%(name)s” can't be read"), {"name": feed.name}),
            text=Sentence(why.partition("\n")[0]),
            url="/pantau/sumber/",
            urgent=feed.kind in WARNS,
            now=now,
        )


@transaction.atomic
def keep_article(entry: Entry, text: str) -> bool:
    """The whole text of a piece of news, for our own reading: what it says of us may stand below its summary.

    Says whether only the text shows that it is about us.
    """
    found = score(entry.title, f"{entry.summary}\n{text}", interests.of(entry.institution_id))
    Entry.objects.filter(pk=entry.pk).update(
        text=text, score=found.points, is_about_us=found.is_about_us, reasons=found.kept()
    )
    story = Story.objects.select_for_update().get(pk=entry.story_id)
    becomes_ours = found.is_about_us and not story.is_about_us
    if found.points > story.score or becomes_ours:
        if becomes_ours and story.tone_by_id is None:
            story.tone = tone_of(f"{entry.title}. {entry.summary} {text}")
        Story.objects.filter(pk=story.pk).update(
            score=max(found.points, story.score),
            is_about_us=story.is_about_us or found.is_about_us,
            reasons=interests.together(story.reasons, found.kept()),
            tone=story.tone,
        )
    return found.is_about_us and not entry.is_about_us


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
