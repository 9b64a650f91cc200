"""Services on the screen: all of them, one with its standard, and a revision as it was."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from pendopo.institution.people.requests import Request
from pendopo.serve.standards import forms, policies, queries
from pendopo.serve.standards.models import Revision, Service
from pendopo.serve.standards.states import FOURTEEN, Component, RevisionState


@require_GET
def services(request: Request) -> HttpResponse:
    """Every service by name, with what holds and what waits."""
    words = request.GET.get("q", "").strip()[:100]
    shelf = queries.services(request.member, words=words, after=request.GET.get("sesudah", ""))
    return render(
        request,
        "standards/services.html",
        {
            "shelf": shelf,
            "words": words,
            "next": f"?{urlencode({'q': words, 'sesudah': shelf.after})}" if shelf.after else "",
            "is_first": "sesudah" not in request.GET,
            "may_write": policies.may_write(request.member),
            "to_decide": queries.to_decide(request.member),
        },
    )


@require_GET
def service(request: Request, service_id: int) -> HttpResponse:
    """What holds for a service, what is being written, and what held before."""
    one = get_object_or_404(Service.objects.seen_by(request.member).select_related("unit"), pk=service_id)
    held = queries.in_force(one.institution_id, one.pk)
    return render(
        request,
        "standards/service.html",
        {
            "service": one,
            "held": held,
            "parts": parts_of(held),
            "draft": queries.open_draft(request.member, one),
            "history": queries.history(request.member, one),
            "may_write": policies.may_write(request.member),
        },
    )


@require_GET
def revision(request: Request, revision_id: int) -> HttpResponse:
    """One revision, whatever became of it."""
    return revision_page(request, found(request, revision_id))


def revision_page(request: Request, one: Revision, *, status: int = 200, **given: Any) -> HttpResponse:
    """A revision with what may be done with it; a refused form is handed in as `given`."""
    member = request.member
    held = queries.in_force(one.institution_id, one.service_id)
    words = {
        "revision": one,
        "service": one.service,
        "parts": parts_of(one, against=held if one.state != RevisionState.PUBLISHED else None),
        "held": held,
        "missing": one.missing,
        "may_write": policies.may_write(member),
        "may_decide": one.state == RevisionState.IN_REVIEW and policies.may_decide(member, one),
        "why_form": forms.Why(),
        "withdraw_form": forms.Why(),
    }
    return render(request, "standards/revision.html", {**words, **given}, status=status)


def found(request: Request, revision_id: int) -> Revision:
    """The revision, or a page that says it is not there."""
    return get_object_or_404(
        Revision.objects.seen_by(request.member).select_related(
            "service__unit", "author__person", "decided_by__person", "institution"
        ),
        pk=revision_id,
    )


def parts_of(one: Revision | None, *, against: Revision | None = None) -> list[dict[str, Any]]:
    """Each component with its number and its words; what differs from the standard in force is marked."""
    if one is None:
        return []
    numbered = [*enumerate(FOURTEEN, 1), (0, Component.HOURS)]
    return [
        {
            "number": number or None,
            "component": component,
            "text": one.part(component),
            "before": against.part(component) if against else "",
            "is_changed": against is not None and against.part(component) != one.part(component),
        }
        for number, component in numbered
    ]
