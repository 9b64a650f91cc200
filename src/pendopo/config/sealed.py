"""Every column that holds something sealed, and the place each value is bound to: what a new key must reach.

A test compares this list with the models: a column of bytes is either here or among those that hold none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from pendopo.foundation.secrets.keyring import KeyRing, SecretUnreadable

BATCH: Final = 500


@dataclass(frozen=True)
class Sealed:
    """One column. `place` says for what a row's value was sealed; `guard` is a trigger that keeps it as it is."""

    model: str
    field: str
    place: str
    guard: str = ""
    is_json: bool = False
    # A blind index of what is sealed, and how it is read out of it.
    index: str = ""
    indexed: Callable[[bytes], str] = bytes.decode

    def batches(self) -> Iterator[list[models.Model]]:
        rows = (
            apps.get_model(self.model)._base_manager.exclude(**{f"{self.field}__isnull": True}).order_by("pk")
        )
        batch = list(rows[:BATCH])
        while batch:
            yield batch
            batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH])


SEALED: Final = (
    Sealed("accounts.SocialAccount", "secrets", "accounts.secrets:{row.mark}"),
    Sealed("accounts.AppRegistration", "kept", "accounts.app:{row.network}:{row.server}"),
    Sealed("accounts.PendingConsent", "kept", "accounts.consent:{row.state}"),
    Sealed(
        "notices.PushSubscription",
        "address",
        "notices.push",
        index="fingerprint",
        indexed=lambda kept: str(json.loads(kept)["endpoint"]),
    ),
    Sealed("cases.Reporter", "contact", "cases.reporter:{row.mark}"),
    Sealed("cases.Register", "kept", "cases.register:{row.mark}"),
    Sealed("openness.Applicant", "kept", "openness.applicant:{row.mark}"),
    Sealed("openness.Letter", "kept", "openness.letter:{row.mark}"),
    Sealed("foundation.LedgerEntry", "personal", "foundation.ledger:{row.mark}", guard="ledger_is_kept"),
    Sealed("mfa.Authenticator", "data", "mfa.authenticator", is_json=True),
)
# Bytes that are not sealed: the links of the ledger's chain, what networks sent, kept until it is read, sums of secrets and
# of visitors, and what an office's own head has learned.
OPEN: Final = {
    "inbox.TriageVersion.head",
    "links.Link.sum",
    "links.LinkCount.scope",
    "links.LinkUse.visitor",
    "inbox.RawCall.body",
    "notices.PushSubscription.fingerprint",
    "sharing.Seen.sum",
    "foundation.LedgerEntry.personal_seal",
    "foundation.LedgerEntry.before",
    "foundation.LedgerEntry.hash",
    "foundation.LedgerHead.hash",
}


@dataclass(frozen=True)
class Reach:
    """How far a rotation came."""

    renewed: int = 0
    unreadable: tuple[str, ...] = ()


def rotate() -> Reach:
    """Close every sealed value with the newest key, as the owner of the tables. Raises nothing for what is lost.

    Safe while the house is open: a value that changes meanwhile is left as its writer sealed it.
    """
    reach = Reach()
    for sealed in SEALED:
        for batch in sealed.batches():
            with transaction.atomic(), _guard_down(sealed):
                for row in batch:
                    reach = _renew(sealed, row, reach)
    return reach


def _renew(sealed: Sealed, row: models.Model, reach: Reach) -> Reach:
    ring: KeyRing = settings.PENDOPO_KEY_RING
    place = sealed.place.format(row=row)
    before = getattr(row, sealed.field)
    try:
        after = _in_json(before, ring, place) if sealed.is_json else _resealed(bytes(before), ring, place)
    except SecretUnreadable as error:
        return replace(reach, unreadable=(*reach.unreadable, str(error)))
    if after == before:
        return reach
    of_it = type(row)._base_manager.filter(pk=row.pk, **{sealed.field: before})
    changes = {sealed.field: after}
    if sealed.index:
        changes[sealed.index] = ring.index(sealed.indexed(ring.open(after, place)), place)
    changed = of_it.update(**changes)
    return replace(reach, renewed=reach.renewed + changed)


def _resealed(value: bytes, ring: KeyRing, place: str) -> bytes:
    return ring.reseal(value, place) if value and ring.needs_reseal(value) else value


def _in_json(value: Any, ring: KeyRing, place: str) -> Any:
    """Sealed values among others, written in hexadecimal."""
    if not isinstance(value, dict):
        return value
    return {name: _hex(one, lambda raw: _resealed(raw, ring, place)) for name, one in value.items()}


def _hex(value: Any, renew: Callable[[bytes], bytes]) -> Any:
    try:
        raw = bytes.fromhex(value)
    except (TypeError, ValueError):
        return value
    # A number that only looks like hexadecimal does not begin like anything we seal.
    return renew(raw).hex() if raw[:1] == b"\x01" and len(raw) > 37 else value


@contextmanager
def _guard_down(sealed: Sealed) -> Iterator[None]:
    """The trigger that keeps a column steps aside for the transaction; only the owner can ask that of it."""
    if not sealed.guard:
        yield
        return
    table = apps.get_model(sealed.model)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {sealed.guard}")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {sealed.guard}")
