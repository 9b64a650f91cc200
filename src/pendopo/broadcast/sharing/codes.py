"""Short addresses that people read from a poster and type: no letter is taken for another, none leads to the next."""

from __future__ import annotations

import secrets
from typing import Final

# Without 0 o 1 i l u: what looks alike, and what spells words by chance.
LETTERS: Final = "23456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 8  # 30 ** 8: an unlisted page is not found by trying


def new_code() -> str:
    """Like `k7q2m9xd`."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def cleaned(typed: str) -> str:
    """A code as it was meant, with capitals or without; empty where it can be none."""
    code = typed.casefold()
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""
