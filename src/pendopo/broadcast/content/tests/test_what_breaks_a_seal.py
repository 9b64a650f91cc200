"""An approval ends with any change and outside its window (R11)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.broadcast.content import actions, queries
from pendopo.broadcast.content.events import ApprovalBroken, Rescheduled, Withdrawn
from pendopo.broadcast.content.models import LaneRun, ReviewStep, WorkingCopy
from pendopo.broadcast.content.states import ItemState, RunState, StepState
from pendopo.broadcast.content.tests.builders import (
    DUE,
    NOW,
    TEXT,
    a_composition,
    an_approved_item,
    an_item,
    did,
    its_step,
    submitted,
)
from pendopo.foundation import events
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit


class TestBreakingTheSeal:
    def test_any_change_makes_a_draft_of_it_again(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        told = []
        with events.heard_by({ApprovalBroken: (told.append,)}):
            actions.save_draft(
                item=item, composition=a_composition(account, text=TEXT + "!"), by=author, now=NOW
            )
        item.refresh_from_db()
        assert item.state == ItemState.DRAFT
        assert [one.item_id for one in told] == [item.pk]
        assert queries.approved(item.institution_id, item.pk) is None
        assert "content.approval_broken" in did()
        assert LaneRun.objects.get(item=item).state == RunState.BROKEN

    def test_saving_the_same_again_changes_nothing(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        version = actions.save_draft(item=item, composition=a_composition(account), by=author, now=NOW)
        assert version.pk == item.current_id
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED
        assert item.versions.count() == 1

    def test_typing_breaks_no_seal(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        for text in ("A", "Ai", "Air"):
            actions.autosave(item=item, composition=a_composition(account, text=text), by=author, now=NOW)
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED
        assert item.versions.count() == 1
        assert WorkingCopy.objects.get().written["words"]["text"] == "Air"

    def test_saving_ends_the_working_copy(self, author, account):
        item = an_item(author, account)
        actions.autosave(item=item, composition=a_composition(account, text="Air"), by=author, now=NOW)
        actions.save_draft(item=item, composition=a_composition(account, text="Air"), by=author, now=NOW)
        assert not WorkingCopy.objects.exists()

    def test_a_change_during_the_review_stops_it(self, author, account, editor):
        item = submitted(author, account)
        step = its_step(item)
        actions.save_draft(item=item, composition=a_composition(account, text="Lain."), by=author, now=NOW)
        with pytest.raises(Stale):
            actions.approve(step=step, by=editor, now=NOW)
        assert ReviewStep.objects.filter(state=StepState.WAITING).count() == 0

    def test_another_lane_or_lateness_breaks_it_and_another_pillar_does_not(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        actions.change_details(item=item, by=author, now=NOW, goal="Warga tahu", is_ceremony=True)
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED
        actions.change_details(item=item, by=author, now=NOW, late_minutes=600)
        item.refresh_from_db()
        assert item.state == ItemState.DRAFT

    def test_moving_inside_the_window_keeps_it_and_outside_breaks_it(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        told = []
        with events.heard_by({Rescheduled: (told.append,), ApprovalBroken: (told.append,)}):
            assert actions.reschedule(item=item, due_at=DUE + timedelta(hours=5), by=author, now=NOW)
            assert queries.approved(item.institution_id, item.pk).placements[0].due_at == DUE + timedelta(
                hours=5
            )
            sealed = queries.sealed_draft(item.institution_id, item.current_id, account.pk)
            assert sealed.seal == queries.approved(item.institution_id, item.pk).placements[0].seal
            assert not actions.reschedule(item=item, due_at=DUE + timedelta(days=3), by=author, now=NOW)
        assert [type(one) for one in told] == [Rescheduled, ApprovalBroken]
        item.refresh_from_db()
        assert (item.state, item.due_at) == (ItemState.DRAFT, DUE + timedelta(days=3))

    def test_nothing_is_planned_into_the_past(self, author, account):
        item = an_item(author, account)
        with pytest.raises(Refused) as no:
            actions.reschedule(item=item, due_at=NOW - timedelta(minutes=1), by=author, now=NOW)
        assert no.value.field == "due_at"

    def test_withdrawing_tells_and_ends_it(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        told = []
        with events.heard_by({Withdrawn: (told.append,)}):
            actions.withdraw(item=item, why="Acara batal", by=author, now=NOW)
        item.refresh_from_db()
        assert item.state == ItemState.WITHDRAWN
        assert len(told) == 1
        with pytest.raises(Refused):
            actions.save_draft(item=item, composition=a_composition(account, text="x"), by=author, now=NOW)

    def test_whoever_may_take_down_withdraws_what_they_may_not_write(self, office, account):
        author = a_member(office, Role.OPERATOR, unit=a_unit(office))
        item = an_item(author, account, owner_unit=author.unit)
        other = a_member(office, Role.OPERATOR, unit=a_unit(office))
        with pytest.raises(Refused):
            actions.withdraw(item=item, why="Salah", by=other, now=NOW)
        officer = a_member(office, Role.DUTY_OFFICER, unit=a_unit(office))
        actions.withdraw(item=item, why="Salah", by=officer, now=NOW)
        item.refresh_from_db()
        assert item.state == ItemState.WITHDRAWN
