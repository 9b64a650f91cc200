"""Who may do what with a case, and why not."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.models import OrgUnit
from pendopo.serve.cases.models import Case


def require(member: Member, permission: Permission, row: BelongsTo, *, now: datetime) -> None:
    """Raise Refused unless a role and, where it is asked for, a letter allow it (R02), on rows of one's own."""
    if row.institution_id != member.institution_id:
        raise Refused(_("This belongs to another institution."))
    people.require(member, permission, now=now)


def may_see(member: Member) -> bool:
    return member.may(Permission.SEE_CASES)


def may_handle(member: Member) -> bool:
    return member.may(Permission.HANDLE_CASES)


def require_may_see(member: Member) -> None:
    if not may_see(member):
        raise Refused(
            _("Your role does not allow this: %(what)s. Ask an administrator for it.")
            % {"what": Permission.SEE_CASES.label}
        )


def may_be_asked(unit: OrgUnit, case: Case) -> bool:
    """Whether a unit may answer a case: it is open, and neither the one complained of nor below it (R33)."""
    if unit.institution_id != case.institution_id or unit.closed_at is not None:
        return False
    if case.reported_unit is not None and structure.is_below(unit, case.reported_unit):
        return False
    return case.known_to is None or is_on_list(unit, case)


def is_on_list(unit: OrgUnit, case: Case) -> bool:
    """Whether somebody of the unit, or of one below it, is on the list of those who need to know (R33)."""
    members = Member.objects.seen_by(case).filter(pk__in=case.known_to or ()).select_related("unit")
    return any(one.unit is not None and structure.is_below(one.unit, unit) for one in members)


def require_may_be_asked(unit: OrgUnit, case: Case) -> None:
    """Raise Refused with what to do instead."""
    if unit.institution_id != case.institution_id:
        raise Refused(_("This belongs to another institution."))
    if unit.closed_at is not None:
        raise Refused(_("This unit is closed. Choose another."), field="unit")
    if case.known_to is not None and not is_on_list(unit, case):
        raise Refused(
            _("Nobody of this unit is on the list of those who need to know. Put somebody on it first."),
            rule="R33",
            field="unit",
        )
    if not may_be_asked(unit, case):
        raise Refused(
            _("The complaint is about this unit, so it can't be the one to answer. Choose another."),
            rule="R33",
            field="unit",
        )
