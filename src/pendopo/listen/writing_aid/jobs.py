"""What the worker does with the language model: ask it, and let go of what was lost or is old."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.listen.writing_aid import policies, queries, writing


@job(queue="writing_aid", name="writing_aid.write")
def write(institution_id: int, aid_id: int) -> None:
    """Ask the model for one text."""
    writing.write(institution_id, aid_id, now=lambda: datetime.now(UTC))


@periodic(cron="* * * * *")
@job(queue="writing_aid", queueing_lock="writing_aid.sweep", name="writing_aid.sweep")
def sweep(timestamp: int) -> None:
    """Wake what lost its job, and give up what lost its worker."""
    if policies.model() is None:
        return
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house("questions of every institution that lost their job or their worker"):
        writing.give_up(queries.lost(now), now=now)
        for institution_id, aid_id in queries.without_job(now):
            wake(institution_id, aid_id)


@periodic(cron="40 18 * * *")
@job(queue="writing_aid", queueing_lock="writing_aid.erase", name="writing_aid.erase")
def erase(timestamp: int) -> None:
    """At night (18.40 UTC is 01.40 in Jakarta) what was sent and what came goes, when its time has ended."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house(
        "what was sent is erased in threads of every institution, whoever needs to know of them"
    ):
        for institution_id, days in queries.offices_that_keep():
            with acting_for(institution_id):
                writing.erase(institution_id, days=days, now=now)


def wake(institution_id: int, aid_id: int) -> None:
    """Call the worker; one question of an office at a time, for the model may be a small machine."""
    write.configure(lock=f"writing_aid:{institution_id}").defer(institution_id=institution_id, aid_id=aid_id)
