"""The very first page: a one-time token from the terminal opens it, and it makes the first administrator.

Only a fingerprint of the token is kept, in the cache table of the database, so every web process knows it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from django.core.cache import cache

from pendopo.institution.structure.models import Institution

PLACE: Final = "institution.first-run"
SECONDS: Final = 60 * 60 * 24


def token_needed() -> bool:
    """Whether the house still has no institution."""
    return not Institution.objects.exists()


def new_token() -> str:
    """A token for the next 24 hours; the one before stops working."""
    token = secrets.token_urlsafe(24)
    cache.set(PLACE, _fingerprint(token), SECONDS)
    return token


def is_right(token: str) -> bool:
    """Whether this is the token that was printed, and the house still is empty."""
    kept = cache.get(PLACE)
    return bool(kept) and token_needed() and hmac.compare_digest(str(kept), _fingerprint(token))


def forget() -> None:
    """The token has done its work."""
    cache.delete(PLACE)


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
