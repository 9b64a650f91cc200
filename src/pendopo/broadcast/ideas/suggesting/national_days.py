"""National days whose time to prepare has begun, and of which nothing is planned yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from pendopo.broadcast.ideas.card_templates import PLAIN, SOLEMN
from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.ideas.suggesting.known import angle_of
from pendopo.broadcast.ideas.suggesting.matching import Spoken, carrying, speaks_of
from pendopo.broadcast.ideas.suggesting.reasons import Reason, reason
from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion
from pendopo.foundation.clock import NationalDay, Tone
from pendopo.foundation.clock.national_days import Confidence

# A post of the week before counts: it may lead up to the day.
BEFORE: Final = timedelta(days=7)
STRONGEST: Final = 100


def suggestions(
    days: Iterable[NationalDay],
    *,
    spoken: Sequence[Spoken],
    solemn: frozenset[date],
    today: date,
    language: str,
) -> Iterator[Suggestion]:
    """One for each day to prepare; of days that follow each other under one name only the first."""
    told: dict[str, date] = {}
    for day in days:
        follows = told.get(day.key) == day.on - timedelta(days=1)
        told[day.key] = day.on
        if not follows and not _is_planned(day, spoken):
            yield _suggestion(
                day, is_solemn=day.is_solemn or day.on in solemn, today=today, language=language
            )


def _is_planned(day: NationalDay, spoken: Sequence[Spoken]) -> bool:
    words = carrying(day.name) or (day.name.casefold(),)
    return any(
        one.on is not None and day.on - BEFORE <= one.on <= day.on and speaks_of(one, words, enough=1)
        for one in spoken
    )


def _suggestion(day: NationalDay, *, is_solemn: bool, today: date, language: str) -> Suggestion:
    left = (day.on - today).days
    name = day.name if language == "id" else day.name_en
    if is_solemn:
        opening, template = _("Today we commemorate %(day)s."), SOLEMN
    elif day.tone is Tone.FESTIVE:
        opening, template = _("Happy %(day)s!"), "greeting"
    else:
        opening, template = _("Today is %(day)s."), PLAIN
    return Suggestion(
        source=Source.NATIONAL_DAY,
        reference=f"{day.key}:{day.on.isoformat()}",
        title=name[:200],
        reasons=_reasons(day, left, is_solemn=is_solemn),
        text=f"{opening % {'day': name}} {_rest(day, is_solemn=is_solemn, language=language)}",
        template=template,
        suggested_for=day.on,
        useful_until=day.on,
        is_solemn=is_solemn,
        strength=max(STRONGEST - left, 1),
    )


def _rest(day: NationalDay, *, is_solemn: bool, language: str) -> str:
    """What citizens can use on it: from the list; on a holiday, when the office is open again."""
    known = angle_of(day.key, language)
    if known:
        return known
    if day.is_holiday:
        return _(
            "Our offices are closed on [write the days] and open again on [write the day and hour]. Meanwhile this "
            "stays open: [write what, where and at what hours]. In an emergency call [write the number]."
        )
    if is_solemn:
        return _("[Write one quiet sentence: who or what is remembered, and what it means to citizens here.]")
    return _(
        "[Write what citizens can do or get on this day, such as a service or an activity, where and at what hours.]"
    )


def _reasons(day: NationalDay, left: int, *, is_solemn: bool) -> list[Reason]:
    named: dict[str, str | date] = {"day": day.name, "day_en": day.name_en, "full": day.on}
    if left <= 0:
        reasons = [reason("day_is_today", **named)]
    elif left == 1:
        reasons = [reason("day_is_tomorrow", **named)]
    else:
        reasons = [reason("day_is_near", **named, number=left)]
    if is_solemn:
        reasons.append(reason("day_is_solemn"))
    if day.confidence is Confidence.BELIEVED:
        reasons.append(reason("day_is_believed"))
    return reasons
