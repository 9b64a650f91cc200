"""The pictures of a delivery, for the person who posts it by hand."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from pendopo.broadcast.publishing import queries
from pendopo.broadcast.publishing.drafting import draft_of
from pendopo.institution.people.requests import Request


@require_GET
def picture(request: Request, delivery_id: int, place: int) -> HttpResponse:
    """One picture as it fits the network, to be saved on the phone."""
    try:
        delivery = queries.delivery(request.member, delivery_id)
        one = draft_of(delivery).pictures[max(place, 1) - 1]
    except (ObjectDoesNotExist, IndexError):
        raise Http404 from None
    return HttpResponse(
        one.content,
        content_type=one.kind,
        headers={
            "Content-Disposition": f'attachment; filename="{one.name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
