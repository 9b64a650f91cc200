"""What a request must contain before its clock starts (domain.md 4.2, R50), and what of it is still missing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.personal_data.identity_numbers import is_nik
from pendopo.foundation.secrets import spellings
from pendopo.serve.openness.models import PublicInfoRequest
from pendopo.serve.openness.sealing import Identity
from pendopo.serve.openness.states import ApplicantKind, Channel

# In the order of the form; the telephone stands for both ways to be reached.
ASKED_FOR: Final = {
    "name": _("Full name"),
    "identity_number": _("NIK, or the number of the legal entity's decree"),
    "address": _("Address"),
    "phone": _("Telephone or e-mail"),
    "acts_for": _("Whom you act for"),
    "power_of_attorney": _("Special power of attorney: number and date"),
    "details": _("Details of the information"),
    "purpose": _("Purpose"),
    "obtaining": _("Way to obtain it"),
    "sending": _("Way to send it"),
}
# No letter that looks like another one.
SIGNS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH: Final = 12


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as somebody filled it in, complete or not."""

    identity: Identity = field(default_factory=Identity)
    kind: str = ApplicantKind.PERSON
    is_by_proxy: bool = False
    details: str = ""
    purpose: str = ""
    obtaining: str = ""
    sending: str = ""

    @classmethod
    def of(cls, request: PublicInfoRequest) -> Asked:
        """As it stands in the rows. Raises SecretUnreadable."""
        return cls(
            identity=request.applicant.identity,
            kind=request.applicant.kind,
            is_by_proxy=request.applicant.is_by_proxy,
            details=request.details,
            purpose=request.purpose,
            obtaining=request.obtaining,
            sending=request.sending,
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what the law asks for and nobody has filled in, in the order of the form."""
        who = self.identity
        there = {
            "name": bool(who.name.strip()),
            "identity_number": self.has_identity_number,
            "address": bool(who.address.strip()),
            "phone": bool(who.phone.strip() or who.email.strip()),
            "acts_for": not self.is_by_proxy or bool(who.acts_for.strip()),
            "power_of_attorney": not self.is_by_proxy or bool(who.power_of_attorney.strip()),
            "details": bool(self.details.strip()),
            "purpose": bool(self.purpose.strip()),
            "obtaining": bool(self.obtaining),
            "sending": bool(self.sending),
        }
        return tuple(name for name in ASKED_FOR if not there[name])

    @property
    def has_identity_number(self) -> bool:
        """A plausible NIK for a person (9.1); a legal entity's decree is written in many ways."""
        number = self.identity.identity_number
        if self.kind == ApplicantKind.BODY:
            return bool(number.strip())
        return is_nik(spellings.digits(number))


def still_asked(request: PublicInfoRequest) -> tuple[str, ...]:
    """What a form asks for that completes this draft, in its order.

    The name on an account of a network is seldom the full name that the law wants, so it is asked for as well.
    """
    missing = set(Asked.of(request).missing)
    if request.channel == Channel.CONVERSATION:
        missing.add("name")
    return tuple(name for name in ASKED_FOR if name in missing)


def new_code() -> str:
    """What the applicant comes back with: three groups of four."""
    signs = "".join(secrets.choice(SIGNS) for _sign in range(CODE_LENGTH))
    return "-".join(signs[place : place + 4] for place in range(0, CODE_LENGTH, 4))


def sum_of_code(written: str) -> str:
    """What is kept of a code, however it was written: long random words need no slow sum."""
    signs = "".join(sign for sign in written.upper() if sign in SIGNS)
    return sha256(signs.encode()).hexdigest()
