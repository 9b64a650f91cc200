"""What the worker and the webhook ask: which account, since when, with what secret."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from pendopo.foundation.tenancy import whole_house
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.listen.inbox.models import Message, Reading

READ_AT_ONCE = 500
LOOKED_AT_MOST = 5000  # of the newest messages
READ_LATE = timedelta(days=3)
READ_LATE_AT_ONCE = 500


def accounts_to_read(now: datetime) -> list[tuple[int, int]]:
    """Institution and id of the connected accounts whose time has come; asked across institutions."""
    due = SocialAccount.objects.open().filter(Q(next_read_at__lte=now) | Q(next_read_at__isnull=True))
    return list(due.order_by("next_read_at").values_list("institution_id", "pk")[:READ_AT_ONCE])


def accounts_on(networks: Iterable[str]) -> list[tuple[int, int]]:
    """Institution and id of the connected accounts on these networks; asked across institutions."""
    with whole_house("networks that call are asked again for every institution's accounts"):
        found = SocialAccount.objects.open().filter(network__in=list(networks))
        return list(found.values_list("institution_id", "pk"))


def last_heard_at(institution_id: int, account_id: int) -> datetime | None:
    """When something was last taken in for an account."""
    return (
        Message.objects.filter(institution_id=institution_id, account_id=account_id)
        .order_by("-id")
        .values_list("taken_in_at", flat=True)
        .first()
    )


def taken_in(institution_id: int, urls: Collection[str], *, since: datetime) -> set[str]:
    """Which of these addresses, said since then, stand in the inbox."""
    found = Message.objects.filter(institution_id=institution_id, said_at__gte=since, url__in=urls)
    return set(found.values_list("url", flat=True))


def account_of_webhook(network: str, token: str) -> SocialAccount | None:
    """The account a call is for. Its address says which one, and nothing else does."""
    with whole_house("a webhook's address names an account, not an institution"):
        return accounts.accounts_of_webhook(token).filter(network=network).first()


def webhook_secret(account: SocialAccount) -> str:
    """What calls for this account are signed with: its own secret, or the end of its own address."""
    secrets = accounts.credentials_of(account).secrets
    return secrets.get("webhook_secret", "") or account.webhook_token


def offices_to_compare() -> list[int]:
    """Institutions with messages that were not compared yet; what only some need to know never is (R33)."""
    with whole_house("messages of every institution are compared with others of their own"):
        found = Reading.objects.filter(
            is_compared=False, message__conversation__known_to__isnull=True
        ).order_by("institution_id")
        return list(found.values_list("institution_id", flat=True).distinct())


def unread_by_triage(now: datetime) -> dict[int, list[int]]:
    """Recent messages that triage could not read, by institution."""
    with whole_house("triage is asked again about messages of every institution"):
        newest = Message.objects.order_by("-id").values("pk")[:LOOKED_AT_MOST]
        found = Message.objects.filter(
            pk__in=newest, direction="in", reading__isnull=True, taken_in_at__gte=now - READ_LATE
        )
        left: dict[int, list[int]] = {}
        for institution_id, pk in found.values_list("institution_id", "pk")[:READ_LATE_AT_ONCE]:
            left.setdefault(institution_id, []).append(pk)
    return left
