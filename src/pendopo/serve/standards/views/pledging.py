"""The pledge on the screen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.serve.standards import actions, forms, policies, queries
from pendopo.serve.standards.models import Pledge


@require_http_methods(["GET", "POST"])
def pledge(request: Request) -> HttpResponse:
    """What is pledged, what waits for an approval, and a place for another."""
    member = request.member
    held = queries.pledge(member.institution_id)
    form = forms.PledgeText(request.POST or None, initial={"text": held.text if held else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_pledge(**form.cleaned_data, by=member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("A colleague is asked to approve it."))
            return redirect("standards:pledge")
    proposed = queries.proposed_pledge(member)
    return render(
        request,
        "standards/pledge.html",
        {
            "held": held,
            "proposed": proposed,
            "form": form,
            "may_write": policies.may_write(member),
            "may_decide": proposed is not None and policies.may_decide_pledge(member, proposed),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def publish(request: Request, pledge_id: int) -> HttpResponse:
    """Say yes to it."""
    one = get_object_or_404(Pledge.objects.seen_by(request.member), pk=pledge_id)
    try:
        actions.publish_pledge(pledge=one, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("Approved. Citizens can read the pledge."))
    return redirect("standards:pledge")
