"""Versions of the clocks on the screen: listed, proposed, looked at, switched on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases import actions, clocks, queries
from pendopo.serve.cases.forms.rules import ByItself, Propose
from pendopo.serve.cases.models import ClockVersion


@require_http_methods(["GET", "POST"])
def versions(request: Request) -> HttpResponse:
    """The nation's versions and one's own, each with its source; and a form for another."""
    at = now()
    people.require(request.member, Permission.MANAGE_CASE_RULES, now=at)
    today = structure.zone_of(request.member.institution).day_of(at)
    nation = clocks.national_on(today)
    form = Propose(
        request.POST if request.method == "POST" else None,
        initial={"valid_from": today, **Propose.begins(nation.terms)},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            version = actions.propose_clocks(
                title=said["title"],
                source=said["source"],
                valid_from=said["valid_from"],
                terms=form.terms(),
                by=request.member,
                now=at,
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return redirect("cases:clock_version", version.pk)
    return render(
        request,
        "cases/clocks.html",
        {"form": form, "national": clocks.national(), "own": queries.clock_versions(request.member)},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def version(request: Request, clocks_id: int) -> HttpResponse:
    """One version: what it promises, and what it would do to the cases that are open now."""
    at = now()
    people.require(request.member, Permission.MANAGE_CASE_RULES, now=at)
    row = get_object_or_404(ClockVersion.objects.seen_by(request.member), pk=clocks_id)
    refusal = ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "discard":
                actions.discard_clocks(version=row, by=request.member, now=at)
                messages.success(request, _("The proposal is gone."))
                return redirect("cases:clocks")
            actions.switch_on_clocks(version=row, by=request.member, now=at)
            messages.success(request, _("From that day on new cases run by this version."))
            return redirect("cases:clocks")
        except Refused as no:
            refusal = str(no)
    return render(
        request,
        "cases/clock_version.html",
        {
            "version": row,
            "terms": clocks.Terms.read(row.terms),
            "preview": queries.preview(row, request.member, now=at),
            "refusal": refusal,
        },
        status=422 if refusal else 200,
    )


@require_http_methods(["GET", "POST"])
def by_itself(request: Request) -> HttpResponse:
    """What citizens are told by itself when their message becomes a case."""
    at = now()
    people.require(request.member, Permission.MANAGE_CASE_RULES, now=at)
    kept = queries.case_settings(request.member)
    form = ByItself(
        request.POST if request.method == "POST" else None,
        initial={"acknowledges": kept.acknowledges, "acknowledgement": kept.acknowledgement},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_settings(**form.cleaned_data, by=request.member, now=at)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Saved. It counts from the next case on."))
            return redirect("cases:by_itself")
    return render(
        request,
        "cases/by_itself.html",
        {"form": form, "kept": kept if kept.pk else None},
        status=422 if form.errors else 200,
    )
