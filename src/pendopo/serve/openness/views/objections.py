"""Objections on the screen: what waits for the superior, and one with what can be done."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pendopo.foundation.personal_data import masked
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import actions, forms, policies, queries
from pendopo.serve.openness.models import Letter, Objection
from pendopo.serve.openness.states import WITH_THE_SUPERIOR, ObjectionState
from pendopo.serve.openness.views.deeds import Page, deed

A_PAGE = 25


@require_GET
def listed(request: Request) -> HttpResponse:
    """Objections by the superior's limit, or those that are over."""
    policies.require_may_see(request.member)
    at, waiting = now(), request.GET.get("lihat") != "selesai"
    after = number_in(request.GET.get("sesudah", "")) or 0
    rows = list(queries.objections(request.member, waiting=waiting)[after : after + A_PAGE + 1])
    calendar = structure.calendar_of(request.member.institution)
    shown = "" if waiting else "lihat=selesai&"
    return render(
        request,
        "openness/objections.html",
        {
            "lines": [(one, queries.clock_of_objection(one, calendar, now=at)) for one in rows[:A_PAGE]],
            "is_waiting": waiting,
            "older": f"?{shown}sesudah={after + A_PAGE}" if len(rows) > A_PAGE else "",
        },
    )


@require_GET
def objection_page(request: Request, objection_id: int) -> HttpResponse:
    """One objection, its request, and the superior's clock."""
    row = found(request, objection_id)
    calendar = structure.calendar_of(row.institution)
    member = request.member
    may_handle = policies.may_handle(member)
    return render(
        request,
        "openness/objection.html",
        {
            "row": row,
            "asked": row.request,
            "details": masked(row.request.details),
            "words": masked(row.words),
            "clock": queries.clock_of_objection(row, calendar, now=now()),
            "letters": list(Letter.objects.seen_by(member).filter(objection=row)),
            "who": row.request.applicant.masked,
            "can_answer": row.state in WITH_THE_SUPERIOR
            and policies.may_answer_objection(member, row.request),
            "decided_it": row.state in WITH_THE_SUPERIOR and member.pk == row.request.decided_by_id,
            "can_withdraw": may_handle and row.state in WITH_THE_SUPERIOR,
            "can_respond": may_handle and row.answered_at is not None,
            "can_dispute": may_handle
            and row.state in {ObjectionState.ANSWERED, ObjectionState.UNANSWERED, ObjectionState.DISPUTED},
            "may_open_letters": may_handle or policies.may_answer_objection(member, row.request),
        },
    )


@require_http_methods(["GET", "POST"])
def answer(request: Request, objection_id: int) -> HttpResponse:
    """The superior answers."""
    row = found(request, objection_id)
    policies.require_may_answer_objection(request.member, row.request, now=now())
    return deed(
        request,
        forms.AnswerObjection(request.POST or None),
        lambda said: actions.answer_objection(objection=row, by=request.member, now=now(), **said),
        Page(
            title=_("Answer the objection"),
            intro=_(
                "The applicant gets your answer as a letter, with the way to the Information Commission."
            ),
            button=_("Answer"),
            done=_("The objection is answered, and the letter is ready."),
            back=_back(row),
        ),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, objection_id: int) -> HttpResponse:
    """The applicant gives it up."""
    row = _to_handle(request, objection_id)
    return deed(
        request,
        forms.Why(request.POST or None),
        lambda said: actions.withdraw_objection(objection=row, by=request.member, now=now(), **said),
        Page(
            title=_("Withdraw the objection"),
            intro=_("Only when the applicant says so. Its number stays in the register."),
            button=_("Withdraw"),
            done=_("The objection is withdrawn."),
            icon="undo",
            kind="danger",
            back=_back(row),
        ),
    )


@require_http_methods(["GET", "POST"])
def respond(request: Request, objection_id: int) -> HttpResponse:
    """What the applicant says to the answer."""
    row = _to_handle(request, objection_id)
    return deed(
        request,
        forms.Response(request.POST or None, initial={"words": row.response}),
        lambda said: actions.keep_response(objection=row, by=request.member, now=now(), **said),
        Page(
            title=_("The applicant's response"),
            button=_("Save"),
            done=_("The response is in the register."),
            icon="save",
            back=_back(row),
        ),
    )


@require_http_methods(["GET", "POST"])
def dispute(request: Request, objection_id: int) -> HttpResponse:
    """The applicant went to the Information Commission."""
    row = _to_handle(request, objection_id)
    known = {"number": row.dispute_number, "on": row.disputed_on, "outcome": row.dispute_outcome}
    return deed(
        request,
        forms.Dispute(request.POST or None, initial=known),
        lambda said: actions.record_dispute(objection=row, by=request.member, now=now(), **said),
        Page(
            title=_("Dispute before the Information Commission"),
            button=_("Save"),
            done=_("The dispute is in the register."),
            icon="save",
            back=_back(row),
        ),
    )


def found(request: Request, objection_id: int) -> Objection:
    """The objection, or a page that says it is not there."""
    policies.require_may_see(request.member)
    return get_object_or_404(
        Objection.objects.seen_by(request.member).select_related(
            "institution", "request__institution", "request__applicant", "request__decided_by__person"
        ),
        pk=objection_id,
    )


def _to_handle(request: Request, objection_id: int) -> Objection:
    """The objection of whoever handles it: nobody fills in a form that would be refused at its end."""
    row = found(request, objection_id)
    policies.require_may_handle(request.member, row, now=now())
    return row


def _back(row: Objection) -> str:
    return reverse("openness:objection", args=[row.pk])
