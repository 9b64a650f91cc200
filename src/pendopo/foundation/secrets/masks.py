"""Personal data as it may be shown to anyone who has no reason to see all of it (R80).

A mask tells two people apart who are both in front of you, and no more. Whatever is too short to be
what it claims is covered completely.
"""

from __future__ import annotations

from pendopo.foundation.secrets import spellings

COVERED = "****"


def nik(number: str) -> str:
    """3374********0001; family-card numbers, which have the same length, likewise."""
    digits = spellings.digits(number)
    return f"{digits[:4]}********{digits[-4:]}" if len(digits) == 16 else COVERED


def phone(number: str) -> str:
    """0812****890, however the number was written; abroad the country remains: +65****567."""
    full = spellings.phone(number)
    if full.startswith("62"):
        home = "0" + full[2:]
        if len(home) >= 11:
            return f"{home[:4]}{COVERED}{home[-3:]}"
        # A shorter number, such as a landline, would show too much of itself.
        return f"{home[:3]}{COVERED}{home[-2:]}" if len(home) >= 9 else COVERED
    return f"+{full[:2]}{COVERED}{full[-3:]}" if len(full) >= 9 else COVERED


def email(address: str) -> str:
    """b***@contoh.go.id."""
    name, at, host = address.strip().rpartition("@")
    return f"{name[0]}***@{host}" if at and name and host else COVERED


def person(name: str) -> str:
    """S*** R***: the first letter of each word."""
    return " ".join(f"{word[0]}***" for word in name.split()) or COVERED


def account(number: str) -> str:
    """****6789: the end of a bank account or card number."""
    digits = spellings.digits(number)
    return f"{COVERED}{digits[-4:]}" if len(digits) >= 8 else COVERED
