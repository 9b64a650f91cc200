"""Which numbers can be what they look like: NIK, family card, payment card, number plate."""

from __future__ import annotations

from datetime import date
from typing import Final

# The first two digits of a NIK: the province that issued it, the old Papua (94) included.
PROVINCES: Final = frozenset(
    {
        *("11", "12", "13", "14", "15", "16", "17", "18", "19", "21"),
        *("31", "32", "33", "34", "35", "36"),
        *("51", "52", "53"),
        *("61", "62", "63", "64", "65"),
        *("71", "72", "73", "74", "75", "76"),
        *("81", "82"),
        *("91", "92", "93", "94", "95", "96"),
    },
)
HIGHEST_REGENCY: Final = 79  # regencies count from 01, cities from 71
WOMEN: Final = 40  # added to the day of birth

PLATE_AREAS: Final = frozenset(
    [
        "A",
        "B",
        "D",
        "E",
        "F",
        "G",
        "H",
        "K",
        "L",
        "M",
        "N",
        "P",
        "R",
        "S",
        "T",
        "W",
        "Z",
        "AA",
        "AB",
        "AD",
        "AE",
        "AG",
        "BA",
        "BB",
        "BD",
        "BE",
        "BG",
        "BH",
        "BK",
        "BL",
        "BM",
        "BN",
        "BP",
        "DA",
        "DB",
        "DC",
        "DD",
        "DE",
        "DG",
        "DH",
        "DK",
        "DL",
        "DM",
        "DN",
        "DP",
        "DR",
        "DS",
        "DT",
        "DW",
        "EA",
        "EB",
        "ED",
        "KB",
        "KH",
        "KT",
        "KU",
        "PA",
        "PB",
        "PG",
        "PS",
        "PT",
        "PY",
    ],
)


def is_date(day: int, month: int, two_digits: int) -> bool:
    """Whether DDMMYY is a date in the last century or in this one."""
    for century in (1900, 2000):
        try:
            date(century + two_digits, month, day)
        except ValueError:
            continue
        return True
    return False


def has_area(digits: str) -> bool:
    """Whether the first six digits can name a province, a regency and a district."""
    regency, district = int(digits[2:4]), int(digits[4:6])
    return digits[:2] in PROVINCES and 1 <= regency <= HIGHEST_REGENCY and district >= 1


def is_nik(digits: str) -> bool:
    """Whether sixteen digits can be a NIK: area, date of birth (women: day + 40), serial."""
    if len(digits) != 16 or not digits.isascii() or not digits.isdigit():
        return False
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    born_on = day - WOMEN if day > WOMEN else day
    return has_area(digits) and is_date(born_on, month, year) and digits[12:] != "0000"


def is_card(digits: str) -> bool:
    """Whether sixteen digits can be a payment card: a network's first digit, and the check digit."""
    if len(digits) != 16 or digits[0] not in "23456":
        return False
    doubled = (int(one) * 2 for one in digits[-2::-2])
    total = sum(one - 9 if one > 9 else one for one in doubled) + sum(int(one) for one in digits[-1::-2])
    return total % 10 == 0
