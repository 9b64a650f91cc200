"""Today's summary, on the screen and as a PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from pendopo.foundation.paper import PDF
from pendopo.institution.people.requests import Request
from pendopo.listen.watch import policies, queries
from pendopo.listen.watch.brief import drawing


@require_GET
def page(request: Request) -> HttpResponse:
    """What the last 24 hours brought."""
    policies.require_may_read(request.member, now=now())
    found = queries.brief(request.member, now())
    return render(
        request,
        "watch/brief.html",
        {
            "brief": found,
            "about_us": [(one, queries.reasons_of(one.reasons)) for one in found.about_us],
            "region": [(one, queries.reasons_of(one.reasons)) for one in found.region],
            "rising": [(one.word, queries.rising_said(one)) for one in found.rising],
        },
    )


@require_GET
def pdf(request: Request) -> HttpResponse:
    """The same, to be printed or sent on."""
    policies.require_may_read(request.member, now=now())
    found = queries.brief(request.member, now())
    drawn = drawing.draw(found, request.member.institution)
    answer = HttpResponse(drawn, content_type=PDF)
    name = f"ringkasan-berita-{drawing.day_of(found, request.member.institution):%Y-%m-%d}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
