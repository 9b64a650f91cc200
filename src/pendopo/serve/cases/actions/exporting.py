"""Lists of cases that leave the house: the ledger keeps who took them, and how much (R06)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pendopo.foundation import ledger
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import policies
from pendopo.serve.cases.queries.exporting import Exported, exported
from pendopo.serve.cases.queries.narrowing import Filters


@transaction.atomic
def export_cases(*, filters: Filters, by: Member, now: datetime) -> Sequence[Exported]:
    """What the list shows, covered; matters of supervision stay in the house (R33). Raises Refused."""
    policies.require_may_see(by)
    policies.require(by, Permission.EXPORT, by, now=now)
    found = exported(by, filters, now=now)
    ledger.write(did="cases.exported", by=by, at=now, words={"count": len(found)})
    return found
