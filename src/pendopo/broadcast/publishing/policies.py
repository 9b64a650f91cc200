"""Who may steer what goes out."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.broadcast.publishing.models import Delivery
from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


def may_steer(member: Member, delivery: Delivery) -> bool:
    """Whether their roles let them decide about this delivery: those who answer steer answers."""
    return member.may(_steers(delivery))


def require_may_steer(member: Member, delivery: Delivery, *, now: datetime) -> None:
    """Raise Refused unless this member may decide what becomes of a delivery of their own institution."""
    _require_own(member, delivery)
    people.require(member, _steers(delivery), now=now)


def require_may_take_down(member: Member, delivery: Delivery, *, now: datetime) -> None:
    """Raise Refused unless this member may take down what stands."""
    _require_own(member, delivery)
    people.require(member, Permission.TAKE_DOWN, now=now)


def require_may_stop(member: Member, *, now: datetime) -> None:
    """Raise Refused unless this member may stop everything, or let it go on (R17)."""
    people.require(member, Permission.STOP_ALL, now=now)


def _steers(delivery: Delivery) -> Permission:
    return Permission.REPLY if delivery.said.get("in_reply_to") else Permission.SCHEDULE


def _require_own(member: Member, delivery: Delivery) -> None:
    if member.institution_id != delivery.institution_id:
        raise Refused(_("This belongs to another institution."))
