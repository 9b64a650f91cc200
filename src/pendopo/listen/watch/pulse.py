"""What is said of us in a day and what is usual: news and posts, and what citizens write to us where all can read it.

People count, not messages: who writes ten times in a day is one voice of that day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pendopo.listen.inbox import queries as inbox
from pendopo.listen.watch.models import Entry
from pendopo.listen.watch.rising import Stream
from pendopo.listen.watch.states import Kind

A_DAY: Final = timedelta(days=1)
WEEKS: Final = timedelta(days=28)
TITLES_MOST: Final = 8000
# Of the weeks before; an office that hears more is compared with as many days as these tell of. Whoever opens a page
# does not wait for all of them.
VOICES_MOST: Final = 6000
VOICES_ON_A_PAGE: Final = 1500


def titles(institution_id: int, now: datetime, *, near: bool) -> Stream:
    """Titles of news and public posts; with `near` only of those that concern us."""
    found = Entry.objects.filter(institution_id=institution_id).exclude(feed__kind=Kind.OWN)
    days = _days(found.order_by("seen_at").values_list("seen_at", flat=True).first(), now)
    if near:
        found = found.filter(score__gt=0)
    said = found.order_by("-said_at").values_list("title", flat=True)
    return Stream(
        today=list(said.filter(said_at__gt=now - A_DAY)[:TITLES_MOST]),
        before=list(said.filter(said_at__lte=now - A_DAY, said_at__gt=now - A_DAY - WEEKS)[:TITLES_MOST]),
        days=days,
    )


def voices(institution_id: int, now: datetime, *, most: int = VOICES_MOST) -> Stream:
    """What citizens wrote to us, each citizen's day as one piece."""
    lately = inbox.voices(institution_id, since=now - A_DAY, until=now, most=most)
    earlier = inbox.voices(institution_id, since=now - A_DAY - WEEKS, until=now - A_DAY, most=most)
    begins = inbox.first_heard_at(institution_id)
    if len(earlier) == most:
        begins = earlier[-1].said_at
    return Stream(
        today=_each_once(lately, now),
        before=_each_once(earlier, now),
        days=_days(begins, now),
        is_voices=True,
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
