from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from pendopo.broadcast.material import actions, queries
from pendopo.broadcast.material.report import drawing
from pendopo.broadcast.material.tests.builders import NOW, a_request, answered
from pendopo.broadcast.material.views import report
from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.ui.months import Month
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit

NOVEMBER = date(2026, 11, 1)
EARLY = datetime(2026, 11, 2, 3, tzinfo=UTC)
LATER = NOW + timedelta(days=30)


def counted(member, now=LATER):
    return queries.silence(member, month=NOVEMBER, now=now)


def test_what_came_and_what_did_not_is_counted_with_how_many_it_is_of(operator, works):
    answered(a_request(works, by=operator), now=NOW + timedelta(days=1))
    answered(a_request(works, by=operator), now=NOW + timedelta(days=9))
    a_request(works, by=operator)
    opened = a_request(works, by=operator)
    actions.note_seen(request=opened, now=NOW)
    [one] = counted(operator)
    assert (one.asked, one.answered, one.in_time, one.silent, one.unopened, one.running) == (4, 2, 1, 2, 1, 0)
    assert one.median_days == pytest.approx((1 + 7) / 2)
    assert one.due == 4


def test_whoever_still_has_time_is_not_silent(operator, works):
    a_request(works, by=operator)
    [one] = counted(operator, now=NOW)
    assert (one.running, one.silent, one.due) == (1, 0, 0)


def test_what_the_office_took_back_in_time_does_not_count_and_late_it_does(operator, works):
    early, late = a_request(works, by=operator), a_request(works, by=operator)
    actions.close(request=early, why="Tidak jadi.", by=operator, now=NOW + timedelta(days=1))
    actions.close(request=late, why="Tidak jadi.", by=operator, now=LATER)
    [one] = counted(operator)
    assert (one.asked, one.silent) == (1, 1)


def test_months_follow_the_clock_of_the_office(operator, works):
    a_request(works, by=operator, now=NOW.replace(day=30, hour=18))  # 1 December, 01.00 WIB
    assert counted(operator) == []
    assert len(queries.of_months(operator, first=NOVEMBER, last=date(2026, 12, 1), now=LATER)) == 1


def test_units_stand_by_name_and_it_costs_as_much_for_many(operator, office, django_assert_num_queries):
    for name in ("Dinas B", "Dinas A", "Dinas C"):
        a_request(a_unit(office, name), by=operator)
    with django_assert_num_queries(4):
        assert [one.unit for one in counted(operator)] == ["Dinas A", "Dinas B", "Dinas C"]


def test_nobody_counts_another_institution(stranger, operator, works):
    a_request(works, by=operator)
    assert counted(operator)
    with acting_for(office_of(operator)):
        assert counted(stranger) == []


def office_of(member):
    return member.institution_id


@pytest.mark.parametrize(
    ("role", "status"), [(Role.LEADER, 200), (Role.COORDINATOR, 200), (Role.ADMINISTRATOR, 403)]
)
def test_the_page_is_for_leader_and_coordinators(client, office, operator, works, role, status):
    a_request(works, by=operator)
    client.force_login(a_member(office, role).person)
    answer = client.get(reverse("material:by_unit"), {"bulan": "2026-11"})
    assert answer.status_code == status
    if status == 200:
        assert "Dinas Pekerjaan Umum" in answer.text
        assert "Sari" not in answer.text.partition("<main")[2]


def test_the_leader_reads_the_month_on_the_screen_and_on_paper(office, operator, works, client, monkeypatch):
    monkeypatch.setattr(report, "now", lambda: LATER)
    silent = a_request(works, by=operator, now=EARLY, by_day=date(2026, 11, 9))
    leader = a_member(office, Role.LEADER)
    client.force_login(leader.person)
    shown = client.get(reverse("material:by_unit"), {"bulan": "2026-11"}).content.decode()
    assert "Pada November 2026 unit dimintai bahan 1 kali." in shown
    assert f"{silent.unit.name}: 1 tautan belum pernah dibuka." in shown
    paper = client.get(reverse("material:by_unit_pdf"), {"bulan": "2026-11"})
    assert paper.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in paper.content
    assert "bahan-dari-unit-2026-11.pdf" in paper["Content-Disposition"]


def test_a_month_in_which_nobody_was_asked_and_very_long_names_fit_on_paper(office, operator):
    month = Month(first=NOVEMBER)
    assert drawing.draw([], month, office, now=NOW).startswith(b"%PDF-")
    for number in range(40):
        a_request(a_unit(office, f"Dinas {'Pemberdayaan' * 6} {number}"), by=operator, now=EARLY)
    rows = counted(operator)
    assert len(rows) == 40
    assert drawing.draw(rows, month, office, now=NOW).startswith(b"%PDF-")


def test_a_liaison_does_not_read_it(office, client):
    client.force_login(a_member(office, Role.UNIT_LIAISON).person)
    assert client.get(reverse("material:by_unit")).status_code == 403
    assert client.get(reverse("material:by_unit_pdf")).status_code == 403


def test_a_month_of_long_ago_is_the_one_that_is_chosen(office, operator, client):
    client.force_login(operator.person)
    for name in ("material:by_unit", "sharing:thanks"):
        shown = client.get(reverse(name), {"bulan": "2024-02"}).text
        assert '<option value="2024-02" selected>Februari 2024</option>' in shown
        assert "data-prints" not in shown


def test_a_month_in_which_nothing_is_due_yet_praises_nobody_and_counts_no_nothing(
    works, operator, client, monkeypatch
):
    monkeypatch.setattr(report, "now", lambda: EARLY)
    a_request(works, by=operator, now=EARLY)
    client.force_login(operator.person)
    shown = client.get(reverse("material:by_unit"), {"bulan": "2026-11"}).text
    assert "Pada November 2026 unit dimintai bahan 1 kali. 1 masih punya waktu.</p>" in shown
    assert "sudah masuk" not in shown
