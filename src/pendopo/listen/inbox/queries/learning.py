"""What an office's own head learns from, and what its nights of learning came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Max, Q

from pendopo.foundation.later import Later
from pendopo.foundation.tenancy import TenantQuerySet, whole_house
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.models import OrgUnit
from pendopo.listen.inbox.models import InboxSettings, TriageChoice, TriageVersion, UnitWords
from pendopo.listen.inbox.states import Question
from pendopo.listen.inbox.understanding import SURE_FROM, office_of

if TYPE_CHECKING:
    from pendopo.listen import triage
else:
    triage = Later("pendopo.listen.triage")

# Fewer teach nothing, older ones say little of how the office divides its work today: triage's own bounds.
FEWEST: Final = 50
MOST: Final = 10_000


@dataclass(frozen=True, kw_only=True)
class Material:
    """Everything a night of learning needs, so that no transaction is open meanwhile."""

    choices: list[triage.Choice]
    gazetteer: triage.Gazetteer
    known: int  # so many of them, the oldest, taught the head that speaks now
    before_id: int | None

    def learned(self) -> triage.Lesson | None:
        """What the choices teach; it may take minutes."""
        return triage.learned(self.choices, self.gazetteer, known=self.known)


def offices_to_teach() -> list[int]:
    """Institutions whose people chose enough units, and something since the last night of learning."""
    with whole_house("every institution's own choices are learned from"):
        chosen = (
            TriageChoice.objects.filter(question=Question.UNIT)
            .values_list("institution_id")
            .annotate(
                many=Count("pk", filter=Q(undone_at__isnull=True)), last=Max("at"), undone=Max("undone_at")
            )
            .order_by("institution_id")
        )
        # The last of several for one institution counts.
        taught: dict[int, datetime] = dict(
            TriageVersion.objects.order_by("number").values_list("institution_id", "learned_at")
        )
    return [
        one
        for one, many, last, undone in chosen
        if many >= FEWEST and (one not in taught or max(last, undone or last) > taught[one])
    ]


def material(institution_id: int) -> Material:
    """What one institution's head learns from: choices that stand, in the order they were made."""
    chosen = (
        TriageChoice.objects.filter(
            institution_id=institution_id,
            question=Question.UNIT,
            undone_at__isnull=True,
            unit__closed_at__isnull=True,
            message__conversation__known_to__isnull=True,
        )
        .order_by("-at", "-id")
        .values_list("message__text", "unit_id", "at")[:MOST]
    )
    used = TriageVersion.objects.filter(institution_id=institution_id, in_use=True).only("learned_at").first()
    return Material(
        choices=[triage.Choice(text, str(unit_id)) for text, unit_id, _at in reversed(chosen)],
        gazetteer=office_of(institution_id).gazetteer,
        known=sum(at <= used.learned_at for _text, _unit_id, at in chosen) if used else 0,
        before_id=used.pk if used else None,
    )


def versions(member: Member) -> TenantQuerySet[TriageVersion]:
    """Nights of learning, the newest first, without the heads themselves."""
    return TriageVersion.objects.seen_by(member).defer("head").order_by("-number")


def choices_so_far(member: Member) -> int:
    """How many choices of units stand."""
    return TriageChoice.objects.seen_by(member).filter(question=Question.UNIT, undone_at__isnull=True).count()


def sure_from(member: Member) -> int:
    """Percent, below which an answer of triage decides nothing."""
    found = InboxSettings.objects.seen_by(member).values_list("sure_from", flat=True).first()
    return found or SURE_FROM


def units_with_words(member: Member) -> list[tuple[OrgUnit, UnitWords | None]]:
    """The open units, each with how citizens speak of it as far as somebody wrote that down."""
    words = {one.unit_id: one for one in UnitWords.objects.seen_by(member)}
    return [(unit, words.get(unit.pk)) for unit in structure.units(member)]
