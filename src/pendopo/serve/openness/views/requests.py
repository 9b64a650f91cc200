"""Requests on the screen: the list by deadline, one with its story, and what can be done with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.foundation.personal_data import masked
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.models import Conversation
from pendopo.serve.openness import actions, forms, letters, policies, queries
from pendopo.serve.openness.asking import ASKED_FOR, Asked, still_asked
from pendopo.serve.openness.models import Letter, PublicInfoRequest
from pendopo.serve.openness.states import OBJECTABLE, UNDECIDED, WITH_THE_SUPERIOR, RequestState


@require_GET
def listed(request: Request) -> HttpResponse:
    """Requests by their limits."""
    policies.require_may_see(request.member)
    tab = _tab(request)
    after = number_in(request.GET.get("sesudah", "")) or 0
    lines, further = queries.page(request.member, tab, now=now(), after=after)
    counted = queries.counts(request.member)
    words = {
        queries.Tab.OPEN: _("Running"),
        queries.Tab.DRAFTS: _("Incomplete"),
        queries.Tab.ENDED: _("Ended"),
    }
    return render(
        request,
        "openness/list.html",
        {
            "lines": lines,
            "tab": tab,
            "tabs": [(one, words[one], counted[one]) for one in queries.Tab],
            "older": f"?lihat={tab}&sesudah={further}" if further else "",
            "may_handle": policies.may_handle(request.member),
        },
    )


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Enter what came to the counter or by letter; what is incomplete waits as a draft."""
    policies.require_may_handle(request.member, request.member, now=now())
    at = now()
    form = forms.TakeIn(request.POST or None, initial={"received_at": localtime(at)})
    found: list[Any] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made, filed = actions.take_in_by_hand(
                asked=form.asked(),
                channel=said["channel"],
                received_at=said["received_at"],
                by=request.member,
                now=at,
                key=said["key"],
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            if filed is None:
                messages.warning(
                    request, _("Kept as a draft: something is still missing, so no clock runs yet.")
                )
                return redirect("openness:request", made.pk)
            return _handed_out(request, filed)
    elif words := request.GET.get("informasi", ""):
        found = queries.already_public(words, institution_id=request.member.institution_id)
    return render(
        request,
        "openness/new.html",
        {"form": form, "found": found, "asked": request.GET.get("informasi", "")},
        status=422 if form.errors else 200,
    )


@require_GET
def request_page(request: Request, request_id: int) -> HttpResponse:
    """One request: its story, its clock, and the next step."""
    return page_of(request, found(request, request_id))


@require_POST
def reveal(request: Request, request_id: int) -> HttpResponse:
    """The same page with the applicant in clear, this once (R80)."""
    row, form = found(request, request_id), forms.Why(request.POST)
    if form.is_valid():
        try:
            actions.reveal(request=row, why=form.cleaned_data["why"], by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            return page_of(request, row, is_revealed=True)
    return page_of(request, row, reveal_form=form, status=422)


@require_POST
def draft(request: Request, conversation_id: int) -> HttpResponse:
    """Make a draft out of a conversation, and show the link that asks for the rest."""
    policies.require_may_see(request.member)
    thread = get_object_or_404(
        Conversation.objects.seen_by(request.member).select_related("citizen", "account", "institution"),
        pk=conversation_id,
    )
    row, token = actions.draft_request(conversation=thread, by=request.member, now=now())
    return page_of(request, row, link=actions.address_of_own_page(token))


@require_POST
def new_link(request: Request, request_id: int) -> HttpResponse:
    """A new link for the applicant; it is shown once."""
    row = found(request, request_id)
    token = actions.give_new_link(request=row, by=request.member, now=now())
    return page_of(request, row, link=actions.address_of_own_page(token))


@require_http_methods(["GET", "POST"])
def complete(request: Request, request_id: int) -> HttpResponse:
    """Help the applicant: fill in what they say, and start the clock."""
    row, at = found(request, request_id), now()
    policies.require_may_handle(request.member, row, now=at)
    known = Asked.of(row)
    form = forms.Completing(
        request.POST or None, missing=still_asked(row), initial=forms.InfoRequest.initial_of(known)
    )
    if request.method == "POST" and form.is_valid():
        try:
            filed = actions.complete_request(
                request=row,
                asked=form.asked(known),
                by=request.member,
                now=at,
                key=form.cleaned_data["key"],
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return _handed_out(request, filed)
    return render(
        request, "openness/complete.html", {"row": row, "form": form}, status=422 if form.errors else 200
    )


@require_GET
def letter(request: Request, paper_id: int, ending: str) -> HttpResponse:
    """A letter as a file; it names the applicant, so the ledger keeps who opened it (R80)."""
    policies.require_may_see(request.member)
    one = get_object_or_404(
        Letter.objects.seen_by(request.member).select_related("request__institution"), pk=paper_id
    )
    actions.open_letter(letter=one, by=request.member, now=now())
    return file_of(one, ending)


def file_of(one: Letter, ending: str) -> HttpResponse:
    """A letter drawn as what its address asks for."""
    words = one.words
    drawn = letters.draw(words, one.request.institution, ending)
    name = f"{words['kind']}-{words['number'].replace('/', '-')}.{drawn.ending}"
    return HttpResponse(
        drawn.content,
        content_type=drawn.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store, private",
        },
    )


def found(request: Request, request_id: int) -> PublicInfoRequest:
    """The request, or a page that says it is not there."""
    policies.require_may_see(request.member)
    return get_object_or_404(
        PublicInfoRequest.objects.seen_by(request.member).select_related(
            "institution",
            "applicant",
            "unit",
            "consequence_test",
            "decided_by__person",
            "conversation__citizen",
        ),
        pk=request_id,
    )


def page_of(
    request: Request,
    row: PublicInfoRequest,
    *,
    is_revealed: bool = False,
    reveal_form: forms.Why | None = None,
    link: str = "",
    code: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page; what is shown once is handed in."""
    at, member = now(), request.member
    applicant = row.applicant
    may_handle = policies.may_handle(member)
    objected = list(row.objections.order_by("-filed_at"))
    under_way = next((one for one in objected if one.state in WITH_THE_SUPERIOR), None)
    clock, promise = queries.owed(row, under_way, structure.calendar_of(row.institution), now=at)
    answer = render(
        request,
        "openness/request.html",
        {
            "row": row,
            "details": row.details if is_revealed else masked(row.details),
            "purpose": row.purpose if is_revealed else masked(row.purpose),
            "applicant": applicant,
            "who": applicant.identity if is_revealed else applicant.masked,
            "is_revealed": is_revealed,
            "reveal_form": reveal_form or forms.Why(),
            "may_reveal": member.may(Permission.REVEAL_PERSONAL_DATA) and not is_revealed,
            "may_open_letters": may_handle or member.may(Permission.DECIDE_OBJECTIONS),
            "timeline": queries.timeline(row, viewer=member),
            "clock": clock,
            "promise": promise,
            "missing": _missing(row),
            "link": link,
            "code": code,
            **_can(row, may_handle=may_handle, at=at),
            "may_draft": row.state == RequestState.DRAFT and member.may(Permission.REPLY),
            "objections": objected,
            "may_handle": may_handle,
        },
        status=status,
    )
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def _can(row: PublicInfoRequest, *, may_handle: bool, at: datetime) -> dict[str, bool]:
    in_time = row.due_at is not None and at <= row.due_at
    return {
        "can_decide": may_handle and row.state in UNDECIDED,
        "can_extend": may_handle and row.state == RequestState.REGISTERED and in_time,
        "can_hand_over": may_handle and row.state == RequestState.NOTIFIED,
        "can_complete": may_handle and row.state == RequestState.DRAFT,
        "can_withdraw": may_handle and row.can_be_withdrawn,
        "can_object": may_handle and row.state in OBJECTABLE,
    }


def _missing(row: PublicInfoRequest) -> list[str]:
    if row.state != RequestState.DRAFT:
        return []
    return [str(ASKED_FOR[name]) for name in still_asked(row)]


def _handed_out(request: Request, filed: actions.Filed) -> HttpResponse:
    """What the applicant takes home: number, code and link, shown once."""
    row = found(request, filed.request.pk)
    return page_of(request, row, link=actions.address_of_own_page(filed.token), code=filed.code)


def _tab(request: Request) -> queries.Tab:
    try:
        return queries.Tab(request.GET.get("lihat", ""))
    except ValueError:
        return queries.Tab.OPEN
