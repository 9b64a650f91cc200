"""Mail to units, promised in the transaction of its reason; `writing.py` hands it over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pendopo.institution.models import LadderContact, OrgUnit, Rung
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases import writing
from pendopo.serve.cases.models import MailKind, Referral, UnitMail


def promise_mail(
    kind: MailKind,
    *,
    key: str,
    unit: OrgUnit,
    referral: Referral | None = None,
    rungs: tuple[Rung, ...] = (Rung.LIAISON,),
    words: Mapping[str, Any] | None = None,
    now: datetime,
) -> list[LadderContact]:
    """Write to whoever stands on these rungs of a unit's ladder; each address once under this key.

    Returns everybody on these rungs, also those who have no e-mail address.
    """
    ladder = structure.ladder(unit)
    contacts = [ladder[rung] for rung in rungs if rung in ladder]
    for contact in contacts:
        if not contact.email:
            continue
        mail, is_new = UnitMail.objects.get_or_create(
            institution_id=unit.institution_id,
            key=key,
            to=contact.email.casefold(),
            defaults={
                "kind": kind,
                "unit": unit,
                "referral": referral,
                "rung": contact.rung,
                "name": contact.name,
                "words": dict(words or {}),
                "made_at": now,
                "due_at": now,
            },
        )
        if is_new:
            writing.wake(unit.institution_id, mail.pk)
    return contacts
