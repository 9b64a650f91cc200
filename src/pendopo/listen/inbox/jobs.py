"""What the worker does for the inbox: it reads accounts, and the calls networks made.

An account's cursor moves only after what was read is committed: a worker that dies in between reads it
again, and taking it in again changes nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.secrets.keyring import SecretUnreadable
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.institution.accounts import actions as accounts_actions
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.listen.inbox import actions, queries
from pendopo.listen.inbox.models import Claim, DutySettings, Presence, RawCall
from pendopo.listen.inbox.webhooks import READERS
from pendopo.networks.contract import Ability, Heard, NotReachable, ReconnectNeeded

SHORTEST: Final = timedelta(seconds=30)
LONGEST: Final = timedelta(minutes=5)
CLAIMED_FOR: Final = timedelta(minutes=3)  # when a reader died, another one comes after this
PAGES_AT_ONCE: Final = 20
CALLS_KEPT: Final = timedelta(days=30)
SWEPT_AT_ONCE: Final = 500
CALLS_AT_ONCE: Final = 200


@periodic(cron="* * * * * */15")
@job(queue="inbox", name="inbox.wake_readers")
def wake_readers(timestamp: int) -> None:
    """Wake one reader for each account whose time has come; none of them waits for another."""
    wake(datetime.fromtimestamp(timestamp, UTC))


def wake(now: datetime) -> list[int]:
    """Claim the accounts to be read, and defer a job for each."""
    with whole_house("accounts of every institution fall due to be read"):
        due = queries.accounts_to_read(now)
    for institution_id, account_id in due:
        with acting_for(institution_id):
            accounts_actions.read_again_at(
                institution_id=institution_id, account_id=account_id, at=now + CLAIMED_FOR
            )
            read_account.configure(lock=f"inbox.read:{account_id}").defer(
                institution_id=institution_id, account_id=account_id
            )
    return [account_id for _institution, account_id in due]


@job(queue="inbox", name="inbox.read_account")
def read_account(institution_id: int, account_id: int) -> None:
    """Read what was said to one account since the last time."""
    read(institution_id, account_id, datetime.now(UTC))


def read(institution_id: int, account_id: int, now: datetime) -> int:
    """Read an account, page by page. Call outside of transactions. Returns how many messages were new."""
    with acting_for(institution_id):
        account = accounts.open_accounts(institution_id).filter(pk=account_id).first()
    if account is None or not accounts.limits_of(account).can(Ability.READ):
        with acting_for(institution_id):
            accounts_actions.read_again_at(
                institution_id=institution_id, account_id=account_id, at=now + timedelta(days=1)
            )
        return 0
    new, cursor = 0, account.read_cursor
    try:
        connector = accounts.connector_of(account)
        for _page in range(PAGES_AT_ONCE):
            reading = connector.read(cursor)
            with acting_for(institution_id):
                new += actions.take_in(
                    institution_id=institution_id, account_id=account_id, heard=reading.heard, now=now
                )
            # In a transaction of its own, after what was read is safe.
            with acting_for(institution_id):
                pause = _pause(account, now=now)
                accounts_actions.keep_cursor(
                    institution_id=institution_id,
                    account_id=account_id,
                    cursor=reading.cursor,
                    next_read_at=now + (SHORTEST if reading.more else max(pause, reading.wait or pause)),
                    now=now,
                )
            if not reading.more or reading.cursor == cursor or reading.wait:
                break
            cursor = reading.cursor
    except ReconnectNeeded as error:
        _trouble(account, str(error), now=now, wait=LONGEST, reconnect=True)
    except NotReachable as error:
        _trouble(account, str(error), now=now, wait=error.wait or timedelta(minutes=1))
    except SecretUnreadable as error:
        _trouble(account, str(error), now=now, wait=LONGEST)
    return new


def _trouble(
    account: SocialAccount, why: str, *, now: datetime, wait: timedelta, reconnect: bool = False
) -> None:
    with acting_for(account.institution_id):
        accounts_actions.note_trouble(
            institution_id=account.institution_id,
            account_id=account.pk,
            why=why,
            now=now,
            reconnect=reconnect,
        )
        accounts_actions.read_again_at(
            institution_id=account.institution_id, account_id=account.pk, at=now + wait
        )


def _pause(account: SocialAccount, *, now: datetime) -> timedelta:
    """The longer an account has been quiet, the longer it may stay unread; never longer than five minutes.

    A post of ours is no quiet: whoever answers does so soon after it.
    """
    heard = queries.last_heard_at(account.institution_id, account.pk)
    last = max(filter(None, (heard, account.last_published_at, account.connected_at)))
    return min(max((now - last) / 10, SHORTEST), LONGEST)


def wake_for_calls(institution_id: int, account_id: int) -> None:
    """Let the worker read an account's calls, one reader at a time."""
    handle_calls.configure(lock=f"inbox.calls:{account_id}").defer(
        institution_id=institution_id, account_id=account_id
    )


@job(queue="inbox", name="inbox.handle_calls")
def handle_calls(institution_id: int, account_id: int) -> None:
    """Read what a network called to say for one account."""
    while handle(institution_id, account_id, datetime.now(UTC)) == CALLS_AT_ONCE:
        pass


def handle(institution_id: int, account_id: int, now: datetime) -> int:
    """Take in what waits, together; a call that cannot be read is kept with the reason. Returns how many."""
    with acting_for(institution_id):
        waiting = RawCall.objects.filter(
            institution_id=institution_id, account_id=account_id, handled_at__isnull=True
        )
        calls = list(
            waiting.select_for_update(of=("self",), skip_locked=True)
            .select_related("account")
            .order_by("received_at", "pk")[:CALLS_AT_ONCE]
        )
        heard: list[Heard] = []
        for call in calls:
            trouble = ""
            try:
                # As of when it came: a call may wait here longer than signatures hold.
                heard.append(
                    READERS[call.account.network](
                        body=bytes(call.body),
                        headers=call.headers,
                        secret=queries.webhook_secret(call.account),
                        now=call.received_at,
                    )
                )
            except (KeyError, ValueError) as error:
                trouble = f"{type(error).__name__}: {error}"
            actions.settle_call(call=call, now=now, trouble=trouble)
        actions.take_in(institution_id=institution_id, account_id=account_id, heard=heard, now=now)
    return len(calls)


@periodic(cron="*/5 * * * *")
@job(queue="inbox", name="inbox.tidy")
def tidy(timestamp: int) -> None:
    """Wake calls whose job was lost; forget faded presence and what networks called long ago."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house("calls of every institution that nobody read, and what has faded"):
        Presence.objects.filter(until__lt=now).delete()
        Claim.objects.filter(until__lt=now).delete()
        RawCall.objects.filter(handled_at__lt=now - CALLS_KEPT).delete()
        left = list(
            RawCall.objects.filter(handled_at__isnull=True, received_at__lt=now - timedelta(minutes=2))
            .values_list("institution_id", "account_id")
            .distinct()[:SWEPT_AT_ONCE]
        )
        for institution_id, account_id in left:
            wake_for_calls(institution_id, account_id)


@periodic(cron="* * * * *")
@job(queue="inbox", name="inbox.find_alike")
def find_alike(timestamp: int) -> None:
    """Wake one comparison for each office that has new messages; a lost one is waked again a minute later."""
    del timestamp
    for institution_id in queries.offices_to_compare():
        compare_office.configure(lock=f"inbox.compare:{institution_id}").defer(institution_id=institution_id)


@job(queue="inbox", name="inbox.compare_office")
def compare_office(institution_id: int) -> None:
    """Let new messages join those that say the same."""
    with acting_for(institution_id):
        actions.compare(institution_id=institution_id, now=datetime.now(UTC))


@periodic(cron="*/10 * * * *")
@job(queue="inbox", name="inbox.read_what_was_not")
def read_what_was_not(timestamp: int) -> None:
    """Let triage try again on recent messages that it could not read when they came in."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for institution_id, message_ids in queries.unread_by_triage(now).items():
        with acting_for(institution_id):
            actions.read_late(institution_id=institution_id, message_ids=message_ids, now=now)


@periodic(cron="20 19 * * *")
@job(queue="inbox", name="inbox.learn")
def learn(timestamp: int) -> None:
    """At night (19.20 UTC is 02.20 in Jakarta) each office's own head learns from what its people chose."""
    del timestamp
    for institution_id in queries.offices_to_teach():
        learn_office.configure(lock=f"inbox.learn:{institution_id}").defer(institution_id=institution_id)


@job(queue="inbox", name="inbox.learn_office")
def learn_office(institution_id: int) -> None:
    """Learn from one office's choices; no transaction is open while it thinks."""
    began = datetime.now(UTC)  # what is chosen while it thinks teaches the next night
    with acting_for(institution_id):
        material = queries.material(institution_id)
    lesson = material.learned()
    if lesson is not None:
        with acting_for(institution_id):
            actions.keep_lesson(
                institution_id=institution_id,
                lesson=lesson,
                before=material.before_id,
                now=began,
            )


@periodic(cron="* * * * *")
@job(queue="inbox", name="inbox.climb")
def climb(timestamp: int) -> None:
    """Call the next person for each urgent message that nobody has looked at for so many minutes."""
    climb_all(datetime.fromtimestamp(timestamp, UTC))


def climb_all(now: datetime) -> int:
    """Each alarm in a transaction of its own: whoever dies in one leaves the others. Returns how many called."""
    with whole_house("urgent messages of every institution that nobody has looked at"):
        due = queries.alarms_due(now)
    called = 0
    for institution_id, alarm_id in due:
        with acting_for(institution_id):
            called += actions.climb(institution_id=institution_id, alarm_id=alarm_id, now=now)
    return called


@periodic(cron="*/5 * * * *")
@job(queue="inbox", name="inbox.watch")
def watch(timestamp: int) -> None:
    """Give what nobody has to those who are on duty now, and warn before a network stops taking answers."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house(
        "offices whose inbox gives out conversations, and accounts that take answers for a while"
    ):
        offices = list(DutySettings.objects.filter(assigns=True).values_list("institution_id", flat=True))
        accounts_found = queries.windowed_accounts()
    for institution_id in offices:
        with acting_for(institution_id):
            actions.hand_out(institution_id=institution_id, now=now)
    for account in accounts_found:
        with acting_for(account.institution_id):
            for row, until in queries.windows_that_end(account, now):
                actions.warn_of_window(conversation=row, until=until, now=now)
