"""Standards for tests, as short as they can be said."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from pendopo.institution.models import Member
from pendopo.serve.standards import actions
from pendopo.serve.standards.models import Revision, Service
from pendopo.serve.standards.states import Component

numbers = itertools.count(10_001)
NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
COST = "Gratis."


def parts(**said: str) -> dict[str, str]:
    """All fourteen components and the hours, each with something to say."""
    return {one.value: f"Isi {one.value}." for one in Component} | {"cost": COST} | said


def a_service(by: Member, short_name: str = "", **fields: object) -> Service:
    number = next(numbers)
    return actions.add_service(
        **{
            "name": f"Penerbitan {short_name or f'surat {number}'}",
            "short_name": short_name or f"Surat {number}",
            "also_called": "",
            "unit": None,
            "by": by,
            "now": NOW,
            **fields,
        }
    )


def a_draft(
    service: Service, by: Member, *, why: str = "Berubah.", seen: int = 0, now: datetime = NOW, **said: str
) -> Revision:
    return actions.write(service=service, parts=parts(**said), why=why, seen=seen, by=by, now=now)


def in_force(
    service: Service, *, writer: Member, approver: Member, now: datetime = NOW, **said: str
) -> Revision:
    """A standard of a service, written by one and approved by another."""
    draft = a_draft(service, writer, now=now, **said)
    actions.submit(revision=draft, by=writer, now=now)
    actions.publish(revision=draft, by=approver, now=now)
    draft.refresh_from_db()
    return draft
