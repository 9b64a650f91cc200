"""Versions of the clocks: proposed, looked at against open cases, switched on from a day, never changed (R32)."""

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
from pendopo.serve.cases import policies
from pendopo.serve.cases.clocks import SUPERVISORY, Terms, TermsInvalid, national_on
from pendopo.serve.cases.models import ClockVersion
from pendopo.serve.cases.states import CaseKind

CALLED: Final[Mapping[str, object]] = {
    "verify_days": gettext_lazy("Days to verify"),
    "follow_up_days": gettext_lazy("Days to state the follow-up"),
    CaseKind.COMPLAINT: gettext_lazy("Days to resolve a complaint"),
    CaseKind.ASPIRATION: gettext_lazy("Days to resolve an aspiration"),
    CaseKind.INQUIRY: gettext_lazy("Days to answer an inquiry"),
    SUPERVISORY: gettext_lazy("Days to resolve a complaint with supervisory content"),
}


@transaction.atomic
def propose_clocks(
    *, title: str, source: str, valid_from: date, terms: Mapping[str, object], by: Member, now: datetime
) -> ClockVersion:
    """Write down a version to look at; it counts for nothing until it is switched on. Raises Refused."""
    policies.require(by, Permission.MANAGE_CASE_RULES, by, now=now)
    house = structure.institution(by.institution_id)
    today = structure.zone_of(house).day_of(now)
    versions.require_begins(title=title, source=source, valid_from=valid_from, today=today)
    nation = national_on(valid_from)
    try:
        read = Terms.read({**nation.terms.written(), **terms})
    except TermsInvalid as error:
        raise Refused(_("These clocks can't be read: %(why)s") % {"why": error}) from error
    if over := read.longer_than(nation.terms):
        raise Refused(
            _("An office may be faster than the nation's rule and never slower. Shorten: %(which)s.")
            % {"which": ", ".join(str(CALLED[name]) for name in over)},
            rule="R32",
            field=over[0],
        )
    version = ClockVersion.objects.create(
        institution=house,
        key=nation.key,
        title=title.strip()[:200],
        source=source.strip()[:500],
        valid_from=valid_from,
        terms=read.written(),
        made_at=now,
        made_by=by,
    )
    ledger.write(did="cases.clocks_proposed", by=by, to=version, at=now, words={"title": version.title})
    return version


@transaction.atomic
def switch_on_clocks(*, version: ClockVersion, by: Member, now: datetime) -> None:
    """From its day on, new cases run by this version; open ones keep theirs. Raises Refused."""
    policies.require(by, Permission.MANAGE_CASE_RULES, version, now=now)
    today = structure.zone_of(structure.institution(version.institution_id)).day_of(now)
    versions.switch_on(version, today=today, now=now)
    ledger.write(
        did="cases.clocks_switched_on",
        by=by,
        to=version,
        at=now,
        words={"title": version.title, "day": version.valid_from.isoformat()},
    )


@transaction.atomic
def discard_clocks(*, version: ClockVersion, by: Member, now: datetime) -> None:
    """Throw a proposal away; what was switched on stays for ever. Raises Refused."""
    policies.require(by, Permission.MANAGE_CASE_RULES, version, now=now)
    ledger.write(did="cases.clocks_discarded", by=by, to=version, at=now, words={"title": version.title})
    versions.discard(version)
