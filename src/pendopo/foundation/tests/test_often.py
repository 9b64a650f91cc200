"""Questions that are told once: the same answer as the queryset gives, for every value that is handed in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.foundation.often import Often
from pendopo.foundation.tenancy import acting_as, acting_for
from pendopo.institution.people.models import Member
from pendopo.institution.roster.models import Shift
from pendopo.institution.roster.states import ShiftState
from pendopo.institution.tests.builders import a_member, an_institution

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def test_it_is_told_once_and_answers_for_each_value():
    houses = [an_institution() for _ in range(2)]
    people = [[a_member(house) for _ in range(number)] for number, house in enumerate(houses, 2)]
    told = []

    def ask(house):
        told.append(house)
        return Member.objects.filter(institution_id=house).order_by("pk").values_list("pk", "institution_id")

    often = Often(ask, house=int)
    for house, members in zip(houses, people, strict=True):
        with acting_for(house.pk):
            assert often.rows(house=house.pk) == [(one.pk, house.pk) for one in members]
            assert often.count(house=house.pk, most=10) == len(members)
            assert often.count(house=house.pk, most=1) == 1
    assert len(told) == 1
    assert told[0] not in {house.pk for house in houses}


def test_instants_days_and_words_are_handed_in_too():
    member = a_member(an_institution())
    often = Often(
        lambda now, day, state: Shift.objects.filter(
            ends_at__gt=now, begins_on__lte=day, state=state
        ).values_list("begins_on"),
        now=datetime,
        day=date,
        state=str,
    )
    with acting_as(member):
        for days in range(3):
            begins = NOON + timedelta(days=days)
            Shift.objects.create(
                institution_id=member.institution_id,
                member=member,
                begins_on=begins.date(),
                begins_at=begins,
                ends_at=begins + timedelta(hours=2),
            )
        planned, (first, second) = ShiftState.PLANNED.value, (date(2026, 11, 23), date(2026, 11, 24))
        assert often.rows(now=NOON + timedelta(days=1), day=second, state=planned) == [(second,)]
        assert often.rows(now=NOON, day=first, state=planned) == [(first,)]
        assert often.rows(now=NOON, day=second, state="called_off") == []


def test_a_value_that_was_forgotten_is_an_error_and_asks_nothing():
    often = Often(lambda house: Member.objects.filter(institution_id=house).values_list("pk"), house=int)
    with CaptureQueriesContext(connection) as asked, pytest.raises(KeyError):
        often.rows()
    assert not asked
