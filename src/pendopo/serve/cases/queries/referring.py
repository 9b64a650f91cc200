"""Every read about units that are asked: what they have, how they do, and what was proposed."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from pendopo.foundation.tenancy import whole_house
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.links.models import Link
from pendopo.institution.models import Institution, OrgUnit
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases.models import Answer, Case, Entry, Referral, UnitMail, Wait
from pendopo.serve.cases.states import NOT_THE_UNIT, WITH_UNIT, Purpose, ReferralState, WaitFor

A_WEEK: Final = timedelta(days=7)
LOST_AFTER: Final = timedelta(seconds=30)  # a mail due so long ago has lost its job
AT_ONCE: Final = 500
RUNNING: Final = sorted(state.value for state in WITH_UNIT)


def referrals_of(case: Case) -> list[Referral]:
    """Every unit that was asked about a case, in order, with how it was reminded."""
    found = (
        Referral.objects.seen_by(case)
        .filter(case=case)
        .select_related("unit", "bounced_to", "by__person")
        .prefetch_related("reminders", "mails")
    )
    for one in found:
        one.case, one.institution = case, case.institution
    return list(found)


def running_referral(case: Case) -> Referral | None:
    """The unit that is asked now."""
    return (
        Referral.objects.seen_by(case)
        .filter(case=case, state__in=RUNNING)
        .select_related("unit", "case")
        .first()
    )


def open_questions(unit: OrgUnit) -> QuerySet[Referral]:
    """What a unit has to answer, the most pressing first; supervisory cases only by their own link (R33)."""
    return (
        Referral.objects.seen_by(unit)
        .filter(unit=unit, state__in=RUNNING, case__supervisory_content=False)
        .select_related("case")
        .order_by("answer_by", "id")
    )


def settled_questions(unit: OrgUnit) -> QuerySet[Referral]:
    """What a unit said last."""
    return (
        Referral.objects.seen_by(unit)
        .filter(unit=unit, case__supervisory_content=False)
        .exclude(state__in=RUNNING)
        .select_related("case")
        .order_by("-ended_at", "-id")
    )


@dataclass(kw_only=True)
class UnitWeek:
    """How a unit stands, and what it did in seven days."""

    unit: OrgUnit
    open: int = 0
    late: int = 0
    bounced: int = 0
    in_time: int = 0
    days: list[int] = field(default_factory=list)  # working days to each answer

    def numbers(self) -> dict[str, int]:
        """As a mail keeps them; `days` is the median of working days, -1 where nothing was answered."""
        return {
            "open": self.open,
            "late": self.late,
            "answered": len(self.days),
            "in_time": self.in_time,
            "bounced": self.bounced,
            "days": round(statistics.median(self.days)) if self.days else -1,
        }


def weeks_of_units(house: Institution, *, now: datetime) -> list[UnitWeek]:
    """Every unit that has something to answer, or answered something in the last seven days."""
    calendar = structure.calendar_of(house)
    rows = (
        Referral.objects.filter(
            institution=house, case__supervisory_content=False, unit__closed_at__isnull=True
        )
        .filter(sent_at__lte=now)
        .select_related("unit", "case")
    )
    weeks: dict[int, UnitWeek] = {}
    units: defaultdict[int, list[Referral]] = defaultdict(list)
    for row in [*rows.filter(state__in=RUNNING), *rows.filter(ended_at__gt=now - A_WEEK, ended_at__lte=now)]:
        units[row.unit_id].append(row)
    for unit_id, found in units.items():
        week = weeks.setdefault(unit_id, UnitWeek(unit=found[0].unit))
        for row in found:
            ends = max(row.answer_by, row.case.resolve_by)
            if row.state in WITH_UNIT:
                week.open += 1
                week.late += ends < now
            elif row.state == ReferralState.ANSWERED and row.ended_at is not None:
                week.days.append(calendar.business_days_between(row.sent_at, row.ended_at))
                week.in_time += row.ended_at <= ends
            elif row.state == ReferralState.BOUNCED:
                week.bounced += 1
    return sorted(weeks.values(), key=lambda one: one.unit.name)


def referrals_to_remind(now: datetime) -> list[tuple[int, int]]:
    """Institution and number of referrals whose clock must be looked at, the longest waiting first."""
    with whole_house("clocks of units run in every institution"):
        return list(
            Referral.objects.filter(remind_at__lte=now)
            .order_by("remind_at", "pk")
            .values_list("institution_id", "pk")[:AT_ONCE]
        )


def mail_left(now: datetime) -> list[tuple[int, int]]:
    """Institution and number of mails that are due and have no job, or whose worker is gone."""
    with whole_house("mail to units is due in every institution"):
        return list(
            UnitMail.objects.filter(due_at__lte=now - LOST_AFTER)
            .order_by("due_at", "pk")
            .values_list("institution_id", "pk")[:AT_ONCE]
        )


def referral(who: BelongsTo, referral_id: int) -> Referral:
    """One referral with its case and unit. Raises Referral.DoesNotExist."""
    return (
        Referral.objects.seen_by(who)
        .select_related("case__clocks", "case__institution", "case__reported_unit", "unit", "institution")
        .get(pk=referral_id)
    )


def questions_by_unit_link(link: Link) -> QuerySet[Referral]:
    """What a link to a unit's page opens: that unit's own questions, none of them supervisory (R33)."""
    return Referral.objects.seen_by(link).filter(unit_id=link.subject_id, case__supervisory_content=False)


def after(found: QuerySet[Referral], *, at: datetime, number: int) -> QuerySet[Referral]:
    """The next page of open questions."""
    return found.filter(Q(answer_by__gt=at) | Q(answer_by=at, pk__gt=number))


def said_by_unit(referral: Referral) -> QuerySet[Entry]:
    """What the unit has said so far, besides its answer."""
    return Entry.objects.seen_by(referral).filter(
        case_id=referral.case_id,
        unit_id=referral.unit_id,
        what__in=("unit_asks_citizen", "unit_needs_time", "unit_bounced"),
        at__gte=referral.sent_at,
    )


@dataclass(frozen=True, kw_only=True)
class UnitsQuestion:
    """Where a unit's question to the citizen stands."""

    asked_at: datetime  # of the office, by the unit
    is_under_way: bool  # the office has begun to put it to them
    read_at: datetime | None  # by the citizen


def units_question(referral: Referral) -> UnitsQuestion | None:
    """The question of a unit to which the citizen has not answered yet."""
    wait = Wait.objects.seen_by(referral).filter(case_id=referral.case_id, ended_at__isnull=True).first()
    asked = said_by_unit(referral).filter(what="unit_asks_citizen").order_by("at", "id").last()
    if asked is None or wait is None or wait.for_whom == WaitFor.UNIT:
        return None
    return UnitsQuestion(
        asked_at=asked.at,
        is_under_way=Answer.objects.seen_by(referral)
        .filter(case_id=referral.case_id, purpose=Purpose.QUESTION, made_at__gte=asked.at)
        .exists(),
        read_at=wait.began_at if wait.for_whom == WaitFor.CITIZEN else None,
    )


def elsewhere(referrals: Sequence[Referral]) -> dict[int, str]:
    """Of questions to one unit, by number: who has the word about them now, where it is not the unit."""
    if not referrals:
        return {}
    waits = Wait.objects.seen_by(referrals[0]).filter(
        case_id__in=[one.case_id for one in referrals],
        ended_at__isnull=True,
        for_whom__in=sorted(NOT_THE_UNIT),
    )
    has_word = dict(waits.values_list("case_id", "for_whom"))
    return {one.pk: has_word[one.case_id] for one in referrals if one.case_id in has_word}


def question_to_pass_on(case: Case) -> str:
    """What a unit wants to know of the citizen and nobody has asked them yet; empty: nothing."""
    running = running_referral(case)
    stands = units_question(running) if running else None
    if running is None or stands is None or stands.is_under_way or stands.read_at is not None:
        return ""
    asked = said_by_unit(running).filter(what="unit_asks_citizen").order_by("at", "id").last()
    return asked.text if asked else ""


def added_by_citizen(referral: Referral) -> QuerySet[Entry]:
    """What the citizen added since the unit was asked."""
    return Entry.objects.seen_by(referral).filter(
        case_id=referral.case_id, what="citizen_wrote", at__gte=referral.sent_at
    )
