"""Endings on the screen: dispositions in one tap, hiding with its reason, taking down."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.foundation.ui import undo
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import actions, forms, policies
from pendopo.listen.inbox.models import Message
from pendopo.listen.inbox.personal import masked
from pendopo.listen.inbox.states import Disposition
from pendopo.listen.inbox.views.threads import back_to, found, thread_page


@require_http_methods(["GET", "POST"])
def close(request: Request, conversation_id: int) -> HttpResponse:
    """End it: one tap for most endings, with words where they are needed. It can be undone."""
    row, at = found(request, conversation_id), now()
    policies.require_before_asking(request, Permission.REPLY, row, now=at)
    form = forms.Close(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.close(
                conversation=row,
                disposition=said["disposition"],
                reason=said["reason"],
                by=request.member,
                now=at,
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            answer = redirect(f"{reverse('inbox:list')}?{request.GET.urlencode()}")
            return undo.offer(
                request,
                answer,
                words=_("Done: %(how)s.") % {"how": Disposition(said["disposition"]).label},
                url=reverse("inbox:reopen", args=[row.pk]),
            )
    if request.method == "POST":
        return thread_page(request, row, at=at, close_form=form, status=422)
    return render(request, "inbox/close.html", {"conversation": row, "close_form": form})


@require_POST
def reopen(request: Request, conversation_id: int) -> HttpResponse:
    """Look at it again."""
    row = found(request, conversation_id)
    actions.reopen(conversation=row, by=request.member, now=now())
    return back_to(request, row)


@require_http_methods(["GET", "POST"])
def hide(request: Request, message_id: int) -> HttpResponse:
    """Take a citizen's words out of sight, with a reason that is none of criticism (R39)."""
    message, form = _message(request, message_id), forms.Hide(request.POST or None)
    policies.require_before_asking(request, Permission.MODERATE, message, now=now())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.hide(message=message, code=said["code"], note=said["note"], by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("It is being hidden. A copy and the reason are kept."))
            return back_to(request, message.conversation)
    return _asked(request, "inbox/hide.html", message, form)


@require_POST
def show(request: Request, message_id: int) -> HttpResponse:
    """Let hidden words be seen again."""
    message = _message(request, message_id)
    actions.show(message=message, by=request.member, now=now())
    messages.success(request, _("It will be seen again."))
    return back_to(request, message.conversation)


@require_http_methods(["GET", "POST"])
def take_down(request: Request, message_id: int) -> HttpResponse:
    """Take down an answer of ours."""
    message, form = _message(request, message_id), forms.Why(request.POST or None)
    policies.require_before_asking(request, Permission.TAKE_DOWN, message, now=now())
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_down(message=message, why=form.cleaned_data["why"], by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("It is being taken down. A copy and the reason are kept."))
            return back_to(request, message.conversation)
    return _asked(request, "inbox/take_down.html", message, form)


def _message(request: Request, message_id: int) -> Message:
    policies.require_may_read(request.member)
    return get_object_or_404(
        Message.objects.seen_by(request.member).select_related(
            "conversation__account", "conversation__citizen"
        ),
        pk=message_id,
    )


def _asked(request: Request, template: str, message: Message, form: forms.Hide | forms.Why) -> HttpResponse:
    return render(
        request,
        template,
        {"message": message, "text": masked(message.text), "form": form, "query": request.GET.urlencode()},
        status=422 if form.errors else 200,
    )
