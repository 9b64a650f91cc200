"""Who may do what about public information, and why not."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.serve.openness.models import ExemptInformation, PublicInfoRequest
from pendopo.serve.openness.states import ExemptionState


def may_see(member: Member) -> bool:
    return member.may(Permission.SEE_OPENNESS)


def may_handle(member: Member) -> bool:
    return member.may(Permission.HANDLE_INFORMATION)


def may_decide(member: Member) -> bool:
    return member.may(Permission.DECIDE_OBJECTIONS)


def may_answer_objection(member: Member, request: PublicInfoRequest) -> bool:
    """The superior, and never whoever decided the request."""
    return (
        member.institution_id == request.institution_id
        and member.may(Permission.DECIDE_OBJECTIONS)
        and member.pk != request.decided_by_id
    )


def may_approve_test(member: Member, test: ExemptInformation) -> bool:
    """Nobody approves their own consequence test."""
    return (
        member.institution_id == test.institution_id
        and member.may(Permission.DECIDE_OBJECTIONS)
        and member.pk != test.written_by_id
    )


def require_may_see(member: Member) -> None:
    if not may_see(member):
        raise Refused(
            _("Your role does not allow this: %(what)s. Ask an administrator for it.")
            % {"what": Permission.SEE_OPENNESS.label}
        )


def require(member: Member, permission: Permission, row: BelongsTo, *, now: datetime) -> None:
    """Raise Refused unless a role and, where it is asked for, a letter allow it (R02), on rows of one's own."""
    if row.institution_id != member.institution_id:
        raise Refused(_("This belongs to another institution."))
    people.require(member, permission, now=now)


def require_may_handle(member: Member, row: BelongsTo, *, now: datetime) -> None:
    """Raise Refused unless `member` is an information officer here, with a letter."""
    require(member, Permission.HANDLE_INFORMATION, row, now=now)


def require_may_draft(member: Member, row: BelongsTo, *, now: datetime) -> None:
    """Whoever answers citizens may make a draft out of what one wrote. Raises Refused."""
    require_may_see(member)
    require(member, Permission.REPLY, row, now=now)


def require_may_answer_objection(member: Member, request: PublicInfoRequest, *, now: datetime) -> None:
    """Raise Refused unless `member` is the superior and did not decide the request themselves (R52)."""
    require(member, Permission.DECIDE_OBJECTIONS, request, now=now)
    if member.pk == request.decided_by_id:
        raise Refused(
            _("You decided this request, so somebody else has to answer the objection. Ask your superior."),
            rule="R52",
        )


def require_may_approve_test(member: Member, test: ExemptInformation, *, now: datetime) -> None:
    """Raise Refused unless `member` is the superior and did not write the test."""
    require(member, Permission.DECIDE_OBJECTIONS, test, now=now)
    if member.pk == test.written_by_id:
        raise Refused(
            _("You wrote this test, so somebody else has to approve it. Ask a colleague."), rule="R51"
        )


def require_may_lift(member: Member, test: ExemptInformation, *, now: datetime) -> None:
    """Raise Refused unless `member` is the superior, or an officer while nobody has approved the test."""
    is_approved = test.state == ExemptionState.APPROVED
    require(
        member, Permission.DECIDE_OBJECTIONS if is_approved else Permission.HANDLE_INFORMATION, test, now=now
    )
