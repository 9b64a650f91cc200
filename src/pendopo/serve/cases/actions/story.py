"""What every action of a case does besides: hold its row, tell its story, count whom it waits for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F

from pendopo.institution.people.models import Member
from pendopo.institution.structure.models import OrgUnit
from pendopo.serve.cases.models import Case, Entry, Wait
from pendopo.serve.cases.states import WaitFor


def locked(case: Case) -> Case:
    """The case as it stands now, held until the transaction ends."""
    return (
        Case.objects.select_for_update(of=("self",)).select_related("clocks", "institution").get(pk=case.pk)
    )


def note(
    case: Case,
    what: str,
    *,
    now: datetime,
    by: Member | None = None,
    unit: OrgUnit | None = None,
    text: str = "",
    told: bool = False,
    **words: Any,
) -> Entry:
    """Add a line to the case's story, and let pages know that it has changed."""
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)
    return Entry.objects.create(
        institution_id=case.institution_id,
        case=case,
        at=now,
        what=what,
        words=words,
        text=text,
        by=by,
        unit=unit,
        told=told,
    )


def begin_wait(case: Case, for_whom: WaitFor, *, now: datetime, unit: OrgUnit | None = None) -> None:
    """From now on the case waits; another wait ends here."""
    end_wait(case, now=now)
    Wait.objects.create(
        institution_id=case.institution_id, case=case, for_whom=for_whom, unit=unit, began_at=now
    )


def end_wait(case: Case, *, now: datetime) -> Wait | None:
    """Nobody is waited for any more. Returns the stretch that ended."""
    running = Wait.objects.filter(case=case, ended_at__isnull=True).first()
    if running is not None:
        running.ended_at = max(now, running.began_at)
        running.save(update_fields=["ended_at"])
    return running
