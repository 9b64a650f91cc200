"""Looking for a part first finds whatever the pattern finds, and a text read a moment ago is not read again."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.broadcast.content.rules import examine, sources
from pendopo.broadcast.content.rules.tests.builders import a_subject, a_variant
from pendopo.foundation.looking import Sought
from pendopo.foundation.personal_data import finding

SOUGHT = {
    f"{module.__name__.rpartition('.')[2]}.{name}": one
    for module in (finding, sources)
    for name, one in vars(module).items()
    if isinstance(one, Sought)
}
# Two of each, one behind the other; what they share stands close together.
FULL = (
    "Hubungi 0812-3456-7890 atau +62 (0) 811 22 33 44 55, WA 81234567890, telp 87654321098.\n"
    "(0274) 512345, 021-7654321, faks: 02741234567, Telepon 0274.123 / fax 02741234568.\n"
    "budi.s@contoh.go.id (Ani [at] contoh.id) 1234567890 a.n. Budi, 1234 5678 9012 (BRI) 0987654321 atas nama Ani.\n"
    "Plat B 12 AB, no. pol. h 1234 xy, nomor  polisi AD 1 A. Naik 20%, 1.250 orang, Rp1.000; 3 ribu warga.\n"
    "Menurut data, survei menunjukkan: terbaik di Indonesia, pertama se-Indonesia, peringkat ke-2, tercepat di Asia."
)
PIECES = [
    *(
        "0812",
        "62",
        "+62",
        "(0)",
        "0062",
        "8",
        "81",
        "O8",
        "lI",
        "0",
        "021",
        "(021)",
        "0274",
        "123",
        "4567890",
        "１２",
    ),
    *(
        "wa",
        "WA: ",
        "hubungi ",
        "telp. ",
        "faksimile",
        "sms",
        "a/n",
        " atas nama",
        "BRI",
        "(",
        ")",
        "@",
        " [at] ",
    ),
    *(
        "budi.s",
        "contoh.go.id",
        "plat ",
        "Pelat",
        "nopol",
        "no. pol ",
        "nomor polisi",
        "tnkb",
        "B",
        "ab",
        "1",
        "K",
        "ſ",
    ),
    *(
        "naik ",
        "turun",
        "data ",
        "menunjukkan",
        "ſurvei ",
        "terbaik ",
        "di Indonesia",
        "pertama",
        "peringkat ke-",
        "Rp",
    ),
    *("1.250", "%", " orang", " juta", " ", "  ", ".", ",", "-", "_", "/", "\n", "x", "ı", "İ"),
]


@pytest.mark.parametrize("name", SOUGHT)
@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=24).map("".join))
def test_what_is_sought_by_a_part_is_what_the_pattern_finds(name, text) -> None:
    one = SOUGHT[name]

    for said in (text, f"{FULL}{text}{FULL}"):
        assert [match.span() for match in one.found_in(said)] == [
            match.span() for match in one.pattern.finditer(said)
        ]


@pytest.mark.parametrize("name", SOUGHT)
def test_each_of_them_finds_something(name) -> None:
    assert [*SOUGHT[name].found_in(FULL)]


def test_whoever_types_in_one_of_many_texts_waits_for_this_one_only(searched) -> None:
    subject = a_subject(
        "Satu.", variants=(a_variant("Satu di sana.", key="a1"), a_variant("Satu di sini.", key="a2"))
    )
    examine(subject)
    searched.clear()

    changed = dataclasses.replace(subject.variants[1], text="Satu di sini!")
    examine(dataclasses.replace(subject, variants=(subject.variants[0], changed)))

    assert searched == ["Satu di sini!"]
