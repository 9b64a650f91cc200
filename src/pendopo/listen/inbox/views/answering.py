"""Answering on the screen: drafts kept while typing, sending, and the second pair of eyes."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.listen.inbox import actions, forms, policies
from pendopo.listen.inbox.models import Reply
from pendopo.listen.inbox.states import ReplyState
from pendopo.listen.inbox.views.threads import back_to, found, thread_page


@require_POST
def draft(request: Request, conversation_id: int) -> HttpResponse:
    """Keep what is being typed."""
    row = found(request, conversation_id)
    form = forms.Draft(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        actions.write_reply(conversation=row, text=form.cleaned_data["text"], by=request.member, now=now())
    except Refused:
        return HttpResponse(status=403)
    return render(request, "inbox/kept.html", {"now": now(), "kept_at": now()})


@require_POST
def answer(request: Request, conversation_id: int) -> HttpResponse:
    """Send it, or hand it to an approver; whatever is refused, the words stay.

    A device that kept it while there was no signal asks for a short word (JSON) instead of a page.
    """
    row, at = found(request, conversation_id), now()
    by_device = request.headers.get("Accept") == "application/json"
    form = forms.Answer(request.POST)
    if form.is_valid() and form.cleaned_data["author"] not in (None, request.member.pk):
        form.add_error(None, _("Somebody else wrote this answer. It waits until they are signed in again."))
    if form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["seen"] or 0
        try:
            reply = actions.send_reply(
                conversation=row,
                text=text,
                seen=seen,
                lets_through=form.cleaned_data["lets_through"],
                key=form.cleaned_data["key"],
                stands_behind=form.cleaned_data["stands_behind"],
                by=request.member,
                now=at,
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
            if policies.may_answer(request.member) and no.rule != "R02":
                actions.write_reply(conversation=row, text=text, by=request.member, now=at)
        else:
            if by_device:
                return JsonResponse({"state": reply.state})
            messages.success(
                request,
                _("Your answer waits for an approval: %(why)s") % {"why": reply.why_review}
                if reply.state == ReplyState.IN_REVIEW
                else _("Your answer is on its way."),
            )
            return back_to(request, row, part="jawaban")
    if by_device:
        return JsonResponse(
            {"why": " ".join(str(why) for found in form.errors.values() for why in found)}, status=422
        )
    row.refresh_from_db()
    shown = forms.Answer(_typed(request))
    for field, errors in form.errors.items():
        for error in errors:
            shown.add_error(None if field == "__all__" else field, error)
    return thread_page(request, row, at=at, answer_form=shown, status=422)


def _typed(request: Request) -> dict[str, str]:
    """What was typed, to be shown again; what was said meanwhile counts as seen now."""
    return {
        "text": request.POST.get("text", ""),
        "lets_through": request.POST.get("lets_through", ""),
        "stands_behind": request.POST.get("stands_behind", ""),
        "key": str(uuid4()),
        "author": str(request.member.pk),
    }


@require_GET
@never_cache
def keys(request: Request) -> HttpResponse:
    """What a device needs to send what it kept: who is signed in, and the token of their forms."""
    return JsonResponse({"member": str(request.member.pk), "token": get_token(request)})


@require_POST
def approve(request: Request, reply_id: int) -> HttpResponse:
    """Say yes to a colleague's answer."""
    reply = _reply(request, reply_id)
    actions.approve_reply(reply=reply, by=request.member, now=now())
    messages.success(request, _("Approved. The answer is on its way."))
    return back_to(request, reply.conversation)


@require_POST
def give_back(request: Request, reply_id: int) -> HttpResponse:
    """Say what should be changed, or take one's own answer back."""
    reply, form = _reply(request, reply_id), forms.Why(request.POST)
    own = reply.author_id == request.member.pk
    if own or form.is_valid():
        try:
            actions.return_reply(
                reply=reply, why="" if own else form.cleaned_data["why"], by=request.member, now=now()
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Taken back.") if own else _("Returned to its author."))
            return back_to(request, reply.conversation)
    return thread_page(request, found(request, reply.conversation_id), at=now(), return_form=form, status=422)


def _reply(request: Request, reply_id: int) -> Reply:
    policies.require_may_read(request.member)
    return get_object_or_404(
        Reply.objects.seen_by(request.member).select_related(
            "conversation__account", "conversation__citizen", "author__person"
        ),
        pk=reply_id,
    )
