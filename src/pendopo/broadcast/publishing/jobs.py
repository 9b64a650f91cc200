"""What the worker does for publishing: wake-up calls, and sweeps for those that were missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from pendopo.broadcast.publishing import actions, comparing, queries, sending
from pendopo.broadcast.publishing.hands import Hands
from pendopo.broadcast.publishing.waking import QUEUE, RUN_QUEUE, wake
from pendopo.foundation.clock.shared_clock import SharedClock
from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import queries as accounts

# A row that was due so long ago has lost its job.
MISSED_AFTER: Final = timedelta(seconds=10)
# Of the hands of one worker (32 unless it is set). Every thread of answers is a queue of its own, so that an account
# whose network hangs could otherwise take them all.
hands: Final = Hands(at_once=4)
A_MOMENT: Final = timedelta(seconds=1)
# Who is still sending and whose worker is gone must look the same from every machine.
clock: Final = SharedClock()


@job(queue=QUEUE, name=RUN_QUEUE)
def run_queue(institution_id: int, account_id: int, queue: str) -> None:
    """Do everything that is due in one queue; an account that has its share of hands waits a moment."""
    with hands.lent_to(account_id) as lent:
        if lent:
            sending.run_queue(institution_id, account_id, queue, clock=clock)
            return
    with acting_for(institution_id):
        wake(institution_id, account_id, queue, at=clock() + A_MOMENT)


@periodic(cron="* * * * * */10")
@job(queue="sweep", queueing_lock="publishing.sweep", name="publishing.sweep")
def sweep(timestamp: int) -> None:
    """Wake what is due and has no job, and take over what dead workers left."""
    del timestamp
    now = clock()
    for institution_id, delivery_id in queries.left_sending(now - sending.GIVEN_UP_AFTER):
        sending.worker_is_gone(institution_id, delivery_id, now=now)
    for institution_id, account_id, queue in queries.queues_with_due(now - MISSED_AFTER):
        with acting_for(institution_id):
            wake(institution_id, account_id, queue)


@periodic(cron="* * * * *")
@job(queue="sweep", queueing_lock="publishing.waiters", name="publishing.waiters")
def waiters(timestamp: int) -> None:
    """Let go on what waits for an account that was mended or is held by nothing; ask about what waited too long."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for institution_id in queries.held_without_a_stop():
        with acting_for(institution_id):
            actions.let_go(institution_id, now=now)
    for institution_id, account_id in queries.waiting_for_accounts():
        with acting_for(institution_id):
            if accounts.why_not_publish(accounts.account(institution_id, account_id)):
                actions.ask_about_late_waiters(institution_id, account_id, now=now)
            else:
                actions.release(institution_id, account_id)


@periodic(cron="*/5 * * * *")
@job(queue="sweep", queueing_lock="publishing.compare", name="publishing.compare")
def compare(timestamp: int) -> None:
    """Fetch what stands and compare it with what was approved; its retries are its own."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for institution_id, delivery_id in queries.to_compare(
        now - comparing.GIVEN_UP_AFTER, now - comparing.STANDS_FOR
    ):
        compare_one.defer(institution_id=institution_id, delivery_id=delivery_id)


@job(queue="sweep", name="publishing.compare_one")
def compare_one(institution_id: int, delivery_id: int) -> None:
    """Compare one post with what was approved."""
    comparing.compare(institution_id, delivery_id, now=clock())
