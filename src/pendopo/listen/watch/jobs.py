"""What the worker does for the watch: read what is due, look what rises, end what is over, forget what is old.

The row of a source is the truth: a job that finds it not due does nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from pendopo.foundation.clock.shared_clock import SharedClock
from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.listen.watch import actions, queries, reader
from pendopo.listen.watch.models import Feed, OfficialWarning
from pendopo.listen.watch.states import STANDING
from pendopo.listen.watch.waking import QUEUE, READ_ARTICLE, READ_FEED, wake

SWEPT_AT_ONCE: Final = 500
LATELY: Final = timedelta(hours=1)  # networks and feeds tell of a thing some time after it was said
clock: Final = SharedClock()


@periodic(cron="* * * * * */15")
@job(queue="sweep", queueing_lock="watch.wake_readers", name="watch.wake_readers")
def wake_readers(timestamp: int) -> None:
    """Wake a reader for each source whose time has come."""
    wake_due(datetime.fromtimestamp(timestamp, UTC))


def wake_due(now: datetime) -> int:
    """Defer a job for each source that is due; its turn is taken when the job begins."""
    with whole_house("sources of every institution fall due to be read"):
        due = list(
            Feed.objects.due(now).order_by("due_at").values_list("institution_id", "pk")[:SWEPT_AT_ONCE]
        )
    for institution_id, feed_id in due:
        with acting_for(institution_id):
            wake(institution_id, feed_id)
    return len(due)


@job(queue=QUEUE, name=READ_FEED)
def read_feed(institution_id: int, feed_id: int) -> None:
    """Read one source."""
    reader.read(institution_id, feed_id, clock=clock)


@job(queue=QUEUE, name=READ_ARTICLE)
def read_article(institution_id: int, entry_id: int) -> None:
    """Fetch the page of one piece of news."""
    reader.read_article_of(institution_id, entry_id, clock=clock)


@periodic(cron="* * * * *")
@job(queue="sweep", queueing_lock="watch.end_warnings", name="watch.end_warnings")
def end_warnings(timestamp: int) -> None:
    """A warning whose time is over is over: its draft is withdrawn."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house("warnings of every institution come to their end"):
        found = list(
            OfficialWarning.objects.filter(ends_at__lte=now, state__in=sorted(STANDING))
            .order_by()
            .values_list("institution_id", flat=True)
            .distinct()
        )
    for institution_id in found:
        with acting_for(institution_id):
            actions.end_warnings(institution_id, now=now)


@periodic(cron="*/10 * * * *")
@job(queue="sweep", queueing_lock="watch.look_around", name="watch.look_around")
def look_around(timestamp: int) -> None:
    """Count what was said of each office, and alert its people where it rises. What is new is seen within ten minutes."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for institution_id in queries.offices_to_look_at(now - LATELY):
        with acting_for(institution_id):
            actions.hear_inbox(institution_id, now=now)
            actions.alert_if_rising(institution_id, now=now)
            queries.count_rising_words(institution_id, now)


@periodic(cron="40 18 * * *")  # 01.40 WIB
@job(queue="sweep", queueing_lock="watch.forget", name="watch.forget")
def forget(timestamp: int) -> None:
    """What nobody kept is forgotten after its time."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house("old news of every institution is forgotten"):
        found = list(Feed.objects.order_by().values_list("institution_id", flat=True).distinct())
    for institution_id in found:
        with acting_for(institution_id):
            actions.forget_old_news(institution_id, now=now)
