"""What does not fit is refused with the number of what there is and what goes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pendopo.networks import fitting
from pendopo.networks.contract import Counting, Draft, Limits
from pendopo.networks.tests.pictures import a_picture

LIMITS = Limits(
    text_max=10,
    counting=Counting.GRAPHEMES,
    text_bytes_max=40,
    title_max=5,
    pictures_max=2,
    picture_bytes_max=10_000,
    alt_text_max=4,
    thread_parts_max=3,
)
DRAFT = Draft(text="Air", made_at=datetime(2026, 11, 24, tzinfo=UTC))
PICTURE = a_picture("Kran")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"text": "👨‍👩‍👧" * 2}, None),
        ({"text": "a" * 10}, None),
        ({"text": "a" * 11}, f"{fitting.TOO_LONG}\n11 / 10"),
        ({"text": "👨‍👩‍👧" * 3}, f"{fitting.TOO_LONG}\n3 / 10"),  # short to read, long to store
        ({"thread": ("b" * 11,)}, f"{fitting.TOO_LONG}\n11 / 10"),
        ({"thread": ("b", "c")}, None),
        ({"thread": ("b", "c", "d")}, f"{fitting.TOO_MANY_PARTS}\n4 / 3"),
        ({"title": "abcdef"}, f"{fitting.TITLE_TOO_LONG}\n6 / 5"),
        ({"pictures": (PICTURE,) * 3}, f"{fitting.TOO_MANY_PICTURES}\n3 / 2"),
        ({"pictures": (replace(PICTURE, alt="Keran"),)}, f"{fitting.ALT_TOO_LONG}\n5 / 4"),
        ({"pictures": (replace(PICTURE, kind="image/gif"),)}, f"{fitting.PICTURE_KIND}\nimage/gif"),
        (
            {"pictures": (replace(PICTURE, content=b"0" * 10_001),)},
            f"{fitting.PICTURE_TOO_LARGE}\n10001 / 10000",
        ),
        ({"text": " \n"}, fitting.NOTHING_SAID),
        ({"text": "", "pictures": (PICTURE,)}, None),
    ],
)
def test_each_reason_is_named(changes, why):
    draft = replace(DRAFT, **changes)
    refused = fitting.refusal(draft, LIMITS, texts=(draft.text, *draft.thread))
    assert getattr(refused, "why", None) == why


def test_passages_of_one_text_are_not_counted_where_threads_do_not_exist():
    one = replace(LIMITS, thread_parts_max=1)
    assert fitting.refusal(DRAFT, one, texts=("a", "b", "c")) is None
