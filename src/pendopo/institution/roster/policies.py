"""Who may change the roster, and who may stand in it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import AssignmentLetter, Member
from pendopo.institution.people.roles import Permission


def may_manage(member: Member) -> bool:
    return member.may(Permission.MANAGE_ROSTER)


def require_own_house(member: Member, row: BelongsTo) -> None:
    """Raise Refused unless the row is of the member's institution."""
    if row.institution_id != member.institution_id:
        raise Refused(_("This belongs to another institution."))


def require_may_manage(member: Member, row: BelongsTo, *, now: datetime) -> None:
    """Raise Refused unless this member keeps the roster here."""
    require_own_house(member, row)
    people.require(member, Permission.MANAGE_ROSTER, now=now)


def require_fit_for_duty(member: Member, on: date, *, field: str = "member") -> None:
    """Raise Refused unless `member` may answer citizens, with a letter that covers that day (R02)."""
    if not member.may(Permission.REPLY):
        raise Refused(
            _("%(who)s has no role that may answer citizens. Choose somebody else.") % {"who": member.name},
            field=field,
        )
    if not AssignmentLetter.objects.seen_by(member).filter(member=member).valid_on(on).exists():
        raise Refused(
            _(
                "%(who)s has no assignment letter that covers this day. Have the letter recorded, "
                "or choose somebody else."
            )
            % {"who": member.name},
            rule="R02",
            field=field,
        )
