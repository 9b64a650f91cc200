"""Service standards of the regency, in every state of their life, and the pledge above them."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.desk.demo.house import Office
from pendopo.desk.demo.services import (
    BEFORE,
    DEARER,
    ONLINE,
    PLEDGES,
    QUOTING,
    SERVICES,
    SIGNED_BY,
    WHY_DEARER,
    WHY_ENDED,
    WHY_FASTER,
    WHY_ONLINE,
)
from pendopo.institution.people.roles import Role
from pendopo.listen.inbox import actions as inbox
from pendopo.serve.standards import actions as standards
from pendopo.serve.standards.models import Revision, Service


def promise(office: Office, *, now: datetime) -> None:
    """Six services: one was made faster, one shall cost more, one is being written on, one has ended."""
    writer, approver = office.members[Role.EDITOR], office.members[Role.APPROVER]
    then = now - timedelta(days=150)
    made: list[Service] = []
    for one in SERVICES:
        service = standards.add_service(
            name=one.name,
            short_name=one.short_name,
            also_called=one.also_called,
            unit=office.units[one.unit],
            by=writer,
            now=then,
        )
        parts = one.components | ({"time": BEFORE} if one is SERVICES[0] else {})
        _in_force(office, _written(office, service, parts, now=then), now=then + timedelta(days=2))
        made.append(service)
    for title, text in QUOTING:
        inbox.save_saved_reply(title=title, text=text, by=office.members[Role.OPERATOR], now=then)
    identity, _family, _birth, water, health, digging = made
    faster = now - timedelta(days=24)
    revision = _written(office, identity, SERVICES[0].components, why=WHY_FASTER, now=faster)
    _in_force(office, revision, now=faster + timedelta(days=1))
    dearer = SERVICES[3].components | {"cost": DEARER}
    asked = _written(office, water, dearer, why=WHY_DEARER, now=now - timedelta(days=2))
    standards.submit(revision=asked, by=writer, now=now - timedelta(days=1))
    _written(office, health, SERVICES[4].components | {"procedure": ONLINE}, why=WHY_ONLINE, now=now)
    ended = Revision.objects.get(service=digging)
    standards.withdraw(revision=ended, why=WHY_ENDED, by=approver, now=now - timedelta(days=20))
    _pledge(office, now=now)


def _written(
    office: Office, service: Service, parts: dict[str, str], *, why: str = "", now: datetime
) -> Revision:
    by = office.members[Role.EDITOR]
    return standards.write(service=service, parts=parts, why=why, seen=0, by=by, now=now)


def _in_force(office: Office, revision: Revision, *, now: datetime) -> None:
    standards.submit(revision=revision, by=office.members[Role.EDITOR], now=now)
    standards.publish(revision=revision, by=office.members[Role.APPROVER], now=now)


def _pledge(office: Office, *, now: datetime) -> None:
    signed_by, position = SIGNED_BY
    for text, days in zip(PLEDGES, (140, 60, 1), strict=True):
        at = now - timedelta(days=days)
        brought = standards.propose_pledge(
            text=text,
            signed_by=signed_by,
            position=position,
            signed_on=at.date(),
            by=office.members[Role.EDITOR],
            now=at,
        )
        if days > 1:
            standards.publish_pledge(pledge=brought, by=office.members[Role.APPROVER], now=at)
