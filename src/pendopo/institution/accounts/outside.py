"""How this house goes out: one object for every connector, made from the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings

from pendopo.institution.accounts.rates import RatesInDatabase
from pendopo.networks.outside import Outside

if TYPE_CHECKING:
    from uuid import UUID

PLACE: Final = "accounts.secrets"


@cache
def outside() -> Outside:
    """Where we may go: anywhere public, our own address, and what an administrator allowed."""
    return Outside(
        allowed_hosts=frozenset(settings.PENDOPO_OUTSIDE_ALLOWED_HOSTS) | _our_own(),
        rates=RatesInDatabase(),
    )


def _our_own() -> set[str]:
    """The practice network and the portal live in this house and are reached like any other."""
    own = urlsplit(settings.PUBLIC_URL)
    local = settings.PENDOPO_LOCAL_ADDRESS
    return {local, f"{own.hostname}:{own.port or (443 if own.scheme == 'https' else 80)}"}


def seal(mark: UUID, secrets: Mapping[str, str]) -> bytes:
    """An account's secrets, for its row only."""
    return settings.PENDOPO_KEY_RING.seal(json.dumps(dict(secrets)), f"{PLACE}:{mark}")


def unseal(mark: UUID, sealed: bytes) -> dict[str, str]:
    """The secrets again. Raises SecretUnreadable."""
    opened: dict[str, str] = json.loads(settings.PENDOPO_KEY_RING.open_text(bytes(sealed), f"{PLACE}:{mark}"))
    return opened
