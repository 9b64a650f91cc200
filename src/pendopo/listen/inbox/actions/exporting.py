"""Lists that leave the house: the ledger keeps who took them, and how much (R06)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pendopo.foundation import ledger
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies, queries
from pendopo.listen.inbox.queries.moderation import EXPORTED_MOST, Chosen, Moderated


@transaction.atomic
def export_moderation(*, chosen: Chosen, by: Member, now: datetime) -> dict[str, Sequence[Moderated]]:
    """All that was hidden, blocked and taken down, with copies covered. Raises Refused."""
    policies.require_may_see_moderation(by)
    policies.require(by, Permission.EXPORT, by, now=now)
    lists = {
        what: queries.moderated(by, dataclasses.replace(chosen, what=what), most=EXPORTED_MOST)
        for what in ("disembunyikan", "diblokir", "diturunkan")
    }
    rows = sum(len(found) for found in lists.values())
    ledger.write(did="inbox.moderation_exported", by=by, at=now, words={"rows": rows})
    return lists
