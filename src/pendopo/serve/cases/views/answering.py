"""Writing the office's answer, and what is done about one that has not reached somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import actions, policies, queries
from pendopo.serve.cases.forms import handling as forms
from pendopo.serve.cases.models import Answer, Case, Referral
from pendopo.serve.cases.states import AnswerState, Purpose
from pendopo.serve.cases.views.doing import said_of
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
        sent: Sequence[Answer] = ()
        try:
            actions.write_answer(
                case=case, text=said["text"], referral=drafted.referral, by=request.member, now=at
            )
            if "send" in request.POST:
                sent = actions.send_answer(
                    case=case,
                    text=said["text"],
                    is_final=said["purpose"] == "final",
                    seen=said["seen"],
                    stands_behind=said["stands_behind"],
                    by=request.member,
                    now=at,
                )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            done = _("The answer is on its way.") if "send" in request.POST else _("The draft is kept.")
            messages.success(request, str(said_of(sent) or done))
            return redirect("cases:case", case.pk)
    return render(
        request,
        "cases/answer.html",
        {
            "case": case,
            "whole": whole,
            "form": form,
            "drafted": drafted,
            "help": queries.help_of_model(case, drafted.referral, request.member),
        },
        status=422 if form.errors else 200,
    )


@require_GET
def machine(request: Request, case_id: int) -> HttpResponse:
    """What the language model made of the unit's words, again: asked for while it is under way."""
    case = found(request, case_id)
    policies.require(request.member, Permission.HANDLE_CASES, case, now=now())
    help_ = queries.help_of_model(case, queries.drafted(case, request.member).referral, request.member)
    if help_ is None:
        raise Http404
    return render(request, "cases/machine.html", {"case": case, "help": help_})


@require_POST
def ask_machine(request: Request, case_id: int) -> HttpResponse:
    """Ask the language model for a draft out of the unit's words, and back, where it will stand."""
    case, referral = _said_by_unit(request, case_id)
    actions.ask_model(case=case, referral=referral, by=request.member, now=now())
    return redirect(f"{reverse('cases:answer', args=[case.pk])}#model-bahasa")


@require_POST
def use_machine(request: Request, case_id: int, aid_id: int) -> HttpResponse:
    """Begin the answer with the draft; what was typed stays above it, but for the words the page began with."""
    case, referral = _said_by_unit(request, case_id)
    form = forms.Typed(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    typed = form.cleaned_data["text"]
    if typed.split() == queries.drafted(case, request.member).text.split():
        typed = ""
    actions.begin_with_machine_words(
        case=case, referral=referral, aid_id=aid_id, typed=typed, by=request.member, now=now()
    )
    return redirect("cases:answer", case.pk)


def _said_by_unit(request: Request, case_id: int) -> tuple[Case, Referral]:
    """A case with the last words of a unit, or a page that says they are not there."""
    case = found(request, case_id)
    policies.require(request.member, Permission.HANDLE_CASES, case, now=now())
    referral = queries.drafted(case, request.member).referral
    if referral is None or queries.help_of_model(case, referral, request.member) is None:
        raise Http404
    return case, referral


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
            "intro": f"{(row.reporter and queries.name_of(row.reporter)) or _('Without a name')} · {row.get_purpose_display()}",
            "by_hand": by_hand,
            "again": again,
            "drop": drop,
        },
        status=422 if form is not None and form.errors else 200,
    )
