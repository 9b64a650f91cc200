"""Personal data is uncovered for a reason, one message or one conversation at a time, and never in bulk unheard (R80)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import PERMISSIONS, Permission, Role
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.models import Reveal
from pendopo.listen.inbox.personal import LONGEST_HIT, snippet
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, its_message

OFTEN = "member.uncovered_often"
NIK = "3374010101900001"


@pytest.fixture
def conversation(office, account):
    return a_conversation(account, f"NIK saya {NIK}")


def revealed(conversation, by, *, now=NOW, why="Mencocokkan nomor pelanggan."):
    actions.reveal(conversation=conversation, why=why, by=by, now=now)


@pytest.mark.parametrize("role", [*Role])
def test_who_may_uncover_is_written_in_the_matrix(office, conversation, role):
    member = a_member(office, role)
    if role in PERMISSIONS[Permission.REVEAL_PERSONAL_DATA]:
        revealed(conversation, member)
    else:
        with pytest.raises(Refused):
            revealed(conversation, member)


def test_a_stranger_uncovers_nothing(stranger, conversation):
    with pytest.raises(Refused):
        revealed(conversation, stranger)


def test_the_reason_is_kept_without_the_number_it_may_hold(conversation, operator):
    with pytest.raises(Refused):
        revealed(conversation, operator, why=" ")
    revealed(conversation, operator, why=f"Mencocokkan {NIK}")
    assert LedgerEntry.objects.get(did="inbox.revealed").words == {"why": "Mencocokkan 3374********0001"}


def test_more_than_ten_in_an_hour_are_told_to_auditors_and_the_leader_once(office, conversation, operator):
    auditor, leader = a_member(office, Role.AUDITOR), a_member(office, Role.LEADER)
    for minute in range(12):
        revealed(conversation, operator, now=NOW + timedelta(minutes=minute))
    told = Notice.objects.filter(kind=OFTEN)
    assert {one.member_id for one in told} == {auditor.pk, leader.pk}
    assert told.count() == 2
    assert LedgerEntry.objects.get(did=OFTEN).words == {"many": 11, "most": 10}


def test_ten_in_an_hour_and_others_later_tell_nobody(conversation, operator, colleague):
    for minute in range(10):
        revealed(conversation, operator, now=NOW + timedelta(minutes=minute))
        revealed(conversation, colleague, now=NOW + timedelta(minutes=minute))
    revealed(conversation, operator, now=NOW + timedelta(minutes=61))
    assert not LedgerEntry.objects.filter(did=OFTEN).exists()


def test_the_office_says_how_many_are_too_many(office, conversation, operator):
    administrator = a_member(office, Role.ADMINISTRATOR)
    for most in (0, 1001):
        with pytest.raises(Refused):
            actions.save_reveals_an_hour(most=most, by=administrator, now=NOW)
    with pytest.raises(Refused):
        actions.save_reveals_an_hour(most=5, by=operator, now=NOW)
    actions.save_reveals_an_hour(most=1, by=administrator, now=NOW)
    revealed(conversation, operator)
    revealed(conversation, operator)
    assert LedgerEntry.objects.filter(did=OFTEN).count() == 1


def test_one_message_is_uncovered_on_a_page_of_its_own(office, conversation, operator, approver):
    page = f"/masukan/pesan/{its_message(conversation).pk}/data/"
    client = signed_in(operator)
    assert NIK not in client.get(page).text
    assert NIK not in client.post(page, {"why": ""}).text
    assert NIK in client.post(page, {"why": "Mencocokkan"}).text
    assert NIK not in client.get(page).text
    assert NIK not in signed_in(approver).post(page, {"why": "Ingin tahu"}).text
    with acting_for(office.pk):
        assert Reveal.objects.get().message_id == its_message(conversation).pk


@pytest.mark.parametrize("before", range(1980, 2001, 5))
def test_a_snippet_shows_no_half_of_what_its_reading_ends_in(before):
    text = "Jl. Melati No. 12 RT 03/RW 05 " * 70
    cut = text[: before - 8] + "\n" + NIK + " " + "x" * 300
    assert "3374" not in snippet(cut, 2000)
    assert len(snippet("a" * 3000, 160)) == 160
    assert LONGEST_HIT < 2000
