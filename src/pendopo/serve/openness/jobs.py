"""What the worker does for public information: it reminds, notes what is late, and reckons estimates anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.institution.models import Institution
from pendopo.institution.structure.queries import zone_of
from pendopo.serve.openness import actions, clocks, queries, telling
from pendopo.serve.openness.letters import mailing
from pendopo.serve.openness.models import ServiceReport


@periodic(cron="*/15 * * * *")
@job(queue="notices", name="openness.note_late")
def note_late(timestamp: int) -> None:
    """Limits that have passed are noted when they pass: from then on the applicant may object."""
    _sweep(datetime.fromtimestamp(timestamp, UTC), pass_limits)


@periodic(cron="*/10 * * * *")
@job(queue="notices", name="openness.mail_what_is_left")
def mail_what_is_left(timestamp: int) -> None:
    """Letters that are still to be mailed, though nobody is at them."""
    _sweep(
        datetime.fromtimestamp(timestamp, UTC),
        lambda institution, now: mailing.wake_what_is_left(institution.pk, now),
    )


@periodic(cron="15 22 * * *")  # 05.15 WIB, 07.15 WIT: before anyone begins to work
@job(queue="notices", name="openness.remind")
def remind(timestamp: int) -> None:
    """What falls due soon or today is told, and estimates are reckoned anew."""
    _sweep(datetime.fromtimestamp(timestamp, UTC), look_ahead)


def pass_limits(institution: Institution, now: datetime) -> None:
    """Note what is late here. Each row in a transaction of its own: one that stumbles holds up no other."""
    with acting_for(institution.pk):
        requests = list(queries.late_requests(institution.pk, now))
        objections = list(queries.late_objections(institution.pk, now))
    for request in requests:
        with acting_for(institution.pk):
            actions.note_late(request=request, now=now)
    for objection in objections:
        with acting_for(institution.pk):
            actions.note_objection_late(objection=objection, now=now)


def look_ahead(institution: Institution, now: datetime) -> None:
    """Remind of what is near; the notices themselves see to it that each is told once."""
    today = zone_of(institution).day_of(now)
    with acting_for(institution.pk):
        for request in queries.due_requests(institution.pk):
            if request.is_estimate:
                actions.reckon_again(request=request, now=now)
                request.refresh_from_db()
            actions.remind(request=request, today=today, now=now)
        for objection in queries.due_objections(institution.pk):
            actions.remind_of_objection(objection=objection, today=today, now=now)
        _remind_of_report(institution, now)


def _remind_of_report(institution: Institution, now: datetime) -> None:
    """The report of last year, where a register was kept and nothing was sent yet (R54)."""
    today = zone_of(institution).day_of(now)
    clock, year = clocks.clock_on(today), today.year - 1
    due = clock.report_due(year)
    if not 0 <= (due - today).days <= clock.report_remind or year not in queries.years(institution.pk):
        return
    sent = ServiceReport.objects.filter(institution=institution, year=year, sent_on__isnull=False)
    if not sent.exists():
        telling.report_due(institution.pk, year=year, on=due, now=now)


def _sweep(now: datetime, look: Callable[[Institution, datetime], None]) -> None:
    with whole_house("limits of public information pass in every institution"):
        institutions = list(Institution.objects.all())
    for institution in institutions:
        look(institution, now)
