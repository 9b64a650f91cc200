"""What holds publishing back now. The menu and the desk's lines both show it; a request asks for it once."""

from __future__ import annotations

from dataclasses import dataclass

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.content.models import Crisis
from pendopo.broadcast.publishing import queries as publishing
from pendopo.broadcast.publishing.models import Stop
from pendopo.institution.people.models import Member


@dataclass(frozen=True, kw_only=True)
class Switches:
    """The stop and the crisis that are on; None: off."""

    stop: Stop | None
    crisis: Crisis | None


def switches_of(member: Member) -> Switches:
    """How the switches of a member's office stand."""
    return Switches(
        stop=publishing.stopped(member.institution_id), crisis=content.crisis(member.institution_id)
    )
