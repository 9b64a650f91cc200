"""How a call to a webhook is signed: the same words for those who call and those who are called."""

from __future__ import annotations

import hashlib
import hmac

SIGNATURE = "X-Latihan-Signature"


def sign(secret: str, *, at: int, body: bytes) -> str:
    """Sign a call made at `at` (seconds since 1970): `t=…,v1=…`."""
    said = f"{at}.".encode() + body
    return f"t={at},v1={hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()}"
