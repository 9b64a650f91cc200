"""Writing the office's answer, and what is done about one that has not reached somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import actions, policies, queries
from pendopo.serve.cases.forms import handling as forms
from pendopo.serve.cases.models import Answer
from pendopo.serve.cases.states import AnswerState, Purpose
from pendopo.serve.cases.views.finding import found

# What can be done about an answer that has not reached somebody.
DEEDS: Final[Mapping[str, Callable[..., None]]] = {
    "told": actions.tell_by_hand,
    "again": actions.send_again,
    "drop": actions.drop_answer,
}


@require_http_methods(["GET", "POST"])
def answer(request: Request, case_id: int) -> HttpResponse:
    """The answer: begun with the unit's words in the office's voice, edited, kept or sent."""
    case, at = found(request, case_id), now()
    policies.require(request.member, Permission.HANDLE_CASES, case, now=at)
    whole = queries.whole(case, viewer=request.member, now=at)
    drafted = queries.drafted(case, request.member)
    # The draft, or what was to be told by hand and nobody has told yet.
    begun = whole.draft or next(
        (
            one.answer
            for one in whole.to_tell
            if one.answer.state == AnswerState.DRAFT
            and one.answer.purpose in {Purpose.FINAL, Purpose.FOLLOW_UP}
        ),
        None,
    )
    form = forms.WriteAnswer(
        request.POST if request.method == "POST" else None,
        case=case,
        member=request.member,
        initial={
            "text": begun.text if begun else drafted.text,
            "seen": whole.seen,
            "purpose": begun.purpose if begun else Purpose.FINAL,
        },
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.write_answer(
                case=case, text=said["text"], referral=drafted.referral, by=request.member, now=at
            )
            if "send" in request.POST:
                actions.send_answer(
                    case=case,
                    text=said["text"],
                    is_final=said["purpose"] == "final",
                    seen=said["seen"],
                    by=request.member,
                    now=at,
                )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(
                request, _("The answer is on its way.") if "send" in request.POST else _("The draft is kept.")
            )
            return redirect("cases:case", case.pk)
    return render(
        request,
        "cases/answer.html",
        {"case": case, "whole": whole, "form": form, "drafted": drafted},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def one(request: Request, answer_id: int) -> HttpResponse:
    """One answer that has not reached somebody: told by hand, sent again, or given up."""
    policies.require_may_see(request.member)
    row = get_object_or_404(
        Answer.objects.seen_by(request.member).select_related(
            "case__clocks", "case__institution", "reporter__conversation__citizen"
        ),
        pk=answer_id,
    )
    at = now()
    policies.require(request.member, Permission.HANDLE_CASES, row, now=at)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    by_hand = forms.ByHand(request.POST if asked == "told" else None, initial={"told_at": at})
    again = forms.Again(request.POST if asked == "again" else None, initial={"text": row.text})
    drop = forms.Drop(request.POST if asked == "drop" else None)
    form = {"told": by_hand, "again": again, "drop": drop}.get(asked)
    deed = DEEDS.get(asked)
    if form is not None and deed is not None and form.is_valid():
        try:
            deed(answer=row, **form.cleaned_data, by=request.member, now=at)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Written down."))
            return redirect("cases:case", row.case_id)
    return render(
        request,
        "cases/one_answer.html",
        {
            "answer": row,
            "case": row.case,
            "name": queries.name_of(row.reporter) if row.reporter else "",
            "by_hand": by_hand,
            "again": again,
            "drop": drop,
        },
        status=422 if form is not None and form.errors else 200,
    )
