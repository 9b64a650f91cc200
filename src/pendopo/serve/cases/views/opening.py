"""Opening a case: in one touch from a message, or at the counter, with a receipt to take home."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox.models import Conversation
from pendopo.serve.cases import actions, policies, queries
from pendopo.serve.cases.forms import opening as forms
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.states import Channel
from pendopo.serve.cases.views.finding import found


@require_http_methods(["GET", "POST"])
def from_message(request: Request, conversation_id: int) -> HttpResponse:
    """A case out of a conversation: its fields are filled by what the house understood."""
    row, at = _conversation(request, conversation_id), now()
    policies.require(request.member, Permission.HANDLE_CASES, row, now=at)
    asked = queries.asked_in(row, request.member)
    form = forms.FromMessage(
        request.POST if request.method == "POST" else None,
        member=request.member,
        filled=asked.filled,
        initial=asked.begins,
    )
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = dict(form.cleaned_data)
        acknowledges, instead = said.pop("acknowledges"), said.pop("instead")
        said["story"] = asked.as_written(said["story"])
        is_ours = "not_ours" not in request.POST
        opens = actions.open_case if is_ours else partial(actions.open_not_ours, instead=instead)
        try:
            case = opens(
                **said,
                channel=Channel.NETWORK,
                conversation=row,
                received_at=asked.said_at,
                by=request.member,
                now=at,
            )
        except Refused as no:
            field = {"why": "instead"}.get(no.field, no.field)
            form.add_error(field if field in form.fields else None, str(no))
        else:
            done = (
                _("Case %(code)s is open.")
                if is_ours
                else _("Case %(code)s is not ours; the citizen is told where to go.")
            )
            messages.success(request, done % {"code": case.code})
            if is_ours and acknowledges and not queries.is_told_by_itself(case):
                _acknowledge(request, case)
            return redirect("cases:case", case.pk)
    return render(
        request,
        "cases/from_message.html",
        {
            "conversation": row,
            "form": form,
            "asked": asked,
            "cases": queries.cases_of_conversation(request.member, row.pk),
            "alike": queries.cases_like(request.member, asked.begins["title"], apart_from=None),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def intake(request: Request) -> HttpResponse:
    """A case from the counter, the telephone or a letter."""
    at = now()
    policies.require(request.member, Permission.HANDLE_CASES, request.member, now=at)
    form = forms.Intake(
        request.POST if request.method == "POST" else None,
        member=request.member,
        initial={"received_at": at},
    )
    if request.method == "POST" and form.is_valid():
        try:
            case = actions.open_case(**form.told(), contact=form.contact(), by=request.member, now=at)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return redirect("cases:receipt", case.pk)
    return render(
        request,
        "cases/intake.html",
        {"form": form, "parts": form.parts()},
        status=422 if form.errors else 200,
    )


@require_GET
def receipt(request: Request, case_id: int) -> HttpResponse:
    """What the citizen takes home: the code, the check value, and when they hear from us. Made to be printed."""
    case = found(request, case_id)
    policies.require(request.member, Permission.HANDLE_CASES, case, now=now())
    return render(request, "cases/receipt.html", {"case": case})


def _acknowledge(request: Request, case: Case) -> None:
    """Tell the citizen at once; where that can't be, the case stays open and says why."""
    try:
        actions.acknowledge(
            case=case,
            text=queries.receipt_words(case, request.member, now=now()),
            by=request.member,
            now=now(),
        )
    except Refused as no:
        messages.warning(request, str(no))


def _conversation(request: Request, conversation_id: int) -> Conversation:
    policies.require_may_see(request.member)
    return get_object_or_404(
        Conversation.objects.seen_by(request.member).select_related(
            "account", "citizen", "institution", "unit"
        ),
        pk=conversation_id,
    )
