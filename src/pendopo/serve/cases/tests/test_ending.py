"""Waiting and ending: the citizen's pause, the clock that closes, joined cases, versions of the clocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.serve.cases import actions, queries
from pendopo.serve.cases.jobs import closing
from pendopo.serve.cases.models import Case, Reporter, Wait
from pendopo.serve.cases.states import CaseState, Ending
from pendopo.serve.cases.tests.builders import NOW, a_case, a_written_case, arrives, verified, writes_again

TEXT = "Lampunya kami ganti besok karena kabelnya putus."


def test_only_the_final_clock_stands_still_for_the_citizen(account, operator):
    case = verified(a_written_case(account, operator), operator)
    verify_by, follow_up_by, resolve_by = case.verify_by, case.follow_up_by, case.resolve_by
    actions.ask_reporter(case=case, text="Di RT berapa?", by=operator, now=NOW)
    arrives(case.answers.get())
    case.refresh_from_db()
    assert case.state == CaseState.WAITING_CITIZEN
    writes_again(case, "RT 3, Min.", now=NOW + timedelta(days=5))  # Monday: three working days later
    case.refresh_from_db()
    assert case.state == CaseState.VERIFIED
    assert (case.verify_by, case.follow_up_by) == (verify_by, follow_up_by)
    assert resolve_by.date() == date(2026, 12, 15)
    assert case.resolve_by.date() == date(2026, 12, 18)
    assert not Wait.objects.filter(ended_at__isnull=True).exists()


def test_what_nobody_completes_ends_after_the_days_of_its_version(operator):
    case = a_case(operator)
    actions.ask_reporter(case=case, text="Di mana?", by=operator, now=NOW)
    # A question that nobody has put to them yet is no reason to end anything.
    assert not actions.close_without_details(case=case, now=NOW + timedelta(days=90))
    question = case.answers.get()
    actions.tell_by_hand(answer=question, how="Telepon", told_at=NOW, by=operator, now=NOW)
    assert not actions.close_without_details(case=case, now=NOW + timedelta(days=40))
    assert actions.close_without_details(case=case, now=NOW + timedelta(days=60))
    case.refresh_from_db()
    assert (case.state, case.ending) == (CaseState.CLOSED, Ending.NO_DETAILS)


def test_a_case_is_settled_only_when_somebody_was_told(account, operator):
    case = verified(a_written_case(account, operator), operator)
    with pytest.raises(Refused) as no:
        actions.close(case=case, ending="settled", why="Sudah beres.", by=operator, now=NOW)
    assert (no.value.rule, no.value.field) == ("R37", "ending")
    (answer,) = actions.send_answer(case=case, text=TEXT, by=operator, now=NOW)
    arrives(answer)
    case.refresh_from_db()
    actions.close(case=case, ending="settled", why="Sudah beres.", by=operator, now=NOW)
    assert case.ask_again_at == NOW + timedelta(days=28)
    actions.reopen(case=case, why="Padam lagi.", by=operator, now=NOW)
    assert (case.state, case.ending, case.reopened) == (CaseState.IN_PROGRESS, "", 1)


def test_joined_cases_lose_nobody_and_part_again_while_nobody_was_told(account, operator, coordinator):
    one = verified(a_written_case(account, operator), operator)
    two = verified(a_written_case(account, operator), operator)
    with pytest.raises(Refused):
        actions.join(case=two, into=one, by=operator, now=NOW)
    actions.join(case=two, into=one, by=coordinator, now=NOW)
    assert (two.state, two.ending, two.joined_to) == (CaseState.CLOSED, Ending.DUPLICATE, one)
    actions.part(case=two, why="Jalan lain.", by=coordinator, now=NOW)
    assert two.state == CaseState.IN_PROGRESS
    assert Reporter.objects.filter(case=two).count() == 1
    actions.join(case=two, into=one, by=coordinator, now=NOW)
    actions.send_answer(case=one, text=TEXT, by=operator, now=NOW)
    with pytest.raises(Refused) as no:
        actions.part(case=two, why="Jalan lain.", by=coordinator, now=NOW)
    assert no.value.rule == "R40"


def test_a_version_is_faster_than_the_nation_or_refused_and_open_cases_keep_theirs(
    office, operator, coordinator
):
    case = a_case(operator)
    words = {"title": "Lebih cepat", "source": "Perbup 1/2026", "valid_from": date(2026, 11, 25)}
    with pytest.raises(Refused) as no:
        actions.propose_clocks(**words, terms={"verify_days": 9}, by=coordinator, now=NOW)
    assert (no.value.rule, no.value.field) == ("R32", "verify_days")
    later = {**words, "valid_from": date(2026, 12, 1)}
    version = actions.propose_clocks(**later, terms={"verify_days": 1}, by=coordinator, now=NOW)
    assert a_case(operator).clocks_id == case.clocks_id
    seen = queries.preview(version, coordinator, now=NOW)
    assert (seen.looked_at, seen.earlier, seen.later) == (2, 0, 0)
    actions.switch_on_clocks(version=version, by=coordinator, now=NOW)
    with pytest.raises(Refused):
        actions.discard_clocks(version=version, by=coordinator, now=NOW)
    with pytest.raises(Refused):
        actions.propose_clocks(**words, terms={}, by=operator, now=NOW)
    assert a_case(operator, now=NOW + timedelta(days=7)).clocks_id == version.pk


@pytest.mark.django_db
def test_a_worker_that_dies_while_closing_leaves_whole_cases_and_the_next_round_goes_on(monkeypatch):
    house = an_institution()
    member = a_member(house, Role.OPERATOR)
    with acting_for(house.pk):
        made = []
        for _number in range(2):
            case = verified(a_case(member), member)
            (answer,) = actions.send_answer(case=case, text=TEXT, by=member, now=NOW)
            actions.tell_by_hand(answer=answer, how="Loket", told_at=NOW, by=member, now=NOW)
            made.append(case.pk)
    later, real = NOW + timedelta(days=60), actions.close_by_itself

    def lethal(*, case, now):
        closed = real(case=case, now=now)
        if case.pk == made[1]:
            raise SystemExit
        return closed

    monkeypatch.setattr(actions, "close_by_itself", lethal)
    with pytest.raises(SystemExit):
        closing.close_due(later)
    monkeypatch.setattr(actions, "close_by_itself", real)
    with acting_for(house.pk):
        assert set(Case.objects.values_list("state", flat=True)) == {CaseState.CLOSED, CaseState.ANSWERED}
    assert closing.close_due(later) == 1
    assert closing.close_due(later) == 0
    with acting_for(house.pk):
        assert {case.ending for case in Case.objects.all()} == {Ending.NO_WORD}
