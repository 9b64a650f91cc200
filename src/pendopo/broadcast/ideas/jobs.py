"""What the worker does for ideas: every night it asks all sources again."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.broadcast.ideas import actions
from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.institution.models import Institution


@periodic(cron="10 20 * * *")  # 03.10 WIB, 05.10 WIT: before anyone plans the day
@job(queue="sweep", queueing_lock="ideas.look_everywhere", name="ideas.look_everywhere")
def look_everywhere(timestamp: int) -> None:
    """A job for each institution: one that stumbles holds up no other."""
    del timestamp
    with whole_house("ideas suggest themselves in every institution"):
        institutions = list(Institution.objects.values_list("pk", flat=True))
    for institution_id in institutions:
        with acting_for(institution_id):
            look.configure(lock=f"ideas.look:{institution_id}").defer(institution_id=institution_id)


@job(queue="sweep", name="ideas.look")
def look(institution_id: int) -> None:
    """Bring the board of one institution up to date."""
    with acting_for(institution_id):
        institution = Institution.objects.get(pk=institution_id)
        actions.look_again(institution=institution, now=datetime.now(UTC))
