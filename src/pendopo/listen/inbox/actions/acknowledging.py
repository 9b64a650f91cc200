"""Whoever writes while the office is closed is told once when somebody will answer. That is no answer (R31)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing import queries as deliveries
from pendopo.broadcast.publishing.events import DeliveryLate, DeliveryRefused, DeliverySent, DeliveryUnsure
from pendopo.foundation import events, ledger
from pendopo.foundation.clock import WorkingCalendar, Zone, words
from pendopo.foundation.tenancy import house_itself
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.institution.roster import queries as roster
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.actions.touching import touch
from pendopo.listen.inbox.events import ThreadAcknowledged
from pendopo.listen.inbox.models import Acknowledgement, Block, Conversation, DutySettings, Message, Reading
from pendopo.listen.inbox.states import ACKNOWLEDGEMENT, AcknowledgementState, BlockState
from pendopo.networks import counting
from pendopo.networks.contract import Ability

ORIGIN: Final = "inbox.acknowledgement"
SAID_IN: Final = "id"


@transaction.atomic
def acknowledge_messages(*, institution_id: int, message_ids: tuple[int, ...], now: datetime) -> int:
    """Tell those who wrote for the first time when somebody will answer; once a thread. Returns how many.

    Nobody is told while the office is open or somebody is on duty, of words that came before it closed, in answer
    to spam, to what the network holds back, or where an answer was given already.
    """
    settings = DutySettings.objects.filter(institution_id=institution_id, acknowledges=True).first()
    if settings is None:
        return 0
    institution = structure.institution(institution_id)
    calendar = structure.calendar_of(institution)
    if calendar.is_open(now) or roster.on_duty(institution, now).exists():
        return 0
    back_at = roster.next_presence(institution, now)
    many = 0
    for message in _first_ones(institution_id, message_ids):
        if _is_fit(message, calendar, now) and _acknowledge(message, settings, back_at=back_at, now=now):
            many += 1
    return many


def said_with(text: str, row: Conversation, *, back_at: datetime, now: datetime) -> str:
    """The office's words with their gaps filled: {nama}, {kanal}, {buka}, {jam}; by its own wall clock."""
    zone = Zone(row.institution.zone)
    with translation.override(SAID_IN):
        network = accounts.network_called(row.account)
    gaps = {
        "{nama}": row.citizen.name or row.citizen.handle,
        "{kanal}": network,
        "{buka}": f"{words.full_date(zone.day_of(back_at), SAID_IN)} pukul {words.clock_time(back_at, zone, SAID_IN)}",
        "{jam}": words.clock_time(now, zone, SAID_IN),
    }
    for gap, said in gaps.items():
        text = text.replace(gap, said)
    return text


def _first_ones(institution_id: int, message_ids: tuple[int, ...]) -> list[Message]:
    """The new messages that begin a conversation."""
    new = list(
        Message.objects.filter(institution_id=institution_id, pk__in=message_ids, direction="in")
        .select_related("conversation__account", "conversation__citizen", "conversation__institution")
        .order_by("said_at", "pk")
    )
    before = set(
        Message.objects.filter(conversation_id__in={one.conversation_id for one in new})
        .exclude(pk__in=message_ids)
        .values_list("conversation_id", flat=True)
    )
    spam = set(
        Reading.objects.filter(message_id__in=message_ids)
        .surely_spam(is_so=True)
        .values_list("message_id", flat=True)
    )
    first: dict[int, Message] = {}
    for one in new:
        first.setdefault(one.conversation_id, one)
    return [
        one
        for one in first.values()
        if one.conversation_id not in before
        and one.pk not in spam
        and not one.hidden
        # Those of blocked citizens ask nobody for anything.
        and one.conversation.waiting_since is not None
    ]


def _is_fit(message: Message, calendar: WorkingCalendar, now: datetime) -> bool:
    return (
        # Written since the office closed: what is only read in now may be months old.
        not calendar.is_open(message.said_at)
        and calendar.next_opening(message.said_at) > now
        and _is_taken(message, now)
    )


def _is_taken(message: Message, now: datetime) -> bool:
    """Whether the network takes an answer to it from us."""
    account = message.conversation.account
    limits = accounts.limits_of(account)
    return (
        limits.can(Ability.REPLY)
        and (limits.reply_window is None or now - message.said_at <= limits.reply_window)
        and not accounts.why_not_publish(account)
    )


def _acknowledge(message: Message, settings: DutySettings, *, back_at: datetime, now: datetime) -> bool:
    text = said_with(settings.acknowledgement, message.conversation, back_at=back_at, now=now)
    # When somebody is back it would be a lie.
    return _say_once(message, text, until=back_at, set_by=settings.changed_by, now=now)


@transaction.atomic
def acknowledge_thread(*, conversation: Conversation, text: str, set_by: Member, now: datetime) -> bool:
    """Say in a thread, by itself, what became of what was written there; for the room that knows.

    Never where something was said by itself before, nor to who is blocked or what the network holds back, and not
    in a thread that only some need to know. False: nothing is said.
    """
    message = (
        Message.objects.filter(conversation=conversation, direction="in")
        .select_related("conversation__account", "conversation__citizen", "conversation__institution")
        .order_by("said_at", "pk")
        .last()
    )
    if message is None or message.hidden or message.conversation.known_to is not None:
        return False
    blocks = Block.objects.filter(citizen_id=message.conversation.citizen_id, state=BlockState.IN_FORCE)
    if blocks.exists() or not _is_taken(message, now):
        return False
    return _say_once(message, text, until=None, set_by=set_by, now=now)


def _say_once(message: Message, text: str, *, until: datetime | None, set_by: Member, now: datetime) -> bool:
    row = message.conversation
    if not counting.fits(text, accounts.limits_of(row.account)):
        return False
    # Of two messages in one thread, and of two workers, one is first.
    made = Acknowledgement.objects.bulk_create(
        [
            Acknowledgement(
                institution_id=row.institution_id,
                conversation=row,
                account_id=row.account_id,
                thread_id=row.thread_id,
                message=message,
                text=text,
                made_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    kept = Acknowledgement.objects.filter(account_id=row.account_id, thread_id=row.thread_id).get()
    if not made or kept.message_id != message.pk or kept.delivery_id is not None:
        return False
    delivery = publishing.plan_reply(
        institution_id=row.institution_id,
        account_id=row.account_id,
        in_reply_to=message.remote_id,
        root=row.thread_id,
        text=text,
        origin=ORIGIN,
        origin_id=kept.pk,
        by_id=None,
        now=now,
        cutoff_at=until,
    )
    Acknowledgement.objects.filter(pk=kept.pk).update(delivery_id=delivery.pk)
    touch(row)
    ledger.write(
        did="inbox.acknowledged",
        by=None,
        institution_id=row.institution_id,
        to=row,
        at=now,
        words={"handle": row.account.handle, "set_by": set_by.name},
    )
    return True


@transaction.atomic(savepoint=False)
def note_acknowledged(event: DeliverySent) -> None:
    """It stands there; the citizen still waits for an answer."""
    if event.kind != "reply" or event.origin != ORIGIN:
        return
    with house_itself("those who know of the thread hear of it, whoever needs to know by now"):
        row = _move(event, AcknowledgementState.SENT, said_at=event.at, url=event.url[:1000])
        if row is not None:
            events.tell(
                ThreadAcknowledged(
                    institution_id=row.institution_id,
                    conversation_id=row.conversation_id,
                    text=row.text,
                    at=event.at,
                )
            )


@transaction.atomic(savepoint=False)
def note_not_acknowledged(event: DeliveryRefused) -> None:
    """The network will not take it; nothing else is tried."""
    _move(event, AcknowledgementState.DROPPED)


@transaction.atomic(savepoint=False)
def note_acknowledgement_unsure(event: DeliveryUnsure) -> None:
    """Nobody knows whether it arrived; it is never said again."""
    _move(event, AcknowledgementState.UNSURE)


@transaction.atomic(savepoint=False)
def drop_late_acknowledgement(event: DeliveryLate) -> None:
    """Somebody is back: it is not said any more, and nobody has to decide about it."""
    if _move(event, AcknowledgementState.DROPPED):
        for delivery in deliveries.deliveries_of(event.institution_id, ORIGIN, event.origin_id):
            publishing.call_off(delivery, why=_("Somebody answers again."), now=event.at)


def _move(
    event: DeliverySent | DeliveryRefused | DeliveryUnsure | DeliveryLate,
    to: AcknowledgementState,
    **changes: Any,
) -> Acknowledgement | None:
    if event.origin != ORIGIN:
        return None
    with house_itself("what became of it is noted, whoever needs to know of the thread by now"):
        return _moved(event, to, **changes)


def _moved(
    event: DeliverySent | DeliveryRefused | DeliveryUnsure | DeliveryLate,
    to: AcknowledgementState,
    **changes: Any,
) -> Acknowledgement | None:
    row = (
        Acknowledgement.objects.select_for_update(of=("self",))
        .filter(institution_id=event.institution_id, pk=event.origin_id)
        .first()
    )
    if row is None or not ACKNOWLEDGEMENT.allows(AcknowledgementState(row.state), to):
        return None
    ACKNOWLEDGEMENT.move(row, to, **changes)
    touch(Conversation(pk=row.conversation_id))
    return row
