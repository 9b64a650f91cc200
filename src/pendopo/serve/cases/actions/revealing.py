"""A case's personal data uncovered: for a reason that is kept, and never in bulk unheard (R80)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.notices import actions as notices
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import queries as inbox
from pendopo.serve.cases import policies
from pendopo.serve.cases.actions.story import locked, note
from pendopo.serve.cases.models import Case


@transaction.atomic
def reveal(*, case: Case, why: str, by: Member, now: datetime) -> None:
    """See names, numbers and addresses of a case, for a reason. Raises Refused.

    Whoever does so more often in an hour than the office allows, here and in other rooms together, is not held
    back, but auditors and the leader hear of it.
    """
    policies.require(by, Permission.REVEAL_PERSONAL_DATA, case, now=now)
    policies.require_may_see(by)
    why = why.strip()[:300]
    if not why:
        raise Refused(_("Write why you need to see the personal data."), rule="R80", field="why")
    row = locked(case)
    note(row, "revealed", now=now, by=by, text=why)
    ledger.write(did="cases.revealed", by=by, to=row, at=now, words={"code": row.code, "why": why})
    notices.watch_uncovering(by=by, most=inbox.reveals_an_hour(by), now=now)
