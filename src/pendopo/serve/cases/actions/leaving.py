"""Whoever comes to belong to the unit complained of, or leaves the house, is off the lists at once (R33)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_noop

from pendopo.foundation.tenancy import house_itself
from pendopo.institution.people.events import MemberLeft, MemberMoved
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.events import UnitMoved
from pendopo.serve.cases.actions import knowing
from pendopo.serve.cases.actions.referring import leave_unit, take_back_from_unit
from pendopo.serve.cases.actions.story import locked, tell_keeper
from pendopo.serve.cases.models import Case, CaseQuerySet

# What a unit reads that came to stand under the one complained of; nothing of the matter itself.
NOT_YOURS: Final = gettext_noop("The office no longer needs this answer. Thank you.")

# Wired. Who moves people and units need not be on any list, so the house itself acts, in their transaction.


@transaction.atomic(savepoint=False)
def leave_lists(event: MemberMoved | MemberLeft) -> None:
    """Somebody moved or left: off the list of every case that is about their unit now, or off all of them.

    Raises Refused where nobody else could come on a list.
    """
    with house_itself("who moves into the unit complained of is off the list, whoever moved them"):
        member = Member.objects.select_related("person", "unit").get(pk=event.member_id)
        for case in _on_lists_of(event.institution_id).filter(known_to__contains=[member.pk]):
            row = locked(case)
            if member.pk not in (row.known_to or ()):
                continue
            if isinstance(event, MemberLeft):
                _off(row, [member], why=knowing.LEFT, now=event.at)
            elif row.reported_unit is not None and knowing.is_of(member, row.reported_unit):
                _off(row, [member], why=knowing.OF_THE_UNIT, now=event.at)


@transaction.atomic(savepoint=False)
def look_at_lists(event: UnitMoved) -> None:
    """A unit stands under another now: its people are off the lists of cases about that one, and it is not asked."""
    with house_itself(
        "who comes to stand under the unit complained of is off the list, whoever moved the unit"
    ):
        for case in _on_lists_of(event.institution_id).filter(reported_unit__isnull=False):
            row = locked(case)
            reported = row.reported_unit
            if reported is None:
                continue
            listed = Member.objects.select_related("person", "unit").filter(pk__in=row.known_to or ())
            gone = [one for one in listed if knowing.is_of(one, reported)]
            if gone:
                _off(row, gone, why=knowing.OF_THE_UNIT, now=event.at)
            if row.unit is not None and structure.is_below(row.unit, reported):
                take_back_from_unit(case=row, why=NOT_YOURS, by=None, now=event.at)
                leave_unit(row, now=event.at)


def _on_lists_of(institution_id: int) -> CaseQuerySet:
    return Case.objects.filter(institution_id=institution_id, known_to__isnull=False).order_by("pk")


def _off(row: Case, gone: list[Member], *, why: str, now: datetime) -> None:
    knowing.take_off(row, gone, why=why, by=None, now=now)
    tell_keeper(
        row,
        "cases.left_list",
        gettext_noop("Fewer people know of case %(code)s: look who keeps it"),
        now=now,
    )
