"""Units: a tree one can read, and a page for each."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution import forms
from pendopo.institution.people import policies
from pendopo.institution.people.models import Member
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import actions, queries
from pendopo.institution.structure.models import OrgUnit
from pendopo.institution.views.answers import refused


@require_GET
def units(request: Request) -> HttpResponse:
    """All units, as they stand under each other."""
    closed = OrgUnit.objects.seen_by(request.member).filter(closed_at__isnull=False)
    return render(
        request,
        "institution/units.html",
        {
            "branches": queries.tree(queries.units(request.member)),
            "closed": closed,
            "may_manage": request.member.may(Permission.MANAGE_UNITS),
            "may_manage_ladder": request.member.may(Permission.MANAGE_CASE_RULES),
        },
    )


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """A new unit."""
    policies.require(request.member, Permission.MANAGE_UNITS, now=now())
    initial = {"parent": request.GET.get("di")}
    form = forms.Unit(request.POST or None, member=request.member, initial=initial)
    if form.is_valid():
        try:
            unit = actions.add_unit(**form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            refused(form, no)
        else:
            messages.success(request, _("%(unit)s was added.") % {"unit": unit.called})
            return redirect("institution:units")
    return render(request, "institution/unit.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def unit(request: Request, unit_id: int) -> HttpResponse:
    """One unit with its people."""
    one = get_object_or_404(OrgUnit.objects.seen_by(request.member).select_related("parent"), pk=unit_id)
    initial = {
        name: getattr(one, name) for name in ("name", "short_name", "parent", "duties", "email", "phone")
    }
    form = forms.Unit(request.POST or None, member=request.member, unit=one, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            with transaction.atomic():  # both, or nothing
                actions.move_unit(unit=one, parent=said.pop("parent"), by=request.member, now=now())
                actions.change_unit(unit=one, **said, by=request.member, now=now())
        except Refused as no:
            refused(form, no)
        else:
            messages.success(request, _("Saved."))
            return redirect("institution:units")
    people = Member.objects.seen_by(request.member).active().filter(unit=one).select_related("person")
    return render(
        request,
        "institution/unit.html",
        {
            "unit": one,
            "form": form,
            "people": people,
            "may_manage": request.member.may(Permission.MANAGE_UNITS) and one.closed_at is None,
            "may_manage_ladder": request.member.may(Permission.MANAGE_CASE_RULES) and one.closed_at is None,
            "ladder": list(queries.ladder(one).values()),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def ladder(request: Request, unit_id: int | None = None) -> HttpResponse:
    """Who is reminded of what a unit owes, step by step; without a unit, those of the whole institution (R32)."""
    policies.require(request.member, Permission.MANAGE_CASE_RULES, now=now())
    one = get_object_or_404(OrgUnit.objects.seen_by(request.member), pk=unit_id) if unit_id else None
    form = forms.Ladder(request.POST or None, known=queries.ladder_of(request.member, one))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_ladder(unit=one, contacts=form.contacts(), by=request.member, now=now())
        except Refused as no:
            refused(form, no)
        else:
            messages.success(request, _("Saved."))
            return redirect("institution:unit", one.pk) if one else redirect("institution:units")
    return render(
        request,
        "institution/ladder.html",
        {"unit": one, "form": form, "in_force": list(queries.ladder(one).values()) if one else []},
        status=422 if form.errors else 200,
    )


@require_POST
def close(request: Request, unit_id: int) -> HttpResponse:
    """A unit is no more."""
    one = get_object_or_404(OrgUnit.objects.seen_by(request.member), pk=unit_id)
    try:
        actions.close_unit(unit=one, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("institution:unit", one.pk)
    messages.success(
        request, _("%(unit)s was closed. Its name stays in what was recorded.") % {"unit": one.called}
    )
    return redirect("institution:units")
