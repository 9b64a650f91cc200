"""What the worker does for the roster: it plans ahead every night, and lets go of swaps nobody answered."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.institution.roster import actions
from pendopo.institution.roster.models import Swap, WeeklyShift
from pendopo.institution.roster.states import SwapState


@periodic(cron="10 17 * * *")  # 00.10 WIB
@job(queue="notices", name="roster.plan_ahead")
def plan_ahead(timestamp: int) -> None:
    """One more day of shifts for every institution that has a weekly pattern."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house("rosters of every institution are planned ahead"):
        found = list(WeeklyShift.objects.order_by().values_list("institution_id", flat=True).distinct())
    for institution_id in found:
        with acting_for(institution_id):
            actions.plan_ahead(institution_id=institution_id, now=now)


@periodic(cron="*/5 * * * *")
@job(queue="notices", name="roster.lapse_swaps")
def lapse_swaps(timestamp: int) -> None:
    """Whoever asked for a swap hears that nobody answered before the shift began."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house("swaps of every institution that nobody answered"):
        late = Swap.objects.filter(state=SwapState.ASKED, shift__begins_at__lte=now)
        found = list(late.order_by().values_list("institution_id", flat=True).distinct())
    for institution_id in found:
        with acting_for(institution_id):
            actions.lapse_swaps(institution_id=institution_id, now=now)
