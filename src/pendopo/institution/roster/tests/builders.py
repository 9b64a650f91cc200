"""Shifts for tests, as short as they can be said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pendopo.foundation.clock import Zone
from pendopo.institution.models import Member
from pendopo.institution.roster.models import Shift

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)  # Wednesday, 10.00 WIB: the office is open
NIGHT = datetime(2026, 11, 25, 15, tzinfo=UTC)  # 22.00 WIB: it is closed


def a_shift(member: Member, *, begins: datetime = NOW, hours: float = 8, **fields: object) -> Shift:
    """Somebody on duty from an instant on."""
    return Shift.objects.create(
        institution_id=member.institution_id,
        member=member,
        begins_on=Zone(member.institution.zone).day_of(begins),
        begins_at=begins,
        ends_at=begins + timedelta(hours=hours),
        **fields,
    )
