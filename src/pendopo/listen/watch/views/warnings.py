"""Official warnings on the screen."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from pendopo.foundation.errors import Refused
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request
from pendopo.listen.watch import actions, policies, queries
from pendopo.listen.watch.models import OfficialWarning
from pendopo.listen.watch.states import WarningState


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
            "may_draft": row.state == WarningState.UNDRAFTED
            and row.ends_at > now()
            and policies.may_work(request.member),
        },
    )


@require_POST
def draft(request: Request, warning_id: int) -> HttpResponse:
    """Begin the draft of a warning that could not become one by itself."""
    row = get_object_or_404(OfficialWarning.objects.seen_by(request.member), pk=warning_id)
    try:
        item = actions.draft_by_hand(warning=row, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("watch:warning", row.pk)
    return redirect("content:compose", item.pk)
