"""Who may write and who decides: nobody about their own words (R10), nobody without a letter (R02)."""

from __future__ import annotations

import pytest
from django.db import connection

from pendopo.broadcast.content import actions, queries
from pendopo.broadcast.content.models import ContentItem, Placement, Version
from pendopo.broadcast.content.tests.builders import (
    NOW,
    a_composition,
    an_item,
    explained,
    its_step,
    submitted,
)
from pendopo.foundation.errors import Refused
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit


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
