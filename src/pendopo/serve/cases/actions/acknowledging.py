"""Telling citizens by itself that their message became a case, in the office's words, once a thread (R30)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pendopo.foundation.clock import words
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.events import ThreadAcknowledged
from pendopo.serve.cases import voice
from pendopo.serve.cases.actions.story import locked, note
from pendopo.serve.cases.models import Case, CaseSettings, Reporter


def acknowledge_by_itself(case: Case, *, now: datetime) -> bool:
    """Tell whoever wrote, if the office wants that; in the transaction that opens the case. False: nothing is told.

    Of matters of supervision nothing is said by itself. Where a thread was told something by itself before, a
    person tells it.
    """
    if case.conversation is None or case.known_to is not None:
        return False
    settings = (
        CaseSettings.objects.filter(institution_id=case.institution_id, acknowledges=True)
        .select_related("changed_by__person")
        .first()
    )
    return settings is not None and inbox.acknowledge_thread(
        conversation=case.conversation,
        text=said_with(settings.acknowledgement, case),
        set_by=settings.changed_by,
        now=now,
    )


def said_with(text: str, case: Case) -> str:
    """The office's words with their gaps filled: {nama}, {kode}, {kanal}, {tenggat}."""
    thread = case.conversation
    day = structure.zone_of(case.institution).day_of(case.resolve_by)
    gaps = {
        "{nama}": (thread.citizen.name or thread.citizen.handle) if thread else "",
        "{kode}": case.code,
        "{kanal}": str(accounts.network_of(thread.account).label) if thread else "",
        "{tenggat}": words.long_date(day, voice.SPOKEN),
    }
    for gap, said in gaps.items():
        text = text.replace(gap, said)
    return text


@transaction.atomic(savepoint=False)
def note_thread_acknowledged(event: ThreadAcknowledged) -> None:
    """Wired: it stands in the thread. What says only that the office is closed names no case, and keeps no promise."""
    reporters = Reporter.objects.filter(
        institution_id=event.institution_id, conversation_id=event.conversation_id
    )
    for reporter in reporters.select_related("case").order_by("case_id"):
        if reporter.case.code not in event.text:
            continue
        row = locked(reporter.case)
        if row.acknowledged_at is None:
            Case.objects.filter(pk=row.pk).update(acknowledged_at=event.at)
            note(row, "acknowledged", now=event.at, text=event.text, told=True)
