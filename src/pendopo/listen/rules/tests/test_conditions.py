"""When a rule holds: whole words, hours on the office's own wall, and no guesses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pendopo.foundation.clock import WorkingCalendar, Zone
from pendopo.listen.rules.conditions import Facts, Then, When, fits

CALENDAR = WorkingCalendar(zone=Zone.WIB)


def facts(text: str = "Air mati", **fields: object) -> Facts:
    return Facts(
        **{
            "message_id": 1,
            "conversation_id": 1,
            "network": "practice",
            "account_id": 7,
            "text": text,
            "said_at": datetime(2026, 11, 25, 3, tzinfo=UTC),
            **fields,
        }
    )


def holds(when: When, **fields: object) -> bool:
    return fits(when, facts(**fields), calendar=CALENDAR, zone=Zone.WIB)


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (("air",), "AIR mati lagi", True),
        (("air",), "Cair rasanya", False),
        (("air mati",), "air   \n mati", True),
        (("air", "listrik"), "listrik padam", True),
        (("c++",), "belajar c++ di mana", True),
        (("a.b",), "axb", False),
    ],
)
def test_words_are_whole_in_any_case_and_never_patterns(words, text, expected):
    assert holds(When(words=words), text=text) is expected


def test_everything_that_is_said_must_be_true_and_of_several_one_is_enough():
    when = When(words=("air",), accounts=(7, 8), intents=("complaint", "question"))
    assert holds(when, intent="question")
    assert not holds(when, intent="praise")
    assert not holds(when, intent="question", account_id=9)


def test_what_was_not_read_fits_no_condition_about_it():
    assert not holds(When(intents=("complaint",)))
    assert not holds(When(urgencies=("high",)))
    assert not holds(When(units=(3,)))


@pytest.mark.parametrize(
    ("hour", "expected"), [(14, True), (22, True), (2, False)]
)  # UTC: 21.00, 05.00, 09.00 WIB
def test_hours_may_go_over_midnight_on_the_offices_own_wall(hour, expected):
    when = When(begins="21:00", ends="06:00")
    assert holds(when, said_at=datetime(2026, 11, 25, hour, tzinfo=UTC)) is expected


def test_office_hours_are_those_of_the_calendar():
    sunday = datetime(2026, 11, 29, 3, tzinfo=UTC)
    assert holds(When(hours="outside"), said_at=sunday)
    assert holds(When(hours="inside"))


@pytest.mark.parametrize(
    ("when", "then"),
    [
        (When(), Then()),
        (When(words=("air", "c++"), accounts=(1, 2), author="new"), Then(assign="duty", labels=(4, 9))),
        (
            When(begins="21:00", ends="06:00", units=(3,)),
            Then(hide="hate", opens_case=True, draft=7, alert="3"),
        ),
    ],
)
def test_what_is_kept_is_read_back_as_it_was(when, then):
    assert When.read(when.written()) == when
    assert Then.read(then.written()) == then
