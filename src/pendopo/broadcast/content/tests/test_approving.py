"""From a draft to an approval, step by step, and who hears of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pendopo.broadcast.content import actions, queries
from pendopo.broadcast.content.composition import Place
from pendopo.broadcast.content.events import Approved
from pendopo.broadcast.content.models import LaneRun
from pendopo.broadcast.content.queries.review import waiting_step
from pendopo.broadcast.content.states import ItemState
from pendopo.broadcast.content.tests.builders import (
    DUE,
    NOW,
    TEXT,
    a_composition,
    a_picture,
    an_approved_item,
    an_item,
    did,
    explained,
    its_step,
    submitted,
    use,
)
from pendopo.foundation import events
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


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
