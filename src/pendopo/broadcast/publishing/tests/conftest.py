"""An office with an account, a network at its door, and a clock that only moves when it is told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pendopo.broadcast.publishing import actions, sending
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import Kind
from pendopo.broadcast.publishing.tests.networks import Network
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


class Clock:
    """Time passes when the test says so."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **length: float) -> datetime:
        self.now += timedelta(**length)
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def stranger(db):
    """Somebody of another institution, with every right there."""
    return a_member(an_institution(), Role.APPROVER, Role.OPERATOR)


@pytest.fixture
def office(db, stranger):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def account(office):
    return an_account(office)


@pytest.fixture
def at_the_door(monkeypatch):
    """Put a network where the account's connector is made."""

    def put(network: Network) -> Network:
        monkeypatch.setattr(accounts, "connector_of", lambda _account: network)
        return network

    return put


@pytest.fixture
def approver(office):
    return a_member(office, Role.APPROVER, Role.OPERATOR)


@pytest.fixture
def a_delivery(office, account):
    def make(text="Air bersih kembali mengalir.", *, due=NOW, late_minutes=120, **fields) -> Delivery:
        return actions.plan(
            **{
                "kind": Kind.POST,
                "institution_id": office.pk,
                "account_id": account.pk,
                "due_at": due,
                "now": NOW,
                "cutoff_at": due + timedelta(minutes=late_minutes),
                "origin": "test.thing",
                "origin_id": 1,
                "title": text,
                "said": {"text": text},
                **fields,
            }
        )

    return make


@pytest.fixture
def an_answer(office, account, clock):
    """An answer to a citizen, promised now."""

    def make() -> Delivery:
        return actions.plan_reply(
            institution_id=office.pk,
            account_id=account.pk,
            in_reply_to="c-1",
            root="p-1",
            text="Kami periksa, Bu.",
            origin="test.message",
            origin_id=5,
            by_id=None,
            now=clock(),
        )

    return make


@pytest.fixture
def work(office, clock):
    """What the worker does when it is woken for a delivery's queue."""

    def run(delivery: Delivery) -> Delivery:
        sending.run_queue(office.pk, delivery.account_id, delivery.queue, clock=clock)
        delivery.refresh_from_db()
        return delivery

    return run
