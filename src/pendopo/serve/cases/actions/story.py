"""What every action of a case does besides: hold its row, tell its story, count whom it waits for."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import F
from django.urls import reverse

from pendopo.foundation import public_pages
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure.models import OrgUnit
from pendopo.serve.cases.clocks import Promises
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


def tell_keeper(
    case: Case, kind: str, title: str, *, text: str = "", urgent: bool = False, now: datetime, **words: Any
) -> None:
    """Let the keeper know, or the coordinators where nobody keeps it. `title` is marked for translation."""
    said = {"code": case.code, **words}
    to = [case.keeper_id] if case.keeper_id else _coordinators(case)
    notices.tell(
        institution_id=case.institution_id,
        to=to,
        kind=kind,
        title=Sentence(title, said),
        text=Sentence(text, said) if text else "",
        url=reverse("cases:case", args=[case.pk]),
        urgent=urgent or case.urgent,
        once=f"{kind}:{case.pk}:{now.timestamp()}",
        now=now,
    )


def _coordinators(case: Case) -> list[int]:
    """Those who decide, as far as they need to know of it."""
    found = people.members_who_may(case.institution_id, Permission.COORDINATE_CASES)
    if case.known_to is not None:
        return list(found.filter(pk__in=case.known_to).values_list("pk", flat=True)) or list(case.known_to)
    return list(found.values_list("pk", flat=True))


def waits_for_citizen(case: Case) -> list[tuple[datetime, datetime]]:
    """The stretches in which the citizen was asked and had not answered, in order."""
    return [
        (wait.began_at, wait.ended_at)
        for wait in Wait.objects.filter(case=case, for_whom=WaitFor.CITIZEN, ended_at__isnull=False)
        if wait.ended_at is not None
    ]


def page_of(case: Case) -> str:
    """Where citizens follow their cases, for words that are sent to them."""
    return public_pages.address("cases.track", case.institution.slug)


def set_clocks(case: Case, due: Promises) -> None:
    """Write what the clocks promise from now on."""
    changes = asdict(due)
    Case.objects.filter(pk=case.pk).update(**changes)
    for name, value in changes.items():
        setattr(case, name, value)
