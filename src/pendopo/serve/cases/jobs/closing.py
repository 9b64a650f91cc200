"""Cases that end by the clock: answered ones nobody wrote to again (R36), and those nobody completed.

Each is closed in a transaction of its own: a worker that dies in between leaves whole cases, and the next
round goes on with the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for, house_itself
from pendopo.serve.cases import actions, queries

logger = logging.getLogger(__name__)


@periodic(cron="*/10 * * * *")
@job(queue="cases", name="cases.close_by_clock")
def close_by_clock(timestamp: int) -> None:
    """Close what nobody wrote to again."""
    close_due(datetime.fromtimestamp(timestamp, UTC))


def close_due(now: datetime) -> int:
    """Close every case whose time is over. Call outside of transactions. Returns how many were closed."""
    closed = sum(_closed(*one, by=actions.close_by_itself, now=now) for one in queries.cases_to_close(now))
    return closed + sum(
        _closed(*one, by=actions.close_without_details, now=now) for one in queries.cases_without_details(now)
    )


def _closed(institution_id: int, case_id: int, *, by: Callable[..., bool], now: datetime) -> bool:
    try:
        with acting_for(institution_id), house_itself("clocks run in cases that only some need to know, too"):
            return by(case=queries.case(institution_id, case_id), now=now)
    except Exception:
        logger.exception("Case %s did not close by itself; the others go on.", case_id)
        return False
