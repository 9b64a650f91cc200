"""What the worker does for people: it sends invitations, and warns before letters end (R02)."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.institution.people import actions, queries
from pendopo.institution.people.invitations import send
from pendopo.institution.structure.models import Institution
from pendopo.institution.structure.queries import zone_of

__all__ = ["send", "warn_of_letters"]


@periodic(cron="30 22 * * *")  # 05.30 WIB, 07.30 WIT: before anyone begins to work
@job(queue="notices", name="people.warn_of_letters")
def warn_of_letters(timestamp: int) -> None:
    """Look for letters that end within 30 days, institution by institution."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house("letters that end are looked for in every institution"):
        institutions = list(Institution.objects.all())
    for institution in institutions:
        with acting_for(institution.pk):
            today = zone_of(institution).day_of(now)
            for letter in queries.letters_that_end(institution.pk, today, within_days=30):
                actions.warn_of_ending(letter=letter, now=now)
