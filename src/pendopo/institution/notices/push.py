"""Saying something to a browser's push service: encrypted for the browser, signed by the house (RFC 8030, 8291, 8292).

`http_ece` and `py_vapid` do the cryptography; the way out is the house's own, so that an endpoint in a
private network is refused like any other address there.
"""

from __future__ import annotations

import base64
import json
import time
from enum import Enum
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

import http_ece
import httpx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from py_vapid import Vapid02, VapidException

from pendopo.networks.outside import CheckedTransport, NotAllowed, Outside

DAY_SECONDS: Final = 24 * 60 * 60
SIGNED_SECONDS: Final = 12 * 60 * 60
GONE: Final = {404, 410}
NEVER: Final = {400, 401, 403, 413}


class Answer(Enum):
    """What became of it."""

    TAKEN = "taken"
    GONE = "gone"  # the browser does not want to hear us any more
    REFUSED = "refused"  # and will be the next time as well
    LATER = "later"


@cache
def outside() -> Outside:
    """Where push services may lie: on the open internet, and where an administrator allowed it."""
    return Outside(
        allowed_hosts=frozenset(settings.PENDOPO_OUTSIDE_ALLOWED_HOSTS),
        connect_seconds=5,
        read_seconds=10,
        budget_seconds=20,
        answer_bytes_max=100_000,
    )


@cache
def _signer(key: str) -> Any:
    read: Any = Vapid02.from_string
    return read(key)


def public_key() -> str:
    """What a browser asks for before it subscribes; '' when the house has no key."""
    if not settings.PENDOPO_VAPID_PRIVATE_KEY:
        return ""
    point = _signer(settings.PENDOPO_VAPID_PRIVATE_KEY).public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


def push(subscription: str, words: dict[str, Any], *, urgent: bool) -> Answer:
    """Hand a message to the browser's push service. Call it outside of transactions."""
    told = json.loads(subscription)
    address = str(told["endpoint"])
    url = httpx.URL(address)
    if url.scheme != "https" and not outside().allows(url):
        return Answer.REFUSED
    try:
        sealed = _sealed(json.dumps(words).encode(), told["keys"])
        signed = _signed(address)
    except (ValueError, http_ece.ECEException, VapidException):
        return Answer.REFUSED
    headers = {
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "ttl": str(DAY_SECONDS),
        "urgency": "high" if urgent else "normal",
        **signed,
    }
    try:
        # Only the status matters; how long the answer is, is not for the other side to decide.
        with (
            httpx.Client(transport=CheckedTransport(outside()), timeout=10) as client,
            client.stream("POST", url, content=sealed, headers=headers) as answer,
        ):
            return _meaning(answer.status_code)
    except NotAllowed:
        return Answer.REFUSED
    except httpx.TransportError:
        return Answer.LATER


def _meaning(status: int) -> Answer:
    if status in GONE:
        return Answer.GONE
    if status in NEVER:
        return Answer.REFUSED
    return Answer.TAKEN if 200 <= status < 300 else Answer.LATER


def _sealed(words: bytes, keys: dict[str, str]) -> bytes:
    encrypt: Any = http_ece.encrypt
    return bytes(
        encrypt(
            words,
            private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=_decoded(keys["p256dh"]),
            auth_secret=_decoded(keys["auth"]),
            version="aes128gcm",
        )
    )


def _signed(address: str) -> dict[str, str]:
    place = urlsplit(address)
    signer = _signer(settings.PENDOPO_VAPID_PRIVATE_KEY)
    claims = {
        "aud": f"{place.scheme}://{place.netloc}",
        "exp": int(time.time()) + SIGNED_SECONDS,
        "sub": _contact(),
    }
    return {str(name): str(value) for name, value in signer.sign(claims).items()}


def _contact() -> str:
    """Whom a push service would write to; it takes an address of the web or of mail."""
    return settings.PUBLIC_URL if settings.IS_HTTPS else "mailto:pendopo@localhost.localdomain"


def _decoded(written: str) -> bytes:
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))
