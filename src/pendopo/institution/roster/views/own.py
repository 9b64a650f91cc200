"""One's own leave and quiet hours."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.roster import actions, forms, policies, queries
from pendopo.institution.roster.models import Leave
from pendopo.institution.roster.states import Quiet


@require_http_methods(["GET", "POST"])
def leave(request: Request) -> HttpResponse:
    """Leave to come, and more of it."""
    member, at = request.member, now()
    may_manage = policies.may_manage(member)
    form = forms.NewLeave(request.POST or None, member=member, may_manage=may_manage)
    if request.method == "POST" and form.is_valid():
        said = {"member": member} | form.cleaned_data
        try:
            actions.record_leave(**said, by=member, now=at)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Recorded. Shifts on these days show as gaps."))
            return redirect("roster:leave")
    words = {
        "leave": queries.leave_of(member, at),
        "form": form,
        "may_manage": may_manage,
    }
    return render(request, "roster/leave.html", words, status=422 if form.errors else 200)


@require_POST
def withdraw(request: Request, leave_id: int) -> HttpResponse:
    """They are here after all."""
    found = get_object_or_404(
        Leave.objects.seen_by(request.member).select_related("member__person"), pk=leave_id
    )
    actions.withdraw_leave(leave=found, by=request.member, now=now())
    messages.success(request, _("Withdrawn."))
    return redirect("roster:leave")


@require_http_methods(["GET", "POST"])
def quiet(request: Request) -> HttpResponse:
    """When oneself wants to hear only what is urgent."""
    kept = queries.quiet_of(request.member)
    form = forms.QuietTime(
        request.POST or None, initial={"choice": kept.choice, "begins": kept.begins, "ends": kept.ends}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.set_quiet(
                choice=Quiet(said["choice"]), begins=said["begins"], ends=said["ends"], by=request.member
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("institution:profile")
    return render(request, "roster/quiet.html", {"form": form}, status=422 if form.errors else 200)
