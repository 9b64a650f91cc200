"""Who may make visuals: those who write content, each institution its own."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import TenantModel
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


def may_make(member: Member) -> bool:
    return member.may(Permission.WRITE_CONTENT)


def require_may_make(member: Member, *, now: datetime, of: TenantModel | None = None) -> None:
    """Raise Refused unless this member may make visuals, and `of` is their own institution's."""
    if of is not None and of.institution_id != member.institution_id:
        raise Refused(_("This belongs to another institution."))
    people.require(member, Permission.WRITE_CONTENT, now=now)
