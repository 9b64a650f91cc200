"""Asking units from inside the office: what is shown to whom, and what each button does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Referral, Route
from pendopo.serve.cases.tests.builders import NOW, a_case, verified
from pendopo.serve.cases.tests.referring.builders import a_referral, bounced, said


def test_an_operator_asks_the_unit_the_table_proposes(office, operator, coordinator, works):
    page = reverse("cases:routes")
    keeper = signed_in(coordinator)
    assert keeper.post(page, {"topic": "Lampu jalan", "place": "", "unit": works.pk}).status_code == 302
    assert "Lampu jalan" in keeper.get(page).text
    case = a_case(operator, topic="lampu  JALAN")
    client = signed_in(operator)
    shown = client.get(reverse("cases:refer", args=[case.pk])).text
    assert "Sesuai tabel Anda" in shown
    asked = {"unit": works.pk, "question": "Kapan diperbaiki?"}
    assert client.post(reverse("cases:refer", args=[case.pk]), asked).status_code == 302
    referral = Referral.objects.get(case=case)
    assert works.name in client.get(reverse("cases:case", args=[case.pk])).text
    text = client.post(reverse("cases:whatsapp", args=[referral.pk])).text
    assert "/jawab/" in text
    taken_back = {"why": "Sudah menyala."}
    assert client.post(reverse("cases:withdraw", args=[referral.pk]), taken_back).status_code == 302
    referral.refresh_from_db()
    assert referral.state == "withdrawn"
    route = Route.objects.get()
    assert keeper.post(reverse("cases:drop_route", args=[route.pk])).status_code == 302
    assert not Route.objects.exists()


@pytest.mark.parametrize("page", ["cases:whatsapp", "cases:withdraw"])
@pytest.mark.parametrize("how", ["get", "post"])
def test_a_page_of_a_question_that_was_answered_says_so_and_leads_on(operator, works, page, how):
    case = a_case(operator)
    referral = a_referral(case, works, by=operator)
    address = reverse(page, args=[referral.pk])
    actions.answer_by_unit(**said(referral), said="Lampu sudah menyala.", now=NOW)
    shown = getattr(signed_in(operator), how)(address, {"why": "x"} if how == "post" else {})
    assert shown.status_code == 200
    assert "Lampu sudah menyala." in shown.text
    main = shown.text.split("<main", 1)[1].split("</main")[0]
    assert reverse("cases:case", args=[case.pk]) in main
    assert "<textarea" not in main
    assert "<form" not in main


def test_who_only_oversees_is_shown_no_form_for_a_text_they_cannot_write(office, operator, works):
    referral = a_referral(a_case(operator), works, by=operator)
    address = reverse("cases:whatsapp", args=[referral.pk])
    assert signed_in(a_member(office, Role.AUDITOR)).get(address).status_code == 403
    assert signed_in(operator).get(address).status_code == 200


def test_when_units_do_not_agree_only_the_coordinator_finds_the_way(operator, coordinator, works, power):
    case = a_case(operator)
    for unit in (works, power):
        bounced(a_referral(case, unit, by=operator))
        case.refresh_from_db()
    page = reverse("cases:refer", args=[case.pk])
    refused = signed_in(operator).post(page, {"unit": works.pk, "question": "Kapan?"})
    assert refused.status_code == 422
    assert "koordinator yang memutuskan" in refused.text
    decided = {"unit": works.pk, "question": "Kapan?", "why": "Tiangnya milik DPU."}
    assert signed_in(coordinator).post(page, decided).status_code == 302
    assert Referral.objects.get(case=case, state="sent").is_decided


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LEADER, Role.AUDITOR])
def test_the_table_is_kept_by_who_keeps_the_rules(office, role):
    assert signed_in(a_member(office, role)).get(reverse("cases:routes")).status_code == 403


def test_the_story_names_who_of_the_unit_asked_for_time_or_asked_the_citizen(office, operator, works):
    waits = a_referral(verified(a_case(operator), operator), works, by=operator)
    until = NOW.date() + timedelta(days=2)
    actions.need_time(**said(waits), until=until, why="Menunggu suku cadang.", now=NOW)
    asks = a_referral(verified(a_case(operator), operator), works, by=operator)
    actions.ask_citizen(**said(asks), said="Tiang nomor berapa?", now=NOW)
    client = signed_in(operator)
    for referral in (waits, asks):
        assert "(Wawan)" in client.get(reverse("cases:case", args=[referral.case_id])).text
