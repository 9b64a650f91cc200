"""The news desk: stories newest first, what is about us, what somebody looks for, and which words rise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q
from django.utils.dateparse import parse_datetime

from pendopo.foundation.tenancy import whole_house
from pendopo.institution.models import Institution
from pendopo.institution.people.models import Member
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.watch import interests, pulse, rising, waves
from pendopo.listen.watch.models import Alert, Clip, Entry, Story, WatchSettings
from pendopo.listen.watch.rising import Rising
from pendopo.listen.watch.states import Kind

A_PAGE: Final = 25
ENTRIES_SHOWN: Final = 50
A_DAY: Final = timedelta(days=1)
RISING_HOLDS: Final = timedelta(minutes=30)  # counted anew every ten minutes while something is said


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What somebody wants to see of the news."""

    show: str = "ours"  # ours, all, clips, facts, posts
    words: str = ""
    tone: str = ""
    before: str = ""  # where the page before ended: an instant and a number

    @property
    def is_narrowed(self) -> bool:
        """Whether they asked for something else than the first page of what concerns us."""
        return self != Filters()


@dataclass(frozen=True, kw_only=True)
class Page:
    """Stories, and where the next page begins ('' nowhere)."""

    stories: Sequence[Story]
    older: str


def desk(member: Member, filters: Filters) -> Page:
    """One page of stories."""
    found = Story.objects.seen_by(member)
    match filters.show:
        case "all":
            pass
        case "clips":
            found = found.filter(Exists(Clip.objects.seen_by(member).filter(entry__story=OuterRef("pk"))))
        case "facts" | "posts":
            kind = Kind.FACTS if filters.show == "facts" else Kind.POSTS
            told = Entry.objects.seen_by(member).filter(story=OuterRef("pk"), feed__kind=kind)
            found = found.filter(Exists(told))
        case _:
            found = found.filter(score__gt=0)
    if filters.words:
        said = Entry.objects.seen_by(member).saying(filters.words)
        found = found.filter(Exists(said.filter(story=OuterRef("pk"))))
    if filters.tone:
        found = found.filter(tone=filters.tone)
    at, _slash, number = filters.before.partition("~")
    instant = _instant(at)
    if instant is not None and number.isdecimal() and len(number) < 19:
        found = found.filter(Q(last_at__lt=instant) | Q(last_at=instant, pk__lt=int(number)))
    said = Entry.objects.seen_by(member).filter(story=OuterRef("pk"), feed__kind=Kind.POSTS)
    rows = list(found.annotate(has_posts=Exists(said)).order_by("-last_at", "-id")[: A_PAGE + 1])
    page = rows[:A_PAGE]
    more = len(rows) > A_PAGE
    return Page(stories=page, older=f"{page[-1].last_at.isoformat()}~{page[-1].pk}" if more else "")


def _instant(said: str) -> datetime | None:
    try:
        at = parse_datetime(said.replace(" ", "+"))
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None


def story(member: Member, story_id: int) -> Story:
    """One story. Raises Story.DoesNotExist."""
    return Story.objects.seen_by(member).select_related("tone_by__person").get(pk=story_id)


def entries_of(member: Member, row: Story) -> Sequence[Entry]:
    """What tells it, the first to tell it first, with whether it was kept."""
    found = (
        Entry.objects.seen_by(member)
        .filter(story=row)
        .select_related("feed", "clip__by__person", "clip__item")
    )
    return list(found.order_by("said_at", "id")[:ENTRIES_SHOWN])


def clip_of(entry: Entry) -> Clip | None:
    """Whether a piece of news was kept."""
    clip: Clip | None = getattr(entry, "clip", None)
    return clip


def rising_words(institution_id: int, now: datetime) -> list[Rising]:
    """What rises, as it was counted lately: whoever opens a page does not wait for it."""
    found: list[Rising] | None = cache.get(_rising_key(institution_id))
    return count_rising_words(institution_id, now) if found is None else found


def count_rising_words(institution_id: int, now: datetime) -> list[Rising]:
    """Words in the titles of the last day, and in what citizens wrote to us, against the four weeks before it."""
    titles = pulse.titles(institution_id, now, near=False)
    voices = pulse.voices(institution_id, now)
    found = rising.gathered(
        rising.rising(titles, voices, without=waves.own_words(institution_id)),
        [*titles.today, *voices.today],
    )
    cache.set(_rising_key(institution_id), found, RISING_HOLDS.total_seconds())
    return found


def _rising_key(institution_id: int) -> str:
    return f"watch.rising:{institution_id}"


def latest_alert(member: Member, now: datetime) -> Alert | None:
    """What was alerted in the last day."""
    return Alert.objects.seen_by(member).filter(at__gt=now - A_DAY).order_by("-at", "-id").first()


def offices_to_look_at(since: datetime) -> list[int]:
    """Institutions of which something was said since then, in the news or to themselves."""
    said = Entry.objects.filter(institution=OuterRef("pk"), said_at__gt=since)
    with whole_house("what is said of every institution is counted for its own people"):
        read = set(Institution.objects.filter(Exists(said)).values_list("pk", flat=True))
    return sorted(read.union(inbox.offices_written_to(since)))


def settings_of(member: Member) -> WatchSettings:
    """What the office said of itself, or what holds until it does."""
    return interests.settings_of(member.institution_id)
