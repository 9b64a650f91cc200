"""The institution's own pages: what it is, how it looks, when it works, and who needs a second factor."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from pendopo.foundation.clock import Zone, known_decrees
from pendopo.foundation.errors import Refused
from pendopo.foundation.ui import colour, fonts
from pendopo.foundation.web import public
from pendopo.institution import forms
from pendopo.institution.people import policies
from pendopo.institution.people import queries as people
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.structure import actions, queries
from pendopo.institution.structure.models import Institution
from pendopo.institution.views.answers import refused


@require_http_methods(["GET", "POST"])
def home(request: Request) -> HttpResponse:
    """What is known of the institution, and the ways from here."""
    institution = request.member.institution
    may_manage = request.member.may(Permission.MANAGE_SETTINGS)
    form = forms.Description(request.POST or None, instance=queries.institution(institution.pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe(**form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            refused(form, no)
        else:
            messages.success(request, _("Saved."))
            return redirect("institution:home")
    return render(
        request,
        "institution/home.html",
        {
            "institution": institution,
            "form": form,
            "may_manage": may_manage,
            "people_count": people.members(institution.pk).count(),
            "unit_count": queries.units(request.member).count(),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def brand(request: Request) -> HttpResponse:
    """Logo, colours and voice."""
    policies.require(request.member, Permission.MANAGE_SETTINGS, now=now())
    institution = request.member.institution
    voice = institution.voice
    initial = {
        "colour": institution.colour,
        "accent": institution.accent,
        "heading_font": fonts.named(institution.heading_font).name,
        "body_font": fonts.named(institution.body_font).name,
        "address": voice.get("address", ""),
        "avoid": "\n".join(voice.get("avoid", [])),
    }
    form = forms.Brand(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        changes: dict[str, Any] = {
            name: said[name] for name in ("colour", "accent", "heading_font", "body_font")
        }
        changes["voice"] = form.voice()
        if said["logo"]:
            changes["logo"] = said["logo"]
        try:
            actions.change_brand(**changes, by=request.member, now=now())
        except Refused as no:
            refused(form, no)
        else:
            messages.success(request, _("The brand was saved."))
            return redirect("institution:brand")
    return render(
        request,
        "institution/brand.html",
        {"institution": institution, "form": form, **_shown(form["colour"].value(), institution.colour)},
        status=422 if form.errors else 200,
    )


@require_GET
def brand_preview(request: Request) -> HttpResponse:
    """How a colour will look, by day and by night, before it is saved."""
    return render(
        request,
        "institution/brand.html#preview",
        _shown(request.GET.get("colour"), request.member.institution.colour),
    )


def _shown(written: Any, kept: str) -> dict[str, Any]:
    try:
        chosen = colour.parse(str(written or kept)).hex
    except colour.NotAColour:
        chosen = kept
    day, night = (colour.theme_for(chosen, dark=dark) for dark in (False, True))
    return {
        "chosen": chosen,
        "day": {"colour": day["--color-primary"], "ink": day["--color-primary-content"]},
        "night": {"colour": night["--color-primary"], "ink": night["--color-primary-content"]},
        "is_moved": day["--color-primary"] != chosen,
    }


@public
@require_GET
@cache_control(public=True, max_age=3600)
def logo(request: HttpRequest, slug: str) -> FileResponse:
    """The logo, for every page that carries it."""
    institution = get_object_or_404(Institution, slug=slug)
    if not institution.logo:
        raise Http404
    return FileResponse(institution.logo.open("rb"), content_type="image/png")


@require_http_methods(["GET", "POST"])
def working_days(request: Request) -> HttpResponse:
    """When the office works, beside what the decree says."""
    may_manage = request.member.may(Permission.MANAGE_SETTINGS)
    institution = queries.institution(request.member.institution_id)
    calendar = queries.calendar_of(institution)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    week = forms.Week(request.POST if asked == "week" else None, week=calendar.hours)
    special = forms.SpecialDay(request.POST if asked == "add_day" else None)
    meanwhile = forms.Meanwhile(
        request.POST if asked == "add_hours" else None, week=calendar.hours, prefix="meanwhile"
    )
    form = {"week": week, "add_day": special, "add_hours": meanwhile}.get(asked)
    changes: dict[str, Any] | None = None
    if asked.startswith("remove:"):
        changes = _without(institution, asked)
    elif form is not None and form.is_valid():
        changes = _with(institution, asked, form)
    if changes is not None:
        try:
            actions.change_working_days(**changes, by=request.member, now=now())
        except Refused as no:
            if form is None:
                messages.error(request, str(no))
            else:
                refused(form, no)
        else:
            messages.success(request, _("Saved. Promises from now on are reckoned with it."))
            return redirect("institution:working_days")
    year = _year(request, Zone(institution.zone).day_of(now()))
    return render(
        request,
        "institution/working_days.html",
        {
            "week": week,
            "special": special,
            "meanwhile": meanwhile,
            "institution": institution,
            "calendar": calendar,
            "special_days": _special_days(institution),
            "year": year,
            "decreed": known_decrees().days_in(year),
            "decree": known_decrees().of(year),
            "is_estimate": calendar.is_estimate(year),
            "working_days": calendar.working_days_in(year),
            "may_manage": may_manage,
        },
        status=422 if form is not None and form.errors else 200,
    )


def _with(institution: Institution, asked: str, form: Any) -> dict[str, Any]:
    said = form.cleaned_data
    if asked == "week":
        hours = form.hours()
        return {"office_hours": hours, "six_days": "5" in hours}
    if asked == "add_hours":
        one = {
            "first": said["first"].isoformat(),
            "last": said["last"].isoformat(),
            "name": said["name"],
            "hours": form.hours(),
        }
        return {"hours_instead": [*institution.hours_instead, one]}
    kind = said["kind"]
    if kind == "worked_days":
        return {"worked_days": sorted({*institution.worked_days, said["on"].isoformat()})}
    day = {"on": said["on"].isoformat(), "name": said["name"], "yearly": said["yearly"]}
    others = [one for one in getattr(institution, kind) if one["on"] != day["on"]]
    return {kind: sorted([*others, day], key=lambda one: one["on"])}


def _without(institution: Institution, asked: str) -> dict[str, Any]:
    _remove, kind, on = [*asked.split(":", 2), "", ""][:3]
    if kind not in {"closed_days", "regional_holidays", "worked_days", "hours_instead"}:
        raise Http404
    kept = getattr(institution, kind)
    name = {"hours_instead": "first"}.get(kind, "on")
    return {kind: [one for one in kept if (one if isinstance(one, str) else one[name]) != on]}


def _special_days(institution: Institution) -> list[dict[str, Any]]:
    kinds = dict(forms.SpecialDay.base_fields["kind"].choices)  # type: ignore[attr-defined]
    found = [
        {**one, "on": date.fromisoformat(one["on"]), "kind": kind, "label": kinds[kind]}
        for kind in ("closed_days", "regional_holidays")
        for one in getattr(institution, kind)
    ]
    found += [
        {"on": date.fromisoformat(day), "name": "", "kind": "worked_days", "label": kinds["worked_days"]}
        for day in institution.worked_days
    ]
    return sorted(found, key=lambda one: one["on"])


def _year(request: Request, today: date) -> int:
    try:
        year = int(request.GET.get("tahun", ""))
    except ValueError:
        return today.year
    return year if 2000 <= year <= 2100 else today.year


@require_http_methods(["GET", "POST"])
def security(request: Request) -> HttpResponse:
    """Whose roles must have a second factor, and who has none yet."""
    policies.require(request.member, Permission.MANAGE_SETTINGS, now=now())
    institution = request.member.institution
    form = forms.SecondFactor(request.POST or None, initial={"roles": institution.requires_second_factor})
    if request.method == "POST" and form.is_valid():
        try:
            actions.require_second_factor(roles=form.cleaned_data["roles"], by=request.member, now=now())
        except Refused as no:
            refused(form, no)
        else:
            messages.success(request, _("Saved."))
            return redirect("institution:security")
    found = list(people.members(institution.pk))
    secured = set(
        Authenticator.objects.filter(user__in=[one.person_id for one in found]).values_list(
            "user_id", flat=True
        )
    )
    return render(
        request,
        "institution/security.html",
        {
            "form": form,
            "lines": [
                {
                    "member": one,
                    "is_secured": one.person_id in secured,
                    "is_asked": bool(
                        one.role_set & {Role(role) for role in institution.requires_second_factor}
                    ),
                }
                for one in found
            ],
            "people_count": len(found),
            "secured_count": sum(one.person_id in secured for one in found),
        },
    )
