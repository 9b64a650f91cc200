"""The office's own table of which unit gets what."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import policies, routing
from pendopo.serve.cases.models import Route


@transaction.atomic
def keep_route(*, topic: str, place: str = "", unit: OrgUnit, by: Member, now: datetime) -> Route:
    """Have a topic, at a place or everywhere, go to a unit; what stood there before is replaced. Raises Refused."""
    policies.require(by, Permission.MANAGE_CASE_RULES, unit, now=now)
    if not topic.strip():
        raise Refused(_("Write the topic as you write it in cases."), field="topic")
    if unit.closed_at is not None:
        raise Refused(_("This unit is closed. Choose another."), field="unit")
    route, _is_new = Route.objects.seen_by(by).update_or_create(
        institution_id=by.institution_id,
        topic_key=routing.key(topic),
        place_key=routing.key(place),
        defaults={
            "topic": topic.strip()[:100],
            "place": place.strip()[:200],
            "unit": unit,
            "made_at": now,
            "made_by": by,
        },
    )
    ledger.write(
        did="cases.route_kept", by=by, to=route, at=now, words={"topic": _said(route), "unit": unit.name}
    )
    return route


@transaction.atomic
def drop_route(*, route: Route, by: Member, now: datetime) -> None:
    """Take a line out of the table. Raises Refused."""
    policies.require(by, Permission.MANAGE_CASE_RULES, route, now=now)
    ledger.write(did="cases.route_dropped", by=by, to=route, at=now, words={"topic": _said(route)})
    route.delete()


def _said(route: Route) -> str:
    return f"{route.topic} ({route.place})" if route.place else route.topic
