"""Cases for tests, as short as they can be said."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.institution.people.models import Member
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.states import CaseKind, Channel

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)  # Wednesday, 10.00 WIB: the office is open


def a_case(by: Member, *, now: datetime = NOW, **fields) -> Case:
    """A case that came over the counter. In the member's own transaction."""
    return actions.open_case(
        **{
            "kind": CaseKind.COMPLAINT,
            "title": "Lampu jalan mati",
            "story": "Lampu jalan di Jalan Melati mati sejak Senin.",
            "channel": Channel.COUNTER,
            "by": by,
            "now": now,
            **fields,
        }
    )
