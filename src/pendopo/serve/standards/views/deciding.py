"""Handing in, approving, returning and withdrawing, each one press."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.serve.standards import actions, forms
from pendopo.serve.standards.models import Revision
from pendopo.serve.standards.views.reading import found, revision_page


@require_POST
def submit(request: Request, revision_id: int) -> HttpResponse:
    """Hand it to a colleague."""
    return _done(request, revision_id, actions.submit, _("A colleague is asked to approve it."))


@require_POST
def take_back(request: Request, revision_id: int) -> HttpResponse:
    """Write on in it."""
    return _done(request, revision_id, actions.take_back, _("Taken back."))


@require_POST
def publish(request: Request, revision_id: int) -> HttpResponse:
    """Say yes."""
    return _done(request, revision_id, actions.publish, _("Approved. The standard is in force from today."))


@require_POST
def give_back(request: Request, revision_id: int) -> HttpResponse:
    """Say what should be changed."""
    one, form = found(request, revision_id), forms.Why(request.POST)
    if form.is_valid():
        try:
            actions.return_to_writers(
                revision=one, why=form.cleaned_data["why"], by=request.member, now=now()
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Returned to its writers."))
            return redirect("standards:revision", one.pk)
    return revision_page(request, one, why_form=form, status=422)


@require_POST
def withdraw(request: Request, revision_id: int) -> HttpResponse:
    """Nothing is promised any more."""
    one, form = found(request, revision_id), forms.Why(request.POST)
    if form.is_valid():
        try:
            actions.withdraw(revision=one, why=form.cleaned_data["why"], by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Withdrawn. Citizens do not read it any more."))
            return redirect("standards:service", one.service_id)
    return revision_page(request, one, withdraw_form=form, status=422)


def _done(request: Request, revision_id: int, act: Callable[..., None], said: str) -> HttpResponse:
    one: Revision = found(request, revision_id)
    try:
        act(revision=one, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, said)
    return redirect("standards:revision", one.pk)
