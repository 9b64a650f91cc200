"""What a mask lets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.foundation.secrets import masks, spellings

numbers = st.text("0123456789", min_size=0, max_size=24)


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (masks.nik, "3374010101900001", "3374********0001"),
        (masks.nik, "3374 0101 0190 0001", "3374********0001"),
        (masks.nik, "337401", "****"),
        (masks.phone, "081234567890", "0812****890"),
        (masks.phone, "+62 812-3456-7890", "0812****890"),
        (masks.phone, "6281234567890", "0812****890"),
        (masks.phone, "+62 (0)812 3456 7890", "0812****890"),
        (masks.phone, "(021) 555 1234", "021****34"),
        (masks.phone, "+65 8123 4567", "+65****567"),
        (masks.phone, "0065 8123 4567", "+65****567"),
        (masks.phone, "112", "****"),
        (masks.email, "budi@contoh.go.id", "b***@contoh.go.id"),
        (masks.email, "bukan surel", "****"),
        (masks.email, "@contoh.go.id", "****"),
        (masks.person, "Siti Rahmawati", "S*** R***"),
        (masks.person, "  ", "****"),
        (masks.account, "123-45-6789", "****6789"),
        (masks.account, "1234", "****"),
    ],
)
def test_shows(mask, value, shown) -> None:
    assert mask(value) == shown


@given(number=numbers)
def test_a_masked_number_always_hides_some_of_its_digits(number) -> None:
    for mask in (masks.nik, masks.phone, masks.account):
        shown = [sign for sign in mask(number) if sign.isdigit()]
        # A zero put in front of a number written without it hides nothing, hence three and not four.
        assert not shown or len(number) - len(shown) >= 3


@pytest.mark.parametrize(
    "written",
    [
        "0812-3456-7890",
        "+62 812 3456 7890",
        "62 81234567890",
        "81234567890",
        "+62 (0)812 3456 7890",
        "00628 1234567890",
    ],
)
def test_one_phone_number_has_one_spelling(written) -> None:
    assert spellings.phone(written) == "6281234567890"


def test_a_number_abroad_keeps_its_country() -> None:
    assert spellings.phone("+86 10 1234 5678") == "861012345678"


@given(written=st.text())
def test_a_spelling_spelled_again_stays_the_same(written) -> None:
    for spelling in (
        spellings.IN_ONE_FORM[one] for one in spellings.Spelling if one is not spellings.Spelling.PHONE
    ):
        assert spelling(spelling(written)) == spelling(written)


@given(rest=st.text("0123456789", min_size=8, max_size=11))
def test_a_phone_number_at_home_and_from_abroad_are_one(rest) -> None:
    if not rest.startswith("0"):
        assert spellings.phone("0" + rest) == spellings.phone("+62" + rest)


def test_mail_addresses_meet_whatever_their_case() -> None:
    assert spellings.email(" Budi@Contoh.GO.ID ") == "budi@contoh.go.id"
