"""Pillars, campaigns, lanes, and what the rules know of the office: the plan behind the content."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.broadcast.content import actions, forms, office
from pendopo.broadcast.content.lanes import packaged_lanes
from pendopo.broadcast.content.models import Campaign, OfficeRules, Pillar
from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission


@require_GET
def index(request: Request) -> HttpResponse:
    """Everything the office plans along, on one page."""
    office_id = request.member.institution_id
    return render(
        request,
        "content/plan.html",
        {
            "pillars": Pillar.objects.seen_by(request.member),
            "campaigns": Campaign.objects.seen_by(request.member),
            "lanes": office.lanes_of(office_id).values(),
            "elections": office.elections_of(OfficeRules.objects.seen_by(request.member).first()),
            "may_plan": request.member.may(Permission.MANAGE_PLAN),
            "may_set": request.member.may(Permission.MANAGE_SETTINGS),
        },
    )


@require_http_methods(["GET", "POST"])
def pillar(request: Request, pillar_id: int = 0) -> HttpResponse:
    """Make a pillar, or change one."""
    kept = get_object_or_404(Pillar.objects.seen_by(request.member), pk=pillar_id) if pillar_id else None
    form = forms.PillarForm(request.POST or None, initial=_initial(kept, forms.PillarForm))
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_pillar(pillar=kept, by=request.member, now=now(), **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("content:plan")
    return render(
        request,
        "content/plan_form.html",
        {"form": form, "title": kept.name if kept else _("New pillar")},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def campaign(request: Request, campaign_id: int = 0) -> HttpResponse:
    """Make a campaign, or change one."""
    kept = (
        get_object_or_404(Campaign.objects.seen_by(request.member), pk=campaign_id) if campaign_id else None
    )
    form = forms.CampaignForm(request.POST or None, initial=_initial(kept, forms.CampaignForm))
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_campaign(campaign=kept, by=request.member, now=now(), **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("content:plan")
    return render(
        request,
        "content/plan_form.html",
        {"form": form, "title": kept.name if kept else _("New campaign")},
        status=422 if form.errors else 200,
    )


def _initial(
    kept: Pillar | Campaign | None, form: type[forms.PillarForm | forms.CampaignForm]
) -> dict[str, Any]:
    if kept is None:
        return {}
    known = {name: getattr(kept, name) for name in form.base_fields if hasattr(kept, name)}
    return known | {"is_closed": kept.closed_at is not None}


@require_http_methods(["GET", "POST"])
def lane(request: Request, key: str) -> HttpResponse:
    """Change the steps of a lane."""
    if key not in packaged_lanes():
        raise Http404
    shown = office.lane_of(request.member.institution_id, key)
    form = forms.LaneForm(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_lane(key=key, steps=form.steps(), by=request.member, now=now())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Saved. Rounds that run already keep their steps."))
            return redirect("content:plan")
    return render(
        request,
        "content/plan_form.html",
        {"form": form, "title": shown.label, "intro": shown.about, "columns": True},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def election(request: Request) -> HttpResponse:
    """Enter an election period with its candidates (R14)."""
    form = forms.ElectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        known = OfficeRules.objects.seen_by(request.member).first()
        try:
            actions.change_office_rules(
                elections=[*(known.elections if known else []), form.period()], by=request.member, now=now()
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(
                request, _("Saved. In this time the names are looked for, and a second person approves.")
            )
            return redirect("content:plan")
    return render(
        request,
        "content/plan_form.html",
        {"form": form, "title": _("Election period")},
        status=422 if form.errors else 200,
    )


@require_POST
def drop_election(request: Request, number: int) -> HttpResponse:
    """Take an election period out."""
    known = OfficeRules.objects.seen_by(request.member).first()
    periods = list(known.elections) if known else []
    if number >= len(periods):
        raise Http404
    del periods[number]
    try:
        actions.change_office_rules(elections=periods, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    return redirect("content:plan")


@require_http_methods(["GET", "POST"])
def listed(request: Request) -> HttpResponse:
    """What the office itself publishes, and what must never be (R15)."""
    known = OfficeRules.objects.seen_by(request.member).first()
    form = forms.ListedForm(request.POST or None, initial=forms.ListedForm.of(known))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_office_rules(**form.facts(), by=request.member, now=now())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("content:plan")
    return render(
        request,
        "content/plan_form.html",
        {"form": form, "title": _("Listed numbers and exempt information")},
        status=422 if form.errors else 200,
    )
