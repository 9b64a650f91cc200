from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pendopo.foundation import events
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.tenancy import acting_for
from pendopo.institution import first_run
from pendopo.institution.models import Institution, OrgUnit
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import actions, queries
from pendopo.institution.structure.events import WorkingDaysChanged
from pendopo.institution.tests.builders import a_member, a_unit, an_institution

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def by(office):
    return a_member(office, Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def acting(request):
    if "by" not in request.fixturenames:
        yield
        return
    with acting_for(request.getfixturevalue("office").pk):
        yield


def first(name="Pemerintah Kabupaten Contoh", **fields):
    return actions.set_up(
        name=name,
        administrator="Ratna",
        email="ratna@contoh.go.id",
        password="empat kata yang panjang",
        now=NOW,
        **fields,
    )


class TestTheFirstRun:
    def test_makes_an_institution_and_its_administrator(self, db):
        member = first(zone="Asia/Jayapura")
        assert member.role_set == {Role.ADMINISTRATOR}
        assert member.institution.slug == "pemerintah-kabupaten-contoh"
        assert member.person.check_password("empat kata yang panjang")

    def test_happens_once(self, db):
        first()
        with pytest.raises(Refused):
            first("Kota Lain")
        assert Institution.objects.count() == 1

    def test_a_token_is_right_until_the_next_one_is_printed(self, db):
        old = first_run.new_token()
        assert first_run.is_right(old)
        new = first_run.new_token()
        assert not first_run.is_right(old)
        assert first_run.is_right(new)
        assert not first_run.is_right("")

    def test_a_token_is_wrong_once_the_house_is_lived_in(self, db):
        token = first_run.new_token()
        first()
        assert not first_run.is_right(token)

    def test_a_second_institution_gets_an_address_of_its_own(self, db):
        one, two = (
            first(),
            actions.make_institution(
                name="Pemerintah Kabupaten Contoh",
                administrator="Budi",
                email="budi@lain.go.id",
                password="empat kata yang panjang",
                now=NOW,
            ),
        )
        assert one.institution.slug != two.institution.slug


class TestUnits:
    def test_form_a_tree(self, by, office):
        top = a_unit(office, "A")
        below = actions.add_unit(name="B", parent=top, by=by, now=NOW)
        (branch,) = queries.tree(queries.units(by))
        assert branch.unit == top
        assert [one.unit for one in branch.below] == [below]

    def test_never_stand_under_themselves(self, by, office):
        top = a_unit(office, "A")
        middle = a_unit(office, "B", parent=top)
        low = a_unit(office, "C", parent=middle)
        for place in (top, middle, low):
            with pytest.raises(Refused):
                actions.move_unit(unit=top, parent=place, by=by, now=NOW)
        actions.move_unit(unit=low, parent=None, by=by, now=NOW)
        actions.move_unit(unit=top, parent=low, by=by, now=NOW)
        assert OrgUnit.objects.get(pk=top.pk).parent_id == low.pk

    def test_have_names_of_their_own(self, by, office):
        a_unit(office, "A")
        with pytest.raises(Refused):
            actions.add_unit(name="A", parent=None, by=by, now=NOW)

    def test_are_closed_when_nobody_is_left_in_them(self, by, office):
        top = a_unit(office, "A")
        below = a_unit(office, "B", parent=top)
        member = a_member(office, unit=below)
        for unit in (top, below):
            with pytest.raises(Refused):
                actions.close_unit(unit=unit, by=by, now=NOW)
        member.unit = None
        member.save()
        actions.close_unit(unit=below, by=by, now=NOW)
        actions.close_unit(unit=top, by=by, now=NOW)
        with pytest.raises(Stale):
            actions.close_unit(unit=top, by=by, now=NOW)
        assert not queries.units(by).exists()
        with pytest.raises(Refused):
            actions.add_unit(name="C", parent=top, by=by, now=NOW)

    def test_are_an_administrators_affair(self, office, by):
        with pytest.raises(Refused):
            actions.add_unit(name="A", parent=None, by=a_member(office, Role.EDITOR), now=NOW)


class TestWorkingDays:
    def test_are_five_until_somebody_says_otherwise(self, office):
        assert queries.calendar_of(office).hours.weekdays == {0, 1, 2, 3, 4}
        office.six_days = True
        assert queries.calendar_of(office).hours.weekdays == {0, 1, 2, 3, 4, 5}

    def test_follow_what_the_office_entered(self, by, office):
        heard = []
        with events.heard_by({WorkingDaysChanged: [heard.append]}):
            actions.change_working_days(
                by=by,
                now=NOW,
                office_hours={"0": ["08:00", "12:00", "13:00", "16:00"], "2": ["08:00", "16:00"]},
                closed_days=[{"on": "2026-11-30", "name": "Pindahan", "yearly": False}],
                regional_holidays=[{"on": "2026-12-02", "name": "Hari jadi", "yearly": True}],
            )
        calendar = queries.calendar_of(Institution.objects.get(pk=office.pk))
        assert calendar.hours.weekdays == {0, 2}
        assert not calendar.is_business_day(date(2026, 11, 30))
        assert not calendar.is_business_day(date(2026, 12, 2))
        assert calendar.is_business_day(date(2026, 12, 7))
        assert len(heard) == 1

    def test_a_decreed_day_can_be_worked(self, by, office):
        assert not queries.calendar_of(office).is_business_day(date(2026, 12, 25))
        actions.change_working_days(by=by, now=NOW, worked_days=["2026-12-25"])
        assert queries.calendar_of(by.institution).is_business_day(date(2026, 12, 25))

    @pytest.mark.parametrize(
        "nonsense",
        [
            {"office_hours": {"0": ["16:00", "08:00"]}},
            {"office_hours": {"0": ["08:00"]}},
            {"office_hours": {"9": ["08:00", "16:00"]}},
            {"closed_days": [{"on": "2026-02-30"}]},
            {
                "hours_instead": [
                    {"first": "2027-02-08", "last": "2027-02-01", "hours": {"0": ["08:00", "12:00"]}}
                ]
            },
        ],
    )
    def test_that_cannot_be_are_refused(self, by, nonsense):
        with pytest.raises(Refused):
            actions.change_working_days(by=by, now=NOW, **nonsense)

    def test_are_an_administrators_affair(self, office, by):
        with pytest.raises(Refused):
            actions.change_working_days(by=a_member(office, Role.LEADER), now=NOW, six_days=True)


def test_only_what_belongs_to_the_brand_is_changed_with_it(by):
    with pytest.raises(TypeError):
        actions.change_brand(by=by, now=NOW, slug="curian")
