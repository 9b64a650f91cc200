"""What the worker does for units: it reminds them, writes to them, and tells them their week."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.foundation.jobs import job, periodic, wake_once
from pendopo.foundation.tenancy import acting_for, house_itself, whole_house
from pendopo.institution.models import Institution
from pendopo.serve.cases import writing
from pendopo.serve.cases.actions import reminding
from pendopo.serve.cases.models import Referral
from pendopo.serve.cases.queries import referring
from pendopo.serve.cases.writing import write

__all__ = ["remind_one", "remind_units", "tell_week", "tell_weeks", "write", "write_what_is_left"]


@periodic(cron="* * * * *")
@job(queue="sweep", queueing_lock="cases.remind_units", name="cases.remind_units")
def remind_units(timestamp: int) -> None:
    """Wake one job for each referral whose clock has come to a step; trouble with one keeps no other back."""
    for institution_id, referral_id in referring.referrals_to_remind(datetime.fromtimestamp(timestamp, UTC)):
        _wake_once(institution_id, referral_id)


def _wake_once(institution_id: int, referral_id: int) -> None:
    with acting_for(institution_id):
        wake_once(
            remind_one,
            f"cases.remind:{referral_id}",
            institution_id=institution_id,
            referral_id=referral_id,
        )


@job(queue="notices", name="cases.remind")
def remind_one(institution_id: int, referral_id: int) -> None:
    """Take the steps that one referral's clock has reached."""
    remind(institution_id, referral_id, now=datetime.now(UTC))


def remind(institution_id: int, referral_id: int, *, now: datetime) -> None:
    """The same at a given moment."""
    with (
        acting_for(institution_id),
        house_itself("the clocks of units run, whoever needs to know of the case"),
    ):
        row = Referral.objects.select_related("case").filter(pk=referral_id).first()
        if row is not None:
            reminding.remind(referral=row, now=now)


@periodic(cron="* * * * *")
@job(queue="sweep", queueing_lock="cases.write_what_is_left", name="cases.write_what_is_left")
def write_what_is_left(timestamp: int) -> None:
    """Hand over mail whose job was lost, or whose worker died with it."""
    for institution_id, mail_id in referring.mail_left(datetime.fromtimestamp(timestamp, UTC)):
        with acting_for(institution_id):
            writing.wake(institution_id, mail_id)


@periodic(cron="0 * * * *")  # eight o'clock comes three times in this country
@job(queue="sweep", queueing_lock="cases.tell_weeks", name="cases.tell_weeks")
def tell_weeks(timestamp: int) -> None:
    """Wake one job for each institution, where the first working day of the week may have begun."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house("the week begins in every institution"):
        houses = list(Institution.objects.values_list("pk", flat=True))
    for institution_id in houses:
        with acting_for(institution_id):
            tell_week.defer(institution_id=institution_id, at=now.isoformat())


@job(queue="notices", name="cases.tell_week")
def tell_week(institution_id: int, at: str) -> None:
    """Tell the units of one institution their week, if it begins just now and they were not told."""
    with acting_for(institution_id):
        house = Institution.objects.get(pk=institution_id)
        reminding.tell_the_week(house=house, now=datetime.fromisoformat(at))
