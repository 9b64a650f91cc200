from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import RequestFactory

from pendopo.broadcast.material.tests.builders import a_request, answered
from pendopo.broadcast.sharing import actions, counting, jobs, queries
from pendopo.broadcast.sharing.models import DayCount, Seen
from pendopo.broadcast.sharing.tests.builders import A_PHONE, NOW

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def address(kit):
    return kit.addresses.get()


def test_a_visitor_counts_once_a_day_and_a_copy_once_a_text(address):
    for at in (NOW, NOW + timedelta(hours=3), NOW + timedelta(days=1)):
        actions.count_visit(address=address, visitor="a", now=at)
    actions.count_visit(address=address, visitor="b", now=NOW)
    for place in (1, 1, 2):
        actions.count_copy(address=address, place=place, visitor="a", now=NOW)
    days = [(one.visits, one.copies) for one in DayCount.objects.order_by("on")]
    assert days == [(2, 2), (1, 0)]


def test_days_are_those_of_the_office(address):
    actions.count_visit(address=address, visitor="a", now=NOW.replace(hour=18))  # the next day in WIB
    assert DayCount.objects.get().on == date(2026, 11, 26)


def test_sums_tell_nothing_and_have_nothing_in_common_from_day_to_day(address):
    for days in range(2):
        actions.count_visit(address=address, visitor="203.0.113.7", now=NOW + timedelta(days=days))
    one, other = (bytes(seen.sum) for seen in Seen.objects.all())
    assert one != other
    assert b"203" not in one + other
    assert len(one) == 16


def test_the_next_night_forgets_who_came_and_keeps_how_many(address):
    actions.count_visit(address=address, visitor="a", now=NOW)
    jobs.forget(int((NOW + timedelta(days=2)).timestamp()))
    assert not Seen.objects.exists()
    assert DayCount.objects.get().visits == 1


@pytest.mark.parametrize(
    ("agent", "is_machine"),
    [
        (A_PHONE, False),
        ("Mozilla/5.0 (Windows NT 10.0) Firefox/120.0", False),
        ("", True),
        ("WhatsApp/2.23.20", True),
        ("TelegramBot (like TwitterBot)", True),
        ("facebookexternalhit/1.1", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", True),
        ("curl/8.1", True),
        ("python-requests/2.31", True),
    ],
)
def test_machines_are_left_out(agent, is_machine):
    request = RequestFactory().get("/", headers={"user-agent": agent} if agent else {})
    assert counting.is_machine(request) is is_machine


def test_units_that_helped_stand_with_what_they_did(kit, health, works, operator):
    own = actions.give_to_unit(kit=kit, unit=health, by=operator, now=NOW)
    for number in range(3):
        actions.count_visit(address=own, visitor=str(number), now=NOW)
    actions.count_copy(address=own, place=1, visitor="1", now=NOW)
    answered(a_request(works, by=operator))
    first, second = queries.helpers(operator, month=NOVEMBER, now=NOW + timedelta(days=20))
    assert (first.unit, first.kits, first.visits, first.copies, first.material) == (
        "Dinas Kesehatan",
        1,
        3,
        1,
        0,
    )
    assert (second.unit, second.visits, second.material) == ("Dinas Pekerjaan Umum", 0, 1)
    assert queries.helpers(operator, month=date(2026, 10, 1), now=NOW) == []


def test_nobody_else_counts_them(stranger, kit, health, operator):
    own = actions.give_to_unit(kit=kit, unit=health, by=operator, now=NOW)
    actions.count_visit(address=own, visitor="a", now=NOW)
    assert queries.helpers(stranger, month=NOVEMBER, now=NOW) == []
    assert queries.counted_of_item(stranger, kit.item_id).visits == 0
