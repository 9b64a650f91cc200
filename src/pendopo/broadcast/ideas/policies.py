"""Who may write ideas, and who makes something of them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.broadcast.ideas.models import Idea
from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


def may_write(member: Member) -> bool:
    """Whoever makes content, and those who know of something worth it: liaisons, officers, coordinators."""
    return member.may(Permission.WRITE_IDEAS)


def may_decide(member: Member) -> bool:
    """Keep ideas, set them aside, and make content of them."""
    return member.may(Permission.WRITE_CONTENT)


def may_change(member: Member, idea: Idea) -> bool:
    """Those who make content change any; everybody changes their own."""
    return may_decide(member) or (may_write(member) and idea.made_by_id == member.pk)


def require_may_write(member: Member, *, now: datetime) -> None:
    """Raise Refused unless this member may write ideas."""
    people.require(member, Permission.WRITE_IDEAS, now=now)


def require_may_decide(member: Member, idea: Idea, *, now: datetime) -> None:
    """Raise Refused unless this member may say what becomes of an idea of their own institution."""
    require_own(member, idea)
    people.require(member, Permission.WRITE_CONTENT, now=now)


def require_may_change(member: Member, idea: Idea, *, now: datetime) -> None:
    """Raise Refused unless this member may change its words."""
    require_own(member, idea)
    require_may_write(member, now=now)
    if not may_change(member, idea):
        raise Refused(_("This idea is somebody else's. Write one of your own beside it."))


def require_own(member: Member, idea: Idea) -> None:
    """Raise Refused where the idea is another institution's."""
    if member.institution_id != idea.institution_id:
        raise Refused(_("This idea belongs to another institution."))
