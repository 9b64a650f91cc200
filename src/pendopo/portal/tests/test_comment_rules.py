"""The rules for comments are public, in versions, with what was hidden this year; numbers of visitors are covered."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import PERMISSIONS, Permission, Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.states import HideReason
from pendopo.listen.inbox.tests.builders import a_conversation, its_message
from pendopo.portal import actions
from pendopo.portal.models import Comment, CommentPolicy

WORDS = {"words": "Kami membaca setiap komentar.", "appeal": "Tulis kepada kami.", "why": "Versi sendiri"}


@pytest.fixture
def office(db):
    return an_institution(phone="(0271) 642020")


@pytest.fixture
def editor(office):
    return a_member(office, Role.EDITOR)


def public(office, asked=""):
    return Client().get(f"/portal/{office.slug}/aturan-komentar/{asked}")


def published(by, **changes):
    with acting_for(by.institution_id):
        return actions.publish_comment_policy(**{**WORDS, **changes}, by=by, now=timezone.now())


def test_every_office_begins_with_words_that_hold(office):
    page = public(office).text
    assert "Kritik" in page
    for reason in HideReason:
        assert str(reason.label) in page
    assert "dua" in page or "orang lain" in page


@pytest.mark.parametrize("role", [*Role])
def test_who_may_write_them_is_written_in_the_matrix(office, role):
    member = a_member(office, role)
    may = role in PERMISSIONS[Permission.MANAGE_ACCOUNTS]
    assert (signed_in(member).get("/lembaga/portal/aturan-komentar/").status_code == 200) == may
    if may:
        published(member)
    else:
        with pytest.raises(Refused):
            published(member)


def test_a_version_is_never_changed_and_earlier_ones_stay_readable(office, editor):
    published(editor)
    published(editor, words="Kami membaca dan menjawab.", why="Menjawab juga")
    assert "menjawab" in public(office).text
    old = public(office, "?versi=1").text
    assert WORDS["words"] in old
    assert "Versi 1" in old
    assert public(office, "?versi=9").status_code == 404
    with acting_for(office.pk):
        assert [one.number for one in CommentPolicy.objects.all()] == [2, 1]
        assert LedgerEntry.objects.filter(did="portal.policy_published").count() == 2


@pytest.mark.parametrize(
    "changes",
    [{"words": " "}, {"appeal": ""}, {"why": " "}, {"words": "Hubungi Pak Budi 081234567890"}],
)
def test_what_is_empty_or_tells_somebodys_number_is_refused(editor, changes):
    with pytest.raises(Refused):
        published(editor, **changes)


def test_the_offices_own_number_may_stand_there_and_nothing_new_is_no_version(editor):
    published(editor, words="Telepon kami (0271) 642020")
    with pytest.raises(Refused):
        published(editor, words="Telepon kami (0271) 642020")


def test_it_is_written_on_the_screen(office, editor):
    client = signed_in(editor)
    assert client.post("/lembaga/portal/aturan-komentar/", {**WORDS, "why": ""}).status_code == 422
    assert client.post("/lembaga/portal/aturan-komentar/", WORDS).status_code == 302
    assert WORDS["words"] in public(office).text


def test_the_years_figures_stand_there_by_reason_and_name_nobody(office, editor):
    with acting_for(office.pk):
        account = an_account(office)
        message = its_message(a_conversation(account, "SLOT GACOR", author="slot77"))
        inbox.hide(message=message, code=HideReason.GAMBLING, by=editor, now=timezone.now())
    page = public(office)
    assert dict(page.context["counted"])[str(HideReason.GAMBLING.label)] == 1
    assert page.context["total"] == 1
    assert "slot77" not in page.text


def test_blocks_are_counted_there_too_and_whoever_they_were_for_is_not_named(office, editor):
    with acting_for(office.pk):
        message = its_message(a_conversation(an_account(office), "SLOT GACOR", author="slot77"))
        for decided in (True, False):
            asked = inbox.ask_block(message=message, code="gambling", by=editor, now=timezone.now())
            if decided:
                second = a_member(office, Role.OPERATOR)
                inbox.approve_block(block=asked, by=second, now=timezone.now())
                inbox.lift_block(block=asked, why="Meminta maaf", by=second, now=timezone.now())
    page = public(office)
    assert page.context["blocked"] == 1  # lifted since; the other was only asked for
    assert "bila jejaringnya memungkinkan" in page.text
    assert "slot77" not in page.text


def test_what_visitors_give_away_is_covered_for_other_readers():
    comment = Comment(author="081234567890", text="NIK saya 3374010101900001")
    assert (comment.author_said, comment.text_said) == ("0812****890", "NIK saya 3374********0001")
    ours = Comment(author="Diskominfo", text="Hubungi (0271) 642020", is_ours=True)
    assert ours.text_said == ours.text
