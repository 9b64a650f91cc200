"""Service standards for everyone: components 1 to 6 of each service in force, and the pledge above them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import override
from django.views.decorators.http import require_safe

from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.web import public
from pendopo.institution.models import Institution
from pendopo.portal.views import render_public
from pendopo.serve.standards import queries


@public
@require_safe
def services(request: HttpRequest, slug: str) -> HttpResponse:
    """Services with a standard in force, by name."""
    institution = get_object_or_404(Institution, slug=slug)
    with acting_for(institution.pk), override(institution.zone):
        words = request.GET.get("q", "").strip()[:100]
        shelf = queries.public_page(institution.pk, words=words, after=request.GET.get("sesudah", ""))
        return render_public(
            request,
            "portal/services.html",
            institution,
            {
                "shelf": shelf,
                "words": words,
                "next": f"?{urlencode({'q': words, 'sesudah': shelf.after})}" if shelf.after else "",
                "pledge": queries.pledge(institution.pk),
            },
        )


@public
@require_safe
def service(request: HttpRequest, slug: str, service_id: int) -> HttpResponse:
    """What is promised about one service, since when."""
    institution = get_object_or_404(Institution, slug=slug)
    with acting_for(institution.pk), override(institution.zone):
        held = queries.in_force(institution.pk, service_id)
        if held is None:
            raise Http404
        return render_public(
            request,
            "portal/service.html",
            institution,
            {"held": held, "service": held.service, "parts": queries.public_parts(held)},
        )


@public
@require_safe
def pledge(request: HttpRequest, slug: str) -> HttpResponse:
    """The office's signed word."""
    institution = get_object_or_404(Institution, slug=slug)
    with acting_for(institution.pk), override(institution.zone):
        held = queries.pledge(institution.pk)
        if held is None:
            raise Http404
        return render_public(request, "portal/pledge.html", institution, {"pledge": held})
