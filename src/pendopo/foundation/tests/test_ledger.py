from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from pendopo.foundation import ledger
from pendopo.foundation.ledger.kinds import KINDS, Kind, UnknownKind
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.ledger.verifying import verify
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.tests.builders import a_member

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


@pytest.fixture
def kinds():
    Kind("test.opened", "%(by)s opened the door of %(room)s.")
    Kind("test.named", "%(by)s wrote to %(citizen)s.", {"citizen": "when the case is closed"})
    yield
    del KINDS["test.opened"], KINDS["test.named"]


def told(member, room="the hall"):
    ledger.write(did="test.opened", at=NOW, by=member, to=member, words={"room": room})


@pytest.fixture
def member(db):
    return a_member()


def linked():
    """What happens at the end of a transaction, within one that a test rolls back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def as_owner(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SET ROLE pendopo_app")


def three(member):
    for room in ("the hall", "the yard", "the kitchen"):
        told(member, room)
    linked()


def test_an_entry_older_than_its_sentence_is_still_read(kinds, member):
    entry = LedgerEntry(did="test.opened", by_name="Sari", words={})
    assert entry.sentence() == "Sari opened the door of …."


def test_a_code_is_read_as_what_it_means():
    Kind("test.moved", "%(by)s moved to %(room)s.", said={"room": {"k": "the kitchen"}.get})
    try:
        assert LedgerEntry(did="test.moved", by_name="Sari", words={"room": "k"}).sentence() == (
            "Sari moved to the kitchen."
        )
    finally:
        del KINDS["test.moved"]


def test_entries_are_numbered_and_the_chain_holds(kinds, member):
    with acting_for(member.institution_id):
        three(member)
        assert list(LedgerEntry.objects.order_by("id").values_list("seq", flat=True)) == [1, 2, 3]
        verdict = verify(member.institution_id)
    assert verdict.holds
    assert verdict.entries == 3


def test_an_entry_reads_as_a_sentence(kinds, member):
    with acting_for(member.institution_id):
        told(member)
        assert LedgerEntry.objects.get().sentence() == "Sari opened the door of the hall."


@pytest.mark.parametrize(
    "change", [{"words": {"room": "elsewhere"}}, {"by_name": "Budi"}, {"did": "test.named"}]
)
def test_the_application_can_change_no_entry(kinds, member, change):
    with acting_for(member.institution_id):
        three(member)
        with pytest.raises(DatabaseError), transaction.atomic():
            LedgerEntry.objects.filter(seq=2).update(**change)


def test_the_application_can_delete_no_entry(kinds, member):
    with acting_for(member.institution_id):
        three(member)
        with pytest.raises(DatabaseError), transaction.atomic():
            LedgerEntry.objects.filter(seq=3).delete()


def test_an_entry_changed_by_the_owner_of_the_tables_is_found(kinds, member):
    with acting_for(member.institution_id):
        three(member)
        as_owner("UPDATE foundation_ledgerentry SET by_name = 'Budi' WHERE seq = 2")
        assert verify(member.institution_id).first_broken == 2


def test_an_entry_cut_off_the_end_is_found(kinds, member):
    with acting_for(member.institution_id):
        three(member)
        as_owner("DELETE FROM foundation_ledgerentry WHERE seq = 3")
        assert verify(member.institution_id).first_broken == 3


def test_an_entry_taken_out_of_the_middle_is_found(kinds, member):
    with acting_for(member.institution_id):
        three(member)
        as_owner("DELETE FROM foundation_ledgerentry WHERE seq = 2")
        assert verify(member.institution_id).first_broken == 3


def test_personal_words_are_sealed_covered_and_can_be_erased_without_breaking_the_chain(kinds, member):
    with acting_for(member.institution_id):
        ledger.write(did="test.named", at=NOW, by=member, personal={"citizen": "Bu Rini"})
        linked()
        entry = LedgerEntry.objects.get()
        assert b"Rini" not in bytes(entry.personal)
        assert "Rini" not in entry.sentence()
        assert entry.sentence(masked=False) == "Sari wrote to Bu Rini."
        assert ledger.erase_personal(LedgerEntry.objects.all()) == 1
        entry.refresh_from_db()
        assert "Rini" not in entry.sentence(masked=False)
        assert verify(member.institution_id).holds


def test_swapped_personal_words_are_found(kinds, member):
    with acting_for(member.institution_id):
        ledger.write(did="test.named", at=NOW, by=member, personal={"citizen": "Bu Rini"})
        linked()
        as_owner("UPDATE foundation_ledgerentry SET personal = %s", b"\x01 something else")
        assert verify(member.institution_id).first_broken == 1


def test_words_no_kind_tells_of_are_refused(kinds, member):
    with acting_for(member.institution_id):
        with pytest.raises(UnknownKind):
            ledger.write(did="test.unheard", at=NOW, by=member)
        with pytest.raises(UnknownKind):
            ledger.write(did="test.opened", at=NOW, by=member, personal={"citizen": "Bu Rini"})


def test_each_institution_has_its_own_chain_and_sees_no_other(kinds, member):
    stranger = a_member()
    for one in (member, stranger):
        with acting_for(one.institution_id):
            told(one)
            linked()
    for one in (member, stranger):
        with acting_for(one.institution_id):
            assert [entry.institution_id for entry in LedgerEntry.objects.all()] == [one.institution_id]
            assert verify(one.institution_id).holds


def test_the_application_cannot_move_the_end_of_a_chain(kinds, member):
    with acting_for(member.institution_id):
        three(member)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE foundation_ledgerhead SET seq = 1")


@pytest.mark.parametrize(
    ("table", "right"),
    [
        ("foundation_ledgerentry", "UPDATE"),
        ("foundation_ledgerentry", "DELETE"),
        ("foundation_ledgerentry", "TRUNCATE"),
        ("foundation_ledgerhead", "INSERT"),
        ("foundation_ledgerhead", "UPDATE"),
        ("foundation_ledgerhead", "DELETE"),
        ("foundation_ledgerhead", "TRUNCATE"),
    ],
)
def test_the_application_has_no_right_to_it_even_without_the_triggers(db, table, right):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('pendopo_app', %s, %s)", [table, right])
        assert cursor.fetchone() == (False,)
