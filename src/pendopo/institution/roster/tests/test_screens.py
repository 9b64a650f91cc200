"""The roster on the screen: everybody sees it, whoever keeps it changes it, what was typed stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.institution.people.roles import Role
from pendopo.institution.roster.models import QuietHours, Shift, Swap
from pendopo.institution.roster.tests.builders import a_shift
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in


@pytest.fixture
def soon():
    return timezone.now().replace(microsecond=0) + timedelta(days=1)


def test_the_board_stands_in_week_and_month_and_whatever_the_address_says(office, sari, keeper):
    a_shift(sari, begins=timezone.now() - timedelta(hours=1))
    for member in (sari, keeper, a_member(office, Role.AUDITOR)):
        screen = signed_in(member)
        for asked in ("", "?lihat=bulan", "?mulai=2026-12-21", "?mulai=kapan", "?mulai=9999-12-31"):
            page = screen.get(reverse("roster:board") + asked)
            assert page.status_code == 200
        assert "Sari" in screen.get(reverse("roster:board")).content.decode()


def test_an_empty_roster_teaches_how_to_begin(office, keeper, sari):
    assert reverse("roster:weekly").encode() in signed_in(keeper).get(reverse("roster:board")).content
    assert reverse("roster:weekly").encode() not in signed_in(sari).get(reverse("roster:board")).content


def test_the_keeper_plans_weeks_and_days_and_a_mistake_keeps_what_was_typed(office, sari, keeper):
    screen, today = signed_in(keeper), timezone.localdate()
    said = {
        "member": sari.pk,
        "weekdays": [0, 1, 2, 3, 4, 5, 6],
        "begins": "06:00",
        "ends": "05:00",
        "first_on": today.isoformat(),
        "on_days_off": "on",
    }
    wrong = screen.post(reverse("roster:weekly"), said)
    assert wrong.status_code == 422
    assert b"06:00" in wrong.content
    assert screen.post(reverse("roster:weekly"), said | {"ends": "10:00"}).status_code == 302
    assert Shift.objects.count() > 80
    one = {
        "member": sari.pk,
        "on": (today + timedelta(days=1)).isoformat(),
        "begins": "12:00",
        "ends": "14:00",
    }
    assert screen.post(reverse("roster:new"), one).status_code == 302
    assert screen.post(reverse("roster:new"), one).status_code == 422
    pattern = screen.get(reverse("roster:weekly")).context["weekly"][0]
    assert screen.post(reverse("roster:end_weekly", args=[pattern.pk])).status_code == 302


def test_a_swap_goes_from_one_screen_to_the_other(office, sari, rahmat, soon):
    shift = a_shift(sari, begins=soon)
    asks, answers = signed_in(sari), signed_in(rahmat)
    page = reverse("roster:shift", args=[shift.pk])
    assert asks.get(page).context["may_ask"]
    assert asks.post(reverse("roster:ask_swap", args=[shift.pk]), {"to": sari.pk}).status_code == 422
    asks.post(reverse("roster:ask_swap", args=[shift.pk]), {"to": rahmat.pk, "why": "Anak sakit"})
    swap = Swap.objects.get()
    assert b"Anak sakit" in answers.get(reverse("roster:board")).content
    answers.post(reverse("roster:answer_swap", args=[swap.pk]), {"do": "accept"})
    shift.refresh_from_db()
    assert shift.member == rahmat
    assert answers.get(page).status_code == 200


def test_the_end_of_a_shift_asks_for_a_note_and_shows_it_to_the_next(office, sari, rahmat):
    shift = a_shift(sari, begins=timezone.now() - timedelta(hours=3), hours=2.9)
    screen, address = signed_in(sari), reverse("roster:hand_over", args=[shift.pk])
    assert screen.get(reverse("roster:shift", args=[shift.pk])).context["may_hand_over"]
    assert screen.post(address, {"note": ""}).status_code == 422
    assert screen.post(address, {"note": "Tiga warga menunggu kabar PDAM."}).status_code == 302
    assert b"Tiga warga menunggu" in signed_in(rahmat).get(reverse("roster:board")).content


def test_the_keeper_gives_a_shift_away_and_calls_it_off(office, sari, rahmat, keeper, soon):
    shift, screen = a_shift(sari, begins=soon), signed_in(keeper)
    assert screen.post(reverse("roster:give", args=[shift.pk]), {"to": ""}).status_code == 422
    assert screen.post(reverse("roster:give", args=[shift.pk]), {"to": rahmat.pk}).status_code == 302
    assert screen.post(reverse("roster:call_off", args=[shift.pk]), {"why": ""}).status_code == 422
    assert screen.post(reverse("roster:call_off", args=[shift.pk]), {"why": "Libur"}).status_code == 302
    shift.refresh_from_db()
    assert (shift.member, shift.called_off_why) == (rahmat, "Libur")


def test_leave_quiet_hours_and_cover_have_their_pages(office, sari, keeper):
    screen, today = signed_in(sari), timezone.localdate().isoformat()
    leave = reverse("roster:leave")
    assert screen.post(leave, {"first_on": today, "last_on": "2020-01-01"}).status_code == 422
    assert screen.post(leave, {"first_on": today, "last_on": today}).status_code == 302
    kept = screen.get(leave).context["leave"][0]
    assert screen.post(reverse("roster:withdraw_leave", args=[kept.pk])).status_code == 302
    assert (
        signed_in(keeper).post(leave, {"member": sari.pk, "first_on": today, "last_on": today}).status_code
        == 302
    )
    quiet = reverse("roster:quiet")
    assert screen.post(quiet, {"choice": "own", "begins": "21:00"}).status_code == 422
    assert screen.post(quiet, {"choice": "own", "begins": "21:00", "ends": "06:00"}).status_code == 302
    assert QuietHours.objects.get().member == sari
    assert "21.00–06.00" in screen.get(reverse("institution:profile")).content.decode()
    assert signed_in(keeper).post(reverse("roster:cover"), {"cover": "every_day"}).status_code == 422
    assert signed_in(keeper).post(reverse("roster:cover"), {"cover": "office"}).status_code == 302
