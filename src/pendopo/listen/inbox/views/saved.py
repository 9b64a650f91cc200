"""Saved replies on the screen, and which answers need an approval."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import actions, forms, policies, queries
from pendopo.listen.inbox.models import SavedReply


@require_http_methods(["GET", "POST"])
def saved_replies(request: Request) -> HttpResponse:
    """All of them, and a place for a new one."""
    policies.require_may_set_up(request.member)
    form = forms.Saved(request.POST or None)
    if request.method == "POST" and form.is_valid() and _keep(request, form, None):
        return redirect("inbox:saved")
    return _page(request, form)


@require_http_methods(["GET", "POST"])
def saved_reply(request: Request, saved_id: int) -> HttpResponse:
    """Change one."""
    policies.require_may_read(request.member)
    one = get_object_or_404(SavedReply.objects.seen_by(request.member), pk=saved_id)
    policies.require_before_asking(request, Permission.REPLY, one, now=now())
    form = forms.Saved(request.POST or None, initial={"title": one.title, "text": one.text})
    if request.method == "POST" and form.is_valid() and _keep(request, form, one):
        return redirect("inbox:saved")
    return render(
        request,
        "inbox/saved_one.html",
        {"saved": one, "form": form, "quotable": queries.quotable(request.member)},
        status=422 if form.errors else 200,
    )


@require_POST
def remove(request: Request, saved_id: int) -> HttpResponse:
    """Take one away."""
    policies.require_may_read(request.member)
    one = get_object_or_404(SavedReply.objects.seen_by(request.member), pk=saved_id)
    actions.remove_saved_reply(saved=one, by=request.member, now=now())
    messages.success(request, _("Removed."))
    return redirect("inbox:saved")


@require_POST
def confirm(request: Request, saved_id: int) -> HttpResponse:
    """It is still right, with what it quotes today."""
    policies.require_may_read(request.member)
    one = get_object_or_404(SavedReply.objects.seen_by(request.member), pk=saved_id)
    try:
        actions.confirm_saved_reply(saved=one, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("Still right, with what holds today."))
    return redirect("inbox:saved")


@require_POST
def approving(request: Request) -> HttpResponse:
    """Say which answers need an approval."""
    form = forms.Settings(request.POST)
    if form.is_valid():
        actions.save_settings(**form.cleaned_data, by=request.member, now=now())
        messages.success(request, _("Saved."))
        return redirect("inbox:saved")
    return _page(request, forms.Saved(), settings=form)


@require_POST
def reveals(request: Request) -> HttpResponse:
    """Say how many uncoverings of personal data are too many."""
    form = forms.Reveals(request.POST)
    if form.is_valid():
        actions.save_reveals_an_hour(most=form.cleaned_data["reveals_an_hour"], by=request.member, now=now())
        messages.success(request, _("Saved."))
        return redirect("inbox:saved")
    return _page(request, forms.Saved(), reveals_form=form)


def _keep(request: Request, form: forms.Saved, one: SavedReply | None) -> bool:
    said = form.cleaned_data
    try:
        actions.save_saved_reply(
            title=said["title"], text=said["text"], saved=one, by=request.member, now=now()
        )
    except Refused as no:
        form.add_error(no.field or None, str(no))
        return False
    messages.success(request, _("Saved."))
    return True


def _page(
    request: Request,
    form: forms.Saved,
    settings: forms.Settings | None = None,
    reveals_form: forms.Reveals | None = None,
) -> HttpResponse:
    member = request.member
    return render(
        request,
        "inbox/saved.html",
        {
            "saved": queries.saved_replies(member),
            "flagged": queries.flagged(member),
            "quotable": queries.quotable(member) if policies.may_answer(member) else (),
            "form": form,
            "settings_form": settings or _settings_form(request),
            "reveals_form": reveals_form
            or forms.Reveals(initial={"reveals_an_hour": queries.reveals_an_hour(member)}),
            "may_read": policies.may_read(member),
            "may_answer": policies.may_answer(member),
            "may_set": member.may(Permission.MANAGE_SETTINGS),
        },
        status=422 if any(one and one.errors for one in (form, settings, reveals_form)) else 200,
    )


def _settings_form(request: Request) -> forms.Settings:
    kept = queries.approving(request.member)
    return forms.Settings(
        initial={
            "approving": kept.approving,
            "topics": kept.approving_topics,
            "roles": kept.approving_roles,
        }
    )
