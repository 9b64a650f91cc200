"""Every read of the account register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, cast

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.foundation.clock import Zone
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.models import SocialAccount, SocialAccountQuerySet
from pendopo.institution.accounts.outside import outside, seal, unseal
from pendopo.institution.accounts.states import AccountState
from pendopo.institution.people.models import Member
from pendopo.networks.contract import Blocks, Calls, Connector, Credentials, Limits, Searches, Shows
from pendopo.networks.registry import NETWORKS, connector

if TYPE_CHECKING:
    from pendopo.networks.connecting import Network

REVIEW_DAYS: Final = 90  # R05
CLIFF_DAYS: Final = 14  # from here on the end of a token is worth saying


def account(institution_id: int, account_id: int) -> SocialAccount:
    """One account. Raises SocialAccount.DoesNotExist."""
    return SocialAccount.objects.select_related("owner_unit", "responsible").get(
        institution_id=institution_id, pk=account_id
    )


@dataclass(frozen=True, slots=True)
class Names:
    """An account as its network knows it."""

    network: str
    handle: str
    remote_id: str


NAMES: Final = (
    "SELECT network, handle, remote_id FROM accounts_socialaccount WHERE institution_id = %s AND id = %s"
)


def names_of(institution_id: int, account_id: int) -> Names:
    """What an account is called, and nothing else of it: intake asks it of each call. Raises SocialAccount.DoesNotExist."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES, [institution_id, account_id])
        row = cursor.fetchone()
    if row is None:
        raise SocialAccount.DoesNotExist
    return Names(*row)


def accounts(institution_id: int) -> SocialAccountQuerySet:
    """All accounts that are ours still, with what a badge shows."""
    found = SocialAccount.objects.filter(institution_id=institution_id).kept()
    return found.select_related("owner_unit", "responsible")


def kept_by(member: Member) -> SocialAccountQuerySet:
    """The accounts a member answers for or keeps: what must change hands when they leave (R04)."""
    return accounts(member.institution_id).filter(
        Q(responsible=member) | Q(custodian_one=member) | Q(custodian_two=member)
    )


def open_accounts(institution_id: int) -> SocialAccountQuerySet:
    """Those we may speak through now."""
    found = SocialAccount.objects.filter(institution_id=institution_id).open()
    return found.select_related("owner_unit", "responsible")


def network_of(account: SocialAccount) -> Network:
    """The network an account is on."""
    return NETWORKS[account.network]


def network_called(account: SocialAccount) -> str:
    """The name of its network, in the reader's language: networks only mark their words, they don't translate."""
    return _(NETWORKS[account.network].label)


def limits_of(account: SocialAccount) -> Limits:
    """What fits there, as its server told when it was connected."""
    return NETWORKS[account.network].limits_for(account.settings)


def credentials_of(account: SocialAccount) -> Credentials:
    """What opens it. Raises SecretUnreadable."""
    return Credentials(
        base=account.base,
        handle=account.handle,
        remote_id=account.remote_id,
        secrets=unseal(account.mark, bytes(account.secrets)) if account.secrets else {},
        settings=account.settings,
    )


def connector_of(account: SocialAccount) -> Connector:
    """What speaks to the network for this account. Use it outside of any transaction.

    Raises SecretUnreadable when the keys of the house don't open what stands here.
    """

    def keep(secrets: Mapping[str, str]) -> None:
        with acting_for(account.institution_id):
            SocialAccount.objects.filter(pk=account.pk).update(secrets=seal(account.mark, secrets))

    return connector(account.network, credentials_of(account), outside(), keep)


def showing(connector: Connector) -> Shows:
    """The connector of a network that lets held answers through (`Ability.SHOW`)."""
    return cast("Shows", connector)


def blocking(connector: Connector) -> Blocks:
    """The connector of a network on which an account keeps people away (`Ability.BLOCK`)."""
    return cast("Blocks", connector)


def searching(connector: Connector) -> Searches:
    """The connector of a network that lets an account look for public posts (`Ability.SEARCH_POSTS`)."""
    return cast("Searches", connector)


def calling(connector: Connector) -> Calls:
    """The connector of a network that calls us when something is said (`Ability.WEBHOOKS`)."""
    return cast("Calls", connector)


def accounts_of_webhook(token: str) -> SocialAccountQuerySet:
    """The account whose webhook address ends with this token; asked across institutions."""
    return SocialAccount.objects.filter(webhook_token=token).kept()


def why_not_publish(account: SocialAccount) -> str:
    """Why nothing may be published there now, or '' when it may (R01)."""
    if account.state == AccountState.CLOSED:
        return _("This account is closed.")
    if account.state == AccountState.RECONNECT:
        return _("This account must be connected again first.")
    if account.owner_unit_id is None or account.responsible is None:
        return _("The register does not say which unit owns this account and who is responsible for it.")
    if account.responsible.left_at is not None:
        return _("Whoever answered for this account has left. Name somebody else in the register.")
    return ""


@dataclass(frozen=True, kw_only=True)
class Concern:
    """Something about an account that should be mended; `rule` says which rule asks for it."""

    rule: str
    sentence: str
    is_urgent: bool = False


def concerns(account: SocialAccount, *, now: datetime) -> tuple[Concern, ...]:
    """What is not in order with an account, most urgent first (R01, R03, R05).

    Ask it of accounts that were opened `with_keepers()`: who left is no keeper any more.
    """
    today = Zone(account.institution.zone).day_of(now)
    found = [
        *_about_permission(account, now),
        *_about_register(account, today),
    ]
    if silent := silent_days(account, now=now):
        found.append(
            Concern(
                rule="R03", sentence=_("Nothing was published here for %(days)s days.") % {"days": silent}
            )
        )
    return tuple(sorted(found, key=lambda one: not one.is_urgent))


def _about_permission(account: SocialAccount, now: datetime) -> list[Concern]:
    if account.state == AccountState.RECONNECT:
        return [Concern(rule="R01", sentence=_("Must be connected again."), is_urgent=True)]
    left = runway(account, now=now)
    if left is not None and left <= CLIFF_DAYS:
        return [
            Concern(
                rule="R01",
                sentence=_(
                    "The network's permission ends in %(days)s days. Connect the account again before that."
                )
                % {"days": left},
                is_urgent=left <= CLIFF_DAYS // 2,
            )
        ]
    return []


def _about_register(account: SocialAccount, today: date) -> list[Concern]:
    found = []
    if account.owner_unit_id is None:
        found.append(Concern(rule="R01", sentence=_("No owner unit is recorded."), is_urgent=True))
    if account.responsible is None:
        found.append(Concern(rule="R01", sentence=_("No responsible official is recorded."), is_urgent=True))
    elif account.responsible.left_at is not None:
        found.append(Concern(rule="R01", sentence=_("The responsible official has left."), is_urgent=True))
    custodians = [one for one in (account.custodian_one, account.custodian_two) if one is not None]
    if len(custodians) < 2:
        found.append(Concern(rule="R05", sentence=_("Two custodians must be recorded.")))
    if any(one.left_at is not None for one in custodians):
        found.append(Concern(rule="R05", sentence=_("A custodian has left. Name somebody else.")))
    if not account.mailbox:
        found.append(Concern(rule="R05", sentence=_("No mailbox of the institution is recorded.")))
    if account.second_factor_on is None:
        found.append(
            Concern(rule="R05", sentence=_("Nobody confirmed that the account has a second factor."))
        )
    if account.reviewed_on is None or account.reviewed_on < today - timedelta(days=REVIEW_DAYS):
        found.append(Concern(rule="R05", sentence=_("It was not reviewed in the last 90 days.")))
    return found


def runway(account: SocialAccount, *, now: datetime) -> int | None:
    """How many whole days the permission still lasts; None where the network sets no end."""
    return max((account.token_ends_at - now).days, 0) if account.token_ends_at else None


def silent_days(account: SocialAccount, *, now: datetime) -> int:
    """Since how many days nothing was published, when that is longer than the office set; 0 otherwise (R03)."""
    days = (now - (account.last_published_at or account.connected_at)).days
    return days if account.state == AccountState.CONNECTED and days > account.silent_after_days else 0
