"""Today's summary for the leader: one page that says what was said of us, what is warned of, and what rises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pendopo.institution.people.models import Member
from pendopo.listen.watch.models import Clip, Entry, OfficialWarning, Story
from pendopo.listen.watch.queries.news import rising_words
from pendopo.listen.watch.queries.warnings import standing_warnings
from pendopo.listen.watch.rising import Rising
from pendopo.listen.watch.states import Tone

SHOWN: Final = 8
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What the last 24 hours brought."""

    at: datetime
    warnings: Sequence[OfficialWarning]
    about_us: Sequence[Story]
    region: Sequence[Story]
    clips: Sequence[Clip]
    tones: Sequence[tuple[str, int]]  # label, stories about us
    news: int  # all pieces read
    ours: int  # pieces about us
    rising: Sequence[Rising]


def brief(member: Member, now: datetime) -> Brief:
    """The summary as of this moment."""
    since = now - A_DAY
    stories = Story.objects.seen_by(member).filter(last_at__gt=since, last_at__lte=now)
    about_us = stories.filter(is_about_us=True)
    counted = Counter(about_us.values_list("tone", flat=True))
    entries = Entry.objects.seen_by(member).filter(said_at__gt=since, said_at__lte=now)
    clips = Clip.objects.seen_by(member).filter(at__gt=since, at__lte=now)
    return Brief(
        at=now,
        warnings=standing_warnings(member),
        about_us=list(about_us.order_by("-score", "-entry_count", "-last_at", "-id")[:SHOWN]),
        region=list(
            stories.filter(is_about_us=False, score__gt=0).order_by(
                "-score", "-entry_count", "-last_at", "-id"
            )[:SHOWN]
        ),
        clips=list(clips.select_related("entry__feed", "by__person", "item").order_by("-at", "-id")[:SHOWN]),
        tones=[(str(tone.label), counted[tone.value]) for tone in Tone if counted[tone.value]],
        news=entries.count(),
        ours=entries.filter(is_about_us=True).count(),
        rising=rising_words(member.institution_id, now),
    )
