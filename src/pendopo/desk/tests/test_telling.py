"""What happened is told to those it concerns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing.events import DeliveryByHand, DeliveryLate, DeliveryRefused, DeliveryUnsure
from pendopo.broadcast.publishing.models import Delivery
from pendopo.desk import telling
from pendopo.foundation import events
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import actions as accounts
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.events import MemberLeft
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution

NOW = datetime.now(UTC)


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


def told(member) -> list[str]:
    return list(Notice.objects.filter(member=member).values_list("kind", flat=True))


def planned(account, **words) -> Delivery:
    """Something of the office's that is due on this account now."""
    known = {"kind": "post", "origin": "test.thing", "title": "Posyandu", "said": {"text": "Air mengalir."}}
    return publishing.plan(
        institution_id=account.institution_id,
        account_id=account.pk,
        due_at=NOW,
        now=NOW,
        origin_id=1,
        **known | words,
    )


def happened(delivery: Delivery) -> dict[str, object]:
    """What every event of a delivery says."""
    told = ("institution_id", "kind", "account_id", "origin", "origin_id")
    return {name: getattr(delivery, name) for name in told} | {"delivery_id": delivery.pk, "at": NOW}


def test_a_lost_permission_is_told_to_whoever_can_connect_again(office):
    administrator, operator = a_member(office, Role.ADMINISTRATOR), a_member(office, Role.OPERATOR)
    account = an_account(office, responsible=operator)
    accounts.note_trouble(
        institution_id=office.pk, account_id=account.pk, why="revoked", reconnect=True, now=NOW
    )
    assert told(administrator)


def test_a_silent_account_is_told_to_whoever_answers_for_it_and_to_the_head_once_each(office):
    official, head, writer = (a_member(office, role) for role in (Role.LEADER, Role.LEADER, Role.OPERATOR))
    account = an_account(office, responsible=official, connected_at=NOW - timedelta(days=30))
    accounts.tell_silence(institution_id=office.pk, account_id=account.pk, now=NOW)
    assert (told(official), told(head), told(writer)) == (["account.silent"], ["account.silent"], [])


@pytest.mark.parametrize(("kind", "words"), [(DeliveryUnsure, {"why": "?"}), (DeliveryLate, {})])
def test_what_waits_for_a_decision_is_told_to_those_who_may_decide(office, kind, words):
    operator, auditor = a_member(office, Role.OPERATOR), a_member(office, Role.AUDITOR)
    account = an_account(office)
    events.tell(kind(**happened(planned(account)), **words))
    assert told(operator)
    assert not told(auditor)


def test_a_stop_is_told_to_everyone_who_publishes(office):
    operator, approver = a_member(office, Role.OPERATOR), a_member(office, Role.APPROVER)
    publishing.stop_all(why="Gempa", by=approver, now=NOW)
    assert told(operator)


def test_who_leaves_leaves_accounts_whose_passwords_are_changed(office):
    administrator, keeper = a_member(office, Role.ADMINISTRATOR), a_member(office, Role.OPERATOR, name="Joko")
    an_account(office, custodian_one=keeper)
    events.tell(MemberLeft(institution_id=office.pk, member_id=keeper.pk, by_id=administrator.pk, at=NOW))
    assert told(administrator) == ["account.rotate"]


@pytest.mark.parametrize(
    ("kind", "hears"), [("post", True), ("takedown", True), ("reply", False), ("hide", False)]
)
def test_who_hears_of_a_refusal_from_the_inbox_is_not_told_twice(office, kind, hears):
    author, colleague = a_member(office, Role.OPERATOR), a_member(office, Role.OPERATOR)
    origin = "test.thing" if hears else "inbox.message"
    delivery = planned(an_account(office), kind=kind, origin=origin, by_id=author.pk, title="")
    telling.refused(DeliveryRefused(**happened(delivery), why="Ditutup."))
    assert bool(told(author)) is hears
    assert bool(told(colleague)) is (kind != "hide")


@pytest.mark.parametrize(("kind", "says"), [("post", "Unggah"), ("takedown", "Turunkan")])
def test_whoever_does_it_by_hand_hears_what_is_to_be_done(office, kind, says):
    operator = a_member(office, Role.OPERATOR)
    events.tell(DeliveryByHand(**happened(planned(an_account(office), kind=kind))))
    assert Notice.objects.get(member=operator).title_said.startswith(says)
