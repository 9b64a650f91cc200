"""What the ledger tells of the institution and its people."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind
from pendopo.foundation.ui.templatetags.words import day
from pendopo.institution.structure.models import Rung


def _until(written: str) -> str:
    return day(date.fromisoformat(written)) if written != "-" else "–"


def _rungs(written: list[str]) -> str:
    return ", ".join(str(Rung(one).label) for one in written)


Kind("institution.made", _("%(by)s opened Pendopo for %(name)s."))
Kind("institution.described", _("%(by)s changed what is known of the institution: %(fields)s."))
Kind("institution.brand_changed", _("%(by)s changed the brand: %(fields)s."))
Kind("institution.working_days_changed", _("%(by)s changed working days and office hours."))
Kind("institution.second_factor", _("%(by)s set for whom a second factor is required: %(roles)s."))
Kind("unit.added", _("%(by)s added the unit %(unit)s."))
Kind("unit.changed", _("%(by)s changed the unit %(unit)s."))
Kind("unit.moved", _("%(by)s moved the unit %(unit)s under %(parent)s."))
Kind("unit.closed", _("%(by)s closed the unit %(unit)s."))
Kind(
    "unit.ladder_changed",
    _("%(by)s changed who is reminded of what %(unit)s owes: %(rungs)s."),
    said={"rungs": _rungs},
)
Kind("member.invited", _("%(by)s invited %(name)s as %(roles)s."))
Kind("member.invited_again", _("%(by)s sent %(name)s a new invitation."))
Kind("member.roles_changed", _("%(by)s changed the roles of %(name)s from %(before)s to %(after)s."))
Kind("member.changed", _("%(by)s changed the position of %(name)s."))
Kind("member.moved", _("%(by)s moved %(name)s to the unit %(unit)s."))
Kind("member.renamed", _("%(by)s was called %(before)s until now."))
Kind(
    "member.left",
    _("%(by)s off-boarded %(name)s (%(why)s): roles %(roles)s taken away, %(sessions)s sessions ended."),
)
Kind(
    "member.uncovered_often",
    _(
        "%(by)s uncovered personal data %(many)s times in an hour, over all rooms; more than %(most)s are too many."
    ),
)
Kind("member.uncovered_in_bulk", _("%(by)s took many people's identities out of Pendopo at once."))
Kind(
    "letter.recorded",
    _("%(by)s recorded the assignment letter %(number)s of %(name)s, valid until %(until)s."),
    said={"until": _until},
)
Kind("letter.revoked", _("%(by)s revoked the assignment letter %(number)s of %(name)s: %(why)s"))
Kind("ledger.verified", _("%(by)s had the ledger verified: %(entries)s entries, %(verdict)s."))
