"""What the worker does for links: it forgets what is old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import whole_house
from pendopo.institution.links.models import Link, LinkCount, LinkPost, LinkUse

LINKS_KEPT: Final = timedelta(days=730)  # after they ended; the ledger tells of them for ever
USES_KEPT: Final = timedelta(days=180)
POSTS_KEPT: Final = timedelta(days=90)
COUNTS_KEPT: Final = timedelta(days=1)


@periodic(cron="17 19 * * *")  # at night in every zone of the country
@job(queue="notices", name="links.forget")
def forget(timestamp: int) -> None:
    """Keep the log of links bounded."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house("what is old of the links of every institution is forgotten"):
        LinkCount.objects.filter(began_at__lt=now - COUNTS_KEPT).delete()
        LinkPost.objects.filter(at__lt=now - POSTS_KEPT).delete()
        LinkUse.objects.filter(last_at__lt=now - USES_KEPT).delete()
        Link.objects.filter(expires_at__lt=now - LINKS_KEPT).delete()
