from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pendopo.broadcast.material import actions, jobs
from pendopo.broadcast.material.models import MaterialRequest
from pendopo.foundation.errors import Refused

SET_AT = datetime(2026, 11, 2, 3, tzinfo=UTC)


@pytest.fixture
def call(works, operator):
    return actions.keep_call(
        unit=works,
        title="Bulan ini",
        what="Tiga angka dan satu foto.",
        why="Supaya warga tahu.",
        day=20,
        days_given=5,
        by=operator,
        now=SET_AT,
    )


def at(month, day, hour=2, year=2026):
    return datetime(year, month, day, hour, tzinfo=UTC)  # 09.00 WIB


def test_a_call_asks_each_month_exactly_once(call):
    for now in (at(11, 19), at(11, 20, 0), at(11, 20), at(11, 20, 3), at(11, 25), at(12, 21), at(12, 22)):
        jobs.make_monthly(int(now.timestamp()))
    months = MaterialRequest.objects.order_by("month").values_list("month__month", "by_id", "title")
    # 20 December is a Sunday: it comes on Monday.
    assert list(months) == [(11, call.by_id, "Bulan ini"), (12, call.by_id, "Bulan ini")]


def test_a_worker_that_slept_for_days_makes_it_later_in_the_month(call):
    made = actions.make_request_of(call=call, now=at(11, 27))
    assert made is not None
    assert made.answer_by > at(11, 27)


def a_call_of_the_28th(unit, by):
    return actions.keep_call(
        unit=unit, title="A", what="B", why="C", day=28, days_given=5, by=by, now=SET_AT - timedelta(days=300)
    )


def test_a_day_that_slips_over_the_end_of_the_month_is_asked_for_all_the_same(works, operator):
    call = a_call_of_the_28th(works, operator)
    # 28 February 2026 is a Saturday: the working day after it lies in March.
    for now in (at(2, 28), at(3, 1), at(3, 2), at(3, 3), at(3, 27), at(3, 28), at(3, 30), at(3, 31)):
        jobs.make_monthly(int(now.timestamp()))
    made = MaterialRequest.objects.filter(call=call).order_by("month")
    assert [(one.month.month, one.asked_at) for one in made] == [(2, at(3, 2)), (3, at(3, 30))]


def test_a_house_that_was_off_over_the_end_of_a_month_asks_once_and_not_long_after(works, operator):
    call = a_call_of_the_28th(works, operator)
    made = actions.make_request_of(call=call, now=at(10, 2))
    assert made is not None
    assert made.month.month == 9
    assert actions.make_request_of(call=call, now=at(10, 2, 3)) is None
    assert actions.make_request_of(call=call, now=at(11, 20)) is None


def test_two_workers_make_one(call):
    assert actions.make_request_of(call=call, now=at(11, 20)) is not None
    assert actions.make_request_of(call=call, now=at(11, 20)) is None


def test_a_call_set_after_its_day_begins_with_the_next_month(works, operator):
    late = actions.keep_call(
        unit=works,
        title="A",
        what="B",
        why="C",
        day=1,
        days_given=5,
        by=operator,
        now=SET_AT + timedelta(days=3),
    )
    assert actions.make_request_of(call=late, now=SET_AT + timedelta(days=4)) is None
    assert actions.make_request_of(call=late, now=at(12, 1)) is not None


def test_a_call_that_ended_asks_no_more(call, operator):
    actions.end_call(call=call, by=operator, now=SET_AT)
    jobs.make_monthly(int(at(11, 20).timestamp()))
    assert not MaterialRequest.objects.exists()
    with pytest.raises(Refused):
        actions.keep_call(
            call=call,
            unit=call.unit,
            title="A",
            what="B",
            why="C",
            day=3,
            days_given=2,
            by=operator,
            now=SET_AT,
        )


@pytest.mark.parametrize("day", [0, 29, 31])
def test_a_day_that_not_every_month_has_is_refused(works, operator, day):
    with pytest.raises(Refused):
        actions.keep_call(
            unit=works, title="A", what="B", why="C", day=day, days_given=5, by=operator, now=SET_AT
        )
