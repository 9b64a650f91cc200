"""What the worker does for sharing: it forgets the sums of days that are over."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.broadcast.sharing.counting import KEPT
from pendopo.broadcast.sharing.models import Seen
from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import whole_house


@periodic(cron="37 18 * * *")  # after midnight in every zone of the country
@job(queue="notices", name="sharing.forget")
def forget(timestamp: int) -> None:
    """What was counted stays; by whom, nobody can ask any more."""
    day = datetime.fromtimestamp(timestamp, UTC).date()
    with whole_house("sums of days that are over are forgotten in every institution"):
        Seen.objects.filter(on__lt=day - KEPT).delete()
