"""Asking a unit: what it sees, who hears of it, what is refused, and who decides when units don't agree (R33, R38)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.personal_data import Kind
from pendopo.foundation.tenancy import acting_as
from pendopo.institution.links import queries as links
from pendopo.institution.links.actions import LinkRefused, Purpose, open_link
from pendopo.institution.links.models import Link
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit
from pendopo.serve.cases import actions, asking
from pendopo.serve.cases.models import Entry, UnitMail, Wait
from pendopo.serve.cases.states import CaseKind, CaseState, ReferralState, WaitFor
from pendopo.serve.cases.tests.builders import NOW, a_case
from pendopo.serve.cases.tests.referring.builders import a_referral, bounced, said

STORY = "Lampu jalan mati. Hubungi saya di 0812-3456-7890, NIK 3374012301900001."


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("member_id", flat=True))


class TestAUnitIsAsked:
    def test_the_case_waits_for_the_unit_and_the_unit_hears_of_it(self, operator, works):
        case = a_case(operator)
        referral = actions.refer(case=case, unit=works, question="Kapan diperbaiki?", by=operator, now=NOW)
        assert (case.state, case.unit_id) == (CaseState.WAITING_UNIT, works.pk)
        assert case.verified_at == NOW
        assert Wait.objects.get(case=case).for_whom == WaitFor.UNIT
        assert referral.answer_by == case.resolve_by
        mail = UnitMail.objects.get(referral=referral)
        assert (mail.kind, mail.to, mail.due_at) == ("question", "dpu@contoh.go.id", NOW)
        assert ProcrastinateJob.objects.filter(task_name="cases.write_to_unit").count() == 1
        assert LedgerEntry.objects.filter(did="cases.referred").count() == 1

    def test_its_liaison_with_an_account_is_told_and_no_other(self, operator, works, power, office):
        liaison = a_member(office, Role.UNIT_LIAISON, unit=works)
        a_member(office, Role.UNIT_LIAISON, unit=power)
        a_referral(a_case(operator), works, by=operator)
        assert told("cases.asked") == {liaison.pk}

    def test_a_unit_that_nobody_can_reach_is_said_so_at_once(self, operator, office):
        a_referral(a_case(operator), a_unit(office, "Kecamatan Cipari"), by=operator)
        assert told("cases.nobody_told") == {operator.pk}

    def test_personal_data_is_covered_but_for_what_the_unit_needs(self, operator, works):
        referral = actions.refer(
            case=a_case(operator),
            unit=works,
            question=STORY,
            needs=frozenset({Kind.MOBILE}),
            by=operator,
            now=NOW,
        )
        assert "0812-3456-7890" in referral.question
        assert "3374012301900001" not in referral.question

    def test_nobody_asks_two_units_at_once(self, operator, works, power):
        case = a_case(operator)
        a_referral(case, works, by=operator)
        with pytest.raises(Refused, match="DPU sudah ditanya"):
            a_referral(case, power, by=operator)

    def test_a_question_says_something(self, operator, works):
        with pytest.raises(Refused) as no:
            a_referral(a_case(operator), works, by=operator, question="  ")
        assert no.value.field == "question"

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.UNIT_LIAISON, Role.LEADER, Role.ADMINISTRATOR])
    def test_only_who_handles_cases_asks(self, office, operator, works, role):
        case = a_case(operator)
        with pytest.raises(Refused):
            a_referral(case, works, by=a_member(office, role))

    def test_nobody_of_another_institution_asks(self, stranger, operator, works):
        with pytest.raises(Refused):
            a_referral(a_case(operator), works, by=stranger)


class TestTheReportedUnit:
    def test_is_never_asked_and_neither_is_one_below_it(self, office, operator, coordinator, works):
        below = a_unit(office, "Bidang Bina Marga", parent=works)
        case = a_case(operator, kind=CaseKind.COMPLAINT, supervisory_content=True, reported_unit=works)
        for unit in (works, below):
            with pytest.raises(Refused) as no:
                a_referral(case, unit, by=operator)
            assert no.value.rule == "R33"

    def test_cannot_be_named_by_a_unit_that_sends_the_case_back(self, operator, coordinator, works, power):
        case = supervised(operator, coordinator, works, power)
        referral = a_referral(case, power, by=operator)
        with pytest.raises(Refused):
            actions.bounce(**said(referral), to=works, why="Urusan mereka.", now=NOW)

    def test_and_no_other_without_somebody_on_the_list(self, operator, coordinator, works, power, office):
        case = supervised(operator, coordinator, works, power)
        with pytest.raises(Refused, match="Tambahkan dulu seseorang"):
            a_referral(case, a_unit(office, "Dinas Sosial"), by=operator)

    def test_what_the_list_knows_goes_to_nobody_else(self, operator, coordinator, works, power, office):
        liaison = a_member(office, Role.UNIT_LIAISON, unit=power)
        case = supervised(operator, coordinator, works, power)
        a_referral(case, power, by=operator)
        assert liaison.pk not in told("cases.asked")


class TestTakingBack:
    def test_shuts_the_links_and_says_why(self, operator, works):
        case = a_case(operator)
        referral = a_referral(case, works, by=operator)
        token = asking.token(referral, by=operator, now=NOW)
        actions.withdraw(referral=referral, why="Sudah dijawab di lapangan.", by=operator, now=NOW)
        case.refresh_from_db()
        assert (referral.state, case.state, case.unit_id) == ("withdrawn", CaseState.VERIFIED, None)
        assert Wait.objects.get(case=case).ended_at == NOW
        with pytest.raises(LinkRefused, match="tidak memerlukan jawaban ini lagi"):
            open_link(token=token, purpose=Purpose.REFERRAL, visitor="x", now=NOW)
        assert UnitMail.objects.filter(kind="taken_back").count() == 1

    def test_what_was_answered_is_not_taken_back(self, operator, works):
        referral = a_referral(a_case(operator), works, by=operator)
        actions.answer_by_unit(**said(referral), said="Besok.", now=NOW)
        with pytest.raises(Refused, match="sudah menjawab"):
            actions.withdraw(referral=referral, why="Tidak perlu.", by=operator, now=NOW)


class TestUnitsThatDoNotAgree:
    def test_after_the_first_bounce_the_operator_asks_another(self, operator, works, power):
        case = a_case(operator)
        bounced(a_referral(case, works, by=operator), to=power)
        case.refresh_from_db()
        assert (case.state, case.bounces, case.unit_id) == (CaseState.VERIFIED, 1, None)
        assert told("cases.bounced") == {operator.pk}
        assert a_referral(case, power, by=operator).state == ReferralState.SENT

    def test_after_the_second_a_coordinator_decides(self, operator, coordinator, works, power):
        case = a_case(operator)
        for unit in (works, power):
            bounced(a_referral(case, unit, by=operator))
            case.refresh_from_db()
        assert told("cases.to_decide") == {coordinator.pk, operator.pk}
        with pytest.raises(Refused) as no:
            a_referral(case, works, by=operator)
        assert no.value.rule == "R38"
        with pytest.raises(Refused):
            decided(case, works, by=operator)
        referral = decided(case, works, by=coordinator)
        assert referral.is_decided
        with pytest.raises(Refused) as no:
            actions.bounce(**said(referral), to=None, why="Tetap bukan kami.", now=NOW)
        assert no.value.rule == "R38"

    def test_a_coordinator_gives_a_silent_units_case_to_another(self, operator, coordinator, works, power):
        case = a_case(operator)
        first = a_referral(case, works, by=operator)
        second = decided(case, power, by=coordinator)
        first.refresh_from_db()
        assert (first.state, first.why) == (ReferralState.WITHDRAWN, "Dekat dengan tiangnya.")
        assert (second.state, case.unit_id, case.state) == ("sent", power.pk, CaseState.WAITING_UNIT)
        assert Entry.objects.filter(case=case, what="owner_decided", by=coordinator).exists()


class TestAfterTheCitizenAnswered:
    def test_the_unit_hears_so_and_its_clock_runs_on(self, operator, works):
        case = a_case(operator)
        referral = a_referral(case, works, by=operator)
        actions.ask_citizen(**said(referral), said="Tiang nomor berapa?", now=NOW)
        case.refresh_from_db()
        assert case.state == CaseState.IN_PROGRESS
        later = NOW + timedelta(days=2)
        type(case).objects.filter(pk=case.pk).update(resolve_by=case.resolve_by + timedelta(days=2))
        assert actions.go_on_asking(case=case, now=later)
        referral.refresh_from_db()
        assert case.state == CaseState.WAITING_UNIT
        assert referral.answer_by == case.resolve_by
        assert UnitMail.objects.filter(kind="question").count() == 2
        assert [one.for_whom for one in Wait.objects.filter(case=case)] == ["unit", "office", "unit"]

    def test_nothing_goes_on_where_no_unit_is_asked(self, operator):
        assert not actions.go_on_asking(case=a_case(operator), now=NOW)


def supervised(operator, coordinator, reported, unit):
    """A case with supervisory content, and somebody of this unit on its list."""
    with acting_as(operator):
        case = a_case(operator, supervisory_content=True, reported_unit=reported)
        inspector = a_member(operator.institution, Role.AUDITOR, unit=unit)
        actions.let_know(case=case, member=inspector, why="Memeriksa.", by=operator, now=NOW)
        case.refresh_from_db()
    return case


def decided(case, unit, *, by):
    return actions.decide_owner(
        case=case, unit=unit, question="Kapan diperbaiki?", why="Dekat dengan tiangnya.", by=by, now=NOW
    )


def test_a_text_by_hand_has_a_link_of_its_own(operator, works):
    referral = a_referral(a_case(operator), works, by=operator)
    one = actions.whatsapp_token(referral=referral, by=operator, now=NOW)
    two = actions.whatsapp_token(referral=referral, by=operator, now=NOW)
    assert one != two
    for token in (one, two):
        assert open_link(token=token, purpose=Purpose.REFERRAL, visitor="x", now=NOW)
    assert links.links_of(referral, institution_id=referral.institution_id).count() == 2
    assert Link.objects.filter(made_by=operator).count() == 2


def test_of_links_that_went_astray_none_opens_any_more_and_the_unit_gets_a_new_one(operator, works):
    referral = a_referral(a_case(operator), works, by=operator)
    astray = [
        (asking.token(referral, by=None, now=NOW), Purpose.REFERRAL),
        (asking.unit_token(works, by=None, now=NOW), Purpose.UNIT),
    ]
    assert actions.change_links(referral=referral, by=operator, now=NOW)
    for token, purpose in astray:
        with pytest.raises(LinkRefused, match="pesan terakhir"):
            open_link(token=token, purpose=purpose, visitor="x", now=NOW)
    assert [mail.to for mail in UnitMail.objects.filter(kind="new_link")] == ["dpu@contoh.go.id"]
    newer = asking.token(referral, by=None, now=NOW)
    assert open_link(token=newer, purpose=Purpose.REFERRAL, visitor="x", now=NOW)


def test_only_the_liaison_of_the_unit_opens_it_with_an_account(office, operator, works, power):
    referral = a_referral(a_case(operator), works, by=operator)
    mine = a_member(office, Role.UNIT_LIAISON, unit=works)
    other = a_member(office, Role.UNIT_LIAISON, unit=power)
    assert actions.open_as_liaison(referral=referral, by=mine, now=NOW)
    for somebody in (other, operator):
        with pytest.raises(Refused):
            actions.open_as_liaison(referral=referral, by=somebody, now=NOW)
