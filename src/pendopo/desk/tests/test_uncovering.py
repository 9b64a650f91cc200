"""Personal data uncovered in bulk is heard of, however it is spread over the rooms (R80)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.foundation import ledger
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.serve.cases import actions as cases
from pendopo.serve.cases.tests.builders import a_case
from pendopo.serve.openness import actions as openness
from pendopo.serve.openness.models import Letter
from pendopo.serve.openness.tests.builders import NOW, a_request

OFTEN = "member.uncovered_often"
WHY = "Mencocokkan nama."


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def curious(office):
    return a_member(office, Role.OPERATOR, Role.INFORMATION_OFFICER, name="Ratna")


@pytest.fixture
def watchers(office):
    return {a_member(office, role, name=role.value).pk for role in (Role.AUDITOR, Role.LEADER)}


@pytest.fixture
def rooms(office, curious):
    """A way to look at somebody's personal data in each room."""
    conversation, case, request = a_conversation(an_account(office)), a_case(curious), a_request(office)
    letter = Letter.objects.filter(request=request).first()
    return {
        "inbox": lambda by, at: inbox.reveal(conversation=conversation, why=WHY, by=by, now=at),
        "cases": lambda by, at: cases.reveal(case=case, why=WHY, by=by, now=at),
        "openness": lambda by, at: openness.reveal(request=request, why=WHY, by=by, now=at),
        "letter": lambda by, at: openness.open_letter(letter=letter, by=by, now=at),
    }


def look(rooms, by, *, times, minutes_apart=1, names=None, now=NOW):
    ways = [way for name, way in rooms.items() if names is None or name in names]
    for turn in range(times):
        ways[turn % len(ways)](by, now + timedelta(minutes=turn * minutes_apart))


def test_spread_over_all_rooms_it_is_one_count_and_one_alarm(rooms, curious, watchers):
    look(rooms, curious, times=10)
    assert not Notice.objects.filter(kind=OFTEN).exists()
    look(rooms, curious, times=6, now=NOW + timedelta(minutes=10))
    told = Notice.objects.filter(kind=OFTEN)
    assert (told.count(), {one.member_id for one in told}) == (2, watchers)
    entry = LedgerEntry.objects.get(did=OFTEN)
    assert (entry.words, entry.by_id) == ({"many": 11, "most": 10}, curious.pk)
    assert all(f"by={curious.pk}" in one.url for one in told)


@pytest.mark.parametrize("names", [{"inbox"}, {"cases"}, {"openness"}, {"letter"}])
def test_each_room_counts(rooms, curious, watchers, names):
    look(rooms, curious, times=11, names=names)
    assert LedgerEntry.objects.filter(did=OFTEN).count() == 1


def test_in_the_next_hour_it_is_told_again(rooms, curious, watchers):
    look(rooms, curious, times=11)
    look(rooms, curious, times=11, now=NOW + timedelta(hours=2))
    assert LedgerEntry.objects.filter(did=OFTEN).count() == 2


def test_what_others_look_at_and_what_was_long_ago_does_not_count(office, rooms, curious, watchers):
    other = a_member(office, Role.OPERATOR, Role.INFORMATION_OFFICER, name="Wawan")
    look(rooms, curious, times=10)
    look(rooms, other, times=10)
    look(rooms, curious, times=10, minutes_apart=7, now=NOW + timedelta(hours=2))
    assert not LedgerEntry.objects.filter(did=OFTEN).exists()


def test_the_offices_own_number_holds_in_every_room(office, rooms, curious, watchers):
    administrator = a_member(office, Role.ADMINISTRATOR)
    inbox.save_reveals_an_hour(most=2, by=administrator, now=NOW)
    look(rooms, curious, times=3, names={"cases", "openness"})
    assert LedgerEntry.objects.get(did=OFTEN).words == {"many": 3, "most": 2}


def test_whoever_watches_does_not_watch_themselves(office, rooms):
    leader = a_member(office, Role.LEADER, Role.OPERATOR, Role.INFORMATION_OFFICER)
    administrator = a_member(office, Role.ADMINISTRATOR)
    look(rooms, leader, times=11)
    assert [one.member_id for one in Notice.objects.filter(kind=OFTEN)] == [administrator.pk]


def test_a_register_with_identities_is_many_at_once(office, curious, watchers):
    export = {"year": 2026, "by": curious, "now": NOW}
    openness.note_export(is_shown=False, why="", **export)
    assert not Notice.objects.filter(kind=OFTEN).exists()
    a_member(office, Role.AUDITOR, name="Kedua")
    keeper = a_member(office, Role.INFORMATION_OFFICER)
    openness.note_export(is_shown=True, why=WHY, **{**export, "by": keeper})
    assert {one.member_id for one in Notice.objects.filter(kind=OFTEN)} >= watchers


def test_every_way_to_look_is_marked_as_one():
    assert ledger.uncovering() == [
        "cases.revealed",
        "inbox.revealed",
        "openness.letter_drawn",
        "openness.revealed",
    ]
