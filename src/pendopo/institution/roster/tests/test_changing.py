"""Planning, swapping, leaving and handing over; who may, and what happens at once."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from pendopo.foundation import events
from pendopo.foundation.clock import Zone
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.people.events import MemberLeft
from pendopo.institution.people.roles import Role
from pendopo.institution.roster import actions, jobs
from pendopo.institution.roster.events import ShiftGiven, ShiftHandedOver, SwapAnswered, SwapAsked
from pendopo.institution.roster.models import Shift, Swap
from pendopo.institution.roster.states import Cover, ShiftState, SwapState
from pendopo.institution.roster.tests.builders import NOW, a_shift
from pendopo.institution.structure import actions as structure
from pendopo.institution.tests.builders import a_member


def weekly(member, by, **fields):
    return actions.plan_weekly(
        **{
            "member": member,
            "weekdays": [2],
            "begins": time(16),
            "ends": time(0),
            "first_on": date(2026, 11, 25),
            "by": by,
            "now": NOW,
            **fields,
        }
    )


@pytest.fixture
def told():
    heard = []
    with events.heard_by(
        dict.fromkeys((ShiftGiven, ShiftHandedOver, SwapAsked, SwapAnswered), (heard.append,))
    ):
        yield heard


class TestAWeeklyPattern:
    def test_makes_the_shifts_of_three_months_over_midnight_too(self, office, sari, keeper):
        weekly(sari, keeper)
        shifts = list(Shift.objects.all())
        assert len(shifts) == 14
        assert (shifts[0].begins_on, shifts[0].ends_at - shifts[0].begins_at) == (
            date(2026, 11, 25),
            timedelta(hours=8),
        )
        assert Zone.WIB.local(shifts[0].ends_at).date() == date(2026, 11, 26)

    def test_planning_again_makes_nothing_twice_whatever_became_of_a_shift(
        self, office, sari, rahmat, keeper
    ):
        weekly(sari, keeper)
        first, second, *_rest = Shift.objects.all()
        actions.call_off(shift=first, why="Rapat", by=keeper, now=NOW)
        actions.give_shift(shift=second, to=rahmat, by=keeper, now=NOW)
        assert actions.plan_ahead(institution_id=office.pk, now=NOW) == 0
        jobs.plan_ahead(int((NOW + timedelta(days=7)).timestamp()))
        assert Shift.objects.count() == 15

    def test_does_not_come_on_holidays_unless_it_is_meant_to(self, office, sari, rahmat, keeper):
        weekly(sari, keeper, weekdays=[4])
        weekly(rahmat, keeper, weekdays=[4], on_days_off=True)
        christmas = Shift.objects.filter(begins_on=date(2026, 12, 25))
        assert [one.member for one in christmas] == [rahmat]

    def test_a_day_that_becomes_a_holiday_loses_its_shift(self, office, sari, keeper):
        administrator = a_member(office, Role.ADMINISTRATOR)
        weekly(sari, keeper)
        assert Shift.objects.filter(begins_on=date(2026, 12, 2)).exists()
        structure.change_working_days(
            closed_days=[{"on": "2026-12-02", "name": "Pilkada"}], by=administrator, now=NOW
        )
        assert not Shift.objects.filter(begins_on=date(2026, 12, 2)).exists()

    def test_ended_takes_away_what_was_planned_after_it(self, office, sari, keeper):
        (one,) = weekly(sari, keeper)
        actions.end_weekly(weekly=one, last_on=date(2026, 12, 2), by=keeper, now=NOW)
        assert Shift.objects.latest("begins_at").begins_on == date(2026, 12, 2)
        assert actions.plan_ahead(institution_id=office.pk, now=NOW) == 0

    def test_is_refused_without_role_letter_or_sense(self, office, sari, keeper):
        bare = a_member(office, Role.OPERATOR, letter=False)
        for fields, rule in (
            ({"member": bare}, "R02"),
            ({"member": a_member(office, Role.AUDITOR)}, ""),
            ({"weekdays": []}, ""),
            ({"begins": time(6), "ends": time(5)}, ""),
            ({"first_on": date(2026, 11, 24)}, ""),
            ({"last_on": date(2026, 11, 24)}, ""),
        ):
            with pytest.raises(Refused) as no:
                weekly(**{"member": sari, "by": keeper, **fields})
            assert no.value.rule == rule
        assert not Shift.objects.exists()


class TestWhoMay:
    @pytest.mark.parametrize(
        ("role", "may"),
        [
            (Role.EDITOR, True),
            (Role.APPROVER, True),
            (Role.COORDINATOR, True),
            (Role.ADMINISTRATOR, True),
            (Role.OPERATOR, False),
            (Role.DUTY_OFFICER, False),
            (Role.LEADER, False),
            (Role.AUDITOR, False),
        ],
    )
    def test_change_the_roster(self, office, sari, rahmat, role, may):
        by = a_member(office, role)
        shift = a_shift(sari, begins=NOW + timedelta(days=1))
        for change in (
            lambda: weekly(sari, by),
            lambda: actions.plan_shift(
                member=rahmat, on=date(2026, 11, 27), begins=time(8), ends=time(9), by=by, now=NOW
            ),
            lambda: actions.give_shift(shift=shift, to=rahmat, by=by, now=NOW),
            lambda: actions.call_off(shift=shift, why="Rapat", by=by, now=NOW),
            lambda: actions.set_cover(cover=Cover.OFFICE, by=by, now=NOW),
            lambda: actions.record_leave(
                member=sari, first_on=date(2026, 12, 1), last_on=date(2026, 12, 1), by=by, now=NOW
            ),
        ):
            if may:
                change()
            else:
                with pytest.raises(Refused):
                    change()

    def test_nobody_reaches_another_office(self, stranger, office, sari):
        shift = a_shift(sari, begins=NOW + timedelta(days=1))
        for change in (
            lambda: weekly(sari, stranger),
            lambda: actions.give_shift(shift=shift, to=stranger, by=stranger, now=NOW),
            lambda: actions.call_off(shift=shift, why="x", by=stranger, now=NOW),
            lambda: actions.hand_over(shift=shift, note="x", by=stranger, now=NOW),
            lambda: actions.ask_swap(shift=shift, to=sari, by=stranger, now=NOW),
            lambda: actions.ask_swap(shift=shift, to=stranger, by=sari, now=NOW),
            lambda: actions.record_leave(
                member=sari, first_on=date(2026, 12, 1), last_on=date(2026, 12, 1), by=stranger, now=NOW
            ),
        ):
            with pytest.raises(Refused):
                change()

    def test_nobody_is_in_two_places(self, office, sari, keeper):
        a_shift(sari)
        with pytest.raises(Refused, match="Sari"):
            actions.plan_shift(
                member=sari, on=date(2026, 11, 25), begins=time(17), ends=time(20), by=keeper, now=NOW
            )


class TestASwap:
    def test_only_the_colleagues_own_yes_changes_the_roster(self, office, sari, rahmat, keeper, told):
        mine, theirs = (
            a_shift(sari, begins=NOW + timedelta(days=1)),
            a_shift(rahmat, begins=NOW + timedelta(days=2)),
        )
        swap = actions.ask_swap(shift=mine, to=rahmat, in_return=theirs, by=sari, now=NOW)
        for other in (sari, keeper):
            with pytest.raises(Refused):
                actions.accept_swap(swap=swap, by=other, now=NOW)
        actions.accept_swap(swap=swap, by=rahmat, now=NOW)
        assert [one.member for one in Shift.objects.all()] == [rahmat, sari]
        assert [type(one).__name__ for one in told] == ["SwapAsked", "SwapAnswered"]
        assert LedgerEntry.objects.filter(did="roster.swapped").exists()
        with pytest.raises(Stale):
            actions.decline_swap(swap=swap, by=rahmat, now=NOW)

    def test_shifts_at_the_same_time_can_be_swapped_for_each_other(self, office, sari, rahmat):
        begins = NOW + timedelta(days=1)
        mine, theirs = a_shift(sari, begins=begins), a_shift(rahmat, begins=begins + timedelta(hours=1))
        swap = actions.ask_swap(shift=mine, to=rahmat, in_return=theirs, by=sari, now=NOW)
        actions.accept_swap(swap=swap, by=rahmat, now=NOW)
        mine.refresh_from_db()
        assert mine.member == rahmat

    def test_a_no_and_taking_back_leave_it_where_it_is(self, office, sari, rahmat, told):
        mine = a_shift(sari, begins=NOW + timedelta(days=1))
        actions.decline_swap(
            swap=actions.ask_swap(shift=mine, to=rahmat, by=sari, now=NOW), by=rahmat, now=NOW
        )
        actions.withdraw_swap(
            swap=actions.ask_swap(shift=mine, to=rahmat, by=sari, now=NOW), by=sari, now=NOW
        )
        mine.refresh_from_db()
        assert mine.member == sari
        assert set(Swap.objects.values_list("state", flat=True)) == {
            SwapState.DECLINED,
            SwapState.WITHDRAWN,
        }

    def test_nobody_takes_a_shift_without_letter_on_leave_or_while_on_duty(
        self, office, sari, rahmat, keeper
    ):
        mine = a_shift(sari, begins=NOW + timedelta(days=1))
        bare = a_member(office, Role.OPERATOR, letter=False)
        with pytest.raises(Refused) as no:
            actions.ask_swap(shift=mine, to=bare, by=sari, now=NOW)
        assert no.value.rule == "R02"
        swap = actions.ask_swap(shift=mine, to=rahmat, by=sari, now=NOW)
        actions.record_leave(
            member=rahmat, first_on=date(2026, 11, 26), last_on=date(2026, 11, 26), by=rahmat, now=NOW
        )
        with pytest.raises(Refused):
            actions.accept_swap(swap=swap, by=rahmat, now=NOW)

    def test_a_swap_nobody_answered_lapses_when_the_shift_begins(self, office, sari, rahmat, told):
        mine = a_shift(sari, begins=NOW + timedelta(hours=1))
        swap = actions.ask_swap(shift=mine, to=rahmat, by=sari, now=NOW)
        jobs.lapse_swaps(int((NOW + timedelta(minutes=59)).timestamp()))
        swap.refresh_from_db()
        assert swap.state == SwapState.ASKED
        for _again in range(2):
            jobs.lapse_swaps(int((NOW + timedelta(hours=1)).timestamp()))
        swap.refresh_from_db()
        assert swap.state == SwapState.LAPSED
        assert len(told) == 2

    def test_who_gives_the_shift_away_ends_the_question(self, office, sari, rahmat, keeper):
        mine = a_shift(sari, begins=NOW + timedelta(days=1))
        swap = actions.ask_swap(shift=mine, to=rahmat, by=sari, now=NOW)
        actions.give_shift(shift=mine, to=keeper, by=keeper, now=NOW)
        swap.refresh_from_db()
        assert swap.state == SwapState.LAPSED


class TestHandingOver:
    def test_is_done_by_whoever_was_on_duty_near_the_end(self, office, sari, rahmat, told):
        shift = a_shift(sari)
        end = shift.ends_at
        for by, at in ((rahmat, end), (sari, end - timedelta(hours=2))):
            with pytest.raises(Refused):
                actions.hand_over(shift=shift, note="Pipa bocor di Jl. Melati.", by=by, now=at)
        with pytest.raises(Refused):
            actions.hand_over(shift=shift, note="  ", by=sari, now=end)
        actions.hand_over(shift=shift, note="Pipa bocor di Jl. Melati.", by=sari, now=end)
        shift.refresh_from_db()
        assert (shift.state, shift.handed_over_at) == (ShiftState.HANDED_OVER, end)
        assert [type(one) for one in told] == [ShiftHandedOver]
        with pytest.raises(Stale):
            actions.hand_over(shift=shift, note="Lagi", by=sari, now=end)


def test_who_leaves_the_office_stands_in_no_shift_any_more(office, sari, rahmat, keeper):
    (pattern,) = weekly(sari, keeper)
    past = a_shift(sari, begins=NOW - timedelta(days=3))
    swap = actions.ask_swap(
        shift=a_shift(rahmat, begins=NOW + timedelta(days=1)), to=sari, by=rahmat, now=NOW
    )
    actions.leave_roster(MemberLeft(institution_id=office.pk, member_id=sari.pk, by_id=keeper.pk, at=NOW))
    assert not Shift.objects.filter(member=sari, state=ShiftState.PLANNED, ends_at__gt=NOW).exists()
    past.refresh_from_db()
    swap.refresh_from_db()
    pattern.refresh_from_db()
    assert past.state == ShiftState.PLANNED
    assert swap.state == SwapState.LAPSED
    assert pattern.last_on == date(2026, 11, 25)
