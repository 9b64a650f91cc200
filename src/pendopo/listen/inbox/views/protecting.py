"""Uncovering one message, saying that two names are one person, and blocking, on the screen."""

from __future__ import annotations

from collections.abc import Callable

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
from pendopo.listen.inbox import actions, forms, policies, queries
from pendopo.listen.inbox.models import Block, Citizen, CitizenLink, Conversation, Message
from pendopo.listen.inbox.personal import masked
from pendopo.listen.inbox.states import BlockState


@require_http_methods(["GET", "POST"])
def reveal_message(request: Request, message_id: int) -> HttpResponse:
    """One message with its personal data, this once, for a reason (R80)."""
    message, form, text = _message(request, message_id), forms.Why(request.POST or None), ""
    policies.require_before_asking(request, Permission.REVEAL_PERSONAL_DATA, message, now=now())
    if request.method == "POST" and form.is_valid():
        try:
            actions.reveal(
                conversation=message.conversation,
                message=message,
                why=form.cleaned_data["why"],
                by=request.member,
                now=now(),
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            text = message.text
    return render(
        request,
        "inbox/reveal_message.html",
        {
            "message": message,
            "text": text or masked(message.text),
            "is_revealed": bool(text),
            "form": form,
            "query": request.GET.urlencode(),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def ask_block(request: Request, message_id: int) -> HttpResponse:
    """Ask that the office hears a citizen no more; somebody else decides (R39)."""
    message, form = _message(request, message_id), forms.Hide(request.POST or None)
    policies.require_before_asking(request, Permission.MODERATE, message, now=now())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            asked = actions.ask_block(
                message=message, code=said["code"], note=said["note"], by=request.member, now=now()
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Asked. A colleague decides; until then nothing changes."))
            return redirect("inbox:block", block_id=asked.pk)
    is_carried, means = queries.means_of_blocking(message.conversation.account)
    return render(
        request,
        "inbox/ask_block.html",
        {
            "message": message,
            "text": masked(message.text),
            "form": form,
            "is_carried": is_carried,
            "means": means,
            "query": request.GET.urlencode(),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET"])
def block(request: Request, block_id: int) -> HttpResponse:
    """A block: why, who asked, who decided, and what can be done."""
    return _block_page(request, _block(request, block_id))


@require_POST
def approve_block(request: Request, block_id: int) -> HttpResponse:
    """Say yes, as the second person."""
    found = _block(request, block_id)
    return _done(
        request,
        found,
        lambda: actions.approve_block(block=found, by=request.member, now=now()),
        _("Blocked. What they write is kept and asks nobody for an answer."),
    )


@require_POST
def decline_block(request: Request, block_id: int) -> HttpResponse:
    """Say no, with a reason."""
    found, form = _block(request, block_id), forms.Why(request.POST)
    if not form.is_valid():
        return _block_page(request, found, decline_form=form)
    why = form.cleaned_data["why"]
    return _done(
        request,
        found,
        lambda: actions.decline_block(block=found, why=why, by=request.member, now=now()),
        _("Not blocked. Whoever asked is told why."),
    )


@require_POST
def withdraw_block(request: Request, block_id: int) -> HttpResponse:
    """Take back one's own request."""
    found = _block(request, block_id)
    return _done(
        request,
        found,
        lambda: actions.withdraw_block(block=found, by=request.member, now=now()),
        _("Taken back."),
    )


@require_POST
def lift_block(request: Request, block_id: int) -> HttpResponse:
    """Hear the citizen again."""
    found, form = _block(request, block_id), forms.Why(request.POST)
    if not form.is_valid():
        return _block_page(request, found, lift_form=form)
    why = form.cleaned_data["why"]
    return _done(
        request,
        found,
        lambda: actions.lift_block(block=found, why=why, by=request.member, now=now()),
        _("The block is lifted. What they write from now on asks for an answer again."),
    )


@require_http_methods(["GET", "POST"])
def link(request: Request, citizen_id: int) -> HttpResponse:
    """Look for another name of the same person, and say why it is theirs."""
    policies.require_may_read(request.member)
    citizen = get_object_or_404(Citizen.objects.seen_by(request.member), pk=citizen_id)
    policies.require_before_asking(request, Permission.REPLY, citizen, now=now())
    words = request.GET.get("cari", "")[:100]
    found = queries.citizens_like(request.member, words, but=citizen)
    form = forms.LinkCitizen(request.POST or None, found=found)
    came_from = _came_from(request, citizen)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.link_citizens(
                one=citizen,
                other=form.cleaned_data["other"],
                why=form.cleaned_data["why"],
                by=request.member,
                now=now(),
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            return undo.offer(
                request,
                redirect(came_from),
                words=_("They are shown as one person now."),
                url=reverse("inbox:unlink_citizen", args=[made.pk]),
            )
    return render(
        request,
        "inbox/link_citizen.html",
        {
            "citizen": citizen,
            "network": queries.network_of_citizen(citizen),
            "words": words,
            "found": found,
            "form": form,
            "came_from": came_from,
            "query": request.GET.urlencode(),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def unlink(request: Request, citizen_link_id: int) -> HttpResponse:
    """Take back that two names are one person."""
    policies.require_may_read(request.member)
    found = get_object_or_404(
        CitizenLink.objects.seen_by(request.member).select_related("one"), pk=citizen_link_id
    )
    try:
        actions.unlink_citizens(link=found, why=request.POST.get("why", ""), by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("They are shown apart again."))
    return redirect(_came_from(request, found.one))


def _came_from(request: Request, citizen: Citizen) -> str:
    """The conversation it was asked from, else the citizen's newest one."""
    own = Conversation.objects.seen_by(request.member).order_by("-last_message_at", "-pk")
    asked = request.GET.get("dari", "")
    if asked.isdecimal() and len(asked) < 18 and own.filter(pk=int(asked)).exists():
        return reverse("inbox:thread", args=[int(asked)])
    newest = own.filter(citizen=citizen).first()
    return reverse("inbox:thread", args=[newest.pk]) if newest else reverse("inbox:list")


def _message(request: Request, message_id: int) -> Message:
    policies.require_may_read(request.member)
    return get_object_or_404(
        Message.objects.seen_by(request.member).select_related(
            "conversation__account", "conversation__citizen", "conversation__institution"
        ),
        pk=message_id,
    )


def _block(request: Request, block_id: int) -> Block:
    if not request.member.may(Permission.READ_MODERATION):
        policies.require_may_read(request.member)
    return get_object_or_404(
        Block.objects.seen_by(request.member).select_related(
            "citizen",
            "asked_by__person",
            "decided_by__person",
            "lifted_by__person",
            "message__account",
            "message__conversation",
        ),
        pk=block_id,
    )


def _done(request: Request, found: Block, act: Callable[[], None], words: str) -> HttpResponse:
    try:
        act()
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, words)
    return redirect("inbox:block", block_id=found.pk)


def _block_page(
    request: Request,
    found: Block,
    *,
    decline_form: forms.Why | None = None,
    lift_form: forms.Why | None = None,
) -> HttpResponse:
    member = request.member
    is_asked = found.state == BlockState.ASKED
    return render(
        request,
        "inbox/block.html",
        {
            "asked_block": found,
            "network": queries.network_of_citizen(found.citizen),
            "copy": masked(found.copy),
            "carried": queries.carried(member, found),
            "may_decide": is_asked and queries.may_decide_block(member, found),
            "may_withdraw": is_asked and found.asked_by_id == member.pk,
            "may_lift": found.state == BlockState.IN_FORCE and member.may(Permission.MODERATE),
            "may_read": policies.may_read(member),
            "decline_form": decline_form or forms.Why(),
            "lift_form": lift_form or forms.Why(),
        },
        status=422 if decline_form or lift_form else 200,
    )
