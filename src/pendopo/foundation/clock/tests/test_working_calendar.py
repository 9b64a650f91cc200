"""Promises in working days and time in office hours, as domain.md section 10 counts them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.foundation.clock import (
    FIVE_DAYS,
    FIVE_DAYS_RAMADAN,
    SIX_DAYS,
    SIX_DAYS_RAMADAN,
    ClosedDay,
    Decrees,
    Hours,
    HoursInstead,
    Reason,
    WeekHours,
    WorkingCalendar,
    Zone,
    hours,
    week,
)

OFFICE = WorkingCalendar()
RAMADAN = HoursInstead(
    first=date(2026, 2, 19), last=date(2026, 3, 20), hours=FIVE_DAYS_RAMADAN, name="Ramadan 1447 H"
)

decreed_days = st.dates(date(2026, 1, 1), date(2027, 6, 30))
any_days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 11, 30), timezones=st.just(UTC))
counts = st.integers(1, 80)
zones = st.sampled_from(Zone)
calendars = st.builds(
    WorkingCalendar,
    zone=zones,
    hours=st.sampled_from([FIVE_DAYS, SIX_DAYS]),
    regional_holidays=st.lists(
        st.builds(ClosedDay, on=decreed_days, name=st.just("Hari jadi"), yearly=st.booleans()), max_size=3
    ).map(tuple),
    closed_days=st.lists(st.builds(ClosedDay, on=decreed_days), max_size=3).map(tuple),
    worked_days=st.frozensets(decreed_days, max_size=3),
)


def at(text: str, zone: Zone = Zone.WIB) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone.tz)


class TestThePromisesOfTheDomainBrief:
    @pytest.mark.parametrize(
        ("received", "n", "due"),
        [
            ("2026-11-23", 3, "2026-11-26"),
            ("2026-11-23", 5, "2026-11-30"),
            ("2026-11-23", 10, "2026-12-07"),
            ("2026-11-23", 10 + 7, "2026-12-16"),
            ("2026-11-23", 14, "2026-12-11"),
            ("2026-11-23", 60, "2027-02-22"),
            ("2026-12-18", 3, "2026-12-23"),
            ("2026-12-18", 5, "2026-12-29"),
            ("2026-12-18", 10, "2027-01-07"),
            ("2026-12-18", 10 + 7, "2027-01-18"),
            ("2026-12-18", 14, "2027-01-13"),
            ("2026-12-18", 60, "2027-03-31"),
            ("2026-03-13", 3, "2026-03-25"),
            ("2026-03-13", 5, "2026-03-27"),
            ("2026-03-13", 10, "2026-04-06"),
            ("2026-03-13", 10 + 7, "2026-04-15"),
            ("2026-03-13", 14, "2026-04-10"),
            ("2026-03-13", 60, "2026-06-24"),
            ("2027-03-01", 3, "2027-03-04"),
            ("2027-03-01", 5, "2027-03-16"),
            ("2027-03-01", 10, "2027-03-23"),
            ("2027-03-01", 10 + 7, "2027-04-05"),
            ("2027-03-01", 14, "2027-03-31"),
            ("2027-03-01", 60, "2027-06-11"),
        ],
    )
    def test_falls_due_on_the_day_of_the_table(self, received: str, n: int, due: str) -> None:
        promise = OFFICE.add_business_days(date.fromisoformat(received), n)

        assert promise.on == date.fromisoformat(due)
        assert not promise.is_estimate

    @pytest.mark.parametrize(("year", "days"), [(2026, 240), (2027, 242)])
    def test_working_days_of_a_decreed_year(self, year: int, days: int) -> None:
        assert OFFICE.working_days_in(year) == days
        assert not OFFICE.is_estimate(year)

    def test_an_extension_continues_the_first_count(self) -> None:
        first = OFFICE.add_business_days(date(2026, 11, 23), 10)

        assert OFFICE.add_business_days(first.on, 7) == OFFICE.add_business_days(date(2026, 11, 23), 17)


class TestCountingDays:
    @given(calendar=calendars, start=any_days, n=counts)
    def test_a_promise_never_falls_due_on_a_closed_day(self, calendar, start, n) -> None:
        due = calendar.add_business_days(start, n)

        assert calendar.is_business_day(due.on)
        assert calendar.closure_on(due.on) is None
        assert due.on > start

    @given(calendar=calendars, start=any_days, n=counts)
    def test_counting_undoes_adding(self, calendar, start, n) -> None:
        due = calendar.add_business_days(start, n)

        assert calendar.business_days_between(start, due.on) == n
        assert calendar.business_days_between(due.on, start) == -n

    @given(calendar=calendars, start=any_days, days=st.integers(0, 800))
    def test_a_long_stretch_is_counted_as_day_by_day(self, calendar, start, days) -> None:
        end = start + timedelta(days=days)

        walked = [start + timedelta(days=number) for number in range(1, days + 1)]
        assert calendar.business_days_between(start, end) == sum(map(calendar.is_business_day, walked))

    @given(calendar=calendars, start=any_days, n=counts)
    def test_counting_back_from_a_promise_finds_the_promise_made_for_less(self, calendar, start, n) -> None:
        longer = calendar.add_business_days(start, n + 1)

        assert calendar.business_days_before(longer.on, 1) == calendar.add_business_days(start, n).on

    @given(calendar=calendars, start=any_days, n=counts, more=counts)
    def test_a_longer_promise_falls_due_later(self, calendar, start, n, more) -> None:
        assert calendar.add_business_days(start, n).at < calendar.add_business_days(start, n + more).at

    @given(calendar=calendars, start=any_days, wait=st.integers(0, 40), n=counts)
    def test_what_comes_later_never_falls_due_earlier(self, calendar, start, wait, n) -> None:
        later = start + timedelta(days=wait)

        assert calendar.add_business_days(start, n).on <= calendar.add_business_days(later, n).on

    @given(calendar=calendars, start=any_days, n=counts, m=counts)
    def test_two_promises_in_a_row_are_one_long_one(self, calendar, start, n, m) -> None:
        first = calendar.add_business_days(start, n)

        assert calendar.add_business_days(first.on, m).on == calendar.add_business_days(start, n + m).on

    @given(start=any_days, n=counts, one=zones, other=zones)
    def test_the_day_does_not_depend_on_the_zone_only_the_instant_does(self, start, n, one, other) -> None:
        here = WorkingCalendar(zone=one).add_business_days(start, n)
        there = WorkingCalendar(zone=other).add_business_days(start, n)

        assert here.on == there.on
        assert here.is_estimate == there.is_estimate
        assert one.local(here.at).time() == other.local(there.at).time()

    @given(calendar=calendars, received=instants, n=counts)
    def test_an_instant_counts_as_its_day_in_the_offices_zone(self, calendar, received, n) -> None:
        day = received.astimezone(calendar.zone.tz).date()

        assert calendar.add_business_days(received, n) == calendar.add_business_days(day, n)

    def test_late_evening_in_jayapura_is_still_the_day_before_in_jakarta(self) -> None:
        received = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # 22.30 WIB, 00.30 WIT the next day

        assert WorkingCalendar(zone=Zone.WIB).add_business_days(received, 1).on == date(2026, 11, 24)
        assert WorkingCalendar(zone=Zone.WIT).add_business_days(received, 1).on == date(2026, 11, 25)

    def test_a_promise_lasts_until_the_office_closes(self) -> None:
        thursday = OFFICE.add_business_days(date(2026, 11, 25), 1)
        friday = OFFICE.add_business_days(date(2026, 11, 26), 1)

        assert thursday.at == at("2026-11-26T16:00")
        assert friday.at == at("2026-11-27T16:30")
        assert thursday.at.utcoffset() == timedelta()

    def test_an_instant_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no time zone"):
            OFFICE.add_business_days(datetime(2026, 11, 23, 9), 3)

    @pytest.mark.parametrize("n", [0, -1])
    def test_a_promise_of_no_days_is_refused(self, n: int) -> None:
        with pytest.raises(ValueError, match="at least one working day"):
            OFFICE.add_business_days(date(2026, 11, 23), n)
        with pytest.raises(ValueError, match="at least one working day"):
            OFFICE.business_days_before(date(2026, 11, 23), n)

    def test_nothing_falls_due_on_a_sunday(self) -> None:
        with pytest.raises(ValueError, match="not a working day"):
            OFFICE.due_on(date(2026, 11, 22))


def test_what_one_calendar_looked_up_another_does_not_believe():
    usual = WorkingCalendar()
    assert usual.is_business_day(date(2026, 11, 25))
    closed = replace(usual, closed_days=(ClosedDay(on=date(2026, 11, 25)),))
    assert not closed.is_business_day(date(2026, 11, 25))
    assert usual.is_business_day(date(2026, 11, 25))
    assert usual == WorkingCalendar()


class TestAYearWithoutDecree:
    def test_gives_an_estimate_that_says_so(self) -> None:
        due = OFFICE.add_business_days(date(2028, 3, 1), 10)

        assert due.on == date(2028, 3, 15)
        assert due.is_estimate
        assert OFFICE.is_estimate(2028)

    def test_a_promise_that_runs_into_it_is_an_estimate_too(self) -> None:
        assert not OFFICE.add_business_days(date(2027, 12, 20), 8).is_estimate
        assert OFFICE.add_business_days(date(2027, 12, 20), 9).is_estimate

    def test_only_the_days_that_count_matter_not_the_day_of_receipt(self) -> None:
        assert not OFFICE.add_business_days(date(2025, 12, 31), 3).is_estimate

    def test_keeps_the_holidays_whose_date_never_moves(self) -> None:
        closed = (date(2029, 1, 1), date(2029, 5, 1), date(2029, 6, 1), date(2029, 8, 17))

        assert not any(OFFICE.is_business_day(day) for day in closed)
        assert OFFICE.is_business_day(date(2029, 5, 2))

    @given(start=any_days, n=counts)
    def test_a_promise_within_the_decreed_years_is_never_an_estimate(self, start, n) -> None:
        due = OFFICE.add_business_days(start, n)
        counted_from = start + timedelta(days=1)

        assert due.is_estimate == (not (counted_from.year >= 2026 and due.on.year <= 2027))

    def test_a_calendar_without_any_decree_only_estimates(self) -> None:
        assert WorkingCalendar(decrees=Decrees()).add_business_days(date(2026, 11, 23), 3).is_estimate


class TestWhyADayIsClosed:
    office = WorkingCalendar(
        zone=Zone.WIT,
        regional_holidays=(ClosedDay(on=date(2026, 2, 5), name="Hari Pekabaran Injil", yearly=True),),
        closed_days=(ClosedDay(on=date(2026, 11, 26), name="Kantor pindah"),),
        worked_days=frozenset({date(2026, 12, 24)}),
    )

    @pytest.mark.parametrize(
        ("day", "reason", "name"),
        [
            ("2026-03-19", Reason.HOLIDAY, "Hari Suci Nyepi (Tahun Baru Saka 1948)"),
            ("2026-05-15", Reason.COLLECTIVE_LEAVE, "Cuti bersama Kenaikan Yesus Kristus"),
            ("2026-02-05", Reason.REGIONAL, "Hari Pekabaran Injil"),
            ("2029-02-05", Reason.REGIONAL, "Hari Pekabaran Injil"),
            ("2026-11-26", Reason.OWN, "Kantor pindah"),
            ("2026-11-28", Reason.REST_DAY, ""),
            ("2026-04-05", Reason.REST_DAY, "Kebangkitan Yesus Kristus (Paskah)"),
        ],
    )
    def test_is_said_with_its_name(self, day: str, reason: Reason, name: str) -> None:
        closure = self.office.closure_on(date.fromisoformat(day))

        assert closure is not None
        assert (closure.reason, closure.name) == (reason, name)

    def test_a_yearly_day_does_not_reach_back(self) -> None:
        assert self.office.is_business_day(date(2025, 2, 5))

    def test_a_decreed_day_can_be_worked_after_all(self) -> None:
        assert self.office.is_business_day(date(2026, 12, 24))
        assert not OFFICE.is_business_day(date(2026, 12, 24))

    def test_an_instant_is_asked_about_by_its_day_here(self) -> None:
        # 16.00 UTC is already Nyepi in Jayapura, and not yet in Jakarta.
        eve = datetime(2026, 3, 17, 16, tzinfo=UTC)

        assert OFFICE.is_business_day(eve)
        assert not self.office.is_business_day(eve)

    def test_six_day_offices_work_on_saturday(self) -> None:
        office = WorkingCalendar(hours=SIX_DAYS)

        assert office.is_business_day(date(2026, 11, 28))
        assert office.add_business_days(date(2026, 11, 27), 1).at == at("2026-11-28T12:30")


class TestOfficeHours:
    def test_the_usual_weeks_are_as_long_as_the_rule_says(self) -> None:
        assert FIVE_DAYS.length == SIX_DAYS.length == timedelta(hours=37, minutes=30)
        assert FIVE_DAYS_RAMADAN.length == SIX_DAYS_RAMADAN.length == timedelta(hours=32, minutes=30)

    @pytest.mark.parametrize(
        ("now", "is_open", "opens"),
        [
            ("2026-11-23T07:29", False, "2026-11-23T07:30"),
            ("2026-11-23T07:30", True, "2026-11-23T07:30"),
            ("2026-11-23T12:15", False, "2026-11-23T13:00"),
            ("2026-11-23T15:59", True, "2026-11-23T15:59"),
            ("2026-11-23T16:00", False, "2026-11-24T07:30"),
            ("2026-11-27T16:30", False, "2026-11-30T07:30"),
            ("2026-12-23T17:00", False, "2026-12-28T07:30"),
        ],
    )
    def test_doors(self, now: str, is_open: bool, opens: str) -> None:
        assert OFFICE.is_open(at(now)) is is_open
        assert OFFICE.next_opening(at(now)) == at(opens)

    def test_the_office_day_ends_when_the_last_stretch_does(self) -> None:
        assert OFFICE.next_closing(at("2026-11-23T12:15")) == at("2026-11-23T16:00")
        assert OFFICE.next_closing(at("2026-11-23T18:00")) == at("2026-11-24T16:00")

    def test_ramadan_has_its_own_hours(self) -> None:
        office = WorkingCalendar(hours_instead=(RAMADAN,))

        assert office.office_hours_on(date(2026, 2, 18)) == FIVE_DAYS.days[2]
        assert office.office_hours_on(date(2026, 2, 19)) == FIVE_DAYS_RAMADAN.days[3]
        assert office.add_business_days(date(2026, 2, 18), 1).at == at("2026-02-19T15:00")
        assert office.office_hours_on(date(2026, 3, 19)) == ()  # Nyepi

    @given(calendar=calendars, now=instants)
    def test_the_office_is_open_when_it_next_opens(self, calendar, now) -> None:
        opening = calendar.next_opening(now)

        assert calendar.is_open(opening)
        assert opening >= now
        assert calendar.office_time_between(now, opening) == timedelta()


class TestTimeInOfficeHours:
    @pytest.mark.parametrize(
        ("asked", "answered", "minutes"),
        [
            ("2026-11-23T09:00", "2026-11-23T09:45", 45),
            ("2026-11-23T11:45", "2026-11-23T13:15", 30),  # over lunch
            ("2026-11-23T15:50", "2026-11-24T07:40", 20),  # over night
            ("2026-11-27T16:00", "2026-11-30T08:00", 60),  # over the weekend
            ("2026-11-23T20:00", "2026-11-23T23:00", 0),
            ("2026-12-23T15:00", "2026-12-28T07:31", 61),  # over Christmas
            ("2026-11-23T09:45", "2026-11-23T09:00", 0),
            ("2026-11-20T00:00", "2026-11-27T00:00", 37 * 60 + 30),
        ],
    )
    def test_a_response_is_measured_while_the_office_is_open(self, asked, answered, minutes) -> None:
        assert OFFICE.office_minutes_between(at(asked), at(answered)) == minutes

    @given(calendar=calendars, moments=st.tuples(instants, instants, instants).map(sorted))
    def test_stretches_add_up(self, calendar, moments) -> None:
        a, b, c = moments
        parts = calendar.office_time_between(a, b) + calendar.office_time_between(b, c)

        assert calendar.office_time_between(a, c) == parts
        assert parts <= c - a

    @given(calendar=calendars, start=instants, hours=st.integers(-1000, 10_000))
    def test_it_is_what_its_days_hold_one_by_one(self, calendar, start, hours) -> None:
        end = start + timedelta(hours=hours)
        walked, day = timedelta(), calendar.zone.day_of(start)
        while day <= calendar.zone.day_of(end):
            for one in calendar.office_hours_on(day):
                opens, closes = calendar.zone.at(day, one.opens), calendar.zone.at(day, one.closes)
                walked += max(min(closes, end) - max(opens, start), timedelta())
            day += timedelta(days=1)

        assert calendar.office_time_between(start, end) == walked

    @given(calendar=calendars, start=instants, minutes=st.integers(0, 6000))
    def test_measuring_undoes_adding(self, calendar, start, minutes) -> None:
        length = timedelta(minutes=minutes)

        assert calendar.office_time_between(start, calendar.add_office_time(start, length)) == length

    def test_time_is_not_added_backwards(self) -> None:
        with pytest.raises(ValueError, match="forwards"):
            OFFICE.add_office_time(at("2026-11-23T09:00"), timedelta(minutes=-1))


class TestWhatCannotBeHours:
    def test_closing_before_opening(self) -> None:
        with pytest.raises(ValueError, match="closing must come later"):
            Hours(time(16), time(8))

    def test_times_with_a_zone(self) -> None:
        with pytest.raises(ValueError, match="without a time zone"):
            Hours(time(8, tzinfo=UTC), time(16, tzinfo=UTC))

    def test_overlapping_stretches(self) -> None:
        with pytest.raises(ValueError, match="without overlapping"):
            week(weekdays=hours("08.00-12.00", "11.00-16.00"), friday=())

    def test_a_week_that_never_opens(self) -> None:
        with pytest.raises(ValueError, match="at least one day"):
            WorkingCalendar(hours=WeekHours(((), (), (), (), (), (), ())))

    def test_a_week_of_eight_days(self) -> None:
        with pytest.raises(ValueError, match="seven days"):
            WeekHours(((), (), (), (), (), (), (), ()))  # type: ignore[arg-type]

    def test_a_stretch_that_ends_before_it_begins(self) -> None:
        with pytest.raises(ValueError, match="before they begin"):
            HoursInstead(first=date(2026, 3, 1), last=date(2026, 2, 1), hours=FIVE_DAYS)

    def test_other_hours_do_not_change_which_days_are_worked(self) -> None:
        six = HoursInstead(first=date(2026, 2, 19), last=date(2026, 3, 20), hours=SIX_DAYS)
        with pytest.raises(ValueError, match="same working days"):
            WorkingCalendar(hours_instead=(six,))
