"""Who asks and what was written to them: sealed for their row only, masked for everybody without a reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from pendopo.foundation.secrets import masks

if TYPE_CHECKING:
    from uuid import UUID

APPLICANT: Final = "openness.applicant"
LETTER: Final = "openness.letter"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """An applicant as the register has to know them (domain.md 4.2, 4.3)."""

    name: str = ""
    identity_number: str = ""  # NIK, or the number of the decree that founded a legal entity
    address: str = ""
    phone: str = ""
    email: str = ""
    occupation: str = ""
    acts_for: str = ""  # whom a proxy stands for
    power_of_attorney: str = ""  # number and date of the special power of attorney

    def kept(self) -> dict[str, str]:
        return asdict(self)

    def masked(self) -> Identity:
        """Enough to tell two applicants apart who are both in front of you."""
        return replace(
            self,
            name=masks.person(self.name) if self.name else "",
            identity_number=masks.nik(self.identity_number) if self.identity_number else "",
            address=masks.COVERED if self.address else "",
            phone=masks.phone(self.phone) if self.phone else "",
            email=masks.email(self.email) if self.email else "",
            acts_for=masks.person(self.acts_for) if self.acts_for else "",
            power_of_attorney=masks.COVERED if self.power_of_attorney else "",
        )

    def with_occupation(self, occupation: str) -> Identity:
        return replace(self, occupation=occupation)

    @property
    def contact(self) -> str:
        """Telephone and e-mail, as far as they are known."""
        return ", ".join(filter(None, (self.phone, self.email)))


def sealed(place: str, mark: UUID, words: Mapping[str, Any]) -> bytes:
    """Closed for one row."""
    return settings.PENDOPO_KEY_RING.seal(json.dumps(dict(words)), f"{place}:{mark}")


def opened(place: str, mark: UUID, kept: bytes | memoryview) -> dict[str, Any]:
    """The words again. Raises SecretUnreadable."""
    words: dict[str, Any] = json.loads(settings.PENDOPO_KEY_RING.open_text(bytes(kept), f"{place}:{mark}"))
    return words
