"""When somebody has to be on duty here, and when each person wants quiet."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.roster import policies
from pendopo.institution.roster.models import QuietHours, RosterSettings
from pendopo.institution.roster.states import Cover, Quiet


@transaction.atomic
def set_cover(
    *, cover: Cover, begins: time | None = None, ends: time | None = None, by: Member, now: datetime
) -> None:
    """Say when somebody has to be on duty. Raises Refused."""
    policies.require_may_manage(by, by, now=now)
    if cover is Cover.OFFICE:
        begins = ends = None
    elif begins is None or ends is None:
        raise Refused(_("Write from when until when."), field="begins")
    RosterSettings.objects.update_or_create(
        institution_id=by.institution_id, defaults={"cover": cover, "begins": begins, "ends": ends}
    )
    hours = f", {begins:%H.%M}–{ends:%H.%M}" if begins and ends else ""
    ledger.write(
        did="roster.settings_changed", by=by, at=now, words={"cover": f"{Cover(cover).label}{hours}"}
    )


@transaction.atomic
def set_quiet(*, choice: Quiet, begins: time | None = None, ends: time | None = None, by: Member) -> None:
    """Say when oneself wants to hear only what is urgent. Raises Refused."""
    if choice is not Quiet.OWN:
        begins = ends = None
    elif begins is None or ends is None:
        raise Refused(_("Write from when until when."), field="begins")
    elif begins == ends:
        raise Refused(_("Beginning and end are the same. Choose another hour."), field="ends")
    QuietHours.objects.update_or_create(
        institution_id=by.institution_id,
        member=by,
        defaults={"choice": choice, "begins": begins, "ends": ends},
    )
