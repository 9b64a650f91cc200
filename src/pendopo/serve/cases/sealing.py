"""A reporter's name and addresses as they are kept: sealed, each for its own row."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who reports, as far as they said so."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


def sealed(contact: Contact, mark: uuid.UUID) -> bytes:
    """Name and addresses as they are kept."""
    return settings.PENDOPO_KEY_RING.seal(json.dumps(asdict(contact)).encode(), reporter_place(mark))


def opened(contact: bytes | memoryview, mark: uuid.UUID) -> Contact:
    """Them again. Raises SecretUnreadable."""
    return Contact(**json.loads(settings.PENDOPO_KEY_RING.open(bytes(contact), reporter_place(mark))))


def reporter_place(mark: uuid.UUID) -> str:
    """What a reporter's contact is sealed for."""
    return f"cases.reporter:{mark}"
