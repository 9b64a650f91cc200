"""An office's own clocks: proposed, looked at against open requests, switched on by the superior, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.foundation import ledger
from pendopo.foundation.clock import versions
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import clocks, policies
from pendopo.serve.openness.models import OwnClock
from pendopo.serve.openness.models.clocks import OFFICES

# What an office may promise faster than the law. The windows of the applicant are not the office's to shorten.
PROMISED: Final = {
    "notice": gettext_lazy("Working days to the written notice"),
    "extension": gettext_lazy("Working days of an extension"),
    "objection_answer": gettext_lazy("Working days to the superior's answer"),
}


@transaction.atomic
def propose_clock(
    *, title: str, source: str, valid_from: date, terms: Mapping[str, int], by: Member, now: datetime
) -> OwnClock:
    """Write down a version to look at; it counts for nothing until it is switched on. Raises Refused."""
    policies.require_may_handle(by, by, now=now)
    house = structure.institution(by.institution_id)
    today = structure.zone_of(house).day_of(now)
    versions.require_begins(title=title, source=source, valid_from=valid_from, today=today)
    law = clocks.clock_on(valid_from)
    said = {name: int(terms.get(name, getattr(law, name))) for name in PROMISED}
    for name, days in said.items():
        if not 1 <= days <= getattr(law, name):
            raise Refused(
                _(
                    "At least one day, and at most %(most)s: an office may be faster than the law, never slower."
                )
                % {"most": getattr(law, name)},
                rule="R50",
                field=name,
            )
    # Two who propose at once wait for each other here.
    own = OwnClock.objects.select_for_update().filter(institution=house).order_by("-number")[:1]
    last = own[0].number if own else OFFICES - 1
    made = OwnClock.objects.create(
        institution=house,
        number=last + 1,
        law=law.version,
        title=title.strip()[:200],
        source=source.strip()[:500],
        valid_from=valid_from,
        terms=said,
        made_at=now,
        made_by=by,
    )
    ledger.write(did="openness.clock_proposed", by=by, to=made, at=now, words={"title": made.title})
    return made


@transaction.atomic
def switch_on_clock(*, version: OwnClock, by: Member, now: datetime) -> None:
    """From its day on new requests run by it; open ones keep theirs. The superior decides. Raises Refused."""
    policies.require(by, Permission.DECIDE_OBJECTIONS, version, now=now)
    today = structure.zone_of(structure.institution(version.institution_id)).day_of(now)
    versions.switch_on(version, today=today, now=now)
    ledger.write(
        did="openness.clock_switched_on",
        by=by,
        to=version,
        at=now,
        words={"title": version.title, "day": version.valid_from.isoformat()},
    )


@transaction.atomic
def discard_clock(*, version: OwnClock, by: Member, now: datetime) -> None:
    """Throw a proposal away. Raises Refused."""
    policies.require_may_handle(by, version, now=now)
    ledger.write(did="openness.clock_discarded", by=by, to=version, at=now, words={"title": version.title})
    versions.discard(version)
