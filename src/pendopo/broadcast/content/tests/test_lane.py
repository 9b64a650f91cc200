"""From a draft to an approval: who may, in which order, and what breaks it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from pendopo.broadcast.content import actions, queries
from pendopo.broadcast.content.actions import change_lane
from pendopo.broadcast.content.composition import Place
from pendopo.broadcast.content.events import ApprovalBroken, Approved, Rescheduled, Withdrawn
from pendopo.broadcast.content.lanes import Step
from pendopo.broadcast.content.models import ContentItem, LaneRun, Placement, ReviewStep, Version, WorkingCopy
from pendopo.broadcast.content.queries.review import waiting_step
from pendopo.broadcast.content.states import ItemState, RunState, StepState
from pendopo.broadcast.content.tests.builders import (
    DUE,
    NOW,
    TEXT,
    a_composition,
    a_picture,
    an_approved_item,
    an_item,
    explained,
    its_step,
    submitted,
    use,
)
from pendopo.foundation import events
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit


def did() -> list[str]:
    return list(LedgerEntry.objects.order_by("id").values_list("did", flat=True))


class TestApproving:
    def test_the_last_step_seals_and_announces(self, author, account, editor, approver):
        told = []
        item = submitted(author, account)
        with events.heard_by({Approved: (told.append,)}):
            actions.approve(step=its_step(item), by=editor, now=NOW)
            assert told == []
            item.refresh_from_db()
            actions.approve(step=its_step(item), by=approver, now=NOW)
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED
        assert item.approved_version_id == item.current_id
        assert told == [
            Approved(
                institution_id=item.institution_id,
                item_id=item.pk,
                version_id=item.current_id,
                by_id=approver.pk,
                at=NOW,
            )
        ]
        approved = queries.approved(item.institution_id, item.pk)
        assert approved.placements[0].due_at == DUE
        assert queries.window_of(item.institution_id, item.pk, item.current_id)
        assert did()[-1] == "content.approved"

    def test_what_is_sent_carries_the_seal_that_was_approved(self, author, account, approver):
        picture = a_picture(author)
        item = an_approved_item(author, account, approver=approver, pictures=(use(picture),))
        approved = queries.approved(item.institution_id, item.pk)
        sealed = queries.sealed_draft(item.institution_id, approved.version_id, account.pk)
        assert sealed.seal == approved.placements[0].seal
        assert sealed.draft.text == TEXT
        assert sealed.draft.pictures[0].alt == picture.alt
        assert sealed.draft.made_at == NOW

    def test_a_picture_file_changed_behind_our_back_shows_in_the_seal(self, author, account, approver):
        picture = a_picture(author)
        item = an_approved_item(author, account, approver=approver, pictures=(use(picture),))
        approved = queries.approved(item.institution_id, item.pk)
        other = a_picture(author, colour="red")
        with other.file.open("rb") as foreign:
            Path(picture.file.path).write_bytes(foreign.read())
        sealed = queries.sealed_draft(item.institution_id, approved.version_id, account.pk)
        assert sealed.seal != approved.placements[0].seal

    def test_of_two_who_approve_at_once_one_is_told(self, office, author, account, editor):
        item = submitted(author, account)
        step, same = its_step(item), its_step(item)
        actions.approve(step=step, by=editor, now=NOW)
        with pytest.raises(Stale):
            actions.approve(step=same, by=a_member(office, Role.EDITOR), now=NOW)

    def test_an_approval_after_the_planned_time_asks_for_another(self, author, account, editor, approver):
        item = submitted(author, account)
        actions.approve(step=its_step(item), by=editor, now=NOW)
        item.refresh_from_db()
        late = DUE + timedelta(minutes=10)
        with pytest.raises(Refused) as no:
            actions.approve(step=its_step(item), by=approver, now=late)
        assert no.value.field == "due_at"
        item.refresh_from_db()
        assert item.state == ItemState.IN_REVIEW
        again = late + timedelta(hours=2)
        actions.approve(step=its_step(item), by=approver, now=late, due_at=again)
        item.refresh_from_db()
        assert (item.state, item.due_at) == (ItemState.APPROVED, again)

    def test_the_other_time_lies_not_in_the_past(self, author, account, approver):
        item = submitted(author, account, lane="fast")
        with pytest.raises(Refused) as no:
            actions.approve(
                step=its_step(item),
                by=approver,
                now=DUE + timedelta(hours=1),
                due_at=DUE + timedelta(minutes=5),
            )
        assert no.value.field == "due_at"

    def test_the_window_covers_the_account_that_goes_out_last(self, office, author, approver):
        first, last = an_account(office), an_account(office)
        item = an_item(author, first)
        places = (
            Place(account_id=first.pk, offset_minutes=-60),
            Place(account_id=last.pk, offset_minutes=3 * 24 * 60),
        )
        actions.set_placements(item=item, places=places, by=author, now=NOW)
        actions.submit(item=explained(item, author), by=author, now=NOW)
        while step := waiting_step(item):
            actions.approve(step=step, by=approver, now=NOW)
            item.refresh_from_db()
        run = LaneRun.objects.get(item=item)
        due = [one.due_at for one in queries.approved(office.pk, item.pk).placements]
        assert due == [DUE - timedelta(hours=1), DUE + timedelta(days=3)]
        assert run.window_from <= min(due)
        assert max(due) <= run.window_until

    def test_an_account_that_goes_out_earlier_is_late_earlier(self, author, account, approver):
        item = an_item(author, account, lane="fast")
        place = Place(account_id=account.pk, offset_minutes=-120)
        actions.set_placements(item=item, places=(place,), by=author, now=NOW)
        actions.submit(item=explained(item, author), by=author, now=NOW)
        with pytest.raises(Refused) as no:
            actions.approve(step=its_step(item), by=approver, now=DUE - timedelta(minutes=30))
        assert no.value.rule == "late"

    def test_without_a_planned_time_it_may_go_out_as_soon_as_it_is_approved(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver, due_at=None)
        assert queries.approved(item.institution_id, item.pk).placements[0].due_at is None

    def test_returning_needs_words_and_reaches_the_author(self, author, account, editor):
        item = submitted(author, account)
        with pytest.raises(Refused):
            actions.return_with_comment(step=its_step(item), comment="  ", by=editor, now=NOW)
        actions.return_with_comment(
            step=its_step(item),
            comment="Sejak kapan?",
            by=editor,
            now=NOW,
            field="text",
            quote="kembali mengalir",
        )
        item.refresh_from_db()
        assert item.state == ItemState.RETURNED
        assert item.notes.get().quote == "kembali mengalir"
        assert Notice.objects.filter(member=author, kind="content.returned").exists()

    def test_it_can_be_submitted_again_after_it_was_returned(self, author, account, editor):
        item = submitted(author, account)
        actions.return_with_comment(step=its_step(item), comment="Sejak kapan?", by=editor, now=NOW)
        item.refresh_from_db()
        actions.save_draft(
            item=item, composition=a_composition(account, text=TEXT + " Sejak pagi."), by=author, now=NOW
        )
        explained(item, author)
        actions.submit(item=item, by=author, now=NOW)
        assert item.state == ItemState.IN_REVIEW
        assert LaneRun.objects.filter(item=item).count() == 2

    def test_whose_turn_it_is_is_told_and_not_the_author(self, author, account, editor, approver):
        item = submitted(author, account)
        told = set(Notice.objects.filter(kind="content.turn").values_list("member_id", flat=True))
        assert told == {editor.pk, approver.pk}
        assert item.state == ItemState.IN_REVIEW


class TestWhoDecides:
    def test_the_author_never_decides_about_their_own_words(self, office, account):
        everything = a_member(office, Role.OPERATOR, Role.EDITOR, Role.APPROVER)
        item = submitted(everything, account)
        with pytest.raises(Refused) as no:
            actions.approve(step=its_step(item), by=everything, now=NOW)
        assert no.value.rule == "R10"

    def test_nor_does_a_colleague_who_saved_a_version(self, office, author, account, editor, approver):
        item = an_item(author, account)
        actions.save_draft(
            item=item, composition=a_composition(account, text="Air mengalir."), by=editor, now=NOW
        )
        explained(item, author)
        actions.submit(item=item, by=author, now=NOW)
        with pytest.raises(Refused) as no:
            actions.approve(step=its_step(item), by=editor, now=NOW)
        assert no.value.rule == "R10"
        actions.approve(step=its_step(item), by=approver, now=NOW)

    @pytest.mark.parametrize(
        "role",
        [
            Role.OPERATOR,
            Role.DUTY_OFFICER,
            Role.UNIT_LIAISON,
            Role.AUDITOR,
            Role.ADMINISTRATOR,
            Role.INFORMATION_OFFICER,
        ],
    )
    def test_roles_that_do_not_review_are_refused(self, office, author, account, role):
        item = submitted(author, account)
        with pytest.raises(Refused):
            actions.approve(step=its_step(item), by=a_member(office, role), now=NOW)
        with pytest.raises(Refused):
            actions.return_with_comment(
                step=its_step(item), comment="Jangan.", by=a_member(office, role), now=NOW
            )

    def test_an_editor_does_not_take_the_approvers_step(self, office, author, account, editor):
        item = submitted(author, account, lane="fast")
        with pytest.raises(Refused):
            actions.approve(step=its_step(item), by=editor, now=NOW)

    def test_approving_needs_a_letter(self, office, author, account):
        item = submitted(author, account, lane="fast")
        with pytest.raises(Refused) as no:
            actions.approve(step=its_step(item), by=a_member(office, Role.APPROVER, letter=False), now=NOW)
        assert no.value.rule == "R02"

    def test_another_institution_neither_decides_nor_writes(self, stranger, author, account):
        item = submitted(author, account)
        step = its_step(item)
        for attempt in (
            lambda: actions.approve(step=step, by=stranger, now=NOW),
            lambda: actions.return_with_comment(step=step, comment="Tidak.", by=stranger, now=NOW),
            lambda: actions.save_draft(
                item=item, composition=a_composition(account, text="x"), by=stranger, now=NOW
            ),
            lambda: actions.withdraw(item=item, why="Tidak.", by=stranger, now=NOW),
            lambda: actions.reschedule(item=item, due_at=None, by=stranger, now=NOW),
            lambda: actions.comment_on_passage(item=item, text="x", by=stranger, now=NOW),
            lambda: actions.duplicate_item(item=item, by=stranger, now=NOW),
        ):
            with pytest.raises(Refused):
                attempt()

    def test_another_institution_sees_nothing(self, stranger, author, account):
        item = an_item(author, account)
        assert not ContentItem.objects.seen_by(stranger).exists()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pendopo.institution', %s, true)", [str(stranger.institution_id)]
            )
        for model in (ContentItem, Version, Placement):
            assert not model.objects.exists()
        assert queries.approved(stranger.institution_id, item.pk) is None

    def test_an_operator_of_another_unit_comments_but_does_not_write(self, office, account):
        ours, theirs = a_unit(office), a_unit(office)
        author = a_member(office, Role.OPERATOR, unit=ours)
        other = a_member(office, Role.OPERATOR, unit=theirs)
        colleague = a_member(office, Role.OPERATOR, unit=ours)
        item = an_item(author, account, owner_unit=ours)
        with pytest.raises(Refused):
            actions.save_draft(item=item, composition=a_composition(account, text="x"), by=other, now=NOW)
        actions.comment_on_passage(item=item, text="Nomor layanan sudah berubah.", by=other, now=NOW)
        actions.save_draft(item=item, composition=a_composition(account, text="x"), by=colleague, now=NOW)

    def test_whoever_waits_sees_it_and_the_author_does_not(self, office, author, account, approver):
        both = a_member(office, Role.OPERATOR, Role.EDITOR)
        mine, theirs = submitted(both, account, title="Milik sendiri"), submitted(author, account)
        waiting = set(queries.waiting_for(both).values_list("pk", flat=True))
        assert waiting == {theirs.pk}
        assert set(queries.waiting_for(approver).values_list("pk", flat=True)) == {mine.pk, theirs.pk}


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

    def test_in_an_election_period_a_second_person_approves(self, office, author, account, approver, leader):
        chief = a_member(office, Role.ADMINISTRATOR)
        actions.change_office_rules(
            elections=[
                {
                    "name": "Pilkada",
                    "first": "2026-11-01",
                    "last": "2026-12-31",
                    "candidates": [{"name": "Budi Santoso Wijaya", "number": 2}],
                }
            ],
            by=chief,
            now=NOW,
        )
        item = submitted(
            author, account, lane="fast", text="Budi Santoso Wijaya meninjau air bersih di desa."
        )
        actions.approve(step=its_step(item), by=approver, now=NOW)
        item.refresh_from_db()
        step = its_step(item)
        assert step.name == "neutrality"
        with pytest.raises(Refused) as no:
            actions.approve(step=step, by=approver, now=NOW)
        assert no.value.rule == "R10"
        actions.approve(step=step, by=leader, now=NOW)
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED


class Posted:
    kind = "post"
    origin = "content.item"
    at = NOW

    def __init__(self, item):
        self.institution_id = item.institution_id
        self.origin_id = item.pk


class TestPublished:
    def test_published_words_are_corrected_not_changed(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        actions.note_published(Posted(item))
        actions.note_published(Posted(item))
        item.refresh_from_db()
        assert item.state == ItemState.PUBLISHED
        assert did().count("content.published") == 1
        with pytest.raises(Refused) as no:
            actions.save_draft(item=item, composition=a_composition(account, text="x"), by=author, now=NOW)
        assert no.value.rule == "R20"
        correction = actions.start_correction(item=item, by=author, now=NOW)
        assert correction.corrects == item
        assert correction.state == ItemState.DRAFT
        assert queries.approved(item.institution_id, item.pk) is not None

    def test_a_draft_has_nothing_to_correct(self, author, account):
        with pytest.raises(Refused):
            actions.start_correction(item=an_item(author, account), by=author, now=NOW)

    def test_a_copy_keeps_words_and_sources_and_no_approval(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        twin = actions.duplicate_item(item=item, by=author, now=NOW)
        assert twin.current.text == TEXT
        assert (twin.state, twin.due_at) == (ItemState.DRAFT, None)
