"""What the inbox does by itself here, and what is due of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max, Q

from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.models import Member
from pendopo.listen.inbox.models import Acknowledgement, Alarm, Conversation, DutySettings
from pendopo.listen.inbox.states import AcknowledgementState
from pendopo.networks.registry import NETWORKS

BEGINNING: Final = "Terima kasih, {nama}. Pesan Anda sudah kami terima. Kantor kami sedang tutup; petugas kami membalas mulai {buka}."
# How long before the end of a network's window somebody is warned: a quarter of it, at most so long.
WARNED_BEFORE: Final = timedelta(hours=4)
WARNED_AT_ONCE: Final = 200


def duty_settings(member: Member) -> DutySettings:
    """What happens by itself; with words to begin with where none were ever set."""
    kept = DutySettings.objects.seen_by(member).first()
    return kept or DutySettings(institution_id=member.institution_id, acknowledgement=BEGINNING)


def alarms_due(now: datetime) -> list[tuple[int, int]]:
    """Institution and id of alarms whose next person is to be called; asked across institutions."""
    due = Alarm.objects.filter(next_at__lte=now).order_by("next_at")
    return list(due.values_list("institution_id", "pk"))


def windowed_accounts() -> list[SocialAccount]:
    """Accounts on networks that take answers for a while only; asked across institutions."""
    names = [name for name, network in NETWORKS.items() if network.limits.reply_window is not None]
    # Some servers tell it of themselves: then it stands in the account's settings.
    found = SocialAccount.objects.open().filter(Q(network__in=names) | Q(settings__has_key="reply_window"))
    return [one for one in found if _window_of(one) is not None]


def _window_of(account: SocialAccount) -> timedelta | None:
    return NETWORKS[account.network].limits_for(account.settings).reply_window


def windows_that_end(account: SocialAccount, now: datetime) -> Iterator[tuple[Conversation, datetime]]:
    """Conversations that wait, whose time for an answer ends soon; and when that is."""
    window = _window_of(account)
    if window is None:
        return
    soon = now + min(window / 4, WARNED_BEFORE)
    waiting = (
        Conversation.objects.filter(
            institution_id=account.institution_id,
            account=account,
            waiting_since__isnull=False,
            last_message_at__gt=now - window,
        )
        .annotate(heard_at=Max("messages__said_at", filter=Q(messages__direction="in")))
        .filter(heard_at__gt=now - window, heard_at__lte=soon - window)
        .order_by("heard_at")
    )
    ends = dict(waiting.values_list("pk", "heard_at")[:WARNED_AT_ONCE])
    for row in Conversation.objects.filter(pk__in=ends).select_related("institution").order_by("pk"):
        yield row, ends[row.pk] + window


def acknowledgement_under_way(conversation_id: int) -> str:
    """What the house is just saying by itself in a thread; '' where nothing is on its way."""
    row = Acknowledgement.objects.filter(
        conversation_id=conversation_id,
        state__in=[AcknowledgementState.SENDING, AcknowledgementState.UNSURE],
    ).first()
    return row.text if row is not None else ""
