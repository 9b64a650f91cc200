"""Official warnings on the screen."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request
from pendopo.listen.watch import policies, queries
from pendopo.listen.watch.models import OfficialWarning


@require_GET
def index(request: Request) -> HttpResponse:
    """All warnings that concern us; those that don't, too, where somebody asks for them."""
    policies.require_may_read(request.member, now=now())
    shows_all = request.GET.get("tampil") == "semua"
    rows, older = queries.warnings(
        request.member,
        all_of_them=shows_all,
        before=number_in(request.GET.get("sebelum", "")) or 0,
    )
    return render(
        request,
        "watch/warnings.html",
        {
            "warnings": [(row, queries.reasons_said(row)) for row in rows],
            "older": older,
            "shows_all": shows_all,
            "has_place": queries.settings_of(request.member).latitude is not None,
            "may_manage": policies.may_manage(request.member),
        },
    )


@require_GET
def warning(request: Request, warning_id: int) -> HttpResponse:
    """One warning: what its sender states, until when, why it concerns us, and where its draft is."""
    policies.require_may_read(request.member, now=now())
    try:
        row = queries.warning(request.member, warning_id)
    except OfficialWarning.DoesNotExist:
        raise Http404 from None
    return render(
        request,
        "watch/warning.html",
        {
            "warning": row,
            "reasons": queries.reasons_said(row),
            "followed_by": row.followed_by.order_by("id"),
            "is_over": row.ends_at <= now(),
        },
    )
