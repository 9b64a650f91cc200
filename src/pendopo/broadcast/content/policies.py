"""Who may write, and who may decide; each answer is '' or the reason why not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.broadcast.content.lanes import NEUTRALITY
from pendopo.broadcast.content.models import ContentItem, ReviewStep
from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission, Role


def why_not_write(member: Member, item: ContentItem) -> str:
    """Writers of the item's unit, of no unit, and reviewers; never another institution's."""
    if member.institution_id != item.institution_id:
        return _("This item belongs to another institution.")
    if not member.may(Permission.WRITE_CONTENT):
        return _("Your role does not allow writing. You can leave a comment.")
    if (
        item.owner_unit_id is None
        or member.unit_id is None
        or member.unit_id == item.owner_unit_id
        or member.pk == item.made_by_id
        or member.may(Permission.REVIEW_CONTENT)
    ):
        return ""
    return _("This item belongs to another unit. Leave a comment for its author instead.")


def may_write(member: Member, item: ContentItem) -> bool:
    return not why_not_write(member, item)


def require_may_write(member: Member, item: ContentItem) -> None:
    """Raise Refused unless `member` may change this item."""
    if why := why_not_write(member, item):
        raise Refused(why)


def takes(member: Member, role: str) -> bool:
    """Whether a step of this role is theirs by their own roles."""
    match role:
        case Role.EDITOR:
            return member.may(Permission.REVIEW_CONTENT)
        case Role.APPROVER:
            return member.may(Permission.APPROVE_CONTENT)
        case _:
            return member.is_here and Role(role) in member.role_set


def why_not_decide(
    member: Member, step: ReviewStep, *, writers: Collection[int], decided: Collection[int] = ()
) -> str:
    """Nobody decides about their own words (R10), nor twice where a second person is asked for.

    `writers` wrote a version since the last approval; `decided` took an earlier step of approval.
    """
    if member.institution_id != step.institution_id:
        return _("This item belongs to another institution.")
    if not takes(member, step.role):
        return _("This step is taken by: %(role)s.") % {"role": step.get_role_display()}
    if member.pk in writers:
        return _("You wrote part of this yourself, so somebody else has to decide about it.")
    if step.name == NEUTRALITY and member.pk in decided:
        return _("You have approved this already; in an election period a second person has to.")
    return ""


def may_publish_first(member: Member) -> bool:
    """Who may take down may, in the emergency lane, publish before the approval (R10)."""
    return member.may(Permission.SCHEDULE) and member.may(Permission.TAKE_DOWN)


def require_letter_to_decide(member: Member, step: ReviewStep, *, now: datetime) -> None:
    """An approval speaks in the office's name and needs a letter (R02); a review does not."""
    wanted = Permission.REVIEW_CONTENT if step.role == Role.EDITOR else Permission.APPROVE_CONTENT
    people.require(member, wanted, now=now)
