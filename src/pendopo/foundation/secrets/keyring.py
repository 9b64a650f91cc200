"""Sealing what must not be read from a stolen disk or dump: tokens, and personal data of citizens.

A sealed value says which key closed it, so keys can be changed while the house is open; and it is
bound to the place it was sealed for, so a value copied into another column cannot be read there.

    version 1 | key id 8 | nonce 12 | AES-256-GCM ciphertext with its tag 16
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
KEY_BYTES = 32
KEY_ID_BYTES = 8
NONCE_BYTES = 12
TAG_BYTES = 16
HEAD_BYTES = len(VERSION) + KEY_ID_BYTES


class KeysInvalid(ValueError):
    """The keys in the settings cannot be used; the message says how to mend them."""


class SecretUnreadable(Exception):
    """A sealed value cannot be opened; the message says why, and what an administrator can do."""


def new_key() -> str:
    """A fresh key, as it is written into PENDOPO_KEYS."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


@dataclass(frozen=True)
class Key:
    """One key of the ring: a name that may be shown, and two keys derived from it for their two uses."""

    id: bytes
    _sealing: AESGCM = field(repr=False, compare=False)
    _indexing: bytes = field(repr=False, compare=False)

    @classmethod
    def of(cls, secret: bytes) -> Key:
        return cls(
            id=_derived(secret, b"pendopo key id")[:KEY_ID_BYTES],
            _sealing=AESGCM(_derived(secret, b"pendopo sealing")),
            _indexing=_derived(secret, b"pendopo blind index"),
        )

    @property
    def head(self) -> bytes:
        """How everything begins that this key has sealed."""
        return VERSION + self.id

    def seal(self, plaintext: bytes, context: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return self.head + nonce + self._sealing.encrypt(nonce, plaintext, self.head + context.encode())

    def open(self, sealed: bytes, context: str) -> bytes:
        nonce = sealed[HEAD_BYTES : HEAD_BYTES + NONCE_BYTES]
        return self._sealing.decrypt(nonce, sealed[HEAD_BYTES + NONCE_BYTES :], self.head + context.encode())

    def index(self, value: str, context: str) -> bytes:
        # The length goes first, so that no value can pretend to be part of the context.
        place = context.encode()
        message = len(place).to_bytes(4, "big") + place + value.encode()
        return hmac.new(self._indexing, message, hashlib.sha256).digest()


@dataclass(frozen=True)
class KeyRing:
    """The house's keys, newest first: the first one seals, every one opens."""

    keys: tuple[Key, ...]

    @classmethod
    def of(cls, written: Sequence[str]) -> KeyRing:
        """Read keys as the settings hold them. Raises KeysInvalid."""
        if not written:
            raise KeysInvalid("PENDOPO_KEYS is empty. Make a key with `pendopo keys new` and put it there.")
        keys = tuple(Key.of(_read(one, number)) for number, one in enumerate(written, start=1))
        if len({key.id for key in keys}) < len(keys):
            raise KeysInvalid("PENDOPO_KEYS holds the same key twice. Remove the repetition.")
        return cls(keys)

    @property
    def newest(self) -> Key:
        return self.keys[0]

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The names of the keys, newest first; they give nothing away."""
        return tuple(key.id.hex() for key in self.keys)

    def seal(self, plaintext: str | bytes, context: str) -> bytes:
        """Close a value with the newest key, for one place only, such as `accounts.credential:42`."""
        raw = plaintext.encode() if isinstance(plaintext, str) else plaintext
        return self.newest.seal(raw, context)

    def open(self, sealed: bytes, context: str) -> bytes:
        """Open a value in the place it was sealed for. Raises SecretUnreadable."""
        name = key_id_of(sealed, context)
        key = next((one for one in self.keys if one.id.hex() == name), None)
        if key is None:
            raise SecretUnreadable(
                f"A value in {context} was sealed with key {name}, which is not in PENDOPO_KEYS "
                f"(there: {', '.join(self.key_ids)}). Put that key back at the end of PENDOPO_KEYS, "
                "then run `pendopo keys rotate` before you remove it again.",
            )
        try:
            return key.open(sealed, context)
        except InvalidTag as error:
            raise SecretUnreadable(
                f"A value in {context} has been changed or was sealed for another place. "
                "Restore it from a backup or enter it again.",
            ) from error

    def open_text(self, sealed: bytes, context: str) -> str:
        return self.open(sealed, context).decode()

    def needs_reseal(self, sealed: bytes) -> bool:
        """Whether an older key than the newest closed this value."""
        return not sealed.startswith(self.newest.head)

    def reseal(self, sealed: bytes, context: str) -> bytes:
        """The same value, closed with the newest key. Raises SecretUnreadable."""
        return self.seal(self.open(sealed, context), context)

    def index(self, value: str, context: str) -> bytes:
        """A blind index: equal values in one place give equal bytes, which tell nothing without the key."""
        return self.newest.index(value, context)

    def indexes(self, value: str, context: str) -> tuple[bytes, ...]:
        """What to look for while old keys are still in use: the value's index under each key."""
        return tuple(key.index(value, context) for key in self.keys)


def key_id_of(sealed: bytes, context: str = "an unnamed place") -> str:
    """The name of the key that closed a value. Raises SecretUnreadable when nothing was sealed at all."""
    if len(sealed) < HEAD_BYTES + NONCE_BYTES + TAG_BYTES or not sealed.startswith(VERSION):
        raise SecretUnreadable(
            f"What stands in {context} was not sealed by this version of Pendopo. "
            "Update Pendopo if the data is newer, otherwise restore it from a backup or enter it again.",
        )
    return sealed[len(VERSION) : HEAD_BYTES].hex()


def _read(written: str, number: int) -> bytes:
    try:
        secret = base64.b64decode(written.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeysInvalid(_not_a_key(number)) from error
    if len(secret) != KEY_BYTES:
        raise KeysInvalid(_not_a_key(number))
    return secret


def _not_a_key(number: int) -> str:
    return (
        f"Entry {number} of PENDOPO_KEYS is not a key: it must be 32 bytes written in base64 "
        "(44 characters). Make one with `pendopo keys new`."
    )


def _derived(secret: bytes, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=use).derive(secret)
