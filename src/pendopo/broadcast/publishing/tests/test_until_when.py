"""What holds until a time is neither submitted, approved nor published after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.broadcast.content import actions, queries
from pendopo.broadcast.content.states import ItemState
from pendopo.broadcast.content.tests.builders import (
    NOW,
    an_approved_item,
    an_item,
    explained,
    its_step,
    submitted,
)
from pendopo.broadcast.publishing import sending
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState
from pendopo.foundation.errors import Refused
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member

AN_HOUR = timedelta(hours=1)
WARNING = {"lane": "emergency", "due_at": None, "holds_until": NOW + AN_HOUR}


@pytest.fixture
def author(office):
    return a_member(office, Role.OPERATOR, name="Yoga")


def test_an_ended_warning_is_not_submitted(author, account):
    item = explained(an_item(author, account, **WARNING), author)
    with pytest.raises(Refused, match="berlaku sampai"):
        actions.submit(item=item, by=author, now=NOW + AN_HOUR)


def test_an_ended_warning_is_not_approved(author, account, approver):
    item = submitted(author, account, **WARNING)
    with pytest.raises(Refused, match="berlaku sampai"):
        actions.approve(step=its_step(item), by=approver, now=NOW + AN_HOUR)
    actions.approve(step=its_step(item), by=approver, now=NOW + AN_HOUR / 2)


def test_it_is_not_planned_for_a_time_at_which_it_has_ended(author, account):
    item = explained(an_item(author, account, **{**WARNING, "due_at": NOW + 2 * AN_HOUR}), author)
    with pytest.raises(Refused, match="berlaku sampai"):
        actions.submit(item=item, by=author, now=NOW)


def test_the_approval_seals_no_longer_a_time(author, account, approver):
    item = an_approved_item(author, account, approver=approver, **WARNING)
    assert queries.window_of(item.institution_id, item.pk, item.current_id)[1] == NOW + AN_HOUR
    assert not queries.has_ended(item.institution_id, item.pk, now=NOW)
    assert queries.has_ended(item.institution_id, item.pk, now=NOW + AN_HOUR)


def test_what_waited_in_the_queue_until_it_ended_is_called_off_and_nobody_is_asked(author, account, approver):
    ends = NOW + timedelta(minutes=20)  # before it is late by its lane
    an_approved_item(author, account, approver=approver, **{**WARNING, "holds_until": ends})
    delivery = Delivery.objects.get()
    assert delivery.cutoff_at == ends
    later = ends + timedelta(minutes=1)
    sending.run_queue(account.institution_id, account.pk, delivery.queue, clock=lambda: later)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.CANCELLED
    assert "does not hold any more" in delivery.why


def test_how_long_a_text_holds_is_part_of_what_was_approved(author, account, approver):
    item = an_approved_item(author, account, approver=approver, **WARNING)
    actions.change_details(item=item, by=author, now=NOW, holds_until=NOW + 2 * AN_HOUR)
    item.refresh_from_db()
    assert item.state == ItemState.DRAFT


def test_a_copy_does_not_hold_as_long_as_what_it_was_copied_from(author, account):
    item = an_item(author, account, **WARNING)
    assert actions.duplicate_item(item=item, by=author, now=NOW).holds_until is None
