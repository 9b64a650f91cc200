"""One conversation on the screen, and what is new in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pendopo.foundation.errors import Refused
from pendopo.foundation.web import kept_offline
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import actions, forms, policies, queries
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.states import Disposition, Doing, Intent, Urgency
from pendopo.listen.inbox.views.lists import list_words

# Ended with one press; the rest asks for words first.
AT_ONCE = (
    Disposition.COMPLAINT,
    Disposition.INFORMATION,
    Disposition.ASPIRATION,
    Disposition.HOAX_TIP,
    Disposition.SPAM,
    Disposition.REFERRED,
)


@kept_offline
@require_GET
def thread(request: Request, conversation_id: int) -> HttpResponse:
    """A conversation between its list and its citizen."""
    row, at = found(request, conversation_id), now()
    unread = row.unread
    actions.mark_read(conversation=row, by=request.member)
    if row.may_ring:
        actions.answer_alarm(conversation=row, by=request.member, now=at)
    actions.be_present(conversation=row, doing=Doing.READING, by=request.member, now=at)
    return thread_page(request, row, at=at, unread=unread)


@require_GET
def news(request: Request, conversation_id: int) -> HttpResponse:
    """What was said, again, if something changed since the mark; asking also tells colleagues we are here."""
    row, at = found(request, conversation_id), now()
    doing = Doing.ANSWERING if request.GET.get("doing") == Doing.ANSWERING else Doing.READING
    actions.be_present(conversation=row, doing=doing, by=request.member, now=at)
    mark = queries.thread_mark(row, viewer=request.member, now=at)
    if request.GET.get("tanda", "") == mark:
        return HttpResponse(status=204)
    actions.mark_read(conversation=row, by=request.member)
    return render(request, "inbox/said.html", thread_words(request, row, at=at))


@require_POST
def reveal(request: Request, conversation_id: int) -> HttpResponse:
    """The same page with its personal data, this once (R80)."""
    row, at = found(request, conversation_id), now()
    form = forms.Why(request.POST)
    if form.is_valid():
        try:
            actions.reveal(conversation=row, why=form.cleaned_data["why"], by=request.member, now=at)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            return thread_page(request, row, at=at, revealed=True)
    return thread_page(request, row, at=at, reveal_form=form, status=422)


@require_POST
def assign(request: Request, conversation_id: int) -> HttpResponse:
    """Hand it to a colleague, or to nobody."""
    row, at = found(request, conversation_id), now()
    form = forms.Assign(request.POST, member=request.member)
    if form.is_valid():
        try:
            actions.assign(conversation=row, to=form.cleaned_data["to"], by=request.member, now=at)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            to = form.cleaned_data["to"]
            messages.success(
                request, _("Handed to %(who)s.") % {"who": to.name} if to else _("Nobody has it now.")
            )
            return back_to(request, row)
    return thread_page(request, row, at=at, assign_form=form, status=422)


@require_POST
def take(request: Request, conversation_id: int) -> HttpResponse:
    """Take it oneself."""
    row = found(request, conversation_id)
    actions.assign(conversation=row, to=request.member, by=request.member, now=now())
    return back_to(request, row)


@require_POST
def unread(request: Request, conversation_id: int) -> HttpResponse:
    """Back among what nobody looked at, and back to the list."""
    actions.mark_unread(conversation=found(request, conversation_id), by=request.member)
    return redirect(f"{reverse('inbox:list')}?{request.GET.urlencode()}")


def found(request: Request, conversation_id: int) -> Conversation:
    """The conversation, or a page that says it is not there."""
    policies.require_may_read(request.member)
    return get_object_or_404(
        Conversation.objects.seen_by(request.member).select_related(
            "account__responsible", "citizen", "assigned_to__person", "institution", "unit", "cluster"
        ),
        pk=conversation_id,
    )


def back_to(request: Request, row: Conversation, *, part: str = "") -> HttpResponse:
    """The conversation again, or a part of it, with the list's filters kept in the address."""
    address = reverse("inbox:thread", args=[row.pk])
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{address}{asked}{'#' if part else ''}{part}")


def thread_words(
    request: Request,
    row: Conversation,
    *,
    at: datetime,
    revealed: bool = False,
    unread: int = 0,
    listed: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What the thread alone shows; `unread` messages of it nobody had looked at before."""
    member = request.member
    beside = {"line": listed["line"], "units": listed["units"]} if listed else {}
    thread = queries.thread(row, viewer=member, now=at, revealed=revealed, **beside)
    return {
        "thread": thread,
        "opens_at": thread.opens_at(unread),
        "has_unread": bool(unread),
        "conversation": row,
        "thread_mark": queries.mark_of(
            row, thread.present, [one.changed_at for one in thread.drafts], now=at
        ),
        "query": _address(request),
        "may_answer": member.may(Permission.REPLY),
        "may_see_to": policies.may_see_to(member),
        "may_moderate": member.may(Permission.MODERATE),
        "may_take_down": member.may(Permission.TAKE_DOWN),
        "may_reveal": member.may(Permission.REVEAL_PERSONAL_DATA) and not revealed,
        "asked_block": queries.block_of(member, row.citizen_id),
        "may_correct": member.may(Permission.ASSIGN),
        "intents": [(one.value, one.label) for one in Intent if one is not Intent.UNSURE],
        "urgencies": Urgency.choices,
        "is_revealed": revealed,
        "now": at,
    }


def thread_page(
    request: Request,
    row: Conversation,
    *,
    at: datetime,
    revealed: bool = False,
    unread: int = 0,
    status: int = 200,
    **given: Any,
) -> HttpResponse:
    """The whole page; forms that were refused are handed in as `given`."""
    member = request.member
    listed = list_words(request, at=at, current=row.pk)
    words = {
        **listed,
        **thread_words(request, row, at=at, revealed=revealed, unread=unread, listed=listed),
        "saved": queries.ready(member, row, now=at),
        "reveal_form": forms.Why(),
        "return_form": forms.Why(),
        "assign_form": forms.Assign(member=member, initial={"to": row.assigned_to_id}),
        "at_once": [(one.value, one.label) for one in AT_ONCE],
        "may_assign": member.may(Permission.ASSIGN),
        "same_people": (same := queries.same_person(member, row.citizen)),
        "their_conversations": queries.conversations_of(
            member, [row.citizen, *(one.citizen for one in same)], but=row.pk
        ),
    }
    thread = words["thread"]
    words["close_form"] = forms.Close(initial={"disposition": thread.likely_ending})
    line = words["line"]
    standing = line.labels if line else queries.labels_on([row.pk]).get(row.pk, ())
    words |= {
        "labels": standing,
        "label_form": forms.Labels(
            labels=words["all_labels"], initial={"labels": [str(one.pk) for one in standing]}
        ),
    }
    begun = thread.draft.text if thread.draft else thread.acknowledgement
    # A quote was picked on a page without script: it stands below what was begun, and nothing is kept yet. One that
    # stands there already, from a page opened again, is not put there twice.
    picked = [
        queries.quoted(member, request.GET.getlist("kutip")),
        *(one.text for one in words["saved"] if str(one.saved.pk) == request.GET.get("balasan")),
    ]
    words["answer_form"] = forms.Answer(
        initial={
            "text": "\n\n".join(filter(None, (begun, *(one for one in picked if one not in begun)))),
            "seen": thread.seen,
            "key": uuid4(),
            "author": member.pk,
        }
    )
    return render(request, "inbox/inbox.html", {**words, **given}, status=status)


def _address(request: Request) -> str:
    """The list's filters; what was only asked of this page is not carried on."""
    kept = [
        (name, value)
        for name, value in request.GET.items()
        if name not in {"tanda", "doing", "kutip", "balasan"}
    ]
    return urlencode(kept)
