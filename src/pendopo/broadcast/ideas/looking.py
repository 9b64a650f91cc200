"""What Siarkan itself knows of: national days, and days without a post. Facts in, suggestions out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from pendopo.broadcast.calendar import queries as calendar
from pendopo.broadcast.content import queries as content
from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.ideas.suggesting import gaps, national_days
from pendopo.broadcast.ideas.suggesting.gaps import Behind
from pendopo.broadcast.ideas.suggesting.matching import Spoken
from pendopo.broadcast.ideas.suggesting.registry import register
from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion
from pendopo.foundation.clock import national_days_on, to_prepare
from pendopo.foundation.ui.speech import language
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure

AHEAD: Final = 10  # days in which a gap is worth an idea
READ_BACK: Final = timedelta(days=30)


def days_to_prepare(institution: Institution, now: datetime) -> Iterable[Suggestion]:
    """National days whose lead time has begun."""
    today = structure.zone_of(institution).day_of(now)
    known = structure.calendar_of(institution).decrees
    days = to_prepare(today, known)
    return national_days.suggestions(
        days,
        spoken=said_since(institution, now - READ_BACK),
        solemn=frozenset(day.on for day in days if is_solemn(institution, day.on)),
        today=today,
        language=language(),
    )


def days_without_a_post(institution: Institution, now: datetime) -> Iterable[Suggestion]:
    """Working days of the next ten for which nothing is planned."""
    today = structure.zone_of(institution).day_of(now)
    first, last = today + timedelta(days=1), today + timedelta(days=AHEAD)
    free = calendar.free_days(institution, first, last)
    balance = calendar.balance_of_month(institution, today)
    return gaps.suggestions(
        free,
        [
            Behind(
                pillar_id=share.pillar.pk,
                name=share.pillar.name,
                percent=share.percent,
                target=share.target,
                of=share.of,
            )
            for share in balance.shares
            if share.pillar is not None and share.target is not None
        ],
        spoken_for=frozenset(
            one.suggested_for for one in days_to_prepare(institution, now) if one.suggested_for
        ),
        solemn=frozenset(day for day in free if is_solemn(institution, day)),
        today=today,
        language=language(),
    )


def said_since(institution: Institution, since: datetime) -> list[Spoken]:
    """What the office said since then, or is about to say, on its own clock."""
    zone = structure.zone_of(institution)
    return [
        Spoken(title=one.title, text=one.text, on=zone.day_of(one.at) if one.at else None)
        for one in content.said_since(institution.pk, since)
    ]


def is_solemn(institution: Institution, on: date) -> bool:
    """Whether a day takes no jokes and nothing festive, by this office's decrees (R17)."""
    known = structure.calendar_of(institution).decrees
    return any(day.is_solemn for day in national_days_on(on, known))


register(Source.NATIONAL_DAY, days_to_prepare)
register(Source.GAP, days_without_a_post)
