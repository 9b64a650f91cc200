"""Every read about the language model that others may ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Avg, Count, Q, Sum

from pendopo.foundation.tenancy import TenantQuerySet
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.queries import Thread
from pendopo.listen.writing_aid import policies
from pendopo.listen.writing_aid.models import Aid, AidSettings
from pendopo.listen.writing_aid.states import OF_A_THREAD, UNDER_WAY, AidState

LONG_FROM: Final = 4  # messages; shorter is read sooner than a summary
LONG_TEXT: Final = 1500  # characters
SHOWN_MOST: Final = 50
WITHOUT_JOB: Final = timedelta(minutes=2)
WAITS_MOST: Final = timedelta(minutes=15)
WRITES_MOST: Final = timedelta(minutes=4)
FIGURES_OF: Final = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Help:
    """What the card of a conversation shows."""

    aids: tuple[Aid, ...]  # the newest of each kind
    newest: int  # the newest message of the thread
    may_summarise: bool
    may_use: bool

    @property
    def is_under_way(self) -> bool:
        return any(one.state in UNDER_WAY for one in self.aids)

    @property
    def is_free(self) -> dict[str, bool]:
        """Which kinds can be asked for now."""
        busy = {one.kind for one in self.aids if one.state in UNDER_WAY}
        return {kind.value: kind.value not in busy for kind in OF_A_THREAD}


@dataclass(frozen=True, kw_only=True)
class HelpInVoice:
    """What the card beside a unit's words shows."""

    aid: Aid | None  # the newest about them

    @property
    def is_under_way(self) -> bool:
        return self.aid is not None and self.aid.state in UNDER_WAY


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How often the model was asked in the last 30 days, and what that came to."""

    asked: int
    failed: int
    seconds: float
    tokens: int


def help_for(member: Member, row: Conversation, thread: Thread) -> Help | None:
    """What the model can do for a conversation; None where it does nothing. Without a model it asks nothing."""
    if policies.model() is None or not member.may(Permission.REPLY) or row.known_to is not None:
        return None
    if not policies.is_on_for(member) or not policies.may_leave(row):
        return None
    long = len(thread.said) >= LONG_FROM or sum(len(one.message.text) for one in thread.said) >= LONG_TEXT
    return Help(
        aids=newest_of(member, row),
        newest=thread.seen,
        may_summarise=long,
        may_use=thread.can_reply and not thread.why_not and not thread.under_way,
    )


def newest_of(member: Member, row: Conversation) -> tuple[Aid, ...]:
    """The newest question of each kind about a conversation; what was erased is not shown any more."""
    found = Aid.objects.seen_by(member).filter(conversation=row, kind__in=OF_A_THREAD, erased_at__isnull=True)
    return tuple(
        found.select_related("asked_by__person").order_by("kind", "-asked_at", "-pk").distinct("kind")
    )


def help_in_voice(member: Member, row: Conversation, about: str) -> HelpInVoice | None:
    """What the model can do with a unit's words; None where it does nothing. Without a model it asks nothing."""
    if policies.model() is None or not member.may(Permission.REPLY) or row.known_to is not None:
        return None
    if not policies.is_on_for(member) or not policies.may_leave(row):
        return None
    found = Aid.objects.seen_by(member).filter(conversation=row, about=about, erased_at__isnull=True)
    return HelpInVoice(aid=found.select_related("asked_by__person").order_by("-asked_at", "-pk").first())


def aid_about(member: Member, about: str, aid_id: int) -> Aid | None:
    """One question about what another room gave."""
    found = Aid.objects.seen_by(member).filter(pk=aid_id, about=about, erased_at__isnull=True)
    return found.select_related("conversation").first()


def settings_of(member: Member) -> AidSettings | None:
    """What an office decided; None: nothing yet, so it is off."""
    return AidSettings.objects.seen_by(member).select_related("changed_by__person").first()


def log(member: Member) -> Sequence[Aid]:
    """What was asked, the newest first, with what left the house."""
    rows = Aid.objects.seen_by(member).select_related("asked_by__person", "conversation__citizen")
    return list(rows.order_by("-asked_at", "-pk")[:SHOWN_MOST])


def figures(member: Member, *, now: datetime) -> Figures:
    """The last 30 days."""
    found = (
        Aid.objects.seen_by(member)
        .filter(asked_at__gt=now - FIGURES_OF)
        .aggregate(
            asked=Count("pk"),
            failed=Count("pk", filter=Q(state=AidState.FAILED)),
            took=Avg("milliseconds", filter=Q(state=AidState.CAME)),
            tokens_in=Sum("tokens_in"),
            tokens_out=Sum("tokens_out"),
        )
    )
    return Figures(
        asked=found["asked"],
        failed=found["failed"],
        seconds=round((found["took"] or 0) / 1000, 1),
        tokens=(found["tokens_in"] or 0) + (found["tokens_out"] or 0),
    )


def lost(now: datetime) -> TenantQuerySet[Aid]:
    """Questions whose worker is gone, or that waited too long. Across institutions: for sweeps."""
    asked = Q(state=AidState.ASKED, asked_at__lt=now - WAITS_MOST)
    return Aid.objects.filter(asked | Q(state=AidState.WRITING, began_at__lt=now - WRITES_MOST))


def without_job(now: datetime) -> list[tuple[int, int]]:
    """Questions that wait longer than they should: institution and row. Across institutions: for sweeps."""
    waiting = Aid.objects.filter(state=AidState.ASKED, asked_at__lt=now - WITHOUT_JOB)
    return list(waiting.order_by("asked_at").values_list("institution_id", "pk")[:100])


def offices_that_keep() -> list[tuple[int, int]]:
    """Institutions that ever decided about the model, and for how many days they keep. For sweeps."""
    return list(AidSettings.objects.order_by("pk").values_list("institution_id", "kept_days"))
