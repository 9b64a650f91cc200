"""Who may do what in the inbox, and why not."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox.models import Block, Reply


def may_read(member: Member) -> bool:
    return member.may(Permission.READ_INBOX)


def may_answer(member: Member) -> bool:
    return member.may(Permission.REPLY)


def may_see_to(member: Member) -> bool:
    """Whether what they looked at has been looked at: by somebody who answers, or hands it to who does."""
    return may_answer(member) or member.may(Permission.ASSIGN)


def may_decide(member: Member, reply: Reply) -> bool:
    """Nobody approves their own words (R10), and nobody those of another institution."""
    return (
        member.institution_id == reply.institution_id
        and member.pk != reply.author_id
        and member.may(Permission.APPROVE_REPLY)
    )


def require(member: Member, permission: Permission, row: BelongsTo, *, now: datetime) -> None:
    """Raise Refused unless a role and, where it is asked for, a letter allow it (R02), on rows of one's own."""
    if row.institution_id != member.institution_id:
        raise Refused(_("This belongs to another institution."))
    people.require(member, permission, now=now)


def require_before_asking(request: Request, permission: Permission, row: BelongsTo, *, now: datetime) -> None:
    """Raise Refused before a form is shown that this member can't send; what was sent is the action's to judge."""
    if request.method == "GET":
        require(request.member, permission, row, now=now)


def require_may_read(member: Member) -> None:
    if not may_read(member):
        raise Refused(
            _("Your role does not allow this: %(what)s. Ask an administrator for it.")
            % {"what": Permission.READ_INBOX.label}
        )


def require_may_set_up(member: Member) -> None:
    """Raise Refused unless they read the inbox, or set up how it works: then they see no word of a citizen there."""
    if not (member.may(Permission.MANAGE_INBOX_RULES) or member.may(Permission.MANAGE_SETTINGS)):
        require_may_read(member)


def require_may_decide(member: Member, reply: Reply, *, now: datetime) -> None:
    """Raise Refused unless `member` may say yes or no to this answer."""
    require(member, Permission.APPROVE_REPLY, reply, now=now)
    if member.pk == reply.author_id:
        raise Refused(
            _("You wrote this answer, so somebody else has to approve it. Ask a colleague."), rule="R10"
        )


def may_decide_block(member: Member, block: Block) -> bool:
    """Whoever asked for a block never decides it (R39), and nobody that of another institution."""
    return (
        member.institution_id == block.institution_id
        and member.pk != block.asked_by_id
        and member.may(Permission.MODERATE)
    )


def require_may_decide_block(member: Member, block: Block, *, now: datetime) -> None:
    """Raise Refused unless `member` is a second person for this block."""
    require(member, Permission.MODERATE, block, now=now)
    if member.pk == block.asked_by_id:
        raise Refused(
            _("You asked for this block, so somebody else has to decide. Ask a colleague."), rule="R39"
        )


def require_may_see_moderation(member: Member) -> None:
    if not member.may(Permission.READ_MODERATION):
        raise Refused(
            _("Your role does not allow this: %(what)s. Ask an administrator for it.")
            % {"what": Permission.READ_MODERATION.label}
        )
