"""Codes a citizen can read out on the telephone: no letter is taken for another, none leads to the next."""

from __future__ import annotations

import secrets
from typing import Final

# Without 0 O 1 I L U: what looks or sounds alike, and what spells words by chance.
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = (
    8  # 30 ** 8: guessing one of a million cases takes half a million tries, and tries are counted
)
CHECK_DIGITS: Final = 4


def new_code() -> str:
    """Like `K7Q2-M9XD`."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def new_check_value() -> str:
    """Four digits that go with a code: who saw only the code in a thread can't speak for the reporter."""
    return f"{secrets.randbelow(10**CHECK_DIGITS):0{CHECK_DIGITS}d}"


def cleaned(typed: str) -> str:
    """A code as it was meant, whatever spaces, dashes and small letters were typed."""
    letters = "".join(letter for letter in typed.upper() if letter in LETTERS)
    return f"{letters[:4]}-{letters[4:LENGTH]}" if len(letters) == LENGTH else ""
