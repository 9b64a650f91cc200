"""What the worker does for content: reminding, escalating, and trying links."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from pendopo.broadcast.content import actions, queries
from pendopo.broadcast.content.links import answer_of
from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for, whole_house

LINK_KNOWN_FOR: Final = timedelta(hours=6)


@periodic(cron="* * * * *")
@job(queue="content", name="content.remind")
def remind(timestamp: int) -> None:
    """Remind those whose time is nearly up, and tell what nobody decided in time."""
    remind_at(datetime.fromtimestamp(timestamp, UTC))


def remind_at(now: datetime) -> None:
    """One institution after another, each in a transaction of its own."""
    with whole_house("steps of every institution fall due by the clock"):
        due = queries.steps_to_remind(now)
    for institution_id, step_id in due:
        with acting_for(institution_id):
            actions.remind(institution_id=institution_id, step_id=step_id, now=now)


@job(queue="content", name="content.try_links")
def try_links(institution_id: int, urls: list[str]) -> None:
    """Ask the addresses of a text whether they answer, and remember what they said."""
    now = datetime.now(UTC)
    with acting_for(institution_id):
        wanted = queries.links_to_try(institution_id, urls, older_than=now - LINK_KNOWN_FOR)
    for url in wanted:
        # Outside of any transaction: a slow page must hold no row.
        status = answer_of(url)
        with acting_for(institution_id):
            actions.note_link(institution_id=institution_id, url=url, status=status, now=now)
