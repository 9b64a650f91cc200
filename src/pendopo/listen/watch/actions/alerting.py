"""Alerts by threshold (domain.md 2.7): more is said of us than usual, or a word of what concerns us rises.

Never more alerts than the office wants, and one thing is alerted once: words that were alerted, or of which an official
warning told, alert nobody again for a day; a wave that only they make up has to become three times as much first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.foundation.clock import Zone
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import queries as structure
from pendopo.listen.watch import interests, pulse, waves
from pendopo.listen.watch.models import Alert, OfficialWarning
from pendopo.listen.watch.rising import Rising, Stream, untold, words_of
from pendopo.listen.watch.states import WarningState

A_DAY: Final = timedelta(days=1)
WORDS_SAID: Final = 4
TITLES: Final = {
    Alert.Level.WATCH: gettext_noop("Twice as much news about us as usual: %(counted)s in a day"),
    Alert.Level.ISSUE: gettext_noop("Three times as much news about us as usual: %(counted)s in a day"),
}
WITH_VOICES: Final = {
    Alert.Level.WATCH: gettext_noop("Twice as much is said of us as usual: %(counted)s in a day"),
    Alert.Level.ISSUE: gettext_noop("Three times as much is said of us as usual: %(counted)s in a day"),
}
# Whether citizens are among them, and whether words rise with it.
TEXTS: Final = {
    (False, False): gettext_noop("Usually there are %(usual)s a day."),
    (False, True): gettext_noop("Usually there are %(usual)s a day. Rising words: %(words)s."),
    (True, False): gettext_noop(
        "Citizens who wrote to us among them: %(people)s. Usually there are %(usual)s a day."
    ),
    (True, True): gettext_noop(
        "Citizens who wrote to us among them: %(people)s. Usually there are %(usual)s a day. Rising words: %(words)s."
    ),
}
A_WORD: Final = gettext_noop("“%(word)s” rises in what is said of us: %(counted)s in a day")


@transaction.atomic
def alert_if_rising(institution_id: int, *, now: datetime) -> Alert | None:
    """Look at the last day against the 28 before it. Returns the one alert that was given, if there is one."""
    _take_turn(institution_id)
    lately = list(Alert.objects.filter(institution_id=institution_id, at__gt=now - A_DAY))
    if not _wants_another(institution_id, lately, now=now):
        return None
    titles = pulse.titles(institution_id, now, near=True)
    voices = pulse.voices(institution_id, now)
    words = waves.rising_near(institution_id, titles, voices)
    wave = waves.highest(waves.news(institution_id, now, titles.days), voices)
    alerted = {word for one in lately for word in one.words}
    pieces = [*titles.today, *voices.today]
    if wave is not None and _is_news(wave, lately, titles, voices):
        return _give(institution_id, wave.level, wave.counted, wave.voices, wave.usual, words, now=now)
    told = alerted | _warned_of(institution_id, now)
    fresh = untold([one for one in words if one.now >= waves.FEWEST_FOR_A_WORD], pieces, told)
    if not fresh:
        return None
    first = fresh[0]
    return _give(institution_id, Alert.Level.WORD, first.now, first.voices, first.usual, fresh, now=now)


def _take_turn(institution_id: int) -> None:
    """Two workers that look at once would both find that one alert is left."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"watch.alert:{institution_id}"]
        )


def _wants_another(institution_id: int, lately: Sequence[Alert], *, now: datetime) -> bool:
    """Whether the office wants one more in its own day."""
    zone: Zone = structure.zone_of(structure.institution(institution_id))
    today = sum(zone.day_of(one.at) == zone.day_of(now) for one in lately)
    return today < interests.settings_of(institution_id).alerts_a_day


def _is_news(wave: waves.Wave, lately: Sequence[Alert], *streams: Stream) -> bool:
    """The same or less is not said twice in 24 hours, nor what words have told already."""
    said = {one.level for one in lately}
    if wave.level in said or Alert.Level.ISSUE in said:
        return False
    words = {word for one in lately if one.level == Alert.Level.WORD for word in one.words}
    known = sum(
        stream.today_each for stream in streams if words for piece in stream.today if words & words_of(piece)
    )
    return wave.level == Alert.Level.ISSUE or known * 2 < wave.counted


def _warned_of(institution_id: int, now: datetime) -> set[str]:
    """Words of official warnings that concerned us: whoever is on duty was told of them."""
    lately = OfficialWarning.objects.filter(institution_id=institution_id, read_at__gt=now - A_DAY)
    headlines = lately.exclude(state=WarningState.ELSEWHERE).values_list("headline", flat=True)
    return {word for headline in headlines for word in words_of(headline)}


def _give(
    institution_id: int,
    level: Alert.Level,
    counted: int,
    voices: int,
    usual: float,
    words: Collection[Rising],
    *,
    now: datetime,
) -> Alert:
    alert = Alert.objects.create(
        institution_id=institution_id,
        level=level,
        counted=counted,
        voices=voices,
        usual=round(usual, 2),
        words=[one.word for one in words],
        at=now,
    )
    notices.tell(
        institution_id=institution_id,
        to=[
            one.pk
            for one in people.members(institution_id).in_role(Role.EDITOR, Role.APPROVER, Role.DUTY_OFFICER)
        ],
        kind="watch.alert",
        title=_title(alert),
        text=_text(alert),
        url=reverse("watch:desk"),
        urgent=level == Alert.Level.ISSUE,
        once=f"watch.alert:{alert.pk}",
        now=now,
    )
    return alert


def _title(alert: Alert) -> Sentence:
    counted = {"counted": alert.counted}
    if alert.level == Alert.Level.WORD:
        return Sentence(A_WORD, {**counted, "word": alert.words[0]})
    return Sentence((WITH_VOICES if alert.voices else TITLES)[Alert.Level(alert.level)], counted)


def _text(alert: Alert) -> Sentence:
    """How much is usual, and what it is about: the words that rise with it."""
    rising = alert.words[1:] if alert.level == Alert.Level.WORD else alert.words
    words = {
        "people": alert.voices,
        "usual": f"{alert.usual:.1f}".replace(".", ","),
        "words": ", ".join(rising[:WORDS_SAID]),
    }
    return Sentence(TEXTS[bool(alert.voices), bool(rising)], words)
