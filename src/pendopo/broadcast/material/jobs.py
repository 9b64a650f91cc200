"""What the worker does about material: it reminds, asks each month, and hands over mail that was left."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from pendopo.broadcast.material import actions, queries, writing
from pendopo.broadcast.material.models import MaterialRequest, StandingCall
from pendopo.broadcast.material.writing import write
from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for

logger = logging.getLogger(__name__)

__all__ = ["make_monthly", "remind_units", "write", "write_what_is_left"]


@periodic(cron="*/10 * * * *")
@job(queue="sweep", queueing_lock="material.remind_units", name="material.remind_units")
def remind_units(timestamp: int) -> None:
    """Take the steps that requests have reached."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for institution_id, request_id in queries.to_remind(now):
        with _by_itself("material.remind", request_id), acting_for(institution_id):
            row = MaterialRequest.objects.filter(pk=request_id).first()
            if row is not None:
                actions.remind(request=row, now=now)


@periodic(cron="5 * * * *")  # eight o'clock comes three times in this country
@job(queue="sweep", queueing_lock="material.make_monthly", name="material.make_monthly")
def make_monthly(timestamp: int) -> None:
    """Make the requests of monthly calls whose day has come."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for institution_id, call_id in queries.running_calls():
        with _by_itself("material.call", call_id), acting_for(institution_id):
            call = StandingCall.objects.select_related("unit__institution", "by").filter(pk=call_id).first()
            if call is not None:
                actions.make_request_of(call=call, now=now)


@periodic(cron="*/5 * * * *")
@job(queue="sweep", queueing_lock="material.write_what_is_left", name="material.write_what_is_left")
def write_what_is_left(timestamp: int) -> None:
    """Hand over mail whose job was lost, or whose worker died with it."""
    for institution_id, mail_id in queries.mail_left(datetime.fromtimestamp(timestamp, UTC)):
        with acting_for(institution_id):
            writing.wake(institution_id, mail_id)


@contextmanager
def _by_itself(what: str, number: int) -> Iterator[None]:
    """Trouble with one keeps no other back; the next round comes to it again."""
    try:
        yield
    except Exception:
        logger.exception("%s %s stumbled; the others go on.", what, number)
