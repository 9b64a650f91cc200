"""Adding to the ledger, in the transaction of the deed itself."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import models

from pendopo.foundation.ledger.kinds import UnknownKind, kind
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.ledger.personal import close_personal


class Actor(Protocol):
    """Whoever did it: a member of an institution."""

    pk: Any

    @property
    def institution_id(self) -> int: ...
    @property
    def name(self) -> str: ...


def write(
    *,
    did: str,
    at: datetime,
    by: Actor | None,
    to: models.Model | None = None,
    institution_id: int | None = None,
    words: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> None:
    """Tell what was done; `by` None means the house itself, which must then name the institution.

    `words` must be fit for JSON. Words about a citizen go into `personal`, and only those that the kind
    names. Raises UnknownKind.
    """
    told = kind(did)
    if strangers := set(personal or {}) ^ set(told.personal):
        raise UnknownKind(f"{did}: personal words told and given differ in {sorted(strangers)}")
    if institution_id is None:
        if by is None:
            raise UnknownKind(f"{did}: neither a member nor an institution")
        institution_id = by.institution_id
    mark = uuid.uuid4()
    sealed, seal = close_personal(settings.PENDOPO_KEY_RING, mark, personal) if personal else (None, None)
    LedgerEntry.objects.create(
        institution_id=institution_id,
        at=at,
        by_id=by.pk if by else None,
        by_name=by.name if by else "",
        did=did,
        about=to._meta.label_lower if to is not None else "",
        about_id=to.pk if to is not None else None,
        words=dict(words or {}),
        mark=mark,
        personal=sealed,
        personal_seal=seal,
    )


def erase_personal(entries: models.QuerySet[LedgerEntry]) -> int:
    """Take the personal words away for ever; the chain still holds. Returns how many entries had some."""
    return entries.filter(personal__isnull=False).update(personal=None)
