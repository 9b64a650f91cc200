"""Which unit gets a case: the office's own table first, then what was learned. Proposals only; a person asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.models import OrgUnit
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.models import Reading
from pendopo.serve.cases import policies
from pendopo.serve.cases.models import Case, Referral, Route
from pendopo.serve.cases.states import ReferralState

MOST: Final = 3
LEARNED_FROM: Final = timedelta(days=365)
TIMES_FOR_A_ROUTE: Final = 3
SHARE_FOR_A_ROUTE: Final = 0.8


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A unit that may answer, and why it is proposed."""

    unit: OrgUnit
    why: str


@dataclass(frozen=True, kw_only=True)
class LikelyRoute:
    """A line the table could have: one unit answered nearly all cases of a topic."""

    topic: str
    unit: OrgUnit
    times: int
    of: int


def key(written: str) -> str:
    """Topics and places as they are compared."""
    return " ".join(written.split()).casefold()


def proposals(case: Case) -> list[Proposal]:
    """Up to three units that may be asked about a case, the likeliest first."""
    sent_back = set(
        Referral.objects.seen_by(case)
        .filter(case=case, state=ReferralState.BOUNCED)
        .values_list("unit_id", flat=True)
    )
    found: dict[int, Proposal] = {}
    for one in _thought_of(case):
        known = one.unit.pk in found or one.unit.pk in sent_back
        if not known and policies.may_be_asked(one.unit, case):
            found[one.unit.pk] = one
        if len(found) == MOST:
            break
    return list(found.values())


def routes(who: BelongsTo) -> list[Route]:
    """The office's table, by topic and place."""
    return list(Route.objects.seen_by(who).select_related("unit"))


def likely_routes(who: BelongsTo, *, now: datetime) -> list[LikelyRoute]:
    """Lines that the table could have, from what units really answered in a year."""
    in_table = set(Route.objects.seen_by(who).values_list("topic_key", flat=True))
    answered = (
        Referral.objects.seen_by(who)
        .filter(
            state=ReferralState.ANSWERED,
            ended_at__gt=now - LEARNED_FROM,
            case__supervisory_content=False,
            unit__closed_at__isnull=True,
        )
        .exclude(case__topic="")
        .annotate(topic=Lower("case__topic"))
        .values_list("topic", "unit_id")
        .annotate(times=Count("pk"))
        .order_by("-times", "topic")
    )
    totals: dict[str, int] = {}
    rows = list(answered)
    for topic, _unit, times in rows:
        totals[key(topic)] = totals.get(key(topic), 0) + times
    units = {one.pk: one for one in structure.units(who)}
    return [
        LikelyRoute(topic=topic, unit=units[unit_id], times=times, of=totals[key(topic)])
        for topic, unit_id, times in rows
        if key(topic) not in in_table
        and times >= TIMES_FOR_A_ROUTE
        and times >= totals[key(topic)] * SHARE_FOR_A_ROUTE
        and unit_id in units
    ]


def _thought_of(case: Case) -> Iterator[Proposal]:
    if case.unit is not None and not Referral.objects.seen_by(case).filter(case=case).exists():
        yield Proposal(unit=case.unit, why=_("It was named when the case was opened."))
    yield from _said_by_a_unit(case)
    yield from _in_the_table(case)
    yield from _read_by_triage(case)
    yield from _answered_before(case)


def _said_by_a_unit(case: Case) -> Iterator[Proposal]:
    for one in (
        Referral.objects.seen_by(case)
        .filter(case=case, state=ReferralState.BOUNCED, bounced_to__isnull=False)
        .select_related("unit", "bounced_to")
        .order_by("-ended_at")
    ):
        if one.bounced_to is not None:
            yield Proposal(
                unit=one.bounced_to, why=_("%(unit)s says it is theirs.") % {"unit": one.unit.called}
            )


def _in_the_table(case: Case) -> Iterator[Proposal]:
    topic, place = key(case.topic), key(case.place)
    if not topic:
        return
    found = Route.objects.seen_by(case).filter(topic_key=topic).select_related("unit")
    # A line that names the place counts before one that is for everywhere.
    for one in sorted(found, key=lambda row: -len(row.place_key)):
        if one.place_key in place:
            where = _(" in %(place)s") % {"place": one.place} if one.place else ""
            yield Proposal(
                unit=one.unit,
                why=_("Your table says so for “%(topic)s”%(where)s.") % {"topic": one.topic, "where": where},
            )


def _read_by_triage(case: Case) -> Iterator[Proposal]:
    if case.conversation_id is None:
        return
    read = (
        Reading.objects.seen_by(case)
        .filter(message__conversation_id=case.conversation_id)
        .order_by("-message_id")
        .values_list("units", flat=True)
        .first()
    )
    units = {one.pk: one for one in structure.units(case)}
    for unit_id, sure, _places in read or []:
        if unit_id in units:
            yield Proposal(
                unit=units[unit_id],
                why=_("The citizen's words point to it (%(percent)s %%).") % {"percent": round(sure * 100)},
            )


def _answered_before(case: Case) -> Iterator[Proposal]:
    if not case.topic.strip():
        return
    found = (
        Referral.objects.seen_by(case)
        .filter(
            state=ReferralState.ANSWERED,
            case__topic__iexact=case.topic,
            case__supervisory_content=False,
            unit__closed_at__isnull=True,
        )
        .values_list("unit_id")
        .annotate(times=Count("pk"))
        .order_by("-times")[:MOST]
    )
    units = {one.pk: one for one in structure.units(case)}
    for unit_id, times in found:
        if unit_id in units:
            yield Proposal(
                unit=units[unit_id],
                why=_("It answered %(times)s cases about “%(topic)s”.")
                % {"times": times, "topic": case.topic},
            )
