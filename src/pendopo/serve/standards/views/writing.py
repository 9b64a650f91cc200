"""Writing on the screen: a service's names, and the draft of its standard."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.requests import Request
from pendopo.serve.standards import actions, forms, policies, queries
from pendopo.serve.standards.models import Service
from pendopo.serve.standards.states import RevisionState


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """A service whose standard is to be written."""
    policies.require_may_write(request.member, request.member, now=now())
    form = forms.ServiceNames(request.POST or None, member=request.member)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_service(**form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            return redirect("standards:write", made.pk)
    return render(request, "standards/names.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def names(request: Request, service_id: int) -> HttpResponse:
    """What a service is called, and who gives it."""
    one = _service(request, service_id)
    policies.require_may_write(request.member, one, now=now())
    initial = {name: getattr(one, name) for name in ("name", "short_name", "also_called", "unit")}
    form = forms.ServiceNames(request.POST or None, member=request.member, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_service(service=one, **form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("standards:service", one.pk)
    return render(
        request, "standards/names.html", {"service": one, "form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def write(request: Request, service_id: int) -> HttpResponse:
    """The draft; a new one begins with the words that hold today."""
    one = _service(request, service_id)
    policies.require_may_write(request.member, one, now=now())
    draft = queries.open_draft(request.member, one)
    if draft is not None and draft.state == RevisionState.IN_REVIEW:
        messages.info(request, _("This standard waits for an approval. Take it back first, then write on."))
        return redirect("standards:revision", draft.pk)
    held = queries.in_force(one.institution_id, one.pk)
    begins = draft or held
    form = forms.Parts(
        request.POST or None,
        initial={
            **(begins.parts if begins else {}),
            "why": draft.why if draft else "",
            "seen": draft.version if draft else 0,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.write(
                service=one,
                parts=form.said(),
                why=form.cleaned_data["why"],
                seen=form.cleaned_data["seen"],
                by=request.member,
                now=now(),
            )
        except Stale as no:
            # Shown again over the colleague's version: whoever saves now has been told.
            again = request.POST.copy()
            again["seen"] = str(draft.version if draft else 0)
            form = forms.Parts(again)
            form.add_error(None, str(no))
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("The draft is kept."))
            return redirect("standards:revision", kept.pk)
    return render(
        request,
        "standards/write.html",
        {"service": one, "draft": draft, "held": held, "form": form},
        status=422 if form.errors else 200,
    )


def _service(request: Request, service_id: int) -> Service:
    return get_object_or_404(Service.objects.seen_by(request.member), pk=service_id)
