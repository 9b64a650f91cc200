"""The one page that tells a case's whole story."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from pendopo.foundation import pictures
from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import actions, policies, queries
from pendopo.serve.cases.forms import handling as forms
from pendopo.serve.cases.models import Attachment, Case
from pendopo.serve.cases.queries import Filters
from pendopo.serve.cases.states import CaseState, Clock
from pendopo.serve.cases.views import doing
from pendopo.serve.cases.views.finding import found
from pendopo.serve.cases.views.next_step import turn

SMALL: Final = 240  # pixels of the longer edge
LARGE: Final = 1600
NOTHING_TO_ANSWER: Final = frozenset({CaseState.NEW, CaseState.WAITING_CITIZEN, CaseState.CLOSED})


@require_GET
def page(request: Request, case_id: int) -> HttpResponse:
    """What was told, what was done, what the citizen knows, and how much time is left."""
    return drawn(request, found(request, case_id), at=now())


@require_http_methods(["GET", "POST"])
def reveal(request: Request, case_id: int) -> HttpResponse:
    """The same page with its personal data, this once (R80)."""
    case, at = found(request, case_id), now()
    form = forms.Why(request.POST if request.method == "POST" else None, case=case, member=request.member)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reveal(case=case, why=form.cleaned_data["why"], by=request.member, now=at)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return drawn(request, case, at=at, revealed=True)
    return render(
        request, "cases/reveal.html", {"case": case, "form": form}, status=422 if form.errors else 200
    )


@require_safe
def picture(request: Request, case_id: int, attachment_id: int) -> HttpResponse:
    """A picture that the citizen or a unit sent: small on the page, large when it is opened."""
    case = found(request, case_id)
    one = get_object_or_404(Attachment.objects.seen_by(request.member), pk=attachment_id, case=case)
    with one.file.open("rb") as file:
        edge = LARGE if request.GET.get("besar") == "1" else SMALL
        shown = pictures.thumbnail(file.read(), sha256=one.sha256, edge=edge)
    return HttpResponse(shown, content_type="image/webp", headers={"Cache-Control": "private, max-age=3600"})


def drawn(request: Request, case: Case, *, at: datetime, revealed: bool = False) -> HttpResponse:
    """The page, with what can be done from it."""
    offered = doing.offered(request, case)
    may_handle = policies.may_handle(request.member)
    whole = queries.whole(case, viewer=request.member, now=at, revealed=revealed)
    standing = turn(case, whole, request.member)
    step = standing.step
    # The list somebody came from stands in the address, so that J and K go on in it.
    filters = Filters.read(request.GET.dict())
    return render(
        request,
        "cases/case.html",
        {
            "case": case,
            "whole": whole,
            "turn": standing,
            "step": step,
            "final_clock": next(one for one in whole.clocks if one.clock == Clock.RESOLVE),
            "deeds": [one for one in offered if step is None or one[0] != step.deed],
            "may_answer": may_handle and case.state not in NOTHING_TO_ANSWER,
            "answer_url": reverse("cases:answer", args=[case.pk]),
            "query": filters.address(),
            "neighbours": queries.neighbours(case, request.member, filters, now=at),
            "may_handle": may_handle,
            "may_reveal": request.member.may(Permission.REVEAL_PERSONAL_DATA) and not revealed,
            "is_revealed": revealed,
            "now": at,
        },
    )
