"""Searching confirms no hidden number to those who may not see it (R80)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.listen.inbox import queries
from pendopo.listen.inbox.queries import Filters
from pendopo.listen.inbox.queries.searching import search
from pendopo.listen.inbox.tests.builders import NOW, a_conversation

SAID = (
    "Lampu padam sejak Senin. NIK 3374 0101 0190 0001, HP 0812-3456-7890, surel budi@gmail.com, "
    "Jl. Melati No. 12 RT 03/RW 05, daftar di https://wa.me/6281234567890?text=halo ya min"
)


def found(member, words):
    return [line.conversation.pk for line in search(member, Filters(words=words), before=None, now=NOW).lines]


@pytest.fixture
def said(office, account):
    return a_conversation(account, SAID, author="081234567890", author_name="+62 812-3456-7890").pk


@pytest.fixture
def other(office, account):
    return a_conversation(account, "Lampu padam juga di sini")


GUESSES = [
    "3374010101900001",
    '"3374 0101 0190 0001"',
    "3374",
    "0190",
    "0812-3456-7890",
    "7890",
    "3456",
    "081234567890",
    "budi@gmail.com",
    "melati",
    '"rt 03"',
    "wa.me/6281234567890?text=halo",
    "6281234567890",
    "wa.me",
]


@pytest.mark.parametrize("guess", GUESSES)
def test_a_guess_finds_nothing_alone_or_behind_an_or(office, approver, said, other, guess):
    assert found(approver, guess) == []
    assert found(approver, f"tidakada or {guess}") == []
    assert said not in found(approver, f"lampu {guess}")


@pytest.mark.parametrize("guess", [*GUESSES, "9999"])
@pytest.mark.parametrize("minus", ["-", " - ", "(-", "--", '"padam"-'])
def test_what_a_minus_takes_away_tells_nothing(office, approver, said, other, guess, minus):
    for words in (f"lampu {minus}{guess}", f"{minus}{guess} lampu"):
        answer = found(approver, words)
        assert (said in answer) == (other.pk in answer)


def test_the_other_words_are_found_by_everyone(office, operator, approver, said):
    for member in (operator, approver):
        assert found(member, "lampu padam") == [said]
        assert found(member, "daftar di") == [said]


def test_whoever_may_see_personal_data_may_look_for_it(office, operator, said):
    assert found(operator, "3374") == [said]
    assert found(operator, "0812") == [said]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            [*GUESSES, "lampu", "padam", "or", "-", "-lampu", '"', "(", "senin", "9999", "!", "|"]
        ),
        min_size=1,
        max_size=5,
    ).map(" ".join)
)
def test_two_messages_that_differ_in_what_is_hidden_are_found_alike(office, account, approver, words):
    ask = Filters(words=words)
    before = len(queries.search(approver, ask, before=None, now=NOW).lines)
    a_conversation(account, "Lampu padam sejak Senin. NIK 3374010101900001, 0812-3456-7890", author_name="x")
    one = len(queries.search(approver, ask, before=None, now=NOW).lines)
    a_conversation(account, "Lampu padam sejak Senin. NIK 3174010101900007, 0899-9999-9999", author_name="x")
    two = len(queries.search(approver, ask, before=None, now=NOW).lines)
    full = queries.A_PAGE
    assert one - before == two - one or two == full


def test_somebody_with_two_roles_is_asked_for_both(office, said):
    assert found(a_member(office, Role.APPROVER, Role.OPERATOR), "3374") == [said]
