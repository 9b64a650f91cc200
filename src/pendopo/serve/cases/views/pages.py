"""The one page that tells a case's whole story."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from pendopo.foundation.personal_data import masked
from pendopo.institution.people.requests import Request
from pendopo.serve.cases import policies, showing
from pendopo.serve.cases.models import Case, Entry


@require_GET
def page(request: Request, case_id: int) -> HttpResponse:
    """What was told, what was done, what the citizen knows, and how much time is left."""
    case = found(request, case_id)
    entries = Entry.objects.seen_by(request.member).filter(case=case).select_related("by__person", "unit")
    return render(
        request,
        "cases/case.html",
        {
            "case": case,
            "title": masked(case.title),
            "story": masked(case.story),
            "entries": [(entry, showing.SENTENCES[entry.what], showing.sentence(entry)) for entry in entries],
            "now": now(),
        },
    )


def found(request: Request, case_id: int) -> Case:
    """The case, or a page that says it is not there."""
    policies.require_may_see(request.member)
    return get_object_or_404(
        Case.objects.seen_by(request.member).select_related(
            "unit", "reported_unit", "keeper__person", "clocks", "institution", "conversation"
        ),
        pk=case_id,
    )
