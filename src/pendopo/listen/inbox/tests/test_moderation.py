"""What was moderated can be looked through, narrowed and taken along by those who watch over it (R39)."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import PERMISSIONS, Permission, Role
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions, queries
from pendopo.listen.inbox.models import Hiding, Message
from pendopo.listen.inbox.queries import Chosen
from pendopo.listen.inbox.states import HideReason
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, its_message

NIK = "3374010101900001"


@pytest.fixture
def hidden(office, account, operator):
    message = its_message(a_conversation(account, f"=SLOT daftar NIK {NIK}", author="slot77"))
    return actions.hide(
        message=message, code=HideReason.GAMBLING, note="WA 081234567890", by=operator, now=NOW
    )


@pytest.fixture
def auditor(office):
    return a_member(office, Role.AUDITOR, letter=False)


def numbers(member, **chosen):
    return [one.number for one in queries.moderated(member, Chosen(**chosen))]


@pytest.mark.parametrize("role", [*Role])
def test_who_may_look_and_take_along_is_written_in_the_matrix(office, hidden, role):
    client = signed_in(a_member(office, role))
    looks = role in PERMISSIONS[Permission.READ_MODERATION]
    assert (client.get("/masukan/moderasi/").status_code == 200) == looks
    takes = looks and role in PERMISSIONS[Permission.EXPORT]
    assert (client.post("/masukan/moderasi/unduh/").status_code == 200) == takes


def test_each_line_says_what_why_and_who_without_the_numbers(hidden, auditor):
    page = signed_in(auditor).get("/masukan/moderasi/").text
    for word in ("SLOT daftar", "Sari", "3374********0001", "0812****890"):
        assert word in page
    assert NIK not in page


def test_it_is_narrowed_by_reason_account_and_day(office, account, operator, hidden, auditor):
    other = an_account(office)
    later = actions.hide(
        message=its_message(a_conversation(other, "penipuan")),
        code=HideReason.SCAM,
        by=operator,
        now=NOW + timedelta(days=2),
    )
    assert numbers(auditor) == [later.pk, hidden.pk]
    assert numbers(auditor, code="scam") == [later.pk]
    assert numbers(auditor, account_id=account.pk) == [hidden.pk]
    day = NOW.date()
    assert numbers(auditor, since=day + timedelta(days=1)) == [later.pk]
    assert numbers(auditor, until=day) == [hidden.pk]
    assert signed_in(auditor).get("/masukan/moderasi/?sejak=kemarin").status_code == 422


def test_what_the_network_held_back_by_itself_was_not_moderated(office, account, operator, auditor):
    message = its_message(a_conversation(account, "menunggu", hidden=True))
    actions.show(message=message, by=operator, now=NOW)
    assert Hiding.objects.exists()
    assert numbers(auditor) == []


def test_blocks_and_answers_taken_down_stand_there_too(office, hidden, operator, auditor):
    block = actions.ask_block(message=hidden.message, code="scam", by=operator, now=NOW)
    (line,) = queries.moderated(auditor, Chosen(what="diblokir"))
    assert (line.block_id, NIK in line.copy) == (block.pk, False)
    assert queries.moderated(auditor, Chosen(what="diturunkan")) == []
    assert signed_in(auditor).get(f"/masukan/blokir/{block.pk}/").status_code == 200


def test_the_database_itself_knows_no_reason_called_criticism(hidden, operator):
    block = actions.ask_block(message=hidden.message, code="scam", by=operator, now=NOW)
    for row in (hidden, block):
        for code in ("criticism", "kritik", "other"):
            with pytest.raises(IntegrityError), transaction.atomic():
                type(row).objects.filter(pk=row.pk).update(code=code)


def test_the_copy_stays_when_the_words_are_gone(hidden, auditor):
    Message.objects.filter(pk=hidden.message_id).update(text="")
    (line,) = queries.moderated(auditor, Chosen())
    assert line.copy.startswith("=SLOT daftar")


def test_an_auditor_reads_who_asked_who_decided_and_where_a_block_holds(office, hidden, operator, auditor):
    second = a_member(office, Role.OPERATOR, name="Rahmat")
    block = actions.ask_block(message=hidden.message, code="scam", by=operator, now=NOW)
    actions.approve_block(block=block, by=second, now=NOW)
    page = signed_in(auditor).get(f"/masukan/blokir/{block.pk}/").text
    for words in ("Sari", "Rahmat", str(HideReason.SCAM.label), "Di jejaring", "Sedang diblokir di sana"):
        assert words in page
    assert NIK not in page


def test_the_sheet_says_who_took_it_and_holds_neither_numbers_nor_formulas(hidden, auditor):
    answer = signed_in(auditor).post("/masukan/moderasi/unduh/?alasan=gambling")
    book = load_workbook(io.BytesIO(answer.content))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    mark = str(cells[0])
    assert auditor.name in mark
    assert auditor.person.email in mark
    assert "2026" in mark or "20" in mark
    assert all(auditor.name in str(sheet["A1"].value) for sheet in book)
    assert all(auditor.name in str(sheet.oddFooter.left.text) for sheet in book)
    assert any("SLOT daftar" in str(cell) for cell in cells)
    assert not any(NIK in str(cell) or str(cell).startswith("=") for cell in cells)
    with acting_for(auditor.institution_id):
        assert LedgerEntry.objects.get(did="inbox.moderation_exported").words == {"rows": 1}


def test_a_long_list_has_pages(office, account, operator, auditor):
    for number in range(26):
        actions.hide(
            message=its_message(a_conversation(account, f"judi {number}")),
            code="gambling",
            by=operator,
            now=NOW,
        )
    client = signed_in(auditor)
    first = client.get("/masukan/moderasi/")
    assert len(first.context["lines"]) == 25
    assert [
        one.copy for one in client.get(f"/masukan/moderasi/{first.context['older']}").context["lines"]
    ] == ["judi 0"]


def test_the_year_is_counted_by_reason(office, account, operator, hidden):
    assert dict(queries.hidden_by_reason(office, 2026))[str(HideReason.GAMBLING.label)] == 1
    assert sum(many for _reason, many in queries.hidden_by_reason(office, 2025)) == 0


def test_strangers_see_none_of_it_and_operators_take_nothing_along(stranger, hidden, operator):
    assert queries.moderated(stranger, Chosen()) == []
    with pytest.raises(Refused):
        actions.export_moderation(chosen=Chosen(), by=operator, now=NOW)
