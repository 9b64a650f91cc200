"""What the lanes ask for: the emergency that goes out first, crisis, office hours, elections."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.broadcast.content import actions, queries
from pendopo.broadcast.content.actions import change_lane
from pendopo.broadcast.content.events import ApprovalBroken, Approved
from pendopo.broadcast.content.lanes import Step
from pendopo.broadcast.content.states import ItemState
from pendopo.broadcast.content.tests.builders import (
    DUE,
    NOW,
    Posted,
    an_approved_item,
    an_item,
    did,
    explained,
    its_step,
    submitted,
)
from pendopo.foundation import events
from pendopo.foundation.errors import Refused
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member

ABOUT_A_CANDIDATE = "Budi Santoso Wijaya meninjau air bersih di desa."


def elections_from(first: str, *, by) -> None:
    candidates = [{"name": "Budi Santoso Wijaya", "number": 2}]
    actions.change_office_rules(
        elections=[{"name": "Pilkada", "first": first, "last": "2026-12-31", "candidates": candidates}],
        by=a_member(by.institution, Role.ADMINISTRATOR),
        now=NOW,
    )


def assert_a_second_person_decides(item, first, second) -> None:
    """Whoever approved already may not, and is not asked."""
    item.refresh_from_db()
    step = its_step(item)
    assert (item.state, step.name) == (ItemState.IN_REVIEW, "neutrality")
    assert (
        Notice.objects.filter(kind="content.turn", once=f"content.turn:{step.pk}")
        .values_list("member_id", flat=True)
        .get()
        == second.pk
    )
    assert [queries.waiting_for(one).filter(pk=item.pk).exists() for one in (first, second)] == [False, True]
    with pytest.raises(Refused) as no:
        actions.approve(step=step, by=first, now=NOW)
    assert no.value.rule == "R10"
    actions.approve(step=step, by=second, now=NOW)
    item.refresh_from_db()
    assert item.state == ItemState.APPROVED


class TestEmergency:
    def test_the_duty_officer_publishes_first_and_another_confirms(self, office, account, approver):
        officer = a_member(office, Role.DUTY_OFFICER)
        item = explained(an_item(officer, account, lane="emergency"), officer)
        told = []
        with events.heard_by({Approved: (told.append,)}):
            actions.submit(item=item, by=officer, now=NOW, publish_first=True)
        assert len(told) == 1
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED
        step = its_step(item)
        assert step.due_at == NOW + timedelta(minutes=60)
        assert queries.approved(office.pk, item.pk).placements[0].due_at is None
        with pytest.raises(Refused):
            actions.approve(step=step, by=officer, now=NOW)
        actions.approve(step=step, by=approver, now=NOW)
        assert did()[-1] == "content.confirmed"

    def test_not_confirming_takes_the_approval_away(self, office, account, approver):
        officer = a_member(office, Role.DUTY_OFFICER)
        item = explained(an_item(officer, account, lane="emergency"), officer)
        actions.submit(item=item, by=officer, now=NOW, publish_first=True)
        told = []
        with events.heard_by({ApprovalBroken: (told.append,)}):
            actions.return_with_comment(step=its_step(item), comment="Belum pasti.", by=approver, now=NOW)
        assert len(told) == 1
        item.refresh_from_db()
        assert item.state == ItemState.RETURNED
        assert queries.approved(office.pk, item.pk) is None
        assert Notice.objects.filter(kind="content.not_confirmed", urgent=True).exists()

    def test_not_confirming_what_is_out_already_keeps_the_rest_in(self, office, account, approver):
        officer = a_member(office, Role.DUTY_OFFICER)
        item = explained(an_item(officer, account, lane="emergency"), officer)
        actions.submit(item=item, by=officer, now=NOW, publish_first=True)
        actions.note_published(Posted(item))
        told = []
        with events.heard_by({ApprovalBroken: (told.append,)}):
            actions.return_with_comment(step=its_step(item), comment="Salah.", by=approver, now=NOW)
        item.refresh_from_db()
        assert item.state == ItemState.PUBLISHED
        assert len(told) == 1
        assert not queries.window_of(office.pk, item.pk, item.current_id)
        assert queries.approved(office.pk, item.pk) is None

    def test_an_operator_does_not_publish_first(self, author, account):
        item = explained(an_item(author, account, lane="emergency"), author)
        with pytest.raises(Refused) as no:
            actions.submit(item=item, by=author, now=NOW, publish_first=True)
        assert no.value.rule == "R10"

    def test_no_other_lane_publishes_first(self, office, account):
        officer = a_member(office, Role.DUTY_OFFICER)
        item = explained(an_item(officer, account, lane="fast"), officer)
        with pytest.raises(Refused):
            actions.submit(item=item, by=officer, now=NOW, publish_first=True)


class TestLanes:
    def test_a_crisis_needs_the_facts_and_the_leader(self, author, account, approver, leader):
        item = submitted(author, account, lane="crisis")
        actions.approve(step=its_step(item), by=approver, now=NOW)
        item.refresh_from_db()
        with pytest.raises(Refused):
            actions.approve(step=its_step(item), by=approver, now=NOW)
        actions.approve(step=its_step(item), by=leader, now=NOW)
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED

    def test_minutes_of_a_routine_step_run_only_while_the_office_is_open(self, author, account):
        friday_evening = NOW + timedelta(days=2, hours=6, minutes=15)  # 16.15 WIB, closes 16.30
        item = submitted(author, account, now=friday_evening, due_at=NOW + timedelta(days=9))
        assert its_step(item).due_at > friday_evening + timedelta(days=2)

    def test_an_office_sets_its_own_steps_but_not_without_a_decision(self, office, author, account, approver):
        chief = a_member(office, Role.ADMINISTRATOR)
        change_lane(
            key="routine", steps=[Step(name="approval", role=Role.APPROVER, minutes=30)], by=chief, now=NOW
        )
        item = submitted(author, account)
        actions.approve(step=its_step(item), by=approver, now=NOW)
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED
        with pytest.raises(Refused):
            change_lane(
                key="routine",
                steps=[Step(name="language_and_facts", role=Role.EDITOR, minutes=30)],
                by=chief,
                now=NOW,
            )
        with pytest.raises(Refused):
            change_lane(
                key="emergency",
                steps=[Step(name="approval", role=Role.APPROVER, minutes=90)],
                by=chief,
                now=NOW,
            )
        with pytest.raises(Refused):
            change_lane(key="fast", steps=[], by=chief, now=NOW)
        with pytest.raises(Refused):
            change_lane(
                key="fast", steps=[Step(name="approval", role=Role.APPROVER, minutes=30)], by=author, now=NOW
            )

    def test_in_an_election_period_a_second_person_approves(self, author, account, approver, leader):
        elections_from("2026-11-01", by=approver)
        item = submitted(author, account, lane="fast", text=ABOUT_A_CANDIDATE)
        actions.approve(step=its_step(item), by=approver, now=NOW)
        assert_a_second_person_decides(item, approver, leader)

    def test_a_period_recorded_while_it_waited_asks_for_a_second_person_too(
        self, author, account, approver, leader
    ):
        item = submitted(author, account, lane="fast", text=ABOUT_A_CANDIDATE)
        elections_from("2026-11-01", by=approver)
        actions.approve(step=its_step(item), by=approver, now=NOW)
        assert_a_second_person_decides(item, approver, leader)

    def test_what_was_approved_before_the_period_was_recorded_is_approved_anew(
        self, author, account, approver
    ):
        item = an_approved_item(author, account, approver=approver, text=ABOUT_A_CANDIDATE)
        other = an_approved_item(author, account, approver=approver, text="Posyandu buka setiap Selasa pagi.")
        told = []
        with events.heard_by({ApprovalBroken: (told.append,)}):
            elections_from("2026-11-01", by=approver)
        item.refresh_from_db()
        other.refresh_from_db()
        assert (item.state, other.state) == (ItemState.DRAFT, ItemState.APPROVED)
        assert [one.item_id for one in told] == [item.pk]
        assert Notice.objects.get(kind="content.approval_ended").member_id == author.pk

    def test_what_became_exempt_after_its_approval_does_not_go_out(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        actions.change_office_rules(
            exempt=[{"number": "7", "words": "Desa Sukamaju"}],
            by=a_member(approver.institution, Role.ADMINISTRATOR),
            now=NOW,
        )
        item.refresh_from_db()
        assert item.state == ItemState.DRAFT

    def test_an_approval_that_moves_it_into_a_period_asks_for_a_second_person_too(
        self, author, account, approver, leader
    ):
        elections_from("2026-12-01", by=approver)
        item = submitted(author, account, lane="fast", text=ABOUT_A_CANDIDATE)
        actions.approve(step=its_step(item), by=approver, now=NOW, due_at=DUE + timedelta(days=10))
        assert_a_second_person_decides(item, approver, leader)
