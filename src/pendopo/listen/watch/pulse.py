"""What is said of us in a day and what is usual: news and posts, and what citizens write to us where all can read it.

People count, not messages: who writes ten times in a day is one voice of that day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from pendopo.listen.inbox import queries as inbox
from pendopo.listen.watch.models import Entry, EntryQuerySet
from pendopo.listen.watch.rising import Stream
from pendopo.listen.watch.states import Kind

A_DAY: Final = timedelta(days=1)
WEEKS: Final = timedelta(days=28)
TITLES_MOST: Final = 8000
VOICES_MOST: Final = 6000  # an office that hears more is told by all that some of its citizens said


def titles(institution_id: int, now: datetime, *, near: bool, most: int = TITLES_MOST) -> Stream:
    """Titles of news and public posts; with `near` only of those that concern us."""
    found = Entry.objects.filter(institution_id=institution_id).exclude(feed__kind=Kind.OWN)
    days = _days(found.order_by("seen_at").values_list("seen_at", flat=True).first(), now)
    if near:
        found = found.filter(score__gt=0)
    today = found.filter(said_at__gt=now - A_DAY)
    earlier = found.filter(said_at__lte=now - A_DAY, said_at__gt=now - A_DAY - WEEKS)
    before, each = _titles(earlier, 1, most), 1
    while len(before) >= most:
        each *= 2
        before = _titles(earlier, each, most)
    return Stream(today=_titles(today, 1, most), before=before, days=days, before_each=each)


def _titles(found: EntryQuerySet, each: int, most: int) -> list[str]:
    """One of so many, over all of the days."""
    some = found.annotate(turn=F("pk") % each).filter(turn=0).order_by("-said_at")
    return list(some.values_list("title", flat=True)[:most])


def voices(institution_id: int, now: datetime, *, most: int = VOICES_MOST) -> Stream:
    """What citizens wrote to us, each citizen's day as one piece."""
    lately = inbox.voices_evenly(institution_id, since=now - A_DAY, until=now, most=most)
    earlier = inbox.voices_evenly(institution_id, since=now - A_DAY - WEEKS, until=now - A_DAY, most=most)
    return Stream(
        today=_each_once(lately.voices, now),
        before=_each_once(earlier.voices, now),
        days=_days(inbox.first_heard_at(institution_id), now),
        is_voices=True,
        today_each=lately.each,
        before_each=earlier.each,
    )


def _each_once(said: list[inbox.Voice], now: datetime) -> list[str]:
    pieces: dict[tuple[int, int], str] = {}
    for one in said:
        key = (one.citizen_id, (now - one.said_at) // A_DAY)
        pieces[key] = f"{pieces[key]}\n{one.text}" if key in pieces else one.text
    return list(pieces.values())


def _days(begins: datetime | None, now: datetime) -> float:
    """How many days before the last one are known."""
    return min(WEEKS / A_DAY, max(0.0, (now - A_DAY - begins) / A_DAY)) if begins else 0.0
