"""Who may write rules, and what a rule may do in its owner's name."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.rules.conditions import Then

NEEDED: Final = {"assign": Permission.ASSIGN, "opens_case": Permission.HANDLE_CASES}


def may_manage(member: Member) -> bool:
    return member.may(Permission.MANAGE_INBOX_RULES)


def may_read(member: Member) -> bool:
    """Whether they see whose messages a rule touched, and what was said."""
    return member.may(Permission.READ_INBOX)


def require(member: Member, permission: Permission, row: BelongsTo, *, now: datetime) -> None:
    """Raise Refused unless a role, and a letter where one is needed, allow it on a row of one's own institution."""
    if row.institution_id != member.institution_id:
        raise Refused(_("This belongs to another institution."))
    people.require(member, permission, now=now)


def require_may_manage(member: Member, row: BelongsTo, *, now: datetime) -> None:
    """Raise Refused unless `member` may write this institution's rules."""
    require(member, Permission.MANAGE_INBOX_RULES, row, now=now)


def require_owner_may(owner: Member, then: Then, *, now: datetime) -> None:
    """Raise Refused where a rule would do what its owner may not do by hand."""
    if owner.left_at is not None:
        raise Refused(_("The owner of this rule has left. Somebody else saves it in their own name."))
    people.require(owner, Permission.MANAGE_INBOX_RULES, now=now)
    for name, permission in NEEDED.items():
        if getattr(then, name):
            people.require(owner, permission, now=now)
