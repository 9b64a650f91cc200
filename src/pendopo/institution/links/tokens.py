"""What stands in the address of a link: institution, secret and our signature.

The signature is looked at first, so an address that we never gave out costs no query, and nobody learns from
it which institutions or links there are.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, Signer

from pendopo.foundation.web import number_in

SECRET_BYTES: Final = 18  # 144 bits, written in 24 characters
LONGEST: Final = 160
SALT: Final = "pendopo.institution.links"
PLACE: Final = "links.visitor"


@dataclass(frozen=True)
class Said:
    """What a token says once its signature holds."""

    institution_id: int
    sum: bytes


def new_secret() -> str:
    """A secret nobody guesses."""
    return secrets.token_urlsafe(SECRET_BYTES)


def sum_of(secret: str) -> bytes:
    """What is kept of a secret. It is random and long: no salt, no slow hash is needed."""
    return hashlib.sha256(secret.encode()).digest()


def token_of(institution_id: int, secret: str) -> str:
    """The signed token of a secret, fit for an address."""
    return _signer().sign(f"{institution_id}.{secret}")


def read(token: str) -> Said | None:
    """What a token says; None where we did not sign it."""
    if len(token) > LONGEST:
        return None
    try:
        number, _dot, secret = _signer().unsign(token).partition(".")
    except BadSignature:
        return None
    institution_id = number_in(number)
    return Said(institution_id, sum_of(secret)) if institution_id else None


def fingerprint(visitor: str) -> bytes:
    """A keyed sum of where somebody comes from: to count by, not to find them by."""
    return settings.PENDOPO_KEY_RING.index(visitor, PLACE)[:16]


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
