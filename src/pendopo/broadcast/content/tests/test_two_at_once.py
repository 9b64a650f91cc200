"""Two people press at the same instant, each over a connection of their own: one is in time, one is told so."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from pendopo.broadcast.content import actions
from pendopo.broadcast.content.models import ContentItem, LaneRun, ReviewStep
from pendopo.broadcast.content.states import ItemState, RunState, StepState
from pendopo.broadcast.content.tests.builders import NOW, its_step, submitted
from pendopo.foundation.errors import Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution


@pytest.fixture
def item(seen_by_all):
    """An item in the fast lane."""
    office = an_institution()
    with acting_for(office.pk):
        return submitted(a_member(office, Role.OPERATOR, name="Sari"), an_account(office), lane="fast")


def both_at_once(*works):
    """Each in a thread, so with a connection of its own; what came of it, or the refusal, in order."""
    together = threading.Barrier(len(works))

    def press(work):
        try:
            together.wait(20)
            return work()
        except Stale as no:
            return no
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [one.result(60) for one in [pool.submit(press, work) for work in works]]


def test_two_approvers_press_at_once_and_it_is_approved_once(item):
    with acting_for(item.institution_id):
        step = its_step(item)
        pressing = [a_member(item.institution, Role.APPROVER, name=name) for name in ("Kepala", "Wakil")]

    def approves(member: Member) -> str:
        with acting_for(item.institution_id):
            actions.approve(step=ReviewStep.objects.get(pk=step.pk), by=member, now=NOW)
        return member.name

    done = both_at_once(*(partial(approves, member) for member in pressing))
    with acting_for(item.institution_id):
        assert ContentItem.objects.get(pk=item.pk).state == ItemState.APPROVED
        assert LaneRun.objects.get(item=item).state == RunState.APPROVED
        decided = ReviewStep.objects.select_related("decided_by__person").get(pk=step.pk)
        assert decided.state == StepState.APPROVED
        assert LedgerEntry.objects.filter(did="content.approved").count() == 1
    late = [one for one in done if isinstance(one, Stale)]
    assert [one for one in done if isinstance(one, str)] == [decided.decided_by.name]
    assert len(late) == 1
    assert str(late[0])


def test_one_approves_while_another_returns_and_only_one_of_them_decided(item):
    with acting_for(item.institution_id):
        step = its_step(item)
        yes, no = (a_member(item.institution, Role.APPROVER, name=name) for name in ("Kepala", "Wakil"))

    def approves() -> str:
        with acting_for(item.institution_id):
            actions.approve(step=ReviewStep.objects.get(pk=step.pk), by=yes, now=NOW)
        return ItemState.APPROVED

    def returns() -> str:
        with acting_for(item.institution_id):
            actions.return_with_comment(
                step=ReviewStep.objects.get(pk=step.pk), comment="Periksa lagi.", by=no, now=NOW
            )
        return ItemState.RETURNED

    done = both_at_once(approves, returns)
    decided = [one for one in done if not isinstance(one, Stale)]
    with acting_for(item.institution_id):
        assert [ContentItem.objects.get(pk=item.pk).state] == decided
