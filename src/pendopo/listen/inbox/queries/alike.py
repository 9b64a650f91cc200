"""Those who say the same: what they say, whether an answer can still reach them, and what was answered before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from pendopo.foundation.tenancy import TenantQuerySet
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.models import Member
from pendopo.listen.inbox.models import Cluster, Conversation, Message
from pendopo.listen.inbox.personal import snippet
from pendopo.listen.inbox.states import ConversationState
from pendopo.networks.contract import Ability

SHOWN_MOST: Final = 200
RECENT: Final = timedelta(days=28)
SNIPPET: Final = 240


@dataclass(frozen=True, kw_only=True)
class Asker:
    """One of those who say the same."""

    conversation: Conversation
    words: str  # covered
    why_not: str  # why no answer can go there now; "" where it can
    until: datetime | None  # the network takes an answer until then
    seen: int

    @property
    def key(self) -> str:
        """What a form says of them."""
        return f"{self.conversation.pk}:{self.seen}"


def clusters(member: Member, *, now: datetime) -> TenantQuerySet[Cluster]:
    """What several people say the same of, the newest first, with how many of them still wait."""
    waits = Q(conversations__state=ConversationState.OPEN)
    return (
        Cluster.objects.seen_by(member)
        .filter(people__gt=1, last_at__gte=now - RECENT)
        .annotate(open=Count("conversations", filter=waits))
        .order_by("-last_at", "-id")
    )


def askers(cluster: Cluster, *, viewer: Member, now: datetime) -> list[Asker]:
    """The conversations of a cluster, those who can still be answered first."""
    rows = list(
        Conversation.objects.seen_by(viewer)
        .filter(cluster=cluster)
        .select_related("citizen", "account__responsible", "institution")
        .annotate(newest=Max("messages__id"))
        .order_by("-last_message_at", "-pk")[:SHOWN_MOST]
    )
    said: dict[int, Message] = {}
    for one in (
        Message.objects.seen_by(viewer)
        .filter(conversation__in=[row.pk for row in rows], direction="in")
        .order_by("said_at", "id")
    ):
        said[one.conversation_id] = one
    reasons: dict[int, str] = {}
    found = [_asker(row, said[row.pk], reasons, now) for row in rows if row.pk in said]
    return sorted(found, key=lambda one: bool(one.why_not))


def answers_given(cluster: Cluster, *, viewer: Member) -> list[str]:
    """What was answered to some of them already, the newest first, each once; nothing that was said in private."""
    texts = (
        Message.objects.seen_by(viewer)
        .filter(conversation__cluster=cluster, direction="out", reply__isnull=False, gone_at__isnull=True)
        .exclude(conversation__messages__kind="direct")
        .order_by("-said_at", "-id")
        .values_list("text", flat=True)[:20]
    )
    return list(dict.fromkeys(texts))


def _asker(row: Conversation, last: Message, reasons: dict[int, str], now: datetime) -> Asker:
    limits = accounts.limits_of(row.account)
    until = last.said_at + limits.reply_window if limits.reply_window else None
    if row.account_id not in reasons:
        reasons[row.account_id] = _why_not(row.account)
    why = reasons[row.account_id]
    if row.state == ConversationState.DONE:
        why = _("Done: %(how)s") % {"how": row.get_disposition_display()}
    elif row.state == ConversationState.WAITING:
        why = _("An answer is under way.")
    elif until is not None and until < now:
        why = _("The network no longer takes an answer: its time ended. Write to the citizen another way.")
    return Asker(
        conversation=row,
        words=snippet(last.text, SNIPPET),
        why_not=why,
        until=until,
        seen=int(getattr(row, "newest", 0) or 0),
    )


def _why_not(account: SocialAccount) -> str:
    if why := accounts.why_not_publish(account):
        return why
    if not accounts.limits_of(account).can(Ability.REPLY):
        return _("This network does not let us answer from here. Answer there, then close it here.")
    return ""
