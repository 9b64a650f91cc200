"""What stands between a case and a unit: what the unit is shown, for how long its link lasts, who must hear of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from typing import Final

from pendopo.foundation.personal_data import Kind, found_in
from pendopo.institution.links import actions as links
from pendopo.institution.links.actions import Purpose
from pendopo.institution.models import OrgUnit
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member, MemberQuerySet
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases.models import Case, Referral, Wait
from pendopo.serve.cases.states import NOT_THE_UNIT, WaitFor
from pendopo.serve.cases.unit_clock import UnitClock

LINK_LASTS: Final = timedelta(days=30)
AFTER_THE_CLOCK: Final = timedelta(days=14)
DAYS_WHEN_LATE: Final = 5  # working days


def without_what_is_not_needed(text: str, *, needs: AbstractSet[Kind] = frozenset()) -> str:
    """A text for a unit: personal data is covered, but for the kinds without which it can't answer (R80)."""
    shown, at = [], 0
    for hit in found_in(text):
        if hit.kind not in needs:
            shown += [text[at : hit.start], hit.masked]
            at = hit.end
    return "".join([*shown, text[at:]])


def due(referral: Referral) -> datetime:
    """When the unit's time ends: with the case's own clock, which moves while the citizen is asked."""
    return max(referral.answer_by, referral.case.resolve_by)


def clock_of(referral: Referral) -> UnitClock:
    """The clock of a unit that was asked."""
    return clocks_of([referral])[referral.pk]


def clocks_of(referrals: Sequence[Referral]) -> dict[int, UnitClock]:
    """The clocks of units that were asked, of one institution, in two questions however many they are."""
    if not referrals:
        return {}
    calendar = structure.calendar_of(referrals[0].institution)
    waits: defaultdict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    found = Wait.objects.seen_by(referrals[0]).filter(
        case_id__in=[one.case_id for one in referrals], for_whom__in=sorted(NOT_THE_UNIT)
    )
    for case_id, began_at, ended_at in found.values_list("case_id", "began_at", "ended_at"):
        waits[case_id].append((began_at, ended_at))
    return {
        one.pk: UnitClock(
            calendar=calendar, began_at=one.sent_at, ends_at=due(one), waits=tuple(waits[one.case_id])
        )
        for one in referrals
    }


def is_to_be_passed_on(case: Case) -> bool:
    """Whether a unit has asked something that the office has not put to the citizen yet."""
    return Wait.objects.filter(case=case, for_whom=WaitFor.OFFICE, ended_at__isnull=True).exists()


def days_to_name(referral: Referral, *, now: datetime) -> tuple[date, date]:
    """The first and the last day that a unit may name for its answer: within the law's clock.

    Where it has run out, or runs out today, still a few working days: an honest day is better than silence.
    """
    calendar = structure.calendar_of(structure.institution(referral.institution_id))
    today = calendar.zone.day_of(now)
    last = calendar.zone.day_of(due(referral))
    if last <= today:
        last = calendar.add_business_days(now, DAYS_WHEN_LATE).on
    return today + timedelta(days=1), last


def token(referral: Referral, *, by: Member | None, now: datetime) -> str:
    """A new link to one question; it lasts beyond the clock, for whoever is late."""
    return links.give_link(
        purpose=Purpose.REFERRAL,
        subject=referral,
        institution_id=referral.institution_id,
        by=by,
        lasts=max(LINK_LASTS, due(referral) - now + AFTER_THE_CLOCK),
        now=now,
    )


def unit_token(unit: OrgUnit, *, by: Member | None, now: datetime) -> str:
    """A new link to all open questions of a unit."""
    return links.give_link(
        purpose=Purpose.UNIT,
        subject=unit,
        institution_id=unit.institution_id,
        by=by,
        lasts=LINK_LASTS,
        now=now,
    )


def keepers(case: Case) -> list[int]:
    """Who hears what a unit says: whoever keeps the case; without a keeper, who coordinates."""
    if case.keeper_id is not None:
        return [case.keeper_id]
    return coordinators(case)


def coordinators(case: Case) -> list[int]:
    """Who decides when units don't agree, or are silent (R38)."""
    return _who_know(people.members_who_may(case.institution_id, Permission.COORDINATE_CASES), case)


def liaisons(referral: Referral) -> list[int]:
    """Members with an account who answer for the unit that was asked."""
    found = people.members(referral.institution_id).in_role(Role.UNIT_LIAISON)
    return _who_know(found.filter(unit_id=referral.unit_id), referral.case)


def _who_know(found: MemberQuerySet, case: Case) -> list[int]:
    """Those of them who may know of the case at all (R33)."""
    known = found if case.known_to is None else found.filter(pk__in=case.known_to)
    return list(known.values_list("pk", flat=True))
