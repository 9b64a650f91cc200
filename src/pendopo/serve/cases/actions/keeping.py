"""Who has a case here, what is done meanwhile, and with whom: inside only, never shown outside (domain.md 1.3)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import policies
from pendopo.serve.cases.actions.story import locked, note, tell_keeper
from pendopo.serve.cases.models import Case, Entry
from pendopo.serve.cases.states import FLOW, CaseState, ContactWay


@transaction.atomic
def begin(*, case: Case, by: Member, now: datetime) -> None:
    """Work on it here, without asking a unit. Raises Refused, or Stale."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    if row.state != CaseState.VERIFIED:
        raise Refused(_("Only a verified case that nobody has yet can be begun here."))
    FLOW.move(row, CaseState.IN_PROGRESS, keeper=row.keeper or by)
    note(row, "begun", now=now, by=by, told=True)
    ledger.write(did="cases.begun", by=by, to=row, at=now, words={"code": row.code})
    case.refresh_from_db()


@transaction.atomic
def keep(*, case: Case, to: Member | None, by: Member, now: datetime) -> None:
    """Say who keeps a case; whoever gets it is told. Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    if to is not None:
        able = people.members_who_may(row.institution_id, Permission.HANDLE_CASES)
        if not able.filter(pk=to.pk).exists():
            raise Refused(_("Only somebody who may handle cases can keep one."), field="to")
        if row.known_to is not None and to.pk not in row.known_to:
            raise Refused(
                _("%(who)s is not on the list of those who need to know. Put them on it first.")
                % {"who": to.name},
                rule="R33",
                field="to",
            )
    if row.keeper_id == (to.pk if to else None):
        return
    Case.objects.filter(pk=row.pk).update(keeper=to)
    row.keeper = to
    note(row, "kept", now=now, by=by, name=to.name if to else "")
    ledger.write(
        did="cases.kept", by=by, to=row, at=now, words={"code": row.code, "name": to.name if to else "-"}
    )
    if to is not None and to.pk != by.pk:
        tell_keeper(
            row,
            "cases.kept",
            gettext_noop("%(who)s handed case %(code)s to you"),
            who=by.name,
            now=now,
        )
    case.refresh_from_db()


@transaction.atomic
def note_contact(
    *, case: Case, way: str, whom: str, text: str, at: datetime | None = None, by: Member, now: datetime
) -> Entry:
    """Write a line into the coordination log: a call, a message, a meeting, with whom. Raises Refused.

    It is never shown outside; it proves what was done when somebody asks why it took so long.
    """
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    happened = at or now
    if happened > now:
        raise Refused(_("It can't have happened in the future. Check date and hour."), field="at")
    if not text.strip():
        raise Refused(_("Write what was said or agreed."), field="text")
    chosen = ContactWay(way)
    if chosen != ContactWay.NOTE and not whom.strip():
        raise Refused(_("Write with whom."), field="whom")
    return note(
        row,
        "contact",
        now=happened,
        by=by,
        text=text.strip(),
        way=chosen.value,
        whom=whom.strip()[:150],
    )
