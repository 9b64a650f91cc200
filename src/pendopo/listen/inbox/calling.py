"""Asking networks that can to call us when something is said: sooner than the next reading, which goes on all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse

from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.secrets.keyring import SecretUnreadable
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import queries as accounts
from pendopo.listen.inbox import queries
from pendopo.listen.inbox.webhooks import READERS
from pendopo.networks.contract import Ability

if TYPE_CHECKING:
    from pendopo.institution.accounts.events import AccountConnected
    from pendopo.institution.accounts.models import SocialAccount
    from pendopo.networks.contract import Outcome


def ask_to_be_called(event: AccountConnected) -> None:
    """An account was connected: its network is asked once this is committed."""
    ask_one_to_call.defer(institution_id=event.institution_id, account_id=event.account_id)


@periodic(cron="41 */6 * * *")
@job(queue="inbox", name="inbox.ask_all_to_call")
def ask_all_to_call(timestamp: int) -> None:
    """Ask again: a network may have been away, or have forgotten us."""
    del timestamp
    for institution_id, account_id in queries.accounts_on(READERS):
        ask_one_to_call.defer(institution_id=institution_id, account_id=account_id)


@job(queue="inbox", name="inbox.ask_one_to_call")
def ask_one_to_call(institution_id: int, account_id: int) -> None:
    """Ask for one account; without a yes it is read as often as the others, and asked again later."""
    ask(institution_id, account_id)


def ask(institution_id: int, account_id: int) -> Outcome | None:
    """What the network says to it; None where it cannot be asked. Call outside of transactions."""
    with acting_for(institution_id):
        account = accounts.open_accounts(institution_id).filter(pk=account_id).first()
    if account is None or not accounts.limits_of(account).can(Ability.WEBHOOKS):
        return None
    try:
        secret = queries.webhook_secret(account)
        connector = accounts.calling(accounts.connector_of(account))
    except SecretUnreadable:
        return None
    return connector.call_us_at(_address(account), secret=secret)


def _address(account: SocialAccount) -> str:
    """Where the network finds us: a network in this house at the house's own door, any other at the public one."""
    is_inside = urlsplit(account.base).netloc == settings.PENDOPO_LOCAL_ADDRESS
    place = reverse("inbox:webhook", args=[account.network, account.webhook_token])
    return urljoin(account.base if is_inside else settings.PUBLIC_URL, place)
