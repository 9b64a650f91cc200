"""One way to write what people write in many, so that equal phone numbers meet in a blind index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum


class Spelling(StrEnum):
    """How a value is brought into one form before it is compared."""

    EXACT = "exact"
    PHONE = "phone"
    EMAIL = "email"
    DIGITS = "digits"


def phone(written: str) -> str:
    """Digits with the country in front: 0812-3456-7890, +62 812 3456 7890 and 62812... are one number."""
    number = digits(written)
    if number.startswith("00"):
        return number[2:]
    if number.startswith("620"):
        # +62 (0)812: the zero in brackets is not dialled from abroad.
        return "62" + number[3:]
    if number.startswith("0"):
        return "62" + number[1:]
    if number.startswith("8") and not written.strip().startswith("+"):
        return "62" + number
    return number


def email(written: str) -> str:
    return unicodedata.normalize("NFKC", written).strip().casefold()


def digits(written: str) -> str:
    """Only the digits: NIK and family-card numbers, however they were grouped."""
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", written))


def exact(written: str) -> str:
    return unicodedata.normalize("NFC", written).strip()


IN_ONE_FORM: Mapping[Spelling, Callable[[str], str]] = {
    Spelling.EXACT: exact,
    Spelling.PHONE: phone,
    Spelling.EMAIL: email,
    Spelling.DIGITS: digits,
}
