"""“Is it really settled?”, asked once after four weeks; and reports filed at LAPOR! until their number is there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_as, acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Reply
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.serve.cases import actions, lapor
from pendopo.serve.cases.jobs.public import ask_all, hand_in_one, remind_all
from pendopo.serve.cases.models import Case, Entry, Filing
from pendopo.serve.cases.states import Agreed, CaseState, FilingState
from pendopo.serve.cases.tests.builders import NOW, a_case, a_written_case

LATER = NOW + timedelta(days=28, minutes=1)


@pytest.fixture
def operator(db):
    return a_member(an_institution(), Role.OPERATOR)


@pytest.fixture
def conversation(operator):
    with acting_as(operator):
        return a_conversation(an_account(operator.institution))


@pytest.fixture
def case(operator, conversation):
    with acting_as(operator):
        return a_case(operator, conversation=conversation)


def closed(case, **changes):
    with acting_for(case.institution_id):
        Case.objects.filter(pk=case.pk).update(
            **{
                "state": CaseState.CLOSED,
                "ending": "no_word",
                "answered_at": NOW,
                "closed_at": NOW,
                "ask_again_at": NOW + timedelta(days=28),
                **changes,
            }
        )


class TestAskingAgain:
    def test_nobody_is_asked_before_four_weeks(self, case):
        closed(case)
        assert ask_all(NOW + timedelta(days=27)) == 0

    def test_the_citizen_is_asked_once_in_the_thread_and_on_the_page(self, case, operator):
        closed(case)
        assert ask_all(LATER) == 1
        assert ask_all(LATER) == 0
        with acting_as(operator):
            assert case.code in Reply.objects.get().text
            assert Entry.objects.get(case=case, what="asked_again").told

    def test_everybody_who_reported_the_same_is_asked(self, case, operator):
        with acting_as(operator):
            coordinator = a_member(operator.institution, Role.COORDINATOR)
        with acting_as(coordinator):
            other = a_written_case(an_account(operator.institution), operator)
            actions.join(case=other, into=case, by=coordinator, now=NOW)
        closed(case)
        assert ask_all(LATER) == 1
        with acting_as(operator):
            # Each by the code that they were told.
            for code in (case.code, other.code):
                assert Reply.objects.filter(text__contains=code).count() == 1

    def test_what_the_keeper_was_just_writing_in_the_thread_stays_theirs(self, case, operator, conversation):
        closed(case)
        with acting_as(operator):
            inbox.write_reply(conversation=conversation, text="Sedang saya susun", by=operator, now=LATER)
        assert ask_all(LATER) == 1
        with acting_as(operator):
            assert {one.text for one in Reply.objects.filter(state="draft")} == {"Sedang saya susun"}

    def test_where_the_network_takes_no_answer_any_more_the_page_asks(self, operator):
        with acting_as(operator):
            case = a_case(operator)
        closed(case)
        assert ask_all(LATER) == 1
        with acting_as(operator):
            assert not Reply.objects.exists()
            assert Entry.objects.get(case=case, what="asked_again").words == {"in_thread": False}

    def test_of_a_matter_of_supervision_nothing_is_said_in_the_thread(self, operator, conversation):
        with acting_as(operator):
            case = a_case(operator, conversation=conversation, supervisory_content=True)
            Case.objects.filter(pk=case.pk).update(
                state=CaseState.CLOSED, ending="no_word", closed_at=NOW, answered_at=NOW, ask_again_at=NOW
            )
        assert ask_all(LATER) == 1
        with acting_as(operator):
            assert not Reply.objects.exists()


def a_filing(case, operator, **changes):
    consent = actions.record_consent(
        case=case,
        to=Agreed.FILED_AT_LAPOR,
        given_on=date(2026, 11, 25),
        how="Pesan langsung",
        text="Silakan dilaporkan.",
        by=operator,
        now=NOW,
    )
    return actions.prepare_filing(
        case=case,
        consent=consent,
        **{"channel": "Admin Kabupaten Contoh", "by": operator, "now": NOW, **changes},
    )


class Official:
    """An official interface that answers at once."""

    def hand_in(self, report):
        return lapor.Filed(number="8812345")


class Broken:
    """An official interface that does not take it."""

    def hand_in(self, report):
        return lapor.NotFiled(why="Akun belum diaktifkan")


class TestFiling:
    def test_nothing_is_filed_without_the_reporters_yes(self, case, operator):
        with acting_as(operator):
            filing = a_filing(case, operator)
            actions.give_up_filing(filing=filing, why="Salah tempat", by=operator, now=NOW)
            with pytest.raises(Refused) as no:
                actions.prepare_filing(
                    case=case, consent=filing.consent, channel="Admin", by=operator, now=NOW
                )
        assert no.value.rule == "R35"

    def test_an_account_of_ones_own_is_no_institutional_channel(self, case, operator):
        with acting_as(operator), pytest.raises(Refused) as no:
            a_filing(case, operator, channel=" ")
        assert no.value.field == "channel"

    def test_the_number_is_told_to_the_citizen(self, case, operator):
        with acting_as(operator):
            filing = a_filing(case, operator)
            actions.note_handed_in(filing=filing, by=operator, now=NOW)
            actions.note_number(filing=filing, number="# 88 12345", by=operator, now=NOW)
            assert Filing.objects.get().number == "8812345"
            assert Entry.objects.get(what="filed_at_lapor").told

    @pytest.mark.parametrize("typed", ["", "abc", "tanpa angka", "1", "x" * 30])
    def test_what_is_no_number_is_refused(self, case, operator, typed):
        with acting_as(operator), pytest.raises(Refused):
            actions.note_number(filing=a_filing(case, operator), number=typed, by=operator, now=NOW)

    def test_a_number_names_one_case_only(self, case, operator):
        with acting_as(operator):
            actions.note_number(filing=a_filing(case, operator), number="8812345", by=operator, now=NOW)
            with pytest.raises(Refused):
                actions.note_number(
                    filing=a_filing(a_case(operator), operator), number="8812345", by=operator, now=NOW
                )

    def test_whoever_files_is_reminded_once_a_day_until_the_number_is_there(self, case, operator):
        with acting_as(operator):
            filing = a_filing(case, operator)
        for hours in (1, 25, 26, 50):
            remind_all(NOW + timedelta(hours=hours))
        with acting_as(operator):
            assert Notice.objects.filter(member=operator, kind="cases.filing").count() == 2
            actions.note_number(filing=filing, number="8812345", by=operator, now=NOW)
        remind_all(NOW + timedelta(hours=80))
        with acting_as(operator):
            assert Notice.objects.filter(member=operator, kind="cases.filing").count() == 2

    def test_without_an_interface_a_person_hands_it_in(self, case, operator):
        with acting_as(operator):
            filing = a_filing(case, operator)
        hand_in_one(operator.institution_id, filing.pk, now=NOW)
        with acting_as(operator):
            assert Filing.objects.get().state == FilingState.TO_FILE

    def test_an_official_interface_brings_the_number_back_by_itself(self, case, operator, settings):
        settings.LAPOR_GATEWAY = f"{__name__}.Official"
        with acting_as(operator):
            filing = a_filing(case, operator)
        for _time in range(2):
            hand_in_one(operator.institution_id, filing.pk, now=NOW)
        with acting_as(operator):
            assert Filing.objects.get().number == "8812345"
            assert Entry.objects.filter(what="filed_at_lapor").count() == 1

    def test_what_the_interface_does_not_take_is_read_by_a_person(self, case, operator, settings):
        settings.LAPOR_GATEWAY = f"{__name__}.Broken"
        with acting_as(operator):
            filing = a_filing(case, operator)
        hand_in_one(operator.institution_id, filing.pk, now=NOW)
        with acting_as(operator):
            assert Filing.objects.get().why == "Akun belum diaktifkan"
            assert Notice.objects.filter(member=operator, kind="cases.filing").exists()
