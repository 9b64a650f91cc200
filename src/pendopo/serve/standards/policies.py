"""Who may write standards, and who may say yes to them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.serve.standards.models import Pledge, Revision


def may_write(member: Member) -> bool:
    return member.may(Permission.MANAGE_STANDARDS)


def may_decide(member: Member, revision: Revision) -> bool:
    """Nobody approves a standard they wrote in, and nobody another institution's."""
    return (
        member.institution_id == revision.institution_id
        and member.pk not in revision.writers
        and may_write(member)
    )


def may_decide_pledge(member: Member, pledge: Pledge) -> bool:
    """Nobody approves a pledge they wrote, and nobody another institution's."""
    return (
        member.institution_id == pledge.institution_id and member.pk != pledge.author_id and may_write(member)
    )


def require_may_write(member: Member, row: BelongsTo, *, now: datetime) -> None:
    """Raise Refused unless `member` may write this institution's standards."""
    if row.institution_id != member.institution_id:
        raise Refused(_("This belongs to another institution."))
    people.require(member, Permission.MANAGE_STANDARDS, now=now)


def require_may_decide(member: Member, revision: Revision, *, now: datetime) -> None:
    """Raise Refused unless `member` may say yes or no to this revision."""
    require_may_write(member, revision, now=now)
    if member.pk in revision.writers:
        raise Refused(
            _("You wrote in this standard, so somebody else has to approve it. Ask a colleague."), rule="R10"
        )


def require_may_decide_pledge(member: Member, pledge: Pledge, *, now: datetime) -> None:
    """Raise Refused unless `member` may say yes to this pledge."""
    require_may_write(member, pledge, now=now)
    if member.pk == pledge.author_id:
        raise Refused(
            _("You wrote this pledge, so somebody else has to approve it. Ask a colleague."), rule="R10"
        )
