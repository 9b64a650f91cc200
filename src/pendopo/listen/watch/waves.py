"""Waves: how much is said of us in a day against what is usual, and which of our words rise with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pendopo.listen.watch import interests
from pendopo.listen.watch.models import Alert, Entry
from pendopo.listen.watch.pulse import A_DAY, WEEKS
from pendopo.listen.watch.rising import Rising, Stream, rising, words_of
from pendopo.listen.watch.scoring import LEADER, REGION, US

FEWEST_NEWS: Final = 4  # below it nothing is a wave
FEWEST_WITH_VOICES: Final = 8  # it costs a citizen less to write than a paper
FEWEST_FOR_A_WORD: Final = 5
FIRST_DAYS: Final = 3  # a younger watch knows nothing that is usual
LEVELS: Final = ((3.0, Alert.Level.ISSUE), (2.0, Alert.Level.WATCH))
# What stands in all that concerns us says nothing of what it is about.
OURSELVES: Final = frozenset({US, LEADER, REGION})


@dataclass(frozen=True, kw_only=True)
class Wave:
    """So much in a day, of which so many citizens, where so much is usual."""

    level: Alert.Level
    counted: int
    voices: int
    usual: float


def news(institution_id: int, now: datetime, days: float) -> tuple[int, float] | None:
    """Pieces about us in the last day, and how many are usual; None where the watch is too young to say."""
    if days < FIRST_DAYS:
        return None
    about_us = Entry.objects.filter(institution_id=institution_id, is_about_us=True)
    before = about_us.filter(said_at__lte=now - A_DAY, said_at__gt=now - A_DAY - WEEKS).count()
    return about_us.filter(said_at__gt=now - A_DAY).count(), before / days


def highest(told: tuple[int, float] | None, voices: Stream) -> Wave | None:
    """The highest that news, voices, or both together reach."""
    heard = (voices.now, voices.usual) if voices.days >= FIRST_DAYS else None
    found = []
    if told is not None:
        found.append(_wave(told[0], 0, told[1], FEWEST_NEWS))
    if heard is not None:
        found.append(_wave(heard[0], heard[0], heard[1], FEWEST_WITH_VOICES))
    if told is not None and heard is not None and told[0] and heard[0]:
        found.append(_wave(told[0] + heard[0], heard[0], told[1] + heard[1], FEWEST_WITH_VOICES))
    reached = [one for one in found if one is not None]
    order = [level for _times, level in LEVELS]
    return min(reached, key=lambda one: (order.index(one.level), -one.counted), default=None)


def _wave(counted: int, voices: int, usual: float, fewest: int) -> Wave | None:
    level = next((level for times, level in LEVELS if counted >= max(fewest, times * usual)), None)
    return Wave(level=level, counted=counted, voices=voices, usual=usual) if level else None


def rising_near(institution_id: int, *streams: Stream) -> list[Rising]:
    """Words that rise in what concerns us, without our own names."""
    known = [one for one in streams if one.days >= FIRST_DAYS]
    return rising(*known, without=own_words(institution_id))


def own_words(institution_id: int) -> set[str]:
    """The words of our own names."""
    return {
        word
        for kind, names in interests.of(institution_id).words
        if kind in OURSELVES
        for name in names
        for word in words_of(name)
    }
