"""A passkey in software: what a phone or a key does, as far as a server can tell."""

from __future__ import annotations

import hashlib
import json
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 1, 4, 64
ORIGIN = "http://testserver"


class Passkey:
    def __init__(self, host: str = "testserver") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._host = hashlib.sha256(host.encode()).digest()
        self.id = os.urandom(16)
        self.user = ""
        self.count = 0

    def register(self, options: dict) -> str:
        asked = options["publicKey"]
        self.user = (
            websafe_encode(asked["user"]["id"])
            if isinstance(asked["user"]["id"], bytes)
            else asked["user"]["id"]
        )
        credential = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self._key.public_key())
        )
        told = AuthenticatorData.create(
            self._host, PRESENT | VERIFIED | ATTESTED, self.count, bytes(credential)
        )
        attestation = AttestationObject.create("none", told, {})
        return self._answer(
            {
                "clientDataJSON": websafe_encode(self._client("webauthn.create", asked["challenge"])),
                "attestationObject": websafe_encode(bytes(attestation)),
            },
            {"credProps": {"rk": True}},
        )

    def sign(self, options: dict) -> str:
        asked = options["publicKey"]
        self.count += 1
        client = self._client("webauthn.get", asked["challenge"])
        told = bytes(AuthenticatorData.create(self._host, PRESENT | VERIFIED, self.count))
        signature = self._key.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(told),
                "signature": websafe_encode(signature),
                "userHandle": self.user,
            },
            {},
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps(
            {"type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}
        ).encode()

    def _answer(self, response: dict, extensions: dict) -> str:
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": extensions,
            }
        )
