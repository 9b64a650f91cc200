"""What every action of this room does in the same way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pendopo.broadcast.material.models import MaterialRequest
from pendopo.foundation import ledger
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


def held(request: MaterialRequest) -> MaterialRequest:
    """The request as it stands now, held until the transaction ends."""
    return (
        MaterialRequest.objects.seen_by(request)
        .select_for_update(of=("self",))
        .select_related("unit", "institution", "item")
        .get(pk=request.pk)
    )


def enter(
    request: MaterialRequest, did: str, *, now: datetime, by: Member | None = None, **words: Any
) -> None:
    """One entry in the ledger about a request."""
    ledger.write(
        did=did,
        by=by,
        institution_id=request.institution_id,
        to=request,
        at=now,
        words={"title": request.title, "unit": request.unit.called, **words},
    )


def about(request: MaterialRequest, *, now: datetime) -> dict[str, Any]:
    """What every event of this room says."""
    return {
        "institution_id": request.institution_id,
        "request_id": request.pk,
        "unit_id": request.unit_id,
        "at": now,
    }


def keepers(request: MaterialRequest) -> list[int]:
    """Who hears what a unit sends: whoever asked; when they are gone, everybody who may ask."""
    there = people.members_who_may(request.institution_id, Permission.ASK_MATERIAL)
    asker = list(there.filter(pk=request.by_id).values_list("pk", flat=True))
    return asker or list(there.values_list("pk", flat=True))
