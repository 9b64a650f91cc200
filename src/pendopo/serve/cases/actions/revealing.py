"""A case's personal data uncovered: for a reason that is kept, and never in bulk unheard (R80)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission, Role
from pendopo.serve.cases import policies
from pendopo.serve.cases.actions.story import locked, note
from pendopo.serve.cases.models import Case, Entry

AN_HOUR: Final = timedelta(hours=1)
MANY_AN_HOUR: Final = 10


@transaction.atomic
def reveal(*, case: Case, why: str, by: Member, now: datetime) -> None:
    """See names, numbers and addresses of a case, for a reason. Raises Refused.

    Whoever does so more often in an hour than anybody needs to is not held back, but auditors and the leader hear.
    """
    policies.require(by, Permission.REVEAL_PERSONAL_DATA, case, now=now)
    policies.require_may_see(by)
    why = why.strip()[:300]
    if not why:
        raise Refused(_("Write why you need to see the personal data."), rule="R80", field="why")
    # Two windows of one person count one after the other.
    Member.objects.select_for_update(no_key=True).get(pk=by.pk, institution_id=by.institution_id)
    row = locked(case)
    note(row, "revealed", now=now, by=by, text=why)
    ledger.write(did="cases.revealed", by=by, to=row, at=now, words={"code": row.code, "why": why})
    many = Entry.objects.filter(
        institution_id=by.institution_id, by=by, what="revealed", at__gt=now - AN_HOUR, at__lte=now
    ).count()
    if many != MANY_AN_HOUR + 1:
        return
    watchers = people.members(by.institution_id).in_role(Role.AUDITOR, Role.LEADER).exclude(pk=by.pk)
    notices.tell(
        institution_id=by.institution_id,
        to=watchers.values_list("pk", flat=True),
        kind="cases.revealed_often",
        title=Sentence(
            gettext_noop("%(who)s uncovered personal data %(many)s times in an hour"),
            {"who": by.name, "many": many},
        ),
        text=Sentence(gettext_noop("The ledger shows each time and the reason. Ask what it was for.")),
        url=reverse("institution:ledger"),
        urgent=True,
        now=now,
    )
