"""What the worker does for the register: asks accounts how they are, and notices silence (R03)."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.secrets.keyring import SecretUnreadable
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.institution.accounts import actions, queries
from pendopo.institution.accounts.models import SocialAccount
from pendopo.networks.contract import NotReachable, ReconnectNeeded


@periodic(cron="17 */6 * * *")
@job(queue="accounts", name="accounts.ask_all")
def ask_all(timestamp: int) -> None:
    """Wake one job an account, spread by the queue; one account's trouble never delays another's."""
    del timestamp
    with whole_house("every institution's accounts are asked how they are"):
        for institution_id, account_id in SocialAccount.objects.open().values_list("institution_id", "pk"):
            ask_one.defer(institution_id=institution_id, account_id=account_id)


@job(queue="accounts", name="accounts.ask_one")
def ask_one(institution_id: int, account_id: int) -> None:
    """Ask one account, and write down what it says."""
    ask(institution_id, account_id, datetime.now(UTC))


def ask(institution_id: int, account_id: int, now: datetime) -> str:
    """Whether the network still answers for this account: '' or why not. Call outside of transactions."""
    with acting_for(institution_id):
        account = queries.account(institution_id, account_id)
    try:
        identity = queries.connector_of(account).who_am_i()
    except (ReconnectNeeded, NotReachable, SecretUnreadable) as error:
        with acting_for(institution_id):
            actions.note_trouble(
                institution_id=institution_id,
                account_id=account_id,
                why=str(error),
                reconnect=isinstance(error, ReconnectNeeded),
                now=now,
            )
        return str(error)
    with acting_for(institution_id):
        actions.note_identity(
            institution_id=institution_id, account_id=account_id, identity=identity, now=now
        )
    return ""


@periodic(cron="5 1 * * *")
@job(queue="accounts", name="accounts.listen_for_silence")
def listen_for_silence(timestamp: int) -> None:
    """Tell of accounts that fell silent, once for each silence (R03)."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house("silent accounts are looked for in every institution"):
        silent = [
            (account.institution_id, account.pk)
            for account in SocialAccount.objects.open().filter(silence_told_at__isnull=True)
            if queries.silent_days(account, now=now)
        ]
    for institution_id, account_id in silent:
        with acting_for(institution_id):
            actions.tell_silence(institution_id=institution_id, account_id=account_id, now=now)
