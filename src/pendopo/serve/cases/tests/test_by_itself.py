"""Telling citizens by itself that their message became a case: chosen by the office, once a thread (R30)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pendopo.broadcast.publishing.events import DeliveryRefused, DeliverySent
from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Acknowledgement, Conversation
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Answer, CaseSettings, Entry
from pendopo.serve.cases.states import CaseState
from pendopo.serve.cases.tests.builders import NOW, a_case, a_written_case

WORDS = (
    "Terima kasih, {nama}. Laporan Anda kami catat dengan kode {kode}; kami jawab paling lambat {tenggat}."
)


def chosen(by, **changes):
    return actions.save_settings(
        **{"acknowledges": True, "acknowledgement": WORDS, "by": by, "now": NOW, **changes}
    )


def heard_of(told, **words):
    row = Acknowledgement.objects.get()
    return told(
        institution_id=row.institution_id,
        delivery_id=row.delivery_id,
        kind="reply",
        account_id=row.account_id,
        origin="inbox.acknowledgement",
        origin_id=row.pk,
        at=NOW,
        **words,
    )


def test_nothing_is_said_until_the_office_wants_it(account, operator, coordinator):
    a_written_case(account, operator)
    chosen(coordinator, acknowledges=False)
    a_written_case(account, operator)
    assert not Acknowledgement.objects.exists()


def test_the_citizen_is_told_at_once_with_the_code_and_the_clock_is_kept_when_it_stands_there(
    account, operator, coordinator
):
    chosen(coordinator)
    case = a_written_case(account, operator)
    said = Acknowledgement.objects.get()
    assert case.code in said.text
    assert "{" not in said.text
    assert "15 Desember 2026" in said.text
    assert case.acknowledged_at is None
    inbox.note_acknowledged(heard_of(DeliverySent, remote_id="9", url="https://x.test/9"))
    inbox.note_acknowledged(heard_of(DeliverySent, remote_id="9", url="https://x.test/9"))
    case.refresh_from_db()
    assert (case.acknowledged_at, case.followed_up_at, case.state) == (NOW, None, CaseState.NEW)
    assert Entry.objects.filter(case=case, what="acknowledged", told=True).count() == 1


def test_never_twice_in_one_thread(account, operator, coordinator):
    chosen(coordinator)
    case = a_written_case(account, operator)
    again = a_case(operator, conversation=Conversation.objects.get(pk=case.conversation_id))
    assert Acknowledgement.objects.count() == 1
    assert again.code not in Acknowledgement.objects.get().text


def test_where_they_read_that_the_office_is_closed_nothing_more_is_said(account, operator, coordinator):
    chosen(coordinator)
    conversation = a_conversation(account)
    Acknowledgement.objects.create(
        institution=account.institution,
        conversation=conversation,
        account=account,
        thread_id=conversation.thread_id,
        message=conversation.messages.get(),
        text="Kantor tutup; kami membalas besok.",
        made_at=NOW,
    )
    case = a_case(operator, conversation=conversation)
    assert Acknowledgement.objects.count() == 1
    # That is no word of the case: its clock runs on, and a person may tell them.
    inbox.note_acknowledged(heard_of(DeliverySent, remote_id="9", url="https://x.test/9"))
    case.refresh_from_db()
    assert case.acknowledged_at is None
    actions.acknowledge(case=case, text=f"Kode Anda {case.code}.", by=operator, now=NOW)


def test_nobody_says_it_by_hand_while_it_is_on_its_way_and_may_when_it_failed(account, operator, coordinator):
    chosen(coordinator)
    case = a_written_case(account, operator)
    with pytest.raises(Refused):
        actions.acknowledge(case=case, text=f"Kode Anda {case.code}.", by=operator, now=NOW)
    inbox.note_not_acknowledged(heard_of(DeliveryRefused, why="Text too long"))
    actions.acknowledge(case=case, text=f"Kode Anda {case.code}.", by=operator, now=NOW)
    with pytest.raises(Refused):
        actions.acknowledge(case=case, text="Sekali lagi.", by=operator, now=NOW)
    assert Answer.objects.count() == 1


def test_of_a_matter_of_supervision_and_at_the_counter_nothing_is_said(account, operator, coordinator):
    chosen(coordinator)
    a_case(operator)
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("", ""),
        ("Terima kasih, kami catat.", ""),  # without the code
        ("Silakan kirim surat resmi. {kode}", "R37"),
        ("Kode {kode}. Hubungi Budi 081234567890.", "R15"),
    ],
)
def test_words_that_will_not_do_are_refused_at_their_field(coordinator, words, rule):
    with pytest.raises(Refused) as no:
        chosen(coordinator, acknowledgement=words)
    assert (no.value.field, no.value.rule) == ("acknowledgement", rule)


def test_only_who_makes_the_rules_and_has_a_letter_chooses(stranger, office, operator, coordinator):
    with pytest.raises(Refused):
        chosen(operator)
    with pytest.raises(Refused) as no:
        chosen(a_member(office, Role.COORDINATOR, letter=False))
    assert no.value.rule == "R02"
    chosen(coordinator)
    assert LedgerEntry.objects.get(did="cases.settings_changed").by_id == coordinator.pk
    assert CaseSettings.objects.get().institution_id == office.pk


def test_the_form_keeps_what_was_typed_and_saves(coordinator, operator):
    client, address = signed_in(coordinator), reverse("cases:by_itself")
    assert "{kode}" in client.get(address).text
    refused = client.post(address, {"acknowledges": "on", "acknowledgement": "Kami catat."})
    assert refused.status_code == 422
    assert "Kami catat." in refused.text
    assert client.post(address, {"acknowledges": "on", "acknowledgement": WORDS}).status_code == 302
    assert CaseSettings.objects.get().acknowledges
    assert signed_in(operator).get(address).status_code in {302, 403}
