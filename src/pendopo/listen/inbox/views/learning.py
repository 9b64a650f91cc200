"""How triage works in this office: when it is sure, how citizens speak of units, what it has learned."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure.models import OrgUnit
from pendopo.listen.inbox import actions, forms, policies, queries
from pendopo.listen.inbox.models import TriageVersion, UnitWords

SHOWN = 30


@require_GET
def triage(request: Request) -> HttpResponse:
    """Everything on one page."""
    policies.require_may_set_up(request.member)
    return _page(request)


@require_POST
def threshold(request: Request) -> HttpResponse:
    """From how many percent on it decides something."""
    policies.require_may_set_up(request.member)
    form = forms.Threshold(request.POST)
    if form.is_valid():
        actions.set_threshold(**form.cleaned_data, by=request.member, now=now())
        messages.success(request, _("Saved. It holds for what comes in from now on."))
        return redirect("inbox:triage")
    return _page(request, form=form)


@require_http_methods(["GET", "POST"])
def unit(request: Request, unit_id: int) -> HttpResponse:
    """How citizens speak of one unit."""
    policies.require_may_set_up(request.member)
    one = get_object_or_404(OrgUnit.objects.seen_by(request.member), pk=unit_id, closed_at__isnull=True)
    policies.require_before_asking(request, Permission.MANAGE_SETTINGS, one, now=now())
    words = UnitWords.objects.seen_by(request.member).filter(unit=one).first()
    initial = {name: getattr(words, name, "") for name in ("names", "duties", "places")}
    form = forms.UnitWords(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_unit(unit=one, **form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Saved. It holds for what comes in from now on."))
            return redirect("inbox:triage")
    return render(
        request,
        "inbox/triage_unit.html",
        {"unit": one, "form": form},
        status=422 if form.errors else 200,
    )


@require_POST
def use(request: Request, version_id: int) -> HttpResponse:
    """Let an earlier version speak."""
    policies.require_may_set_up(request.member)
    version = get_object_or_404(TriageVersion.objects.seen_by(request.member), pk=version_id)
    actions.use_version(version=version, by=request.member, now=now())
    messages.success(request, _("Version %(number)s speaks from now on.") % {"number": version.number})
    return redirect("inbox:triage")


@require_POST
def use_none(request: Request) -> HttpResponse:
    """Let only the units' own words speak."""
    policies.require_may_set_up(request.member)
    actions.use_version(version=None, by=request.member, now=now())
    messages.success(request, _("Only the words of the units speak from now on."))
    return redirect("inbox:triage")


def _page(request: Request, form: forms.Threshold | None = None) -> HttpResponse:
    member = request.member
    versions = list(queries.versions(member)[:SHOWN])
    return render(
        request,
        "inbox/triage.html",
        {
            "form": form or forms.Threshold(initial={"sure_from": queries.sure_from(member)}),
            "units": queries.units_with_words(member),
            "versions": versions,
            "in_use": next((one for one in versions if one.in_use), None),
            "choices": queries.choices_so_far(member),
            "fewest": queries.FEWEST,
            "may_set": member.may(Permission.MANAGE_SETTINGS),
            "may_read": policies.may_read(member),
        },
        status=422 if form else 200,
    )
