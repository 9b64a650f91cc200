"""What the worker does for citizens: it asks again after 28 days, and sees that what is filed gets its number."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Final

from procrastinate import RetryStrategy

from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for, house_itself, whole_house
from pendopo.serve.cases import actions, lapor
from pendopo.serve.cases.actions.filing import HAND_IN, QUEUE
from pendopo.serve.cases.models import Case, Filing, Register
from pendopo.serve.cases.states import CaseState, FilingState

logger = logging.getLogger(__name__)

SWEPT_AT_ONCE: Final = 500
REGISTER_KEPT: Final = timedelta(days=1)


@periodic(cron="0 2 * * *")  # 9.00 in the west, 11.00 in the east: a citizen is asked by day
@job(queue=QUEUE, name="cases.ask_again")
def ask_again(timestamp: int) -> None:
    """Ask each citizen whose time has come whether it is really settled."""
    ask_all(datetime.fromtimestamp(timestamp, UTC))


def ask_all(now: datetime) -> int:
    """Ask all whose time has come, each in a transaction of its own. Returns how many were asked."""
    with whole_house("those who are asked again are looked for in every institution"):
        due = list(
            Case.objects.filter(ask_again_at__lte=now, state=CaseState.CLOSED)
            .order_by("ask_again_at")
            .values_list("institution_id", "pk")[:SWEPT_AT_ONCE]
        )
    for institution_id, case_id in due:
        try:
            with acting_for(institution_id), house_itself("a citizen is asked about their own case"):
                actions.ask_again(case=Case.objects.get(pk=case_id), now=now)
        except Exception:
            logger.exception("The citizen of case %s was not asked again; the others are.", case_id)
    return len(due)


@job(queue=QUEUE, name=HAND_IN, retry=RetryStrategy(max_attempts=5, exponential_wait=10))
def hand_in(institution_id: int, filing_id: int) -> None:
    """Hand one report in by the office's interface, where it has one."""
    hand_in_one(institution_id, filing_id, now=datetime.now(UTC))


def hand_in_one(institution_id: int, filing_id: int, *, now: datetime) -> None:
    """Call the interface outside of transactions, and write down what it said."""
    with acting_for(institution_id), house_itself("a report is handed in as its reporter agreed"):
        filing = Filing.objects.filter(
            institution_id=institution_id, pk=filing_id, state=FilingState.TO_FILE
        ).first()
    if filing is None:
        return
    outcome = lapor.gateway().hand_in(lapor.report_of(str(filing.key), filing.said))
    with acting_for(institution_id), house_itself("what became of a report is written down"):
        actions.hear_gateway(filing=filing, outcome=outcome, now=now)


@periodic(cron="50 19 * * *")
@job(queue=QUEUE, name="cases.forget_registers")
def forget_registers(timestamp: int) -> None:
    """Rows of registers that nobody imported within a day are forgotten."""
    before = datetime.fromtimestamp(timestamp, UTC) - REGISTER_KEPT
    with whole_house("registers that nobody imported are forgotten in every institution"):
        for register in Register.objects.filter(imported_at__isnull=True, made_at__lt=before)[:SWEPT_AT_ONCE]:
            actions.forget_register(register=register)


@periodic(cron="30 1 * * *")
@job(queue=QUEUE, name="cases.remind_of_numbers")
def remind_of_numbers(timestamp: int) -> None:
    """Say which reports at LAPOR! have no number yet."""
    remind_all(datetime.fromtimestamp(timestamp, UTC))


def remind_all(now: datetime) -> None:
    """Remind of each report without a number, once a day."""
    with whole_house("reports without a number are looked for in every institution"):
        found = list(Filing.objects.unfinished().values_list("institution_id", "pk")[:SWEPT_AT_ONCE])
    for institution_id, filing_id in found:
        with acting_for(institution_id), house_itself("whoever files is reminded of what is missing"):
            filing = Filing.objects.select_related("case").get(pk=filing_id)
            actions.remind_of_number(filing=filing, now=now)
