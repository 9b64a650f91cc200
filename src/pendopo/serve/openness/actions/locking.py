"""The row as it is now, and nobody else's until the transaction ends."""

from __future__ import annotations

from pendopo.serve.openness.models import Objection, PublicInfoRequest


def locked(request: PublicInfoRequest) -> PublicInfoRequest:
    """A request, held."""
    return (
        PublicInfoRequest.objects.select_for_update(of=("self",))
        .select_related("institution", "applicant")
        .get(institution_id=request.institution_id, pk=request.pk)
    )


def locked_objection(objection: Objection) -> Objection:
    """An objection, held. Its request is held first, everywhere: so nobody waits in a circle."""
    request = locked(objection.request)
    held = Objection.objects.select_for_update().get(institution_id=request.institution_id, pk=objection.pk)
    held.request = request
    return held
