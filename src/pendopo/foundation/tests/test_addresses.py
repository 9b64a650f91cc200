"""What an address or a form names is read without a surprise."""

from __future__ import annotations

import pytest

from pendopo.foundation.web import number_in, words_in


@pytest.mark.parametrize(
    ("written", "number"),
    [("7", 7), ("٧", 7), ("", None), ("-1", None), ("²", None), ("7a", None), ("9" * 18, 10**18 - 1)],
)
def test_a_row_is_named_by_its_number(written, number):
    assert number_in(written) == number


def test_a_number_that_no_row_can_have_names_none():
    assert number_in("9" * 19) is None


def test_words_are_what_the_database_can_look_for():
    assert words_in(" air\0 bersih\n") == "air bersih"
