"""Who may do what with a case, and why not."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


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
