"""Calls from the practice network: who signed them, and what was said."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from pendopo.networks.practice import border, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pendopo.networks.contract import Heard

SIGNATURE: Final = "x-latihan-signature"
OLDEST: Final = timedelta(hours=24)


class NotGenuine(ValueError):
    """Nobody who knows the secret made this call, or made it too long ago."""


def said_in(*, body: bytes, headers: Mapping[str, str], secret: str, now: datetime) -> Heard:
    """Read one call. A replayed one says the same thing again; the inbox knows it by its remote id."""
    named = {name.lower(): value for name, value in headers.items()}
    parts = dict(part.partition("=")[::2] for part in named.get(SIGNATURE, "").split(","))
    at = parts.get("t", "")
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    if not secret or not at.isdecimal() or not hmac.compare_digest(signed, parts.get("v1", "")):
        raise NotGenuine
    if abs(now.timestamp() - int(at)) > OLDEST.total_seconds():
        raise NotGenuine
    try:
        return words.heard(border.Call.model_validate_json(body).notice)
    except ValidationError as error:
        raise NotGenuine from error
