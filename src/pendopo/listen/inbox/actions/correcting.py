"""Putting right what triage understood. What people choose is kept: an office's own head learns from it at night."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.actions.touching import locked, touch
from pendopo.listen.inbox.events import UrgentMessage
from pendopo.listen.inbox.models import Conversation, Message, TriageChoice
from pendopo.listen.inbox.states import Intent, Question, Urgency

SHOWN = ("intent", "urgency", "urgency_sure", "unit_id", "unit_is_filled", "by_hand")


@transaction.atomic
def correct(
    *, conversation: Conversation, question: str, value: str, by: Member, now: datetime
) -> TriageChoice:
    """Say what a citizen wants, how urgent it is or which unit it is for; a choice stands until it is done.

    `value` is one of `Intent` or `Urgency`, or the number of an open unit. Raises Refused.
    """
    policies.require(by, Permission.ASSIGN, conversation, now=now)
    changes, said = _chosen(question, value, by)
    row = locked(conversation)
    choice = _keep(row, question, value, changes, by_id=by.pk, now=now)
    ledger.write(
        did="inbox.reading_corrected",
        by=by,
        to=row,
        at=now,
        words={"question": question, "value": said},
    )
    if changes.get("urgency") == Urgency.HIGH and row.urgency != Urgency.HIGH:
        events.tell(
            UrgentMessage(
                institution_id=row.institution_id,
                conversation_id=row.pk,
                message_id=choice.message_id,
                words=(),
                sure=1.0,
                at=now,
            )
        )
    return choice


@transaction.atomic
def note_unit(*, institution_id: int, conversation_id: int, unit_id: int, by_id: int, now: datetime) -> None:
    """Hear which unit was really asked: the last one asked is what is learned from.

    What only some need to know teaches nothing (R33).
    """
    found = Conversation.objects.filter(institution_id=institution_id, pk=conversation_id).first()
    if found is None or found.known_to is not None:
        return
    changes = {"unit_id": unit_id, "unit_is_filled": True}
    _keep(locked(found), Question.UNIT, "", changes, by_id=by_id, now=now)


def _keep(
    row: Conversation, question: str, value: str, changes: Mapping[str, Any], *, by_id: int, now: datetime
) -> TriageChoice:
    """Write the choice down beside the newest message of the citizen, instead of what stood before, and show it."""
    message = Message.objects.seen_by(row).filter(conversation=row, direction="in").latest("said_at", "id")
    stood = TriageChoice.objects.seen_by(row).filter(
        message=message, question=question, undone_at__isnull=True
    )
    superseded = stood.values_list("pk", flat=True).first()
    stood.update(undone_at=now)
    choice = TriageChoice.objects.create(
        institution_id=row.institution_id,
        message=message,
        question=question,
        chosen="" if question == Question.UNIT else value,
        unit_id=changes.get("unit_id"),
        before={**{name: getattr(row, name) for name in SHOWN}, "choice": superseded},
        by_id=by_id,
        at=now,
    )
    Conversation.objects.filter(pk=row.pk).update(**changes, by_hand=sorted({*row.by_hand, question}))
    touch(row)
    return choice


@transaction.atomic
def undo_correction(*, choice: TriageChoice, by: Member, now: datetime) -> None:
    """Take a correction back: what was shown before it is shown again. Raises Refused, or Stale."""
    policies.require(by, Permission.ASSIGN, choice, now=now)
    row = locked(choice.message.conversation)
    undone = TriageChoice.objects.seen_by(by).filter(pk=choice.pk, undone_at__isnull=True)
    if not undone.update(undone_at=now):
        raise Stale(_("Somebody has chosen something else meanwhile."))
    before = dict(choice.before)
    TriageChoice.objects.seen_by(by).filter(pk=before.pop("choice", None)).update(undone_at=None)
    question = str(choice.question)
    by_hand = {*row.by_hand} - {question} | ({question} & {*before["by_hand"]})
    Conversation.objects.filter(pk=row.pk).update(
        **{name: before[name] for name in _columns(question)}, by_hand=sorted(by_hand)
    )
    touch(row)
    ledger.write(did="inbox.correction_undone", by=by, to=row, at=now, words={"question": question})


def _columns(question: str) -> tuple[str, ...]:
    match question:
        case Question.INTENT:
            return ("intent",)
        case Question.URGENCY:
            return ("urgency", "urgency_sure")
        case _:
            return ("unit_id", "unit_is_filled")


def _chosen(question: str, value: str, by: Member) -> tuple[Mapping[str, Any], str]:
    """What it changes in the row, and how it is said."""
    if question == Question.INTENT and value in set(Intent.values) - {Intent.UNSURE}:
        return {"intent": value}, str(Intent(value).label)
    if question == Question.URGENCY and value in Urgency.values:
        return {"urgency": value, "urgency_sure": 1.0}, str(Urgency(value).label)
    if question == Question.UNIT and value.isdecimal() and len(value) < 18:
        unit = structure.units(by).filter(pk=int(value)).first()
        if unit is not None:
            return {"unit_id": unit.pk, "unit_is_filled": True}, unit.called
    raise Refused(_("Choose one of the answers that are offered."), field="value")
