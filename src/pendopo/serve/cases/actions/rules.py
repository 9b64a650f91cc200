"""Versions of the clocks: proposed, looked at against open cases, switched on from a day, never changed (R32)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.foundation import ledger
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
    if not title.strip():
        raise Refused(_("Give the version a name."), field="title")
    if not source.strip():
        raise Refused(_("Write which rule it stands on: decree, number and year."), field="source")
    house = structure.institution(by.institution_id)
    if valid_from < structure.zone_of(house).day_of(now):
        raise Refused(
            _("A version begins today or later: what came before keeps its own."), field="valid_from"
        )
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
    row = ClockVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if row.switched_on_at is not None:
        raise Refused(_("This version is switched on already."))
    today = structure.zone_of(structure.institution(row.institution_id)).day_of(now)
    if row.valid_from < today:
        raise Refused(_("Its day has passed. Propose it again from today or later."), field="valid_from")
    row.switched_on_at = now
    try:
        with transaction.atomic():
            row.save(update_fields=["switched_on_at"])
    except IntegrityError as error:
        raise Refused(
            _("Another version begins on the same day. Propose this one from another day."),
            field="valid_from",
        ) from error
    ledger.write(
        did="cases.clocks_switched_on",
        by=by,
        to=row,
        at=now,
        words={"title": row.title, "day": row.valid_from.isoformat()},
    )
    version.refresh_from_db()


@transaction.atomic
def discard_clocks(*, version: ClockVersion, by: Member, now: datetime) -> None:
    """Throw a proposal away; what was switched on stays for ever. Raises Refused."""
    policies.require(by, Permission.MANAGE_CASE_RULES, version, now=now)
    row = ClockVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if row.switched_on_at is not None:
        raise Refused(_("Cases keep this version, so it can't be thrown away. Propose another instead."))
    ledger.write(did="cases.clocks_discarded", by=by, to=row, at=now, words={"title": row.title})
    row.delete()
