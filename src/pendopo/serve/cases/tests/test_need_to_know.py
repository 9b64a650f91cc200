"""A case with supervisory content is known to its list and to nobody else, by every way in (R33, R34)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_as, acting_for, house_itself
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox import queries as inbox_queries
from pendopo.listen.inbox.models import Conversation, Message
from pendopo.listen.inbox.restricted import acknowledgement
from pendopo.listen.inbox.tests.builders import a_conversation, heard, taken_in
from pendopo.networks.contract import HeardKind
from pendopo.serve.cases import actions, queries
from pendopo.serve.cases.models import Answer, Attachment, Case, Entry, Knower, Reporter, Wait
from pendopo.serve.cases.states import Agreed, AnswerState, CaseKind, CaseState
from pendopo.serve.cases.tests.builders import NOW, a_case, verified

TITLE = "Pungutan liar di loket"
STORY = "Petugas loket Waskito meminta uang dua ratus ribu."
HANGING = (Entry, Reporter, Answer, Wait, Attachment, Knower)


@pytest.fixture
def house(db):
    return an_institution()


@pytest.fixture
def reported(house):
    return a_unit(house, "Dinas Perizinan")


@pytest.fixture
def operator(house):
    return a_member(house, Role.OPERATOR, name="Ani")


@pytest.fixture
def coordinator(house):
    return a_member(house, Role.COORDINATOR, name="Koordinator")


@pytest.fixture
def colleague(house):
    return a_member(house, *(set(Role) - {Role.COORDINATOR}), name="Rekan")


@pytest.fixture
def accused(house, reported):
    return a_member(house, Role.OPERATOR, Role.COORDINATOR, name="Waskito", unit=reported)


@pytest.fixture
def conversation(house):
    with acting_for(house.pk):
        return a_conversation(an_account(house), STORY)


@pytest.fixture
def case(coordinator, operator, accused, reported, conversation):
    with acting_as(operator):
        return a_case(
            operator,
            title=TITLE,
            story=STORY,
            supervisory_content=True,
            reported_unit=reported,
            conversation=conversation,
        )


def sql(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_who_opened_it_and_the_coordinators_know_of_it_and_the_unit_complained_of_never(
    case, operator, coordinator, accused
):
    assert set(case.known_to) == {operator.pk, coordinator.pk}
    for member in (operator, coordinator):
        with acting_as(member):
            assert Case.objects.seen_by(member).get().title == TITLE
            assert Entry.objects.filter(case=case).exists()


@pytest.mark.parametrize("who", ["colleague", "accused"])
def test_the_database_shows_nothing_of_it_to_the_others(case, who, request, conversation):
    member = request.getfixturevalue(who)
    with acting_as(member):
        assert not Case.objects.exists()
        for model in HANGING:
            assert not model.objects.exists(), model
        for table in (
            "cases_case",
            "cases_entry",
            "cases_knower",
            "inbox_conversation",
            "inbox_message",
            "inbox_reading",
        ):
            assert sql(f"SELECT * FROM {table}") == [], table
        assert sql("SELECT * FROM inbox_search('uang', NULL, NULL, NULL, 10)") == []


def test_where_nobody_was_named_nothing_of_it_is_seen(case, house):
    with acting_for(house.pk):
        assert not Case.objects.exists()
        assert not Conversation.objects.exists()


def test_the_house_itself_sees_it_for_its_clocks(case, house):
    with acting_for(house.pk), house_itself("a test asks as the house does"):
        assert Case.objects.get() == case
    with acting_for(house.pk):
        assert not Case.objects.exists()


def test_others_learn_how_many_there_are_and_nothing_else(case, colleague):
    with acting_as(colleague):
        assert sql("SELECT * FROM cases_restricted_counts()") == [("new", 1)]


def test_another_institution_does_not_even_learn_how_many(case):
    with acting_as(a_member(an_institution(), *Role)):
        assert sql("SELECT * FROM cases_restricted_counts()") == []


def test_the_inbox_of_others_does_not_have_its_thread(case, colleague, operator, conversation):
    filters = inbox_queries.Filters(tab=inbox_queries.Tab.DONE)  # it became a case
    with acting_as(colleague):
        assert not inbox_queries.page(colleague, filters, before=None, now=NOW).lines
        assert inbox_queries.unread_count(colleague) == 0
        assert set(inbox_queries.counts(colleague).values()) == {0}
        found = inbox_queries.search(colleague, inbox_queries.Filters(words="uang"), before=None, now=NOW)
        assert not found.lines
        with pytest.raises(Conversation.DoesNotExist):
            inbox_queries.conversation(colleague, conversation.pk)
    with acting_as(operator):
        assert inbox_queries.page(operator, filters, before=None, now=NOW).lines
        assert inbox_queries.search(operator, inbox_queries.Filters(words="uang"), before=None, now=NOW).lines


def test_what_the_citizen_writes_on_is_taken_in_and_stays_hidden(case, conversation, colleague, operator):
    again = heard(
        "Ini fotonya, uangnya di amplop.",
        author=conversation.citizen.handle,
        thread_id=conversation.thread_id,
    )
    assert taken_in(conversation.account, again) == 1
    with acting_as(operator):
        assert Message.objects.filter(conversation=conversation).count() == 2
    with acting_as(colleague):
        assert not Message.objects.exists()


def test_in_a_thread_that_everybody_reads_only_the_acknowledgement_is_said(case, conversation, operator):
    with acting_as(operator):
        seen = Message.objects.latest("id").pk
        with pytest.raises(Refused) as no:
            inbox.send_reply(
                conversation=conversation,
                text="Pak Waskito akan kami periksa.",
                seen=seen,
                by=operator,
                now=NOW,
            )
        assert no.value.rule == "R33"
        inbox.send_reply(conversation=conversation, text=acknowledgement(), seen=seen, by=operator, now=NOW)


def test_what_a_thread_must_not_say_is_told_by_hand_and_ends_the_case_all_the_same(case, operator):
    with acting_as(operator):
        verified(case, operator)
        (answer,) = actions.send_answer(
            case=case, text="Petugasnya sudah kami periksa dan pindahkan.", by=operator, now=NOW
        )
        assert (answer.state, answer.reply_id) == (AnswerState.DRAFT, None)
        assert not Message.objects.filter(direction="out").exists()
        shown = queries.whole(case, viewer=operator, now=NOW)
        assert [(one.answer.pk, bool(one.answer.trouble)) for one in shown.to_tell] == [(answer.pk, True)]
        actions.tell_by_hand(answer=answer, how="Pesan langsung", told_at=NOW, by=operator, now=NOW)
        case.refresh_from_db()
        assert case.state == CaseState.ANSWERED


def test_in_a_direct_message_more_may_be_said_and_no_list_of_others_shows_it(
    house, operator, coordinator, colleague
):
    with acting_for(house.pk):
        direct = a_conversation(an_account(house), STORY, kind=HeardKind.DIRECT)
    with acting_as(operator):
        a_case(operator, supervisory_content=True, conversation=direct)
        inbox.send_reply(
            conversation=direct, text="Kami sudah memeriksa loket itu.", seen=10**9, by=operator, now=NOW
        )
        assert sql("SELECT count(*) FROM publishing_delivery") == [(1,)]
    with acting_as(colleague):
        assert sql("SELECT count(*) FROM publishing_delivery") == [(0,)]
        assert "memeriksa loket" not in str([one.opened() for one in LedgerEntry.objects.all()])
    with acting_for(house.pk):  # the worker that sends it has no name
        assert sql("SELECT count(*) FROM publishing_delivery") == [(1,)]


def test_a_thread_is_handed_to_nobody_who_does_not_know_of_it(case, conversation, operator, colleague):
    with acting_as(operator), pytest.raises(Refused):
        inbox.assign(conversation=conversation, to=colleague, by=operator, now=NOW)


def test_who_is_put_on_the_list_sees_it_and_who_is_taken_off_does_not(
    case, operator, colleague, conversation
):
    with acting_as(operator):
        knower = actions.let_know(case=case, member=colleague, why="Memeriksa berkas", by=operator, now=NOW)
    with acting_as(colleague):
        assert Case.objects.get() == case
        assert Conversation.objects.get() == conversation
    with acting_as(operator):
        actions.let_go(case=case, knower=knower, why="Pemeriksaan selesai", by=operator, now=NOW)
    with acting_as(colleague):
        assert not Case.objects.exists()
        assert not Conversation.objects.exists()


def test_nobody_puts_themselves_on_the_list(case, colleague):
    with acting_as(colleague), pytest.raises((Refused, Case.DoesNotExist)):
        actions.let_know(case=case, member=colleague, why="Ingin tahu", by=colleague, now=NOW)


def test_the_unit_complained_of_is_never_put_on_the_list(case, operator, accused, house, reported):
    below = a_member(house, Role.OPERATOR, unit=a_unit(house, "UPT Perizinan", parent=reported))
    for member in (accused, below):
        with acting_as(operator), pytest.raises(Refused) as no:
            actions.let_know(case=case, member=member, why="Perlu tahu", by=operator, now=NOW)
        assert no.value.rule == "R33"


def test_nobody_takes_themselves_off_so_that_no_list_is_ever_empty(case, operator):
    with acting_as(operator), pytest.raises(Refused):
        actions.let_go(
            case=case, knower=Knower.objects.get(member=operator), why="Selesai", by=operator, now=NOW
        )


def test_a_member_of_the_unit_complained_of_does_not_take_it_on(accused, reported, coordinator):
    with acting_as(accused), pytest.raises(Refused) as no:
        a_case(accused, supervisory_content=True, reported_unit=reported)
    assert no.value.rule == "R33"


def test_a_case_that_is_flagged_later_disappears_for_the_others_with_its_thread(
    coordinator, operator, colleague, conversation
):
    with acting_as(operator):
        case = a_case(operator, conversation=conversation)
    before = case.resolve_by
    with acting_as(colleague):
        assert Case.objects.exists()
    with acting_as(operator):
        actions.flag_supervisory(case=case, reported_unit=None, by=operator, now=NOW)
        case.refresh_from_db()
        assert case.resolve_by > before
    with acting_as(colleague):
        assert not Case.objects.exists()
        assert not Conversation.objects.exists()


def test_the_ledger_says_that_something_happened_and_not_what(case, operator, colleague):
    with acting_as(operator):
        actions.let_know(case=case, member=colleague, why="Memeriksa Waskito", by=operator, now=NOW)
    with acting_as(colleague):
        told = " ".join(
            f"{one.sentence()} {one.opened()}"
            for one in LedgerEntry.objects.filter(about__startswith="cases.")
        )
    assert case.code in told
    for word in (TITLE, "Waskito", "uang"):
        assert word not in told


@pytest.mark.parametrize("flag", ["is_anonymous", "is_confidential", "supervisory_content"])
def test_a_protection_is_lowered_by_no_code_of_ours_without_a_consent(operator, flag):
    with acting_as(operator):
        case = a_case(operator, is_anonymous=True, is_confidential=True, supervisory_content=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(
                **{flag: False}, **({"known_to": None} if flag == "supervisory_content" else {})
            )


def test_with_the_reporters_consent_a_protection_is_lowered_once(operator):
    with acting_as(operator):
        case = a_case(operator, is_anonymous=True, is_confidential=True)
        consent = actions.record_consent(
            case=case,
            to=Agreed.NAME_SHOWN,
            given_on=date(2026, 11, 25),
            how="Lewat telepon",
            text="Silakan sebut nama saya.",
            by=operator,
            now=NOW,
        )
        actions.lower(case=case, consent=consent, by=operator, now=NOW)
        assert not case.is_anonymous
        assert case.is_confidential
        actions.protect(case=case, anonymous=True, by=operator, now=NOW)
        with pytest.raises(Refused):
            actions.lower(case=case, consent=consent, by=operator, now=NOW)


def test_a_case_that_is_no_matter_of_supervision_any_more_is_open_to_all(
    case, coordinator, colleague, conversation
):
    with acting_as(coordinator):
        consent = actions.record_consent(
            case=case,
            to=Agreed.NOT_SUPERVISORY,
            given_on=date(2026, 11, 25),
            how="Surat",
            text="Bukan soal petugas, hanya soal antrean.",
            by=coordinator,
            now=NOW,
        )
        actions.lower(case=case, consent=consent, by=coordinator, now=NOW)
    with acting_as(colleague):
        assert Case.objects.get() == case
        assert Conversation.objects.get() == conversation


def test_a_restricted_row_is_written_by_nobody_who_may_not_see_it(case, colleague):
    with acting_as(colleague), pytest.raises(ProgrammingError), transaction.atomic():
        Entry.objects.create(institution_id=colleague.institution_id, case_id=case.pk, at=NOW, what="opened")


def test_an_aspiration_is_no_matter_of_supervision(operator):
    with acting_as(operator), pytest.raises(Refused):
        actions.flag_supervisory(
            case=a_case(operator, kind=CaseKind.ASPIRATION), reported_unit=None, by=operator, now=NOW
        )
