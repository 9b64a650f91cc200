"""The front page: what people come for, in their words, and what is new. It weighs little: no picture, no script of its own."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import override
from django.views.decorators.http import require_safe

from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.web import public
from pendopo.institution.models import Institution
from pendopo.portal import queries
from pendopo.portal.views import render_public
from pendopo.serve.openness import queries as openness
from pendopo.serve.standards import queries as standards

NEWS: Final = 5
SERVICES: Final = 6


@public
@require_safe
def front(request: HttpRequest, slug: str) -> HttpResponse:
    """Where everything begins, also on the first day, when there is no news yet."""
    institution = get_object_or_404(Institution, slug=slug)
    with acting_for(institution.pk), override(institution.zone):
        articles = queries.news(institution, before=None)[:NEWS]
        for one in articles:
            one.institution = institution
        services = standards.public_page(institution.pk, most=SERVICES).services
        return render_public(
            request,
            "portal/front.html",
            institution,
            {
                "articles": articles,
                "services": services,
                "pledge": standards.pledge(institution.pk),
                "info_pledge": openness.pledge(institution),
            },
        )
