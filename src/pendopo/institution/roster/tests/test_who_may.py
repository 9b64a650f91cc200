"""Who sees and changes the roster on the screen, and that another institution finds none of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.roster import actions
from pendopo.institution.roster.models import Leave, QuietHours, RosterSettings, Shift, Swap, WeeklyShift
from pendopo.institution.roster.states import ShiftState, SwapState
from pendopo.institution.roster.tests.builders import a_shift
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in

PAGES = ("board", "weekly", "new", "cover", "leave", "quiet")


def address(name, *args):
    return reverse(f"roster:{name}", args=args)


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def other(db):
    """Somebody with every right, in another institution."""
    return signed_in(a_member(an_institution("Kota Lain"), *Role, name="Orang lain"))


@pytest.fixture
def soon():
    return timezone.now().replace(microsecond=0) + timedelta(days=1)


@pytest.fixture
def shift(office, sari, soon):
    with acting_for(office.pk):
        return a_shift(sari, begins=soon)


def weekly_said(member):
    return {
        "member": member.pk,
        "weekdays": [0],
        "begins": "08:00",
        "ends": "16:00",
        "first_on": timezone.localdate().isoformat(),
    }


@pytest.mark.parametrize("role", [*Role])
def test_everybody_sees_the_roster_and_the_matrix_says_who_changes_it(
    office, sari, rahmat, shift, soon, role
):
    member = a_member(office, role)
    may, screen = member.may(Permission.MANAGE_ROSTER), signed_in(member)
    for name in PAGES:
        assert screen.get(address(name)).status_code == 200, name
    assert screen.get(address("shift", shift.pk)).status_code == 200
    one = {
        "member": rahmat.pk,
        "on": (soon + timedelta(days=3)).date().isoformat(),
        "begins": "12:00",
        "ends": "14:00",
    }
    cover = {"cover": "every_day", "begins": "08:00", "ends": "20:00"}
    for name, said in (("weekly", weekly_said(rahmat)), ("new", one), ("cover", cover)):
        assert (screen.post(address(name), said).status_code == 302) is may, name
    assert (screen.post(address("give", shift.pk), {"to": rahmat.pk}).status_code == 302) is may
    assert (screen.post(address("call_off", shift.pk), {"why": "Libur"}).status_code == 302) is may
    with acting_for(office.pk):
        shift.refresh_from_db()
        assert (shift.state == ShiftState.CALLED_OFF) is may
        assert WeeklyShift.objects.exists() is may
        assert RosterSettings.objects.filter(cover="every_day").exists() is may


@pytest.mark.parametrize("role", [*Role])
def test_leave_and_quiet_hours_are_everybodys_own(office, sari, role):
    member, today = a_member(office, role), timezone.localdate().isoformat()
    may, screen = member.may(Permission.MANAGE_ROSTER), signed_in(member)
    with acting_for(office.pk):
        theirs = actions.record_leave(
            member=sari,
            first_on=timezone.localdate(),
            last_on=timezone.localdate(),
            by=sari,
            now=timezone.now(),
        )
    assert (address("withdraw_leave", theirs.pk) in screen.get(address("leave")).text) is may
    own = {"member": member.pk, "first_on": today, "last_on": today}
    if not may or member.may(Permission.REPLY):
        assert screen.post(address("leave"), own).status_code == 302
    quiet = {"choice": "own", "begins": "21:00", "ends": "06:00"}
    assert screen.post(address("quiet"), quiet).status_code == 302
    screen.post(address("withdraw_leave", theirs.pk))
    with acting_for(office.pk):
        theirs.refresh_from_db()
        assert (theirs.withdrawn_at is not None) is may
        assert QuietHours.objects.get().member == member


def test_only_who_is_asked_answers_and_only_who_asked_takes_it_back(office, sari, rahmat, keeper, shift):
    with acting_for(office.pk):
        swap = actions.ask_swap(shift=shift, to=rahmat, by=sari, now=timezone.now())
    for member, do in ((keeper, "accept"), (sari, "accept"), (rahmat, "withdraw"), (keeper, "decline")):
        signed_in(member).post(address("answer_swap", swap.pk), {"do": do})
        with acting_for(office.pk):
            swap.refresh_from_db()
            assert swap.state == SwapState.ASKED, (member.name, do)


def test_another_institution_finds_nothing(office, sari, rahmat, keeper, shift, other):
    with acting_for(office.pk):
        swap = actions.ask_swap(shift=shift, to=rahmat, by=sari, now=timezone.now())
        leave = actions.record_leave(
            member=sari,
            first_on=timezone.localdate(),
            last_on=timezone.localdate(),
            by=sari,
            now=timezone.now(),
        )
    signed_in(keeper).post(address("weekly"), weekly_said(rahmat))
    with acting_for(office.pk):
        weekly = WeeklyShift.objects.get()
    assert other.get(address("shift", shift.pk)).status_code == 404
    said = {"to": sari.pk, "why": "x", "note": "x", "do": "accept"}
    for name in ("ask_swap", "hand_over", "give", "call_off"):
        assert other.post(address(name, shift.pk), said).status_code == 404, name
    for name, row in (("answer_swap", swap), ("withdraw_leave", leave), ("end_weekly", weekly)):
        assert other.post(address(name, row.pk), said).status_code == 404, name
    for name in ("board", "weekly", "leave"):
        assert "Sari" not in other.get(address(name)).text, name
    # Nor can somebody of here be put on duty there.
    assert other.post(address("weekly"), weekly_said(sari)).status_code == 422
    with acting_for(office.pk):
        assert Shift.objects.get(pk=shift.pk).state == ShiftState.PLANNED
        assert Swap.objects.get().state == SwapState.ASKED
        assert not Leave.objects.exclude(withdrawn_at=None).exists()
