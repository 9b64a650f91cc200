"""The clocks of public information on the screen: the law's, the office's own, and what a proposal would do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import actions, clocks, forms, policies, queries
from pendopo.serve.openness.in_force import clock_as
from pendopo.serve.openness.models import OwnClock


@require_http_methods(["GET", "POST"])
def versions(request: Request) -> HttpResponse:
    """Every version with its source; and a form for another."""
    policies.require_may_see(request.member)
    at = now()
    today = structure.zone_of(request.member.institution).day_of(at)
    law = clocks.clock_on(today)
    form = forms.ProposeClock(
        request.POST if request.method == "POST" else None,
        initial={"valid_from": today, **{name: getattr(law, name) for name in actions.PROMISED}},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.propose_clock(
                title=said["title"],
                source=said["source"],
                valid_from=said["valid_from"],
                terms={name: said[name] for name in actions.PROMISED},
                by=request.member,
                now=at,
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return redirect("openness:clock", made.pk)
    return render(
        request,
        "openness/clocks.html",
        {
            "form": form if policies.may_handle(request.member) else None,
            "laws": clocks.clocks(),
            "own": queries.own_clocks(request.member),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def version(request: Request, clock_id: int) -> HttpResponse:
    """One version: what it promises, and what it would do to what is open now."""
    policies.require_may_see(request.member)
    at, member = now(), request.member
    row = get_object_or_404(OwnClock.objects.seen_by(member), pk=clock_id)
    refusal = ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "discard":
                actions.discard_clock(version=row, by=member, now=at)
                messages.success(request, _("The proposal is gone."))
                return redirect("openness:clocks")
            actions.switch_on_clock(version=row, by=member, now=at)
            messages.success(request, _("From that day on new requests run by this version."))
            return redirect("openness:clock", row.pk)
        except Refused as no:
            refusal = str(no)
    clock, law = clock_as(row), clocks.clock_of(row.law)
    return render(
        request,
        "openness/clock.html",
        {
            "version": row,
            "terms": [
                (called, getattr(clock, name), getattr(law, name))
                for name, called in actions.PROMISED.items()
            ],
            "preview": queries.clock_preview(row, member, now=at),
            "refusal": refusal,
            "may_decide": policies.may_decide(member),
            "may_handle": policies.may_handle(member),
        },
        status=422 if refusal else 200,
    )
