"""What the institution itself makes known, and is therefore nobody's personal data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pendopo.foundation.secrets import spellings


@dataclass(frozen=True, kw_only=True)
class Published:
    """What the institution itself publishes, in one spelling each: hotlines, mailboxes, its accounts.

    Make it with `Published.of`, which accepts numbers however they are written.
    """

    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    bank_accounts: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        *,
        phones: Iterable[str] = (),
        emails: Iterable[str] = (),
        bank_accounts: Iterable[str] = (),
        addresses: Iterable[str] = (),
    ) -> Published:
        return cls(
            phones=frozenset(map(spellings.phone, phones)),
            emails=frozenset(map(spellings.email, emails)),
            bank_accounts=frozenset(map(spellings.digits, bank_accounts)),
            addresses=frozenset(" ".join(one.split()).casefold() for one in addresses),
        )


NOTHING_PUBLISHED = Published()
