"""Every kind of entry, with the sentence it is read as.

A room lists its kinds in `ledger_kinds.py`; Django finds the file when the house is switched on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from django.utils.functional import _StrPromise

KINDS: Final[dict[str, Kind]] = {}


class UnknownKind(LookupError):
    """An entry, or a word in it, that no kind has told of: a mistake of ours."""


@dataclass(frozen=True)
class Kind:
    """One kind of entry.

    `sentence` is filled with `%(by)s` and the entry's words. `personal` names each word that is about a
    citizen and says when it is erased; it is kept sealed, apart from the chain, which holds only its seal.
    `said` turns words that are kept as codes, dates or untranslated sentences into what its reader understands.
    `uncovers`: personal data was seen by it, so it is counted by the alarm on uncovering in bulk (R80).
    """

    did: str
    sentence: str | _StrPromise
    personal: Mapping[str, str | _StrPromise] = field(default_factory=dict)
    said: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)
    uncovers: bool = False

    def __post_init__(self) -> None:
        if self.did in KINDS:
            raise UnknownKind(f"{self.did} is told of twice")
        KINDS[self.did] = self


def uncovering() -> list[str]:
    """The names of all kinds by which personal data is seen, whatever room they are of."""
    return sorted(did for did, one in KINDS.items() if one.uncovers)


def kind(did: str) -> Kind:
    """The kind of this name. Raises UnknownKind."""
    try:
        return KINDS[did]
    except KeyError:
        raise UnknownKind(f"No ledger_kinds.py tells of {did}") from None
