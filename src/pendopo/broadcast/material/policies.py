"""Who may ask units for material, and who may take in what came."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.broadcast.material.models import MaterialRequest, StandingCall
from pendopo.foundation.errors import Refused
from pendopo.institution.models import OrgUnit
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


def may_ask(member: Member) -> bool:
    """Whoever writes content may ask units for what belongs into it."""
    return member.may(Permission.ASK_MATERIAL)


def require_may_ask(
    member: Member, about: MaterialRequest | StandingCall | OrgUnit, *, now: datetime
) -> None:
    """Raise Refused unless this member may ask units of their own institution."""
    if about.institution_id != member.institution_id:
        raise Refused(_("This belongs to another institution."))
    people.require(member, Permission.ASK_MATERIAL, now=now)
