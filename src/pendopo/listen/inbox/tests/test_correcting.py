"""What triage understood is put right by people, with one touch, and taken back with another."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pendopo.foundation import events
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import actions as structure
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions, queries
from pendopo.listen.inbox.events import UrgentMessage
from pendopo.listen.inbox.models import Conversation, TriageChoice
from pendopo.listen.inbox.queries import Filters
from pendopo.listen.inbox.queries.reading import pieces
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, heard, taken_in

BROKEN = "Jalan rusak parah di desa kami, tolong diperbaiki"
FIRE = "Tolong!! rumah kebakaran di desa Melati"


@pytest.fixture
def works(office):
    return a_unit(office, "Dinas Pekerjaan Umum", "DPU")


@pytest.fixture
def health(office):
    return a_unit(office, "Dinas Kesehatan", "Dinkes")


def a_unit(office, name, short):
    by = a_member(office, Role.ADMINISTRATOR)
    return structure.add_unit(parent=None, name=name, short_name=short, by=by, now=NOW)


def correct(conversation, by, question, value):
    return actions.correct(conversation=conversation, question=question, value=str(value), by=by, now=NOW)


def shown_in(conversation):
    row = Conversation.objects.get(pk=conversation.pk)
    return (row.intent, row.urgency, row.unit_id, row.unit_is_filled, row.by_hand)


def test_a_correction_is_shown_at_once_and_kept_to_learn_from(account, operator, works, health):
    conversation = a_conversation(account, BROKEN)
    assert shown_in(conversation) == ("complaint", "normal", works.pk, False, [])
    correct(conversation, operator, "unit", health.pk)
    correct(conversation, operator, "intent", "suggestion")
    assert shown_in(conversation) == ("suggestion", "normal", health.pk, True, ["intent", "unit"])
    assert {(one.question, one.chosen, one.unit_id) for one in TriageChoice.objects.all()} == {
        ("unit", "", health.pk),
        ("intent", "suggestion", None),
    }
    assert LedgerEntry.objects.filter(did="inbox.reading_corrected").count() == 2


def test_what_was_chosen_stands_when_the_citizen_writes_on_until_it_is_done(account, operator, health, works):
    said = {"author": "budi", "thread_id": "kiriman-9"}
    conversation = a_conversation(account, BROKEN, **said)
    correct(conversation, operator, "unit", health.pk)
    taken_in(account, heard("Aspal bolong lagi min", **said))
    assert shown_in(conversation)[2] == health.pk
    conversation.refresh_from_db()
    actions.close(conversation=conversation, disposition="referred", by=operator, now=NOW)
    taken_in(account, heard("Aspal bolong lagi min", **said))
    assert shown_in(conversation)[2:] == (works.pk, False, [])


def test_what_was_called_ordinary_becomes_urgent_when_something_urgent_is_written(account, operator):
    said = {"author": "budi", "thread_id": "kiriman-9"}
    conversation = a_conversation(account, BROKEN, **said)
    correct(conversation, operator, "urgency", "low")
    taken_in(account, heard(BROKEN, **said))
    assert shown_in(conversation)[1] == "low"
    taken_in(account, heard(FIRE, **said))
    assert shown_in(conversation)[1] == "high"


def test_a_correction_is_taken_back_to_what_stood_before(account, operator, works, health):
    conversation = a_conversation(account, BROKEN)
    before = shown_in(conversation)
    first = correct(conversation, operator, "unit", health.pk)
    second = correct(conversation, operator, "unit", works.pk)
    actions.undo_correction(choice=second, by=operator, now=NOW)
    assert shown_in(conversation)[2:4] == (health.pk, True)
    first.refresh_from_db()
    actions.undo_correction(choice=first, by=operator, now=NOW)
    assert shown_in(conversation) == before
    assert not TriageChoice.objects.filter(undone_at__isnull=True).exists()


def test_what_a_colleague_chose_meanwhile_is_not_taken_back(account, operator, colleague, works, health):
    conversation = a_conversation(account, BROKEN)
    mine = correct(conversation, operator, "unit", health.pk)
    correct(conversation, colleague, "unit", works.pk)
    with pytest.raises(Stale):
        actions.undo_correction(choice=mine, by=operator, now=NOW)
    assert shown_in(conversation)[2] == works.pk


def test_whom_somebody_calls_urgent_is_told_of_once(account, operator):
    told: list[UrgentMessage] = []
    conversation = a_conversation(account, BROKEN)
    with events.heard_by({UrgentMessage: (told.append,)}):
        correct(conversation, operator, "urgency", "high")
        correct(conversation, operator, "urgency", "high")
    assert [event.conversation_id for event in told] == [conversation.pk]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("intent", "unsure"),
        ("intent", "x"),
        ("urgency", ""),
        ("unit", "x"),
        ("unit", "999999"),
        ("unit", "9" * 30),
    ],
)
def test_only_what_is_offered_can_be_chosen(account, operator, question, value):
    with pytest.raises(Refused):
        correct(a_conversation(account), operator, question, value)


def test_a_unit_of_another_institution_cannot_be_chosen(db):
    other = an_institution()
    with acting_for(other.pk):
        theirs = a_unit(other, "Dinas Lain", "DL")
    office = an_institution()
    with acting_for(office.pk):
        conversation = a_conversation(an_account(office))
        with pytest.raises(Refused):
            correct(conversation, a_member(office, Role.OPERATOR), "unit", theirs.pk)


CORRECTS = {Role.OPERATOR, Role.EDITOR, Role.DUTY_OFFICER, Role.APPROVER, Role.COORDINATOR}


@pytest.mark.parametrize("role", Role)
def test_who_may_correct_is_written_in_the_matrix(account, office, role):
    conversation, member = a_conversation(account), a_member(office, role)
    if role in CORRECTS:
        choice = correct(conversation, member, "intent", "praise")
        actions.undo_correction(choice=choice, by=member, now=NOW)
    else:
        with pytest.raises(Refused):
            correct(conversation, member, "intent", "praise")


def test_a_stranger_corrects_nothing(stranger, account):
    with pytest.raises(Refused):
        correct(a_conversation(account), stranger, "intent", "praise")


def test_what_sounds_urgent_comes_first_until_it_is_done(account, operator):
    conversation = a_conversation(account, FIRE)
    a_conversation(account, BROKEN)
    assert [line.conversation.pk for line in queries.urgent(operator, now=NOW)] == [conversation.pk]
    actions.close(conversation=conversation, disposition="referred", by=operator, now=NOW)
    assert queries.urgent(operator, now=NOW) == []


def test_what_only_may_be_urgent_wakes_nobody(account, operator):
    conversation = a_conversation(account, FIRE)
    Conversation.objects.filter(pk=conversation.pk).update(urgency_sure=0.79)
    assert queries.urgent(operator, now=NOW) == []
    assert queries.page(operator, Filters(urgent=True), before=None, now=NOW).lines


@pytest.mark.parametrize(
    ("narrow", "found"),
    [({"intent": "complaint"}, 2), ({"intent": "praise"}, 0), ({"urgent": True}, 1), ({"unit": "DPU"}, 1)],
)
def test_the_list_and_the_search_narrow_to_what_was_understood(account, operator, works, narrow, found):
    a_conversation(account, BROKEN)
    a_conversation(account, FIRE)
    filters = {"unit_id": works.pk} if "unit" in narrow else narrow
    assert len(queries.page(operator, Filters(**filters), before=None, now=NOW).lines) == found
    assert (
        len(queries.search(operator, Filters(words="desa", **filters), before=None, now=NOW).lines) == found
    )


def test_filters_of_triage_stand_in_the_address():
    filters = Filters.read({"maksud": "complaint", "mendesak": "1", "unit": "7", "lihat": "menunggu"})
    assert Filters.read(dict(part.split("=") for part in filters.address().split("&"))) == filters
    assert filters.narrow
    assert Filters.read({"maksud": "x", "mendesak": "ya", "unit": "-1"}) == Filters(tab="")


def test_covered_words_are_never_marked():
    text = "NIK saya 3374010101900001 rusak"
    shown = "NIK saya 33************01 rusak"
    assert pieces(text, shown, [(9, 25), (26, 31)]) == (
        ("NIK saya 33************01 ", False),
        ("rusak", True),
    )
    assert pieces("ab", "", [(0, 1)]) == ()
    assert "".join(piece for piece, _marked in pieces("aa bb aa", "aa bb aa", [(0, 2), (6, 8)])) == "aa bb aa"


def address(name, *args):
    return reverse(f"inbox:{name}", args=args)


def test_the_card_shows_what_was_understood_and_the_list_its_chips(office, account, operator, works):
    conversation = a_conversation(account, BROKEN)
    client = signed_in(operator)
    page = client.get(address("thread", conversation.pk)).text
    assert "Yang terbaca" in page
    assert "<mark" in page
    assert "tolong" in page
    assert "DPU · " in page
    listed = client.get(address("list")).text
    assert "Pengaduan" in listed
    assert "DPU?" in listed


def test_a_correction_on_the_screen_can_be_undone(office, account, operator, works):
    conversation = a_conversation(account, BROKEN)
    client = signed_in(operator)
    answer = client.post(
        address("correct", conversation.pk), {"question": "unit", "value": works.pk}, follow=True
    )
    choice = TriageChoice.objects.get()
    assert address("undo_correction", choice.pk) in answer.text
    client.post(address("undo_correction", choice.pk))
    choice.refresh_from_db()
    assert choice.undone_at
    assert client.post(address("correct", conversation.pk), {"question": "x"}).status_code == 422
    assert (
        client.post(address("correct", conversation.pk), {"question": "intent", "value": "x"}).status_code
        == 422
    )


def test_who_may_only_read_sees_the_card_without_its_buttons(office, account, works):
    conversation = a_conversation(account, BROKEN)
    page = signed_in(a_member(office, Role.LEADER)).get(address("thread", conversation.pk)).text
    assert "Yang terbaca" in page
    assert address("correct", conversation.pk) not in page.replace('name="correct"', "")
