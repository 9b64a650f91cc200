"""Who is on duty, now and next; until when somebody has quiet; how long they were there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.institution.people.roles import Role
from pendopo.institution.roster import actions, queries
from pendopo.institution.roster.states import Cover, Quiet
from pendopo.institution.roster.tests.builders import NIGHT, NOW, a_shift
from pendopo.institution.tests.builders import a_letter, a_member


class TestOnDuty:
    def test_without_a_roster_it_is_the_duty_officers_with_a_letter(self, office, sari):
        officer = a_member(office, Role.DUTY_OFFICER, name="Yoga")
        a_member(office, Role.DUTY_OFFICER, letter=False, name="Tanpa surat")
        assert list(queries.on_duty(office, NOW)) == [officer]
        assert queries.names_on_duty(office, NOW, most=3) == ["Yoga"]
        assert not queries.is_kept(office, NOW)

    def test_a_kept_roster_is_the_one_source(self, office, sari, rahmat):
        a_member(office, Role.DUTY_OFFICER, name="Yoga")
        a_shift(sari)
        a_shift(rahmat, begins=NOW + timedelta(hours=8))
        assert list(queries.on_duty(office, NOW)) == [sari]
        assert list(queries.on_duty(office, NOW + timedelta(hours=8))) == [rahmat]
        # Between two shifts nobody is, however many duty officers there are.
        assert list(queries.on_duty(office, NOW - timedelta(hours=1))) == []

    def test_a_roster_nobody_goes_on_with_gives_way_to_the_duty_officers(self, office, sari):
        officer = a_member(office, Role.DUTY_OFFICER, name="Yoga")
        a_shift(sari, begins=NOW - timedelta(days=20))
        assert list(queries.on_duty(office, NOW)) == [officer]

    def test_nobody_without_a_valid_letter_is_on_duty(self, office):
        late = a_member(office, Role.OPERATOR, letter=False)
        a_letter(late, valid_from=date(2026, 1, 1), valid_until=date(2026, 11, 24))
        a_shift(late)
        assert list(queries.on_duty(office, NOW)) == []

    def test_nor_somebody_on_leave_called_off_or_without_a_role_that_answers(
        self, office, sari, rahmat, keeper
    ):
        a_shift(sari)
        shift = a_shift(rahmat)
        a_shift(a_member(office, Role.AUDITOR))
        actions.record_leave(
            member=sari, first_on=date(2026, 11, 25), last_on=date(2026, 11, 25), by=sari, now=NOW
        )
        assert list(queries.on_duty(office, NOW)) == [rahmat]
        actions.call_off(shift=shift, why="Sakit", by=keeper, now=NOW)
        assert list(queries.on_duty(office, NOW)) == []

    def test_next_are_others_who_have_a_letter_then_the_nearest_first(self, office, sari, rahmat):
        a_shift(sari)
        a_shift(a_member(office, Role.OPERATOR, letter=False), begins=NOW + timedelta(hours=2))
        coming = a_shift(rahmat, begins=NOW + timedelta(hours=5))
        a_shift(rahmat, begins=NOW + timedelta(days=2))
        assert queries.on_duty_next(office, NOW) == [coming]
        assert queries.on_duty_next(office, NOW, but=[rahmat.pk]) == []

    def test_the_next_presence_is_a_shift_or_the_opening_whichever_comes_first(self, office, sari):
        opening = datetime(2026, 11, 26, 0, 30, tzinfo=NIGHT.tzinfo)
        assert queries.next_presence(office, NIGHT) == opening or queries.next_presence(office, NIGHT) > NIGHT
        a_shift(sari, begins=NIGHT + timedelta(hours=1))
        assert queries.next_presence(office, NIGHT) == NIGHT + timedelta(hours=1)

    def test_every_page_asks_once(self, office, sari, django_assert_num_queries):
        a_shift(sari)
        with django_assert_num_queries(1):
            queries.names_on_duty(office, NOW, most=3)


class TestQuiet:
    def until(self, member, now):
        return queries.quiet_until(member.institution_id, [member.pk], now).get(member.pk)

    def test_it_is_quiet_while_the_office_is_closed_unless_one_is_on_duty(self, office, sari):
        assert self.until(sari, NOW) is None
        opening = self.until(sari, NIGHT)
        assert opening is not None
        assert opening.astimezone(NIGHT.tzinfo).date() == date(2026, 11, 26)
        a_shift(sari, begins=NIGHT - timedelta(hours=1))
        assert self.until(sari, NIGHT) is None

    def test_the_next_shift_ends_it(self, office, sari):
        a_shift(sari, begins=NIGHT + timedelta(hours=2))
        assert self.until(sari, NIGHT) == NIGHT + timedelta(hours=2)

    def test_everybody_sets_their_own(self, office, sari):
        actions.set_quiet(choice=Quiet.NEVER, by=sari)
        assert self.until(sari, NIGHT) is None
        actions.set_quiet(choice=Quiet.OWN, begins=time(9), ends=time(11), by=sari)
        assert self.until(sari, NOW) == NOW + timedelta(hours=1)
        assert self.until(sari, NIGHT) is None

    def test_holidays_are_quiet(self, office, sari):
        christmas = datetime(2026, 12, 25, 3, tzinfo=NOW.tzinfo)
        assert self.until(sari, christmas) is not None


class TestWorkload:
    def test_hours_and_what_of_them_was_outside_of_office_hours(self, office, sari, rahmat):
        a_shift(sari, begins=NIGHT, hours=6)  # 22.00 until 04.00
        a_shift(rahmat, begins=NOW, hours=1)
        night, day = queries.workload(
            office, date(2026, 11, 25), date(2026, 11, 26), now=NIGHT + timedelta(days=3)
        )
        assert (night.name, night.time, night.outside, night.outside_share) == (
            "Sari",
            timedelta(hours=6),
            timedelta(hours=6),
            1.0,
        )
        assert (day.name, day.time, day.outside) == ("Rahmat", timedelta(hours=1), timedelta())

    def test_a_shift_over_midnight_counts_on_each_day_with_its_own_part(self, office, sari):
        a_shift(sari, begins=NIGHT, hours=6)
        later = NIGHT + timedelta(days=3)
        first = queries.workload(office, date(2026, 11, 25), date(2026, 11, 25), now=later)
        second = queries.workload(office, date(2026, 11, 26), date(2026, 11, 26), now=later)
        assert (first[0].time, second[0].time) == (timedelta(hours=2), timedelta(hours=4))

    @pytest.mark.django_db
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(passed=st.integers(0, 600))
    def test_only_what_has_passed_counts(self, office, sari, passed):
        shift = a_shift(sari, begins=NOW, hours=8)
        now = NOW + timedelta(minutes=passed)
        found = queries.workload(office, date(2026, 11, 25), date(2026, 11, 25), now=now)
        assert sum((one.time for one in found), timedelta()) == min(
            timedelta(minutes=passed), timedelta(hours=8)
        )
        shift.delete()


class TestBoard:
    def test_it_marks_holidays_gaps_and_those_who_cannot_come(self, office, sari, rahmat, keeper):
        actions.plan_weekly(
            member=sari,
            weekdays=[0, 1, 2, 3, 4],
            begins=time(7, 30),
            ends=time(16, 30),
            first_on=date(2026, 12, 21),
            by=keeper,
            now=NOW,
        )
        actions.record_leave(
            member=sari, first_on=date(2026, 12, 22), last_on=date(2026, 12, 22), by=sari, now=NOW
        )
        week = queries.board(keeper, date(2026, 12, 21), date(2026, 12, 27), now=NOW)
        monday, tuesday, _wednesday, leave, christmas, saturday, _sunday = week.days
        assert [mark.counts for mark in monday.marks] == [True]
        assert not monday.gaps
        assert tuesday.marks[0].is_away
        assert len(tuesday.gaps) == 1
        assert leave.closure is not None
        assert leave.closure.reason == "collective_leave"
        assert christmas.closure is not None
        assert christmas.closure.reason == "holiday"
        assert not leave.marks
        assert not christmas.marks
        assert not saturday.gaps
        assert week.gap_days == 1

    def test_a_night_shift_covers_the_morning_after(self, office, sari, keeper):
        actions.set_cover(cover=Cover.EVERY_DAY, begins=time(22), ends=time(6), by=keeper, now=NOW)
        a_shift(sari, begins=NIGHT, hours=4)
        day = queries.board(keeper, date(2026, 11, 25), date(2026, 11, 25), now=NOW).days[0]
        assert day.gaps == ((NIGHT + timedelta(hours=4), NIGHT + timedelta(hours=8)),)

    def test_a_month_costs_as_many_questions_as_a_day(self, office, sari, keeper, django_assert_num_queries):
        a_shift(sari)
        for first, last in (
            (date(2026, 11, 25), date(2026, 11, 25)),
            (date(2026, 11, 1), date(2026, 11, 30)),
        ):
            with django_assert_num_queries(4):
                queries.board(keeper, first, last, now=NOW)
