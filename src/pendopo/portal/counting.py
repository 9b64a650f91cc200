"""How often one visitor may do something within an hour, without knowing who they are."""

from __future__ import annotations

import hashlib
from typing import Final

from django.core.cache import cache

ONE_HOUR: Final = 60 * 60


def is_too_often(what: str, visitor: str, *, most: int) -> bool:
    """Count it once more; whether it is one too many.

    `visitor` is the address it came from: only its fingerprint is counted, and forgotten after an hour.
    """
    place = f"portal.{what}:{hashlib.sha256(visitor.encode()).hexdigest()[:32]}"
    cache.add(place, 0, ONE_HOUR)
    return cache.incr(place) > most
