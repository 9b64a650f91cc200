"""Suggestions become rows: each thing once, and what no longer holds goes by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_noop

from pendopo.broadcast.ideas import card_templates, looking
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.states import FLOW, IdeaState, Source
from pendopo.broadcast.ideas.suggesting import registry
from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion
from pendopo.foundation import ledger
from pendopo.foundation.errors import Stale
from pendopo.foundation.personal_data import masked
from pendopo.institution.models import Institution
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure

MOST: Final = 5  # open suggestions of a source: a board is read, not searched
# What a new look may say otherwise; a person's own words stay.
ANEW: Final = (
    "title",
    "reasons",
    "text",
    "template",
    "url",
    "suggested_for",
    "useful_until",
    "is_solemn",
    "strength",
)


@transaction.atomic
def look_again(*, institution: Institution, now: datetime, by: Member | None = None) -> int:
    """Ask every source what it suggests today; says how many are new. Repeating it changes nothing.

    What no longer holds is set aside by the house, what people decided about stays decided. Raises Refused.
    """
    if by is not None:
        people.require(by, Permission.WRITE_CONTENT, now=now)
    # Of two who look at once the second finds what the first made.
    Institution.objects.select_for_update(of=("self",), no_key=True).get(pk=institution.pk)
    today = structure.zone_of(institution).day_of(now)
    with translation.override(settings.LANGUAGE_CODE):
        found = registry.found(institution, now)
        _end_what_is_past(institution.pk, today, now=now)
        number = sum(_bring_up_to_date(institution, source, some, now=now) for source, some in found.items())
    if number:
        ledger.write(
            did="ideas.suggested", by=by, institution_id=institution.pk, at=now, words={"number": number}
        )
    return number


@transaction.atomic
def suggest(*, institution: Institution, suggestion: Suggestion, now: datetime) -> Idea | None:
    """Put one suggestion on the board, as news and warnings do when they arrive; None where it was known already."""
    known = Idea.objects.filter(
        institution=institution, source=suggestion.source, reference=suggestion.reference
    )
    if known.exists():
        return None
    Idea.objects.bulk_create([_row(institution, suggestion, now=now)], ignore_conflicts=True)
    return known.first()


def _bring_up_to_date(
    institution: Institution, source: str, suggestions: Iterable[Suggestion], *, now: datetime
) -> int:
    known = {one.reference: one for one in Idea.objects.filter(institution=institution, source=source)}
    wanted: dict[str, Suggestion] = {}
    for one in suggestions:
        if len(wanted) < MOST and _may_stand(known.get(one.reference)):
            wanted.setdefault(one.reference, one)
    _retire(known, wanted, now=now)
    new = [_row(institution, one, now=now) for name, one in wanted.items() if name not in known]
    Idea.objects.bulk_create(new, ignore_conflicts=True)
    for name, one in wanted.items():
        if name in known:
            _renew(known[name], one, institution, now=now)
    return len(new)


def _may_stand(row: Idea | None) -> bool:
    """New ones, open ones, and those that the house itself had set aside."""
    return row is None or row.is_open or (row.state == IdeaState.SET_ASIDE and row.set_aside_by_id is None)


def _retire(known: Mapping[str, Idea], wanted: Mapping[str, Suggestion], *, now: datetime) -> None:
    """What nobody kept and no fact carries any more."""
    for name, row in known.items():
        if name not in wanted and row.state == IdeaState.SUGGESTED:
            _set_aside(row, gettext_noop("It does not hold any more."), now=now)


def _renew(row: Idea, suggestion: Suggestion, institution: Institution, *, now: datetime) -> None:
    fresh = _row(institution, suggestion, now=now)
    if row.state == IdeaState.SET_ASIDE:
        FLOW.move(row, IdeaState.SUGGESTED, why_aside="", set_aside_at=None, changed_at=now)
    # Somebody who keeps it may have written in it: only its reason follows the facts.
    names = ANEW if row.state == IdeaState.SUGGESTED else ("reasons", "strength")
    changed = {name: getattr(fresh, name) for name in names if getattr(row, name) != getattr(fresh, name)}
    if changed:
        Idea.objects.filter(pk=row.pk, state=row.state).update(**changed)


def _end_what_is_past(institution_id: int, today: date, *, now: datetime) -> None:
    for row in Idea.objects.filter(institution_id=institution_id).past(today):
        _set_aside(row, gettext_noop("Its time is over."), now=now)


def _set_aside(row: Idea, why: str, *, now: datetime) -> None:
    try:
        FLOW.move(
            row, IdeaState.SET_ASIDE, why_aside=why, set_aside_at=now, set_aside_by=None, changed_at=now
        )
    except Stale:
        return  # somebody has just decided about it


def _row(institution: Institution, suggestion: Suggestion, *, now: datetime) -> Idea:
    """The row of a suggestion: covered, and on a solemn day without festivity (R17)."""
    is_solemn = suggestion.is_solemn or (
        suggestion.suggested_for is not None and looking.is_solemn(institution, suggestion.suggested_for)
    )
    return Idea(
        institution=institution,
        source=Source(suggestion.source),
        reference=suggestion.reference,
        title=masked(suggestion.title)[:200],
        reasons=[one.kept() for one in suggestion.reasons],
        text=masked(suggestion.text),
        template=card_templates.fitting(suggestion.template, is_solemn=is_solemn),
        url=suggestion.url[:1000],
        suggested_for=suggestion.suggested_for,
        useful_until=suggestion.useful_until,
        is_solemn=is_solemn,
        strength=suggestion.strength,
        pillar_id=suggestion.pillar_id,
        campaign_id=suggestion.campaign_id,
        made_at=now,
        changed_at=now,
    )
