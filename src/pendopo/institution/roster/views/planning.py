"""What whoever keeps the roster does: the weekly pattern, single shifts, when somebody is needed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.roster import actions, forms, policies, queries
from pendopo.institution.roster.models import WeeklyShift
from pendopo.institution.roster.states import Cover
from pendopo.institution.structure import queries as structure


@require_http_methods(["GET", "POST"])
def weekly(request: Request) -> HttpResponse:
    """The weekly pattern, and one more shift in it."""
    member, at = request.member, now()
    today = structure.zone_of(member.institution).day_of(at)
    form = forms.Weekly(request.POST or None, member=member, initial={"first_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_weekly(**form.cleaned_data, by=member, now=at)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("On the roster for the coming three months."))
            return redirect("roster:weekly")
    words = {
        # Person by person: whoever keeps the roster looks for somebody's week.
        "weekly": sorted(
            queries.weekly_shifts(member, at),
            key=lambda one: (one.member.name, one.member_id, one.weekday, one.begins),
        ),
        "form": form,
        "may_manage": policies.may_manage(member),
    }
    return render(request, "roster/weekly.html", words, status=422 if form.errors else 200)


@require_POST
def end(request: Request, weekly_id: int) -> HttpResponse:
    """It comes no more after today."""
    member, at = request.member, now()
    found = get_object_or_404(
        WeeklyShift.objects.seen_by(member).select_related("member__person"), pk=weekly_id
    )
    today = structure.zone_of(member.institution).day_of(at)
    actions.end_weekly(weekly=found, last_on=today, by=member, now=at)
    messages.success(request, _("Ended. What was planned after today is off the roster."))
    return redirect("roster:weekly")


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """A shift on one day."""
    member, at = request.member, now()
    begun = {name: request.GET[name] for name in ("on", "begins", "ends") if name in request.GET}
    form = forms.OneShift(request.POST or None, member=member, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            shift = actions.plan_shift(**form.cleaned_data, by=member, now=at)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("%(who)s is on the roster.") % {"who": shift.member.name})
            return redirect(f"{reverse('roster:board')}?mulai={shift.begins_on.isoformat()}")
    words = {"form": form, "may_manage": policies.may_manage(member)}
    return render(request, "roster/new.html", words, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def cover(request: Request) -> HttpResponse:
    """When somebody has to be on duty."""
    member, at = request.member, now()
    kept = queries.cover_of(member)
    form = forms.CoverTime(
        request.POST or None, initial={"cover": kept.cover, "begins": kept.begins, "ends": kept.ends}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.set_cover(
                cover=Cover(said["cover"]), begins=said["begins"], ends=said["ends"], by=member, now=at
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("roster:board")
    words = {"form": form, "may_manage": policies.may_manage(member)}
    return render(request, "roster/cover.html", words, status=422 if form.errors else 200)
