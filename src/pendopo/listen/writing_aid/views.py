"""The language model on the screen: asked from a conversation, switched on by an administrator, looked after by both."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.writing_aid import actions, forms, policies, queries
from pendopo.listen.writing_aid.models import Aid
from pendopo.listen.writing_aid.states import AidKind

View = Callable[..., HttpResponse]


def where_there_is_a_model(view: View) -> View:
    """A house without a language model has no such page."""

    @wraps(view)
    def found(request: Request, **named: Any) -> HttpResponse:
        if policies.model() is None:
            raise Http404
        return view(request, **named)

    return found


@where_there_is_a_model
@require_GET
def card(request: Request, conversation_id: int) -> HttpResponse:
    """What the model can do for a conversation, again: asked for while something is under way."""
    row = _conversation(request, conversation_id)
    thread = inbox.thread(row, viewer=request.member, now=now())
    help_ = queries.help_for(request.member, row, thread)
    if help_ is None:
        raise Http404
    return render(request, "writing_aid/card.html", {"help": help_, "conversation": row})


@where_there_is_a_model
@require_POST
def ask(request: Request, conversation_id: int) -> HttpResponse:
    """Ask for a draft or a summary, and back to the conversation, where it will stand."""
    row = _conversation(request, conversation_id)
    form = forms.Ask(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    actions.ask(conversation=row, kind=AidKind(form.cleaned_data["kind"]), by=request.member, now=now())
    return redirect(f"{reverse('inbox:thread', args=[row.pk])}#bantuan-menulis")


@where_there_is_a_model
@require_POST
def use(request: Request, aid_id: int) -> HttpResponse:
    """Put a draft below what was typed; it waits there for a person."""
    aid = get_object_or_404(
        Aid.objects.seen_by(request.member).select_related("conversation__account"), pk=aid_id
    )
    form = forms.Use(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    actions.use(aid=aid, typed=form.cleaned_data["text"], by=request.member, now=now())
    return redirect(f"{reverse('inbox:thread', args=[aid.conversation_id])}#reply")


@where_there_is_a_model
@require_http_methods(["GET", "POST"])
def settings(request: Request) -> HttpResponse:
    """Whether the model helps here, for what, and on which basis."""
    if not policies.may_look(request.member):
        raise PermissionDenied
    kept = queries.settings_of(request.member)
    names = forms.Decide.base_fields
    form = forms.Decide(
        request.POST or None, initial={name: getattr(kept, name) for name in names} if kept else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(**form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("writing_aid:settings")
    words = {
        "form": form,
        "kept": kept,
        "model": policies.model(),
        "figures": queries.figures(request.member, now=now()),
        "may_set": request.member.may(Permission.MANAGE_SETTINGS),
    }
    return render(request, "writing_aid/settings.html", words, status=422 if form.errors else 200)


@where_there_is_a_model
@require_GET
def log(request: Request) -> HttpResponse:
    """What left the house, for those who answer for it."""
    if not policies.may_look(request.member):
        raise PermissionDenied
    words = {"aids": queries.log(request.member), "kept": queries.settings_of(request.member)}
    return render(request, "writing_aid/log.html", words)


def _conversation(request: Request, conversation_id: int) -> Conversation:
    return get_object_or_404(
        Conversation.objects.seen_by(request.member).select_related("account", "citizen", "institution"),
        pk=conversation_id,
    )
