"""The case an address names, for those who may see it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from pendopo.institution.people.requests import Request
from pendopo.serve.cases import policies
from pendopo.serve.cases.models import Case


def found(request: Request, case_id: int) -> Case:
    """The case, or a page that says it is not there."""
    policies.require_may_see(request.member)
    return get_object_or_404(
        Case.objects.seen_by(request.member).select_related(
            "unit",
            "reported_unit",
            "keeper__person",
            "clocks",
            "institution",
            "conversation__account",
            "conversation__citizen",
            "joined_to",
        ),
        pk=case_id,
    )
