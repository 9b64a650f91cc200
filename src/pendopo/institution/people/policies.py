"""Who may speak in the office's name, and who may manage the people who do."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from pendopo.foundation.clock import Zone
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import AssignmentLetter, Member
from pendopo.institution.people.roles import NEEDS_LETTER, Permission


def has_valid_letter(member: Member, now: datetime) -> bool:
    """Whether an assignment letter covers today, in the office's own time zone (R02)."""
    today = Zone(member.institution.zone).day_of(now)
    return AssignmentLetter.objects.seen_by(member).filter(member=member).valid_on(today).exists()


def require(member: Member, permission: Permission, *, now: datetime) -> None:
    """Raise Refused unless a role allows it, and a letter where one is needed (R02)."""
    if not member.may(permission):
        raise Refused(
            _("Your role does not allow this: %(what)s. Ask an administrator for it.")
            % {"what": Permission(permission).label}
        )
    if permission in NEEDS_LETTER and not has_valid_letter(member, now):
        raise Refused(
            _(
                "You have no valid assignment letter, so you cannot speak in the office's name. "
                "Ask an administrator to record your letter, then try again."
            ),
            rule="R02",
        )


def needs_second_factor(member: Member) -> bool:
    """Whether one of their roles must have a second factor, and they have none yet."""
    asked = set(member.institution.requires_second_factor)
    if not asked & set(member.roles):
        return False
    return not Authenticator.objects.filter(user=member.person).exists()
