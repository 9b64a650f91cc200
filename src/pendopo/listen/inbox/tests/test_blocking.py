"""A citizen is blocked by two people, for a reason that is not criticism, and heard again at any time (R39)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import PERMISSIONS, Permission, Role
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.models import Block, Conversation, Message
from pendopo.listen.inbox.states import BlockState, ConversationState, HideReason
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, heard, its_message, taken_in


@pytest.fixture
def message(office, account):
    return its_message(a_conversation(account, "SLOT GACOR", author="slot77"))


@pytest.fixture
def asked(message, operator):
    return asked_for(message, operator)


def asked_for(message, by, code=HideReason.GAMBLING):
    return actions.ask_block(message=message, code=code, note="Berulang", by=by, now=NOW)


def in_force(block, by):
    actions.approve_block(block=block, by=by, now=NOW)
    block.refresh_from_db()
    return block


@pytest.mark.parametrize("role", [*Role])
def test_who_may_ask_and_decide_is_written_in_the_matrix(office, message, operator, role):
    member = a_member(office, role)
    if role in PERMISSIONS[Permission.MODERATE]:
        asked_for(message, member)
        return
    with pytest.raises(Refused):
        asked_for(message, member)
    block = asked_for(message, operator)
    for act in (
        lambda: actions.approve_block(block=block, by=member, now=NOW),
        lambda: actions.decline_block(block=block, why="x", by=member, now=NOW),
        lambda: actions.lift_block(block=block, why="x", by=member, now=NOW),
    ):
        with pytest.raises(Refused):
            act()


def test_nobody_decides_what_they_asked_for(asked, operator):
    for act in (actions.approve_block, lambda **said: actions.decline_block(why="x", **said)):
        with pytest.raises(Refused) as no:
            act(block=asked, by=operator, now=NOW)
        assert no.value.rule == "R39"
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.filter(pk=asked.pk).update(decided_by=operator, decided_at=NOW, state="in_force")


def test_a_stranger_neither_asks_nor_decides(stranger, message, asked):
    with pytest.raises(Refused):
        asked_for(message, stranger)
    with pytest.raises(Refused):
        actions.approve_block(block=asked, by=stranger, now=NOW)


@pytest.mark.parametrize("code", ["", "criticism", "kritik"])
def test_criticism_is_no_reason(message, operator, code):
    with pytest.raises(Refused) as no:
        asked_for(message, operator, code)
    assert no.value.rule == "R39"


def test_asking_changes_nothing_and_tells_those_who_may_decide(colleague, asked, operator, message):
    assert message.conversation.state == ConversationState.OPEN
    told = Notice.objects.filter(kind="inbox.block_asked").values_list("member_id", flat=True)
    assert colleague.pk in told
    assert operator.pk not in told
    with pytest.raises(Stale):
        asked_for(message, colleague)


def test_what_a_blocked_citizen_writes_is_kept_ended_and_tells_nobody(account, asked, colleague):
    in_force(asked, colleague)
    taken_in(account, heard("SLOT lagi", author="slot77", thread_id="kiriman-baru"), heard("Air mati"))
    later = Conversation.objects.get(thread_id="kiriman-baru")
    assert (later.state, later.disposition, later.unread, later.waiting_since) == (
        "done",
        "no_reply",
        0,
        None,
    )
    assert Message.objects.get(conversation=later).reason
    assert Conversation.objects.get(citizen__handle="budi").state == ConversationState.OPEN
    assert not Conversation.objects.filter(citizen__handle="slot77").not_done().exists()


def test_a_blocked_citizen_is_not_answered_until_the_block_is_lifted(account, asked, colleague, operator):
    in_force(asked, colleague)
    row = asked.message.conversation
    said = {"conversation": row, "text": "Silakan datang.", "seen": 0, "by": operator, "now": NOW}
    with pytest.raises(Refused) as no:
        actions.send_reply(**said)
    assert no.value.rule == "R39"
    actions.lift_block(block=asked, why="Salah orang", by=operator, now=NOW)
    taken_in(account, heard("Maaf, saya mau bertanya", author="slot77", thread_id="kiriman-lain"))
    assert Conversation.objects.get(thread_id="kiriman-lain").state == ConversationState.OPEN
    assert actions.send_reply(**said).state == "sending"


def test_no_needs_a_reason_and_the_asker_hears_it(asked, colleague, operator):
    with pytest.raises(Refused):
        actions.decline_block(block=asked, why=" ", by=colleague, now=NOW)
    actions.decline_block(block=asked, why="Ini kritik biasa", by=colleague, now=NOW)
    assert Notice.objects.get(kind="inbox.block_decided").member_id == operator.pk
    with pytest.raises(Stale):
        actions.approve_block(block=asked, by=colleague, now=NOW)
    assert asked_for(asked.message, colleague).state == BlockState.ASKED


def test_only_the_asker_takes_it_back(asked, colleague, operator):
    with pytest.raises(Refused):
        actions.withdraw_block(block=asked, by=colleague, now=NOW)
    actions.withdraw_block(block=asked, by=operator, now=NOW)
    asked.refresh_from_db()
    assert asked.state == BlockState.WITHDRAWN


def test_every_step_is_in_the_ledger_without_the_name(asked, colleague, operator):
    in_force(asked, colleague)
    actions.lift_block(block=asked, why="Meminta maaf", by=operator, now=NOW)
    entries = LedgerEntry.objects.filter(did__in=["inbox.block_asked", "inbox.blocked", "inbox.block_lifted"])
    assert entries.count() == 3
    assert not any("slot77" in str(entry.words) or "Budi" in entry.sentence() for entry in entries)


def test_two_people_walk_through_it_on_the_screen(message, operator, colleague):
    one, two = signed_in(operator), signed_in(colleague)
    page = f"/masukan/pesan/{message.pk}/blokir/"
    assert one.post(page, {"code": "kritik"}).status_code == 422
    place = one.post(page, {"code": "gambling", "note": ""})["Location"]
    assert "setujui" not in one.get(place).text
    one.post(f"{place}setujui/")
    assert "setujui" in two.get(place).text
    assert two.post(f"{place}tolak/", {"why": ""}).status_code == 422
    two.post(f"{place}setujui/")
    thread = one.get(f"/masukan/{message.conversation_id}/")
    assert place in thread.text
    assert 'id="reply"' not in thread.text
    one.post(f"{place}buka/", {"why": "Sudah berubah"})
    assert 'id="reply"' in one.get(f"/masukan/{message.conversation_id}/").text
