"""The top of a case's page says whose turn it is, and offers the one thing that comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from pendopo.foundation.tenancy import acting_as
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.serve.cases import actions, queries, timeleft
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.queries import Filters
from pendopo.serve.cases.tests.builders import NOW, a_case, a_written_case, arrives, is_refused, verified
from pendopo.serve.cases.tests.referring.builders import said
from pendopo.serve.cases.views.next_step import turn


@pytest.fixture
def coordinator(db):
    member = a_member(an_institution(), Role.COORDINATOR)
    with acting_as(member):
        yield member


@pytest.fixture
def auditor(coordinator):
    return a_member(coordinator.institution, Role.AUDITOR)


def standing(case, member):
    case = Case.objects.seen_by(member).select_related("unit", "clocks", "institution").get(pk=case.pk)
    return turn(case, queries.whole(case, viewer=member, now=NOW), member)


def step(case, member):
    return standing(case, member).step.href


def test_each_state_has_its_next_step(coordinator):
    case = a_case(coordinator)
    assert step(case, coordinator) == reverse("cases:do", args=[case.pk, "verifikasi"])
    verified(case, coordinator)
    assert step(case, coordinator) == reverse("cases:refer", args=[case.pk])
    works = a_unit(coordinator.institution, "Dinas Pekerjaan Umum", short_name="DPU")
    referral = actions.refer(case=case, unit=works, question="Kapan?", by=coordinator, now=NOW)
    shown = standing(case, coordinator)
    assert shown.step.href == reverse("cases:whatsapp", args=[referral.pk])
    assert "DPU" in shown.words
    actions.ask_citizen(**said(referral), said="Di mana?", now=NOW)
    assert step(case, coordinator) == reverse("cases:do", args=[case.pk, "tanya-warga"])
    actions.ask_reporter(case=case, text="Di mana?", by=coordinator, now=NOW)
    question = case.answers.get()
    assert step(case, coordinator) == reverse("cases:one_answer", args=[question.pk])
    actions.tell_by_hand(answer=question, how="Telepon", told_at=NOW, by=coordinator, now=NOW)
    assert step(case, coordinator) == reverse("cases:do", args=[case.pk, "tambahan"])


def test_an_answer_that_did_not_arrive_comes_before_all_else(coordinator):
    case = verified(a_written_case(an_account(coordinator.institution), coordinator), coordinator)
    (answer,) = actions.send_answer(case=case, text="Sudah menyala.", by=coordinator, now=NOW)
    assert standing(case, coordinator).step is None
    is_refused(answer)
    assert step(case, coordinator) == reverse("cases:one_answer", args=[answer.pk])


def test_what_is_answered_or_closed_asks_for_nothing(coordinator):
    case = verified(a_written_case(an_account(coordinator.institution), coordinator), coordinator)
    (answer,) = actions.send_answer(case=case, text="Sudah menyala.", by=coordinator, now=NOW)
    arrives(answer)
    shown = standing(case, coordinator)
    assert shown.step is None
    assert "11 Des" in shown.words or "9 Des" in shown.words
    case.refresh_from_db()
    actions.close(case=case, ending="settled", why="Sudah menyala.", by=coordinator, now=NOW)
    assert standing(case, coordinator).step is None


def test_who_only_watches_reads_the_same_and_has_nothing_to_press(coordinator, auditor):
    case = a_case(coordinator)
    assert standing(case, auditor).words == standing(case, coordinator).words
    assert standing(case, auditor).step is None


def test_late_over_a_weekend_is_late_and_not_today():
    assert timeleft.left(NOW, 0, is_late=True) == "terlambat sejak 25 Nov"
    assert timeleft.left(NOW, 0, is_late=False) == "hari ini, 25 Nov"
    assert timeleft.left(NOW, -2, is_late=True) == "lewat 2 hari kerja, 25 Nov"


def test_a_line_shows_its_clock_in_words_and_when_it_must_be_verified(coordinator):
    case = a_case(coordinator)
    (line,) = queries.page(coordinator, Filters(), after=None, now=NOW).lines
    assert (line.used, line.given, line.sign) == (0, 14, "brand")
    assert line.verify_words.startswith("verifikasi: 3 hari kerja lagi")
    late = case.verify_by + timedelta(hours=1)
    (line,) = queries.page(coordinator, Filters(), after=None, now=late).lines
    assert line.is_verified_late
    verified(case, coordinator)
    (line,) = queries.page(coordinator, Filters(), after=None, now=NOW).lines
    assert line.verify_words == ""
