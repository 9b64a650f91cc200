"""Being at it, sending once more, and what the inbox does by itself."""

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
from pendopo.listen.inbox.models import Reply
from pendopo.listen.inbox.views.threads import back_to, found


@require_POST
def claim(request: Request, conversation_id: int) -> HttpResponse:
    """Say that one is at it, or still is."""
    row = found(request, conversation_id)
    actions.claim(conversation=row, by=request.member, now=now())
    return back_to(request, row)


@require_POST
def release(request: Request, conversation_id: int) -> HttpResponse:
    """Let go of it."""
    row = found(request, conversation_id)
    actions.release(conversation=row, by=request.member, now=now())
    return back_to(request, row)


@require_POST
def resend(request: Request, reply_id: int) -> HttpResponse:
    """Send a refused answer once more."""
    policies.require_may_read(request.member)
    reply = get_object_or_404(
        Reply.objects.seen_by(request.member).select_related("conversation__account"), pk=reply_id
    )
    actions.resend_reply(reply=reply, by=request.member, now=now())
    messages.success(request, _("The answer is on its way again."))
    return back_to(request, reply.conversation, part="jawaban")


@require_http_methods(["GET", "POST"])
def settings(request: Request) -> HttpResponse:
    """What the inbox does by itself for those on duty."""
    policies.require_may_set_up(request.member)
    kept = queries.duty_settings(request.member)
    names = forms.Duty.base_fields
    form = forms.Duty(request.POST or None, initial={name: getattr(kept, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_duty(**form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("inbox:duty")
    words = {
        "form": form,
        "kept": kept if kept.pk else None,
        "may_set": request.member.may(Permission.MANAGE_INBOX_RULES),
        "may_read": policies.may_read(request.member),
    }
    return render(request, "inbox/duty.html", words, status=422 if form.errors else 200)
