"""A message that sounds urgent calls people until somebody looks: those on duty, the next ones, then the leader.

Each rung is one transaction: a worker that dies in it has called nobody, and the next one calls.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.roster import queries as roster
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.actions.touching import touch
from pendopo.listen.inbox.events import UrgentMessage
from pendopo.listen.inbox.models import Alarm, Conversation, DutySettings
from pendopo.listen.inbox.states import ALARM, AlarmState


@transaction.atomic(savepoint=False)
def raise_alarm(event: UrgentMessage) -> None:
    """Hear that a message sounds urgent, and call those on duty at once, whatever quiet hours they have."""
    settings = _settings(event.institution_id)
    if not settings.escalates:
        return
    made = Alarm.objects.bulk_create(
        [
            Alarm(
                institution_id=event.institution_id,
                conversation_id=event.conversation_id,
                message_id=event.message_id,
                words=list(event.words),
                sure=event.sure,
                raised_at=event.at,
            )
        ],
        ignore_conflicts=True,
    )
    alarm = (
        Alarm.objects.select_for_update(of=("self",))
        .filter(institution_id=event.institution_id, conversation_id=event.conversation_id)
        .exclude(state=AlarmState.SEEN)
        .first()
    )
    # While one rings, another message of the same conversation calls nobody again.
    if not made or alarm is None or alarm.message_id != event.message_id or alarm.called:
        return
    there = _first_called(event.institution_id, event.at)
    _call(alarm, there, now=event.at)
    Alarm.objects.filter(pk=alarm.pk).update(
        called=[one.pk for one in there], next_at=event.at + timedelta(minutes=settings.next_after)
    )
    _write("inbox.alarm_raised", alarm, there, now=event.at)
    touch(Conversation(pk=alarm.conversation_id))


@transaction.atomic
def climb(*, institution_id: int, alarm_id: int, now: datetime) -> bool:
    """Nobody has looked for so many minutes: call the next. Returns whether somebody was called.

    Finds nothing to do when somebody has looked meanwhile, or another worker is at it.
    """
    alarm = (
        Alarm.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(institution_id=institution_id, pk=alarm_id, next_at__lte=now)
        .first()
    )
    if alarm is None:
        return False
    settings = _settings(institution_id)
    to = _next_called(alarm, now) if alarm.state == AlarmState.RAISED else []
    if to:
        leader_at = alarm.raised_at + timedelta(minutes=settings.leader_after)
        # A worker that was away for an hour still leaves the next person some minutes.
        minutes = timedelta(minutes=settings.leader_after - settings.next_after)
        next_at = max(leader_at, now + minutes)
        ALARM.move(
            alarm,
            AlarmState.PASSED_ON,
            called=[*alarm.called, *(one.pk for one in to)],
            next_at=next_at,
        )
        did = "inbox.alarm_passed_on"
    else:
        to = _leaders(institution_id)
        called = [*alarm.called, *(one.pk for one in to if one.pk not in alarm.called)]
        ALARM.move(alarm, AlarmState.AT_LEADER, called=called, next_at=None)
        did = "inbox.alarm_at_leader"
    _call(alarm, to, now=now)
    _write(did, alarm, to, now=now)
    touch(Conversation(pk=alarm.conversation_id))
    return True


@transaction.atomic
def answer_alarm(*, conversation: Conversation, by: Member, now: datetime) -> None:
    """Somebody who may answer has opened, claimed or taken it: nobody else is called."""
    if not by.may(Permission.REPLY) or conversation.institution_id != by.institution_id:
        return
    alarm = (
        Alarm.objects.seen_by(by)
        .select_for_update(of=("self",))
        .filter(conversation_id=conversation.pk)
        .exclude(state=AlarmState.SEEN)
        .first()
    )
    if alarm is None:
        return
    ALARM.move(alarm, AlarmState.SEEN, seen_by=by, seen_at=now, next_at=None)
    ledger.write(did="inbox.alarm_seen", by=by, to=conversation, at=now)


def _first_called(institution_id: int, now: datetime) -> list[Member]:
    """Those on duty; where nobody is, whoever comes next, else the coordinators, else the leader."""
    institution = structure.institution(institution_id)
    there = list(roster.on_duty(institution, now))
    if not there:
        there = [one.member for one in roster.on_duty_next(institution, now)[:1]]
    return there or _in_role(institution_id, Role.COORDINATOR) or _leaders(institution_id)


def _next_called(alarm: Alarm, now: datetime) -> list[Member]:
    """Whoever comes next on the roster, and the coordinators, without those who were called already."""
    institution = structure.institution(alarm.institution_id)
    coming = [one.member for one in roster.on_duty_next(institution, now, but=alarm.called)[:1]]
    others = [one for one in _in_role(alarm.institution_id, Role.COORDINATOR) if one.pk not in alarm.called]
    return list({one.pk: one for one in (*coming, *others)}.values())


def _leaders(institution_id: int) -> list[Member]:
    return _in_role(institution_id, Role.LEADER) or _in_role(institution_id, Role.APPROVER)


def _in_role(institution_id: int, role: Role) -> list[Member]:
    return list(people.members(institution_id).in_role(role))


def _call(alarm: Alarm, to: Iterable[Member], *, now: datetime) -> None:
    notices.tell(
        institution_id=alarm.institution_id,
        to=[one.pk for one in to],
        kind="inbox.alarm",
        title=Sentence(gettext_noop("A message sounds urgent. Look at it now.")),
        text=Sentence(
            gettext_noop("It says: %(words)s. Whoever opens it first stops the calls."),
            {"words": ", ".join(alarm.words) or "…"},
        ),
        url=reverse("inbox:thread", args=[alarm.conversation_id]),
        urgent=True,
        once=f"alarm:{alarm.pk}:{alarm.state}",
        now=now,
    )


def _write(did: str, alarm: Alarm, to: Iterable[Member], *, now: datetime) -> None:
    ledger.write(
        did=did,
        by=None,
        institution_id=alarm.institution_id,
        to=alarm.conversation,
        at=now,
        words={"to": ", ".join(one.name for one in to) or "–"},
    )


def _settings(institution_id: int) -> DutySettings:
    kept = DutySettings.objects.filter(institution_id=institution_id).first()
    return kept or DutySettings(institution_id=institution_id)
