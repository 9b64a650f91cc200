"""What other rooms know and ideas are made of: questions, settled cases, standards, posts of last year.

Siarkan can't ask those above it; here their facts are fetched and handed to its pure functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.ideas import queries as ideas
from pendopo.broadcast.ideas import suggesting
from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.ideas.suggesting import Asked, Earlier, Solved, Standard, Suggestion
from pendopo.broadcast.publishing import queries as publishing
from pendopo.foundation import public_pages
from pendopo.foundation.ui.speech import language
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import queries as inbox
from pendopo.serve.cases import queries as cases
from pendopo.serve.standards import queries as standards

A_WEEK: Final = timedelta(days=7)
SETTLED_SINCE: Final = timedelta(days=14)


def asked_by_citizens(institution: Institution, now: datetime) -> Iterable[Suggestion]:
    """What several people asked in the last seven days; threads with a secret in them stay out."""
    zone = structure.zone_of(institution)
    found = inbox.asked_together(
        institution.pk, since=now - A_WEEK, without=cases.secret_conversations(institution.pk)
    )
    return suggesting.asked.suggestions(
        [
            Asked(
                number=one.cluster_id,
                first_on=zone.day_of(one.first_at),
                by_citizen=one.texts,
                are_questions=2 * one.questions >= one.messages,
            )
            for one in found
        ],
        spoken=ideas.said_since(institution, now - A_WEEK),
        today=zone.day_of(now),
    )


def solved_for_citizens(institution: Institution, now: datetime) -> Iterable[Suggestion]:
    """What was settled in the last two weeks, by topic, unit and week."""
    zone = structure.zone_of(institution)
    counted: Counter[tuple[str, int | None, str, int, int]] = Counter()
    last: dict[tuple[str, int | None, str, int, int], date] = {}
    for one in cases.settled_since(institution.pk, now - SETTLED_SINCE):
        on = zone.day_of(one.closed_at)
        year, week, _day = on.isocalendar()
        key = (one.topic.strip(), one.unit_id, one.unit_short or one.unit or "", year, week)
        counted[key] += 1
        last[key] = on
    return suggesting.solved.suggestions(
        (
            Solved(
                topic=topic,
                unit=unit,
                unit_id=unit_id,
                count=count,
                year=year,
                week=week,
                last_on=last[topic, unit_id, unit, year, week],
            )
            for (topic, unit_id, unit, year, week), count in counted.items()
        )
    )


def standards_nobody_knows(institution: Institution, now: datetime) -> Iterable[Suggestion]:
    """Standards in force that no post of half a year names."""
    today = structure.zone_of(institution).day_of(now)
    said = ideas.said_since(institution, now - timedelta(days=suggesting.standards.DAYS))
    return suggesting.standards.suggestions(
        [
            Standard(
                service_id=one.service_id,
                name=one.name,
                names=one.names,
                since=one.since,
                parts=one.parts,
                url=public_pages.address("standards.service", institution.slug, one.service_id),
            )
            for one in standards.promised(institution.pk)
        ],
        spoken=said,
        today=today,
    )


def best_of_last_year(institution: Institution, now: datetime) -> Iterable[Suggestion]:
    """What stood around this day a year ago, with what citizens wrote under it."""
    zone = structure.zone_of(institution)
    today = zone.day_of(now)
    around = suggesting.last_year.AROUND
    then = now - suggesting.last_year.A_YEAR
    stood = publishing.stood_between(institution.pk, then - around, then + around)
    under = inbox.written_under(
        institution.pk, [(one.account_id, name) for one in stood for name in one.names]
    )
    replies: Counter[int] = Counter()
    first: dict[int, date] = {}
    titles: dict[int, str] = {}
    for one in stood:
        replies[one.item_id] += sum(under.get((one.account_id, name), 0) for name in one.names)
        titles[one.item_id] = one.title
        first.setdefault(one.item_id, zone.day_of(one.published_at))
    texts = content.texts_of(_Of(institution.pk), list(titles))
    return suggesting.last_year.suggestions(
        [
            Earlier(
                item_id=item_id,
                title=titles[item_id],
                text=texts.get(item_id, ""),
                published_on=first[item_id],
                replies=replies[item_id],
            )
            for item_id in titles
        ],
        today=today,
        language=language(),
    )


class _Of:
    """Whoever acts for an institution."""

    def __init__(self, institution_id: int) -> None:
        self.institution_id = institution_id


suggesting.register(Source.ASKED, asked_by_citizens)
suggesting.register(Source.SOLVED, solved_for_citizens)
suggesting.register(Source.STANDARD, standards_nobody_knows)
suggesting.register(Source.LAST_YEAR, best_of_last_year)
