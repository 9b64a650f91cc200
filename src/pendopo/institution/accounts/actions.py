"""Every write to the account register."""

from __future__ import annotations

import secrets as chance
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.accounts import queries
from pendopo.institution.accounts.events import (
    AccountClosed,
    AccountConnected,
    AccountFellSilent,
    AccountNeedsReconnect,
)
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.accounts.outside import seal
from pendopo.institution.accounts.states import FLOW, AccountState
from pendopo.institution.people import policies
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.networks.connecting import Connected
from pendopo.networks.contract import Identity
from pendopo.networks.registry import NETWORKS

REGISTER_FIELDS = (
    "name",
    "colour",
    "owner_unit",
    "responsible",
    "custodian_one",
    "custodian_two",
    "mailbox",
    "phone",
    "record_number",
    "second_factor_on",
    "reviewed_on",
    "silent_after_days",
)


@transaction.atomic
def connect_account(
    *,
    network: str,
    connected: Connected,
    by: Member,
    now: datetime,
    register: Mapping[str, Any] | None = None,
) -> SocialAccount:
    """Enter an account that answered into the register; one that stands there already is connected again.

    Raises Refused when `by` may not manage accounts.
    """
    policies.require(by, Permission.MANAGE_ACCOUNTS, now=now)
    credentials, identity = connected.credentials, connected.identity
    known = (
        SocialAccount.objects.seen_by(by)
        .select_for_update()
        .filter(network=network, base=credentials.base, handle=identity.handle)
        .first()
    )
    opens: dict[str, Any] = {
        "remote_id": identity.remote_id,
        "url": identity.url,
        "picture_url": identity.picture_url,
        "settings": {**credentials.settings, **identity.settings},
        "token_ends_at": identity.token_ends_at,
        "connected_at": now,
        "last_answered_at": now,
        "last_trouble": "",
        "next_read_at": now,
    }
    if known is None:
        account = SocialAccount(
            institution_id=by.institution_id,
            network=network,
            base=credentials.base,
            handle=identity.handle,
            webhook_token=chance.token_urlsafe(24),
            colour=NETWORKS[network].colour,
            **{"name": identity.name, **opens, **(register or {})},
        )
        account.secrets = seal(account.mark, credentials.secrets)
        account.save()
        did = "account.connected"
    else:
        account = known
        did = "account.reconnected"
        opens["secrets"] = seal(account.mark, credentials.secrets)
        if account.state == AccountState.CONNECTED:
            SocialAccount.objects.filter(pk=account.pk).update(**opens)
            account.refresh_from_db()
        else:
            FLOW.move(account, AccountState.CONNECTED, **opens)
    ledger.write(did=did, by=by, to=account, at=now, words=_words(account))
    events.tell(AccountConnected(institution_id=account.institution_id, account_id=account.pk))
    return account


@transaction.atomic
def change_register(*, account: SocialAccount, by: Member, now: datetime, **fields: Any) -> None:
    """Change what the register says about an account (R01, R05). Raises Refused."""
    policies.require(by, Permission.MANAGE_ACCOUNTS, now=now)
    if strangers := set(fields) - set(REGISTER_FIELDS):
        raise TypeError(f"not in the register: {sorted(strangers)}")
    one, two = (fields.get(name, getattr(account, name)) for name in ("custodian_one", "custodian_two"))
    if one is not None and one == two:
        raise Refused(
            _("The two custodians must be two different people."), rule="R05", field="custodian_two"
        )
    changed = {name: value for name, value in fields.items() if getattr(account, name) != value}
    if not changed:
        return
    SocialAccount.objects.seen_by(by).filter(pk=account.pk).update(**changed)
    for name, value in changed.items():
        setattr(account, name, value)
    named = ", ".join(
        str(getattr(SocialAccount._meta.get_field(name), "verbose_name", name)) for name in changed
    )
    ledger.write(did="account.changed", by=by, to=account, at=now, words=_words(account) | {"fields": named})


@transaction.atomic
def close_account(*, account: SocialAccount, why: str, by: Member, now: datetime) -> None:
    """Stop speaking through an account for good; it stays in the register. Raises Refused."""
    policies.require(by, Permission.MANAGE_ACCOUNTS, now=now)
    if not why.strip():
        raise Refused(_("Write why the account is closed."), field="why")
    FLOW.move(account, AccountState.CLOSED, secrets=b"", next_read_at=None)
    ledger.write(did="account.closed", by=by, to=account, at=now, words=_words(account) | {"why": why})
    events.tell(AccountClosed(institution_id=account.institution_id, account_id=account.pk))


@transaction.atomic
def note_identity(*, institution_id: int, account_id: int, identity: Identity, now: datetime) -> None:
    """What the network says of the account when it is asked."""
    SocialAccount.objects.filter(institution_id=institution_id, pk=account_id).update(
        last_answered_at=now,
        last_trouble="",
        picture_url=identity.picture_url[:1000],
        **({"token_ends_at": identity.token_ends_at} if identity.token_ends_at else {}),
    )


@transaction.atomic
def tell_silence(*, institution_id: int, account_id: int, now: datetime) -> None:
    """Say that an account has fallen silent; once, until something is published again (R03)."""
    account = queries.account(institution_id, account_id)
    days = queries.silent_days(account, now=now)
    told = SocialAccount.objects.filter(pk=account_id, silence_told_at__isnull=True)
    if days and told.update(silence_told_at=now):
        events.tell(AccountFellSilent(institution_id=institution_id, account_id=account_id, days=days))


@transaction.atomic(savepoint=False)
def note_published(*, institution_id: int, account_id: int, now: datetime) -> None:
    """Something of ours stands there since now; the silence alarm begins anew (R03)."""
    SocialAccount.objects.filter(institution_id=institution_id, pk=account_id).update(
        last_published_at=now, last_answered_at=now, last_trouble="", silence_told_at=None
    )


@transaction.atomic
def note_trouble(
    *, institution_id: int, account_id: int, why: str, now: datetime, reconnect: bool = False
) -> None:
    """The network did not answer as it should; with `reconnect` it refuses our permission altogether."""
    account = SocialAccount.objects.select_for_update().get(institution_id=institution_id, pk=account_id)
    trouble: dict[str, Any] = {"last_trouble": why[:500], "last_trouble_at": now}
    if not (reconnect and account.state == AccountState.CONNECTED):
        SocialAccount.objects.filter(pk=account.pk).update(**trouble)
        return
    FLOW.move(account, AccountState.RECONNECT, **trouble)
    ledger.write(
        did="account.refused",
        by=None,
        institution_id=institution_id,
        to=account,
        at=now,
        words=_words(account) | {"why": why},
    )
    events.tell(AccountNeedsReconnect(institution_id=institution_id, account_id=account.pk, why=why))


@transaction.atomic
def keep_cursor(
    *, institution_id: int, account_id: int, cursor: str, next_read_at: datetime, now: datetime
) -> None:
    """How far the account was read, after what was read is safe."""
    SocialAccount.objects.filter(institution_id=institution_id, pk=account_id).update(
        read_cursor=cursor, next_read_at=next_read_at, last_answered_at=now, last_trouble=""
    )


@transaction.atomic
def read_again_at(*, institution_id: int, account_id: int, at: datetime) -> None:
    """When to ask the network next."""
    SocialAccount.objects.filter(institution_id=institution_id, pk=account_id).update(next_read_at=at)


def _words(account: SocialAccount) -> dict[str, str]:
    return {"handle": account.handle, "network": str(NETWORKS[account.network].label)}
