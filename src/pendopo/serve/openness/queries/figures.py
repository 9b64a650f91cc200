"""A year in figures, for the yearly report (domain.md 4.4): every figure with what it is a part of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness.models import Objection, PublicInfoRequest
from pendopo.serve.openness.states import (
    Channel,
    Decision,
    Ground,
    Holding,
    ObjectionReason,
    ObjectionState,
    RequestState,
    Verdict,
)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the registers of a year add up to."""

    year: int
    requests: int
    channels: dict[str, int]
    granted_in_full: int
    granted_in_part: int
    refused: int
    refusals: dict[str, int]
    withdrawn: int
    undecided: int
    unanswered: int
    extended: int
    in_time: int
    decided: int
    mean_days: float | None  # working days from complete to written notice
    objections: int
    objection_reasons: dict[str, int]
    verdicts: dict[str, int]
    disputes: tuple[tuple[str, str, str], ...]  # objection, number at the commission, outcome


def years(institution_id: int) -> list[int]:
    """The years that have a register, the newest first."""
    found = PublicInfoRequest.objects.filter(institution_id=institution_id).registered()
    known = found.order_by("-year").values_list("year", flat=True).distinct()
    return [year for year in known if year]


def figures(institution: Institution, year: int) -> Figures:
    """Count the registers of a year."""
    requests = list(
        PublicInfoRequest.objects.filter(institution=institution, year=year).registered().order_by("number")
    )
    objections = list(Objection.objects.filter(institution=institution, year=year).order_by("number"))
    calendar = structure.calendar_of(institution)
    answered = [one for one in requests if one.notified_at and one.completed_at]
    took = [
        calendar.business_days_between(one.completed_at, one.notified_at)
        for one in answered
        if one.completed_at and one.notified_at
    ]
    decisions = Counter(one.decision for one in requests)
    return Figures(
        year=year,
        requests=len(requests),
        channels=_named(Channel, (one.channel for one in requests)),
        granted_in_full=decisions[Decision.FULL],
        granted_in_part=decisions[Decision.PARTIAL],
        refused=decisions[Decision.REFUSED],
        refusals=_refusals(requests),
        withdrawn=sum(one.state == RequestState.WITHDRAWN for one in requests),
        undecided=sum(one.is_on_the_clock for one in requests),
        unanswered=sum(
            not one.decision and one.state in {RequestState.UNANSWERED, RequestState.OBJECTED}
            for one in requests
        ),
        extended=sum(one.extended_at is not None for one in requests),
        in_time=sum(one.notified_at <= one.due_at for one in answered if one.notified_at and one.due_at),
        decided=len(answered),
        mean_days=sum(took) / len(took) if took else None,
        objections=len(objections),
        objection_reasons=_named(ObjectionReason, (one.reason for one in objections)),
        verdicts=_named(Verdict, (one.verdict for one in objections if one.verdict)),
        disputes=tuple(
            (one.register_number, one.dispute_number, one.dispute_outcome)
            for one in objections
            if one.state == ObjectionState.DISPUTED
        ),
    )


def _refusals(requests: Iterable[PublicInfoRequest]) -> dict[str, int]:
    """Refused in whole or in part, by the reason the law names."""
    found: Counter[str] = Counter()
    for one in requests:
        if one.decision not in {Decision.REFUSED, Decision.PARTIAL}:
            continue  # granted in full since, after an objection
        if one.ground:
            found[f"{one.ground}. {Ground(one.ground).label}"] += 1
        elif one.decision == Decision.REFUSED:
            found[str(Holding(one.holding).label)] += 1
    return dict(sorted(found.items()))


def _named(choices: type[Channel | ObjectionReason | Verdict], found: Iterable[str]) -> dict[str, int]:
    counted = Counter(found)
    return {str(one.label): counted[one.value] for one in choices if counted[one.value]}
