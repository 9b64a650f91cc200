"""Who may see what is watched, and who chooses it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


def may_manage(member: Member) -> bool:
    """Whether they choose sources, words and the office's place."""
    return member.may(Permission.MANAGE_WATCH)


def may_work(member: Member) -> bool:
    """Whether they clip, say the tone, and begin answers."""
    return member.may(Permission.READ_WATCH) and member.may(Permission.WRITE_CONTENT)


def require(member: Member, permission: Permission, row: BelongsTo, *, now: datetime) -> None:
    """Raise Refused unless a role allows it on a row of one's own institution."""
    if row.institution_id != member.institution_id:
        raise Refused(_("This belongs to another institution."))
    people.require(member, permission, now=now)


def require_may_read(member: Member, *, now: datetime) -> None:
    """Raise Refused unless they may see news and warnings."""
    people.require(member, Permission.READ_WATCH, now=now)
